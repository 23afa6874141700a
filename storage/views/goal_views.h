// Where units should go: what is put away, and what is brought from reserve.
//
// Decides: what is known of such a place. Leaves to others: which places they are, and their order
// (storage/views/README.md), reading them (storage/views/views.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/views/packs.h"

namespace dockhand {

// Says where units of an item could be put away, and why there.
struct GoalView {
  enum class Because { face_low, holds_it, same_zone, free };
  LocationCode place;
  Because because = Because::free;
  std::int64_t there = 0;  // units of the item that lie there
  Quantity room{};         // for a face: how many units it can take up to its max
  std::string zone{};
};

// A place to pick from that has less than its min, and the places in reserve where more of its item lies.
struct FaceView {
  struct Reserve {
    LocationCode from;   // the place, or the handling unit, that has the units
    LocationCode place;  // where that stands; the same when the units are loose
    std::string lot;
    std::string serial;
    Quantity free;
  };
  ItemCode item;
  std::string name;
  LocationCode face;
  Quantity min, max;
  std::int64_t there = 0;
  std::vector<Pack> packs;
  std::vector<Reserve> sources;  // what expires first comes first, then along the walk
  Quantity missing() const { return Quantity::nearest(max.units() - there); }
};

}  // namespace dockhand
