// A screen that can be seen, touched and typed on, without a window.
//
// Decides: what belongs together of the renderer, touch, keys and scrolling; that a list goes back to its top on
// another page and under another heading (a new answer begins there), and else brings the row being worked on into
// view. Leaves to others: where touches come from and where the picture goes (terminal/window/window.h,
// terminal/script/script.h), what an input does (terminal/app/app.h). Only one thread may use it. Times are in ms of
// any one clock.
#pragma once

#include <deque>

#include "terminal/draw/dimmer.h"
#include "terminal/draw/keys.h"
#include "terminal/draw/renderer.h"
#include "terminal/draw/scroll.h"
#include "terminal/draw/touch.h"

namespace dockhand {

class Surface {
 public:
  // `keyboard` says what a scanner does that types.
  explicit Surface(const Display& display, const WedgeSettings& keyboard = {})
      : renderer_(display), keys_(keyboard), dimmer_(display.dim_after, display.off_after) {}

  const Display& display() const { return renderer_.display(); }
  void change(const Display& display) {
    renderer_.change(display);
    dimmer_.after(display.dim_after, display.off_after);
  }

  void show(const Frame& frame, std::int64_t now);
  // True when something moves by itself, so that it has to be shown again soon.
  bool moving() const { return scroll_.moving(); }
  // True when it has to be shown again now, because it gets dark or goes off.
  bool due(std::int64_t now) const { return dimmer_.light(now) > light_; }
  // Returns the light as it was shown last.
  Light light() const { return light_; }
  // Time has passed. A key after which nothing came may mean something now.
  void rest(std::int64_t now) { take(keys_.rest(drawn(), now)); }

  void touch(const TouchEvent& event);
  void wake() { used_ = true; }  // somebody uses the terminal without touching it: a scanner in the hand
  void wheel(float mm);
  void text(std::string_view utf8, std::int64_t now);
  void press(Key key, std::int64_t now);
  // Returns what came of all that, the oldest first. Give each to the app and show its frame before you ask for the
  // next one.
  std::optional<KeyAction> next_input();

  // True when a finger that comes down on the target now is meant for it.
  bool is_at_rest(const TouchTarget& target, std::int64_t now) const {
    return settled_.is_at_rest(target, drawn(), now);
  }
  const Drawn& drawn() const { return renderer_.drawn(); }
  Shapes shapes() const { return renderer_.shapes(); }
  const PixelBuffer& picture() const { return renderer_.picture(); }

 private:
  Pointing pointing() const { return {touch_.pressed(), keys_.focused(), scroll_.offset(), light_, keys_.pending()}; }
  void dim(const Frame& frame, std::int64_t now);
  void draw(const Frame& frame);
  void lay_out(const Frame& frame);
  void begin_at_top(const Page& page);
  void lay_out_search(const Frame& frame, const KeypadPage& page);
  void reveal_focus();
  void take(std::vector<KeyAction> actions);

  Renderer renderer_;
  Touch touch_;
  Settled settled_;
  Scroll scroll_;
  Keys keys_;
  Dimmer dimmer_;
  bool used_ = true;  // it was used since it was shown last
  Light light_ = Light::on;
  std::deque<KeyAction> inputs_;
  std::size_t covered_ = 0;              // the kind of page that lies over the list; 0: none
  std::string page_, heading_, active_;  // what is on the screen, and which row is being worked on
};

}  // namespace dockhand
