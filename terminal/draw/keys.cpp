#include "terminal/draw/keys.h"

#include <cmath>
#include <utility>

namespace dockhand {
namespace {

const TouchTarget* find(const Drawn& drawn, std::string_view id) {
  for (const TouchTarget& target : drawn.targets) {
    if (target.id == id) return &target;
  }
  return nullptr;
}

bool is_keypad(const Drawn& drawn) { return find(drawn, "key:0") != nullptr; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return true;
}

// The part of a way that goes in the direction of an arrow.
float along_arrow(Key key, float dx, float dy) {
  switch (key) {
    case Key::left: return -dx;
    case Key::right: return dx;
    case Key::up: return -dy;
    default: return dy;
  }
}

// How far `to` lies from `from` in the direction of an arrow; what is off the line costs double. Negative: not there.
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

const TouchTarget* next_in_order(const Drawn& drawn, std::string_view id, bool backwards) {
  const std::size_t count = drawn.targets.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (drawn.targets[i].id == id) return &drawn.targets[(i + (backwards ? count - 1 : 1)) % count];
  }
  if (count == 0) return nullptr;
  return backwards ? &drawn.targets.back() : &drawn.targets.front();
}

// A keypad's last button is the one that goes on.
std::vector<KeyAction> confirm(const Drawn& drawn) {
  const TouchTarget* last = nullptr;
  for (const TouchTarget& target : drawn.targets) {
    if (target.id.rfind("key:", 0) != 0) last = &target;
  }
  if (last == nullptr) return {};
  return {KeyTap{last->id}};
}

}  // namespace

Keys::Keys(const WedgeSettings& lines)
    : terminators_(lines.terminators),
      wedge_([this](const Reading& reading) { heard_.emplace_back(KeyScan{reading}); },
             [this](const Error& error) { heard_.emplace_back(KeyTrouble{error.message}); }, lines) {}

std::vector<KeyAction> Keys::text(std::string_view utf8, const Drawn& drawn, std::int64_t now) {
  std::vector<KeyAction> actions;
  for (const char c : utf8) {
    if (c == '\n' || c == '\r' || ends_line(c)) {
      for (auto& action : enter(drawn, now)) actions.push_back(std::move(action));
      continue;
    }
    if (wedge_.pending().empty()) given_ = 0;
    if (wedge_.pending().empty() || now - last_at_ > burst_gap) burst_begin_ = wedge_.pending().size();
    last_at_ = now;
    wedge_.type({&c, 1});
    const std::string& line = wedge_.pending();
    if (!is_keypad(drawn) || line.empty() || line.size() > max_typed || !all_digits(line)) continue;
    actions.push_back(KeyTap{std::string("key:") + c});
    ++given_;
  }
  return actions;
}

std::vector<KeyAction> Keys::end_scan() {
  std::vector<KeyAction> actions;
  // A scan on a keypad page: its first digits were taken for a quantity.
  if (given_ > 0) actions.push_back(KeyTap{"key:clear"});
  given_ = 0;
  wedge_.type({terminators_.data(), 1});
  for (KeyAction& action : heard_) actions.push_back(std::move(action));
  heard_.clear();
  focused_.clear();  // the second Enter of a scanner that sends two must not press a button
  return actions;
}

// What a hand has typed before it stays typed.
std::vector<KeyAction> Keys::end_burst() {
  std::vector<KeyAction> actions;
  const std::string scanned = wedge_.pending().substr(burst_begin_);
  for (std::size_t i = burst_begin_; i < given_; ++i) actions.push_back(KeyTap{"key:delete"});
  given_ = 0;
  wedge_.clear();
  wedge_.type(scanned);
  for (KeyAction& action : end_scan()) actions.push_back(std::move(action));
  return actions;
}

std::vector<KeyAction> Keys::enter(const Drawn& drawn, std::int64_t now) {
  const std::string line = wedge_.pending();
  const bool burst = burst_begin_ < line.size() && now - last_at_ <= burst_gap;
  if (burst && is_keypad(drawn) && all_digits(line)) return end_burst();
  const bool quantity = is_keypad(drawn) && line.size() <= max_typed && all_digits(line);
  if (!line.empty() && !quantity) return end_scan();
  wedge_.clear();
  if (focused_.empty() || !line.empty()) return quantity ? confirm(drawn) : std::vector<KeyAction>{};
  if (find(drawn, focused_) == nullptr) return {};
  return {KeyTap{focused_}};
}

std::vector<KeyAction> Keys::press(Key key, const Drawn& drawn, std::int64_t now) {
  switch (key) {
    case Key::enter: return enter(drawn, now);
    case Key::escape:
      wedge_.clear();
      focused_.clear();
      return {KeyBack{}};
    case Key::backspace:
      wedge_.clear();
      if (is_keypad(drawn)) return {KeyTap{"key:delete"}};
      return {};
    case Key::tab:
      if (!wedge_.pending().empty() && ends_line('\t')) return enter(drawn, now);  // some scanners end with it
      [[fallthrough]];
    default: move(key, drawn); return {};
  }
}

void Keys::move(Key key, const Drawn& drawn) {
  const TouchTarget* from = find(drawn, focused_);
  const bool step = key == Key::tab || key == Key::back_tab || from == nullptr;
  const bool backwards = key == Key::back_tab || key == Key::up || key == Key::left;
  const TouchTarget* to = step ? next_in_order(drawn, focused_, backwards) : neighbour(drawn, *from, key);
  if (to != nullptr) focused_ = to->id;
}

}  // namespace dockhand
