// Units as they came, left and were counted, for who keeps books elsewhere.
//
// Decides: that what is listed is what the postings say, so that a pallet is listed by its content and what was undone
// counts against it; that what the office's own files say of stock is not told to it as counted. Leaves to others: how
// it is written (storage/listings/exports.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

// Units came from suppliers, went to customers, were found by counts and adjustments beyond what the books had, or were
// not found by who picked them.
enum class Moved { received, shipped, counted, short_picked };

struct MovedUnits {
  std::int64_t seq = 0;  // the number of the event
  Instant at;
  std::string by, action;
  std::string document;  // the purchase or the order; empty when there is none
  std::int32_t line = 0;
  std::string item, lot, serial;
  std::int64_t units = 0;  // negative when they went back
  std::string allowed_by;  // the supervisor who said yes to it; empty when nobody had to
  std::string reason{};    // as it was said; empty when it was not
  std::string place{};     // where units were not found
  // Of what was shipped: in which carton, who took it and under which number; empty when nobody has said so.
  std::string carton{}, carrier{}, tracking{};
  std::optional<Date> expiry{};  // of the lot, as it is known now
};

// Of a short pick the units are those that are missing: negative when it was undone. Reads the events after `seq` up to
// `until`, in their order.
Result<std::vector<MovedUnits>> moved_after(const std::filesystem::path& database, Moved what, std::int64_t seq,
                                            std::int64_t until = INT64_MAX);

}  // namespace dockhand
