#include "terminal/draw/surface.h"

namespace dockhand {
namespace {

// Tells one screen from another, and not one moment of a screen from the next.
std::string identity_of(const Page& page) {
  const auto& work = std::get<WorkPage>(page);
  std::string identity = work.instruction.task;
  for (const Button& button : work.actions) identity += '\n' + button.id;
  return identity;
}

std::string heading_of(const Page& page) {
  const auto* work = std::get_if<WorkPage>(&page);
  return work == nullptr ? std::string{} : work->list_heading;
}

std::string active_row(const Page& page) {
  if (const auto* work = std::get_if<WorkPage>(&page)) {
    for (const Row& row : work->rows) {
      if (row.stripe == Stripe::active) return row.id + '\n' + row.title;
    }
  }
  return {};
}

}  // namespace

void Surface::draw(const Frame& frame) {
  const Drawn& drawn = renderer_.draw(frame, pointing());
  scroll_.set_bounds(drawn.content, drawn.list.h);
}

void Surface::show(const Frame& frame, std::int64_t now) {
  scroll_.advance(now);
  if (!std::holds_alternative<WorkPage>(frame.page)) {
    // A keypad or a refusal lies over the page: its list stays where it is.
    if (covered_ != frame.page.index()) keys_.drop_focus();
    covered_ = frame.page.index();
    renderer_.draw(frame, pointing());
    return;
  }
  covered_ = 0;
  std::string identity = identity_of(frame.page);
  if (identity != page_) {
    scroll_.jump(0);
    keys_.drop_focus();
    active_.clear();
    heading_ = heading_of(frame.page);
    page_ = std::move(identity);
  }
  std::string heading = heading_of(frame.page);
  if (heading != heading_) {
    scroll_.jump(0);
    heading_ = std::move(heading);
    active_ = active_row(frame.page);
  }
  draw(frame);
  std::string active = active_row(frame.page);
  if (active == active_) return;
  active_ = std::move(active);
  const Rect row = renderer_.drawn().active;
  const float before = scroll_.offset();
  if (!row.empty()) scroll_.reveal(row.y, row.bottom());
  if (scroll_.offset() != before) draw(frame);
}

void Surface::wheel(float mm) { scroll_.jump(scroll_.offset() + mm * display().scale.unit()); }

void Surface::take(std::vector<KeyAction> actions) {
  for (KeyAction& action : actions) inputs_.push_back(std::move(action));
}

void Surface::text(std::string_view utf8) { take(keys_.text(utf8, drawn())); }

void Surface::press(Key key) { take(keys_.press(key, drawn())); }

std::optional<KeyAction> Surface::next_input() {
  if (inputs_.empty()) {
    auto tap = touch_.next_tap(drawn(), scroll_, display().scale.unit());
    if (!tap) return std::nullopt;
    keys_.drop_focus();
    return KeyTap{std::move(*tap)};
  }
  KeyAction action = std::move(inputs_.front());
  inputs_.pop_front();
  return action;
}

}  // namespace dockhand
