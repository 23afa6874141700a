#include "terminal/draw/keys.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "storage/model/tools/utf8.h"
#include "terminal/kit/safeguards.h"

namespace dockhand {
namespace {

const TouchTarget* find(const Drawn& drawn, std::string_view id) {
  for (const TouchTarget& target : drawn.targets) {
    if (target.id == id) return &target;
  }
  return nullptr;
}

bool is_row(std::string_view id, const Drawn& drawn) {
  return std::any_of(drawn.rows.begin(), drawn.rows.end(), [&](const RowPlace& row) { return row.id == id; });
}

bool is_keypad(const Drawn& drawn) { return find(drawn, "key:0") != nullptr; }
bool is_text_pad(const Drawn& drawn) { return find(drawn, "abc:0") != nullptr; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return true;
}

// Returns the part of a way that goes in the direction of an arrow.
float along_arrow(Key key, float dx, float dy) {
  switch (key) {
    case Key::left: return -dx;
    case Key::right: return dx;
    case Key::up: return -dy;
    default: return dy;
  }
}

// Returns how far `to` lies from `from` in the direction of an arrow. A distance to the side counts twice. A negative
// number says that it does not lie there.
float distance(Key key, Pos from, Pos to) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const bool level = key == Key::left || key == Key::right;
  const float along = along_arrow(key, dx, dy);
  const float across = std::abs(level ? dy : dx);
  return along <= 1 || (level && across > along * 2) ? -1 : along + 2 * across;
}

const TouchTarget* neighbour(const Drawn& drawn, const TouchTarget& from, Key key) {
  const TouchTarget* best = nullptr;
  float nearest = 0;
  for (const TouchTarget& target : drawn.targets) {
    const float far = distance(key, from.visible.centre(), target.visible.centre());
    if (far < 0 || (best != nullptr && far >= nearest)) continue;
    best = &target;
    nearest = far;
  }
  return best;
}

// Returns the order in which Tab goes: keys and the search, the rows of the list, also those out of sight, the action
// bar, the help.
std::vector<std::string> in_order(const Drawn& drawn) {
  std::vector<std::string> ids;
  const auto add = [&](TargetKind kind) {
    for (const TouchTarget& target : drawn.targets) {
      if (target.kind == kind) ids.push_back(target.id);
    }
  };
  add(TargetKind::key);
  for (const RowPlace& row : drawn.rows) ids.push_back(row.id);
  add(TargetKind::action);
  add(TargetKind::help);
  return ids;
}

// Returns the buttons of the action bar, from the left, as the page has them.
std::vector<std::string> actions_of(const Drawn& drawn) {
  std::vector<std::string> ids;
  for (const TouchTarget& target : drawn.targets) {
    if (target.kind == TargetKind::action) ids.push_back(target.id);
  }
  return ids;
}

// Returns where a focus begins: at the row that is being worked on, else at the first row, else at the next step.
std::string beginning(const Drawn& drawn) {
  for (const RowPlace& row : drawn.rows) {
    if (!drawn.active.empty() && row.top == drawn.active.y) return row.id;
  }
  if (!drawn.rows.empty()) return drawn.rows.front().id;
  const std::vector<std::string> actions = actions_of(drawn);
  if (!actions.empty()) return actions.back();
  return drawn.targets.empty() ? std::string{} : in_order(drawn).front();
}

// Returns the row above or below. Empty: it is the last one, or no row has the focus.
std::string next_row(const Drawn& drawn, const std::string& from, Key key) {
  const auto& rows = drawn.rows;
  const auto known = std::find_if(rows.begin(), rows.end(), [&](const RowPlace& row) { return row.id == from; });
  if (known == rows.end()) return {};
  if (key == Key::up) return known == rows.begin() ? std::string{} : (known - 1)->id;
  return key == Key::down && known + 1 != rows.end() ? (known + 1)->id : std::string{};
}

std::vector<KeyAction> tap(const std::string& id, std::optional<std::int64_t> aimed_at = {}) {
  if (id.empty()) return {};
  return {KeyTap{id, aimed_at}};
}

// The page says which button Enter presses.
std::vector<KeyAction> confirm(const Drawn& drawn, std::optional<std::int64_t> aimed_at) {
  return find(drawn, drawn.enter) != nullptr ? tap(drawn.enter, aimed_at) : std::vector<KeyAction>{};
}

// Returns the row that has the number. Nobody prints such a number on a label. Where no number stands before the rows,
// nobody has counted them: the number was meant for something else.
const RowPlace* row_of(const Drawn& drawn, std::string_view line) {
  if (!drawn.numbered || line.size() > Keys::max_row_number) return nullptr;
  std::size_t number = 0;
  for (const char c : line) number = number * 10 + static_cast<std::size_t>(c - '0');
  for (const RowPlace& row : drawn.rows) {
    if (row.number > 0 && static_cast<std::size_t>(row.number) == number) return &row;
  }
  const bool placed = number > 0 && number <= drawn.rows.size() && drawn.rows[number - 1].number == 0;
  return placed ? &drawn.rows[number - 1] : nullptr;
}

// Chooses the row that had the number when it was typed.
std::vector<KeyAction> choose_row(const Drawn& drawn, std::string_view line, std::int64_t typed_at) {
  const RowPlace* row = row_of(drawn, line);
  return row != nullptr ? tap(row->id, typed_at) : std::vector<KeyAction>{};
}

bool asks(const Drawn& drawn) { return find(drawn, "no") != nullptr || is_row("no", drawn); }

// A row that is higher than the list is in sight when it fills the list.
bool is_in_sight(const RowPlace& row, const Drawn& drawn) {
  const float bottom = std::min(row.bottom, row.top + drawn.list.h);
  return row.top >= drawn.scroll - 1 && bottom <= drawn.scroll + drawn.list.h + 1;
}

// An answer may book, and a number may be meant as a quantity: nobody gives an answer that he does not see.
const RowPlace* unseen_answer(const Drawn& drawn, std::string_view line) {
  const RowPlace* row = asks(drawn) ? row_of(drawn, line) : nullptr;
  return row != nullptr && !is_in_sight(*row, drawn) ? row : nullptr;
}

// A number that was typed by hand is the number of a row, or the quantity where the page has one.
std::vector<KeyAction> take_number(const Drawn& drawn, const std::string& line, std::int64_t typed_at) {
  if (line.size() > Keys::max_typed) return {};
  if (auto chosen = choose_row(drawn, line, typed_at); !chosen.empty()) return chosen;
  return find(drawn, "number") != nullptr ? tap("typed:" + line) : std::vector<KeyAction>{};
}

}  // namespace

