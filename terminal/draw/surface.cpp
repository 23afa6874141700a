#include "terminal/draw/surface.h"

#include "terminal/kit/safeguards.h"

namespace dockhand {
namespace {

// Tells one screen from another, and not one moment of a screen from the next.
std::string identity_of(const Page& page) {
  const auto& work = std::get<WorkPage>(page);
  std::string identity = work.instruction.task;
  for (const Button& button : work.actions) identity += '\n' + button.id;
  return identity;
}

// Returns what the buttons of a page are about. The buttons of another question are others, wherever they lie.
std::string subject_of(const Page& page) {
  if (const auto* work = std::get_if<WorkPage>(&page)) return work->instruction.task + '\n' + work->strip;
  if (const auto* keypad = std::get_if<KeypadPage>(&page)) return keypad->title + '\n' + keypad->subject;
  return std::get<RefusalPage>(page).title;
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

// Is for another page, or a new answer under a new heading. The rows of the answer stand first, because they have to be
// seen, even when the row that is being worked on is then below.
void Surface::begin_at_top(const Page& page) {
  std::string identity = identity_of(page);
  std::string heading = heading_of(page);
  if (identity == page_ && heading == heading_) return;
  scroll_.jump(0);
  if (identity != page_) {
    keys_.drop_focus();
    active_.clear();
  }
  if (heading != heading_ && !heading.empty()) active_ = active_row(page);
  page_ = std::move(identity);
  heading_ = std::move(heading);
}

// An answer wakes the screen as well, whoever gave the scan.
void Surface::dim(const Frame& frame, std::int64_t now) {
  if (used_ || frame.toast || std::holds_alternative<RefusalPage>(frame.page)) dimmer_.used(now);
  used_ = false;
  light_ = dimmer_.light(now);
}

void Surface::show(const Frame& frame, std::int64_t now) {
  dim(frame, now);
  scroll_.advance(now);
  lay_out(frame);
  settled_.see(drawn(), subject_of(frame.page), now);
}

void Surface::lay_out(const Frame& frame) {
  const auto* pad = std::get_if<KeypadPage>(&frame.page);
  if (pad != nullptr && pad->has_list) return lay_out_search(frame, *pad);
  if (!std::holds_alternative<WorkPage>(frame.page)) {
    // A keypad or a refusal lies over the page: its list stays where it is.
    if (covered_ != frame.page.index()) keys_.drop_focus();
    covered_ = frame.page.index();
    renderer_.draw(frame, pointing());
    return;
  }
  covered_ = 0;
  begin_at_top(frame.page);
  draw(frame);
  std::string active = active_row(frame.page);
  if (active == active_) return;
  active_ = std::move(active);
  const Rect row = renderer_.drawn().active;
  const float before = scroll_.offset();
  if (!row.empty()) scroll_.reveal(row.y, row.bottom());
  if (scroll_.offset() != before) draw(frame);
}

// The search has a list of its own. It begins at its top whenever something else is typed.
void Surface::lay_out_search(const Frame& frame, const KeypadPage& page) {
  covered_ = 0;
  const std::string identity = page.title;
  if (identity != page_ || page.typed != heading_) scroll_.jump(0);
  if (identity != page_) keys_.drop_focus();
  page_ = identity;
  heading_ = page.typed;
  active_.clear();
  draw(frame);
}

// A row in focus is in sight.
void Surface::reveal_focus() {
  for (const RowPlace& row : drawn().rows) {
    if (row.id == keys_.focused()) scroll_.reveal(row.top, row.bottom);
  }
}

void Surface::touch(const TouchEvent& event) {
  if (!dimmer_.swallows(event)) touch_.push(event);
}

void Surface::wheel(float mm) { scroll_.jump(scroll_.offset() + mm * display().scale.unit()); }

// A key that means what lies there is judged as a finger is.
void Surface::take(std::vector<KeyAction> actions) {
  for (KeyAction& action : actions) {
    const auto* tap = std::get_if<KeyTap>(&action);
    const bool aimed = tap != nullptr && tap->aimed_at.has_value() && stands(Safeguard::key_aimed);
    if (!aimed || settled_.is_at_rest(tap->id, drawn(), *tap->aimed_at)) inputs_.push_back(std::move(action));
  }
}

void Surface::text(std::string_view utf8, std::int64_t now) {
  used_ = true;
  take(keys_.text(utf8, drawn(), now));
}

void Surface::press(Key key, std::int64_t now) {
  used_ = true;
  const std::string before = keys_.focused();
  take(keys_.press(key, drawn(), now));
  if (keys_.focused() != before) reveal_focus();
}

std::optional<KeyAction> Surface::next_input() {
  if (inputs_.empty()) {
    auto tap = touch_.next_tap(drawn(), scroll_, display().scale.unit(), &settled_);
    if (!tap) return std::nullopt;
    keys_.drop_focus();
    return KeyTap{std::move(*tap)};
  }
  KeyAction action = std::move(inputs_.front());
  inputs_.pop_front();
  return action;
}

}  // namespace dockhand
