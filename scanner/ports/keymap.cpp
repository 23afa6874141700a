#include "scanner/ports/keymap.h"

#include <linux/input-event-codes.h>
#include <xkbcommon/xkbcommon.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace dockhand {
namespace {

constexpr xkb_keycode_t first_keycode = 8;  // X counts keys from 8, the kernel from 0

using Context = std::unique_ptr<xkb_context, void (*)(xkb_context*)>;
using Map = std::unique_ptr<xkb_keymap, void (*)(xkb_keymap*)>;
using State = std::unique_ptr<xkb_state, void (*)(xkb_state*)>;

// Reads "de(nodeadkeys)": the layout, then its variant.
Map map_of(const std::string& name) {
  const std::size_t bracket = name.find('(');
  const std::string layout = name.substr(0, bracket);
  std::string variant;
  if (bracket != std::string::npos && name.ends_with(')'))
    variant = name.substr(bracket + 1, name.size() - bracket - 2);
  const xkb_rule_names names{"evdev", "pc105", layout.c_str(), variant.c_str(), ""};
  const Context context(xkb_context_new(XKB_CONTEXT_NO_ENVIRONMENT_NAMES), xkb_context_unref);
  if (!context || layout.empty()) return {nullptr, xkb_keymap_unref};
  xkb_context_set_log_fn(context.get(), [](xkb_context*, xkb_log_level, const char*, va_list) {});
  return {xkb_keymap_new_from_names(context.get(), &names, XKB_KEYMAP_COMPILE_NO_FLAGS), xkb_keymap_unref};
}

struct Same {
  std::uint16_t code;
  char typed;
};
// The keypad types these whatever the layout is. A scanner that uses it means digits and signs, not arrows, and no
// comma.
constexpr Same keypad[] = {
    {KEY_KP0, '0'},   {KEY_KP1, '1'},     {KEY_KP2, '2'},    {KEY_KP3, '3'},     {KEY_KP4, '4'},
    {KEY_KP5, '5'},   {KEY_KP6, '6'},     {KEY_KP7, '7'},    {KEY_KP8, '8'},     {KEY_KP9, '9'},
    {KEY_KPDOT, '.'}, {KEY_KPMINUS, '-'}, {KEY_KPPLUS, '+'}, {KEY_KPSLASH, '/'}, {KEY_KPASTERISK, '*'},
};
char keypad_of(std::uint16_t code) {
  const auto* found = std::find_if(std::begin(keypad), std::end(keypad), [&](const Same& s) { return s.code == code; });
  return found == std::end(keypad) ? '\0' : found->typed;
}

struct DeadKey {
  xkb_keysym_t sym;
  const char* typed;
};
// A dead key types its own character: a scanner knows no accents that wait for the next letter.
constexpr DeadKey dead_keys[] = {{XKB_KEY_dead_grave, "`"},      {XKB_KEY_dead_acute, "´"},
                                 {XKB_KEY_dead_circumflex, "^"}, {XKB_KEY_dead_tilde, "~"},
                                 {XKB_KEY_dead_diaeresis, "¨"},  {XKB_KEY_dead_abovering, "°"},
                                 {XKB_KEY_dead_cedilla, "¸"}};

std::string text_of(xkb_keysym_t sym) {
  for (const DeadKey& dead : dead_keys)
    if (dead.sym == sym) return dead.typed;
  std::array<char, 8> utf8{};
  if (xkb_keysym_to_utf8(sym, utf8.data(), utf8.size()) <= 0) return {};
  const std::string text = utf8.data();
  const bool ends_a_line = text == "\r" || text == "\t";
  const bool control = text.size() == 1 && (static_cast<unsigned char>(text[0]) < ' ' || text[0] == '\x7f');
  return control && !ends_a_line ? std::string() : text;
}

// Returns control characters by their ASCII column: Ctrl+M is 0x0D, Ctrl+] is 0x1D. Where the layout has no "]" it is
// the key that is "]" on a US keyboard.
std::string control_of(std::uint16_t code, const std::string& text) {
  if (code == KEY_RIGHTBRACE) return "\x1d";
  const char c = text.size() == 1 ? text[0] : '\0';
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter ? std::string{static_cast<char>(c & 0x1F)} : std::string();
}

// Returns a character of Latin-1 as UTF-8. Alt codes with a leading zero mean Latin-1 below 256.
std::string utf8_of(int code) {
  if (code < 0x80) return {static_cast<char>(code)};
  return {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
}

}  // namespace

struct Keymap::Layout {
  Map map;
  State state;
  std::set<std::uint16_t> down = {};  // a key that repeats goes down once

  void update(std::uint16_t code, bool pressed) {
    if (pressed ? !down.insert(code).second : down.erase(code) == 0) return;
    xkb_state_update_key(state.get(), first_keycode + code, pressed ? XKB_KEY_DOWN : XKB_KEY_UP);
  }
  bool active(const char* modifier) const {
    return xkb_state_mod_name_is_active(state.get(), modifier, XKB_STATE_MODS_EFFECTIVE) > 0;
  }
  std::string text(std::uint16_t code) const {
    return text_of(xkb_state_key_get_one_sym(state.get(), first_keycode + code));
  }
};

Keymap::Keymap(std::unique_ptr<Layout> layout) : layout_(std::move(layout)) {}
Keymap::~Keymap() = default;
Keymap::Keymap(Keymap&&) noexcept = default;
Keymap& Keymap::operator=(Keymap&&) noexcept = default;

Result<Keymap> Keymap::of(const std::string& layout) {
  Map map = map_of(layout);
  if (!map) {
    return Error{ErrorKind::bad_input, "",
                 "there is no keyboard layout \"" + layout +
                     "\"; it is named as in XKB, for instance us, de, fr or de(nodeadkeys)"};
  }
  State state(xkb_state_new(map.get()), xkb_state_unref);
  return Keymap(std::make_unique<Layout>(Layout{std::move(map), std::move(state)}));
}

void Keymap::release() {
  layout_->state = State(xkb_state_new(layout_->map.get()), xkb_state_unref);
  layout_->down.clear();
  alt_ = false;
  alt_digits_.clear();
}

// Takes digits of the keypad while Alt is down. The character comes when Alt goes up.
std::string Keymap::alt_code(std::uint16_t code, bool pressed) {
  if (code != KEY_LEFTALT) {
    const char digit = keypad_of(code);
    if (pressed && digit >= '0' && digit <= '9' && alt_digits_.size() < 4) alt_digits_ += digit;
    return {};
  }
  alt_ = pressed;
  const int typed = std::atoi(alt_digits_.c_str());
  alt_digits_.clear();
  return !pressed && typed > 0 && typed < 256 ? utf8_of(typed) : std::string();
}

std::string Keymap::key(std::uint16_t code, bool pressed) {
  if (code == KEY_LEFTALT || alt_) return alt_code(code, pressed);
  const bool ctrl = layout_->active(XKB_MOD_NAME_CTRL);
  const bool alt_gr = layout_->down.contains(KEY_RIGHTALT);
  const std::string text = layout_->text(code);
  layout_->update(code, pressed);
  if (!pressed) return {};
  if (const char typed = keypad_of(code); typed != 0) return {typed};
  return ctrl && !alt_gr ? control_of(code, text) : text;
}

}  // namespace dockhand