Keys::Keys(const WedgeSettings& lines)
    : terminators_(lines.terminators),
      wedge_([this](const Reading& reading) { heard_.emplace_back(KeyScan{reading}); },
             [this](const Error& error) { heard_.emplace_back(KeyTrouble{error.message}); }, lines) {}

// Digits whose keypad was confirmed or left by a tap are no beginning of the next scan, and no row's number; what was
// typed before a pad came is no beginning of what is typed on it.
void Keys::forget_given(const Drawn& drawn, std::int64_t now) {
  if (now - last_at_ <= burst_gap) return;
  const bool pad = is_keypad(drawn) || is_text_pad(drawn);
  if (pad ? begun_on_pad_ : given_ == 0) return;
  given_ = 0;
  wedge_.clear();
}

std::vector<KeyAction> Keys::text(std::string_view utf8, const Drawn& drawn, std::int64_t now) {
  forget_given(drawn, now);
  std::vector<KeyAction> actions;
  for (std::size_t i = 0; i < utf8.size();) {
    std::size_t end = i + 1;
    while (end < utf8.size() && !starts_character(utf8[end])) ++end;
    const std::string_view character = utf8.substr(i, end - i);
    i = end;
    const char c = character.front();
    if (c == '\n' || c == '\r' || ends_line(c)) {
      for (auto& action : enter(drawn, now)) actions.push_back(std::move(action));
      continue;
    }
    if (wedge_.pending().empty()) {
      given_ = 0;
      begun_on_pad_ = is_keypad(drawn) || is_text_pad(drawn);
    }
    if (wedge_.pending().empty() || now - last_at_ > burst_gap) burst_begin_ = wedge_.pending().size();
    last_at_ = now;
    const std::size_t before = wedge_.pending().size();
    wedge_.type(character);
    const std::string& line = wedge_.pending();
    if (line.size() <= before) continue;
    const bool number = is_keypad(drawn) && line.size() <= max_typed && all_digits(line);
    const bool letter = is_text_pad(drawn) && static_cast<unsigned char>(c) >= ' ';
    if (number || letter) {
      actions.push_back(KeyTap{(number ? "key:" : "type:") + std::string(character)});
      given_ = line.size();
    }
  }
  return actions;
}

std::vector<KeyAction> Keys::end_scan() {
  std::vector<KeyAction> actions;
  // This is a scan on a keypad page: its first digits were taken for a quantity.
  if (given_ > 0) actions.push_back(KeyTap{"key:clear"});
  given_ = 0;
  wedge_.type({terminators_.data(), 1});
  for (KeyAction& action : heard_) actions.push_back(std::move(action));
  heard_.clear();
  focused_.clear();  // the second Enter of a scanner that sends two must not press a button
  return actions;
}

// What a hand has typed before the burst stays typed.
std::vector<KeyAction> Keys::end_burst(const Drawn& drawn) {
  std::vector<KeyAction> actions;
  const std::string scanned = wedge_.pending().substr(burst_begin_);
  const bool letters = is_text_pad(drawn);
  const std::size_t given = given_ > burst_begin_ ? count_characters(scanned.substr(0, given_ - burst_begin_)) : 0;
  for (std::size_t i = 0; i < given; ++i) actions.push_back(KeyTap{letters ? "abc:delete" : "key:delete"});
  given_ = 0;
  wedge_.clear();
  wedge_.type(scanned);
  for (KeyAction& action : end_scan()) actions.push_back(std::move(action));
  return actions;
}

