// This knows since when each thing that can be tapped lies at its place.
//
// Decides: that a finger which comes down within `rest` after something else came to lie under it was meant for what
// was there before, and so was a key that presses what lies there. A row that the person scrolls is the same row; a
// button of another question is another button. Leaves to others: what a tap is (touch.h), what it does. Times are in
// ms of any one clock.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "terminal/draw/canvas.h"

namespace dockhand {

class Settled {
 public:
  static constexpr std::int64_t rest = 400;

  // Takes what is on the screen now. `subject` is what the page is about. When it is another one, nothing counts as the
  // same.
  void see(const Drawn& drawn, const std::string& subject, std::int64_t now);
  // True when a finger may be meant for what lies there.
  bool is_at_rest(const TouchTarget& target, const Drawn& drawn, std::int64_t now) const;
  // The same for what a key may press. A row out of sight is at rest as long as the page is about the same.
  bool is_at_rest(const std::string& id, const Drawn& drawn, std::int64_t now) const;

 private:
  struct Place {
    std::string what;  // the subject, the id and the label
    Rect rect;         // for a row it is within the list's content
    std::int64_t since = 0;
  };
  const Place* find(const std::string& what, const Rect& rect) const;

  std::string subject_;
  std::int64_t subject_since_ = 0;
  std::vector<Place> places_;
  bool seen_ = false;  // what is there at the start was always there
};

}  // namespace dockhand