std::vector<KeyAction> Keys::enter(const Drawn& drawn, std::int64_t now) {
  const std::string line = wedge_.pending();
  const bool burst = stands(Safeguard::burst) && burst_begin_ < line.size() && now - last_at_ <= burst_gap;
  const bool text = is_text_pad(drawn);
  if (burst && (text || (is_keypad(drawn) && all_digits(line)))) return end_burst(drawn);
  const bool quantity = is_keypad(drawn) && line.size() <= max_typed && all_digits(line);
  if (!line.empty() && !burst && !text && !quantity && all_digits(line)) {
    if (const RowPlace* unseen = unseen_answer(drawn, line)) {  // it comes into view, and Enter gives it
      wedge_.clear();
      focused_ = unseen->id;
      came_into_view_ = now;
      return {};
    }
    // Else it is a code like any other: that nobody knows it is said.
    auto taken = take_number(drawn, line, last_at_);
    if (taken.empty()) return end_scan();
    wedge_.clear();
    return taken;
  }
  if (!line.empty() && !quantity && !text) return end_scan();
  wedge_.clear();
  if (focused_.empty() || !line.empty()) {
    // Who has typed on this keypad confirms what he has typed; else it is the button that lies there.
    const auto aimed_at = line.empty() ? std::optional(now) : std::nullopt;
    if (quantity || text) return confirm(drawn, aimed_at);
    const bool is_of_scan = now - last_at_ < look;  // the second Enter of a scanner that sends two
    return line.empty() && !is_of_scan ? confirm(drawn, aimed_at) : std::vector<KeyAction>{};
  }
  if (find(drawn, focused_) == nullptr || now - came_into_view_ < look) return {};
  return {KeyTap{focused_, now}};
}

std::vector<KeyAction> Keys::rest(const Drawn& drawn, std::int64_t now) {
  forget_given(drawn, now);
  const std::string line = wedge_.pending();
  if (asks(drawn) || !drawn.numbered || line.size() != 1 || !all_digits(line) || now - last_at_ < lone_digit)
    return {};  // what books takes Enter
  auto chosen = choose_row(drawn, line, last_at_);
  if (chosen.empty()) return end_scan();
  wedge_.clear();
  return chosen;
}

std::string Keys::pending() const { return given_ > 0 ? std::string{} : wedge_.pending(); }

void Keys::erase_last() {
  std::string line = wedge_.pending();
  while (!line.empty() && !starts_character(line.back())) line.pop_back();
  if (!line.empty()) line.pop_back();
  wedge_.clear();
  wedge_.type(line);
  given_ = std::min(given_, line.size());
}

std::vector<KeyAction> Keys::press(Key key, const Drawn& drawn, std::int64_t now) {
  forget_given(drawn, now);
  switch (key) {
    case Key::enter: return enter(drawn, now);
    case Key::escape:
      wedge_.clear();
      focused_.clear();
      return {KeyBack{}};
    case Key::backspace:
      erase_last();
      if (is_keypad(drawn)) return tap("key:delete");
      return is_text_pad(drawn) ? tap("abc:delete") : std::vector<KeyAction>{};
    case Key::f1:
    case Key::f2:
    case Key::f3:
    case Key::f4: {
      const auto actions = actions_of(drawn);
      const auto number = static_cast<std::size_t>(key) - static_cast<std::size_t>(Key::f1);
      return number < actions.size() ? tap(actions[number], now) : std::vector<KeyAction>{};
    }
    case Key::f6: return tap("help");
    case Key::f5: return find(drawn, "search") != nullptr ? tap("search") : std::vector<KeyAction>{};
    case Key::tab:
      if (!wedge_.pending().empty() && ends_line('\t')) return enter(drawn, now);  // some scanners end with it
      [[fallthrough]];
    default: move(key, drawn); return {};
  }
}

void Keys::move(Key key, const Drawn& drawn) {
  const std::vector<std::string> order = in_order(drawn);
  const auto known = std::find(order.begin(), order.end(), focused_);
  const bool backwards = key == Key::back_tab || key == Key::up || key == Key::left;
  if (order.empty()) return focused_.clear();
  if (known == order.end()) {
    focused_ = backwards ? order.back() : beginning(drawn);
  } else if (key == Key::tab) {
    focused_ = known + 1 == order.end() ? order.front() : *(known + 1);
  } else if (key == Key::back_tab) {
    focused_ = known == order.begin() ? order.back() : *(known - 1);
  } else if (const std::string row = next_row(drawn, focused_, key); !row.empty()) {
    focused_ = row;
  } else if (const TouchTarget* from = find(drawn, focused_)) {
    const TouchTarget* to = neighbour(drawn, *from, key);
    if (to != nullptr) focused_ = to->id;
  }
}

}  // namespace dockhand
