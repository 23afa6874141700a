#include "scanner/ports/keymap.h"

#include <linux/input-event-codes.h>

#include <array>
#include <cctype>
#include <cstdlib>

namespace dockhand {
namespace {

using std::string_view;

// The characters of one key: alone, with Shift, with AltGr; "" where there is none. Dead keys type their own character:
// a scanner that means "^" alone sends the key and Space, and the space is taken for part of it by hosts that compose.
struct KeyCaps {
  std::uint16_t code;
  string_view plain, shift, alt_gr;
};

// ANSI US.
constexpr KeyCaps us[] = {
    {KEY_1, "1", "!", ""},         {KEY_2, "2", "@", ""},           {KEY_3, "3", "#", ""},
    {KEY_4, "4", "$", ""},         {KEY_5, "5", "%", ""},           {KEY_6, "6", "^", ""},
    {KEY_7, "7", "&", ""},         {KEY_8, "8", "*", ""},           {KEY_9, "9", "(", ""},
    {KEY_0, "0", ")", ""},         {KEY_MINUS, "-", "_", ""},       {KEY_EQUAL, "=", "+", ""},
    {KEY_LEFTBRACE, "[", "{", ""}, {KEY_RIGHTBRACE, "]", "}", ""},  {KEY_BACKSLASH, "\\", "|", ""},
    {KEY_SEMICOLON, ";", ":", ""}, {KEY_APOSTROPHE, "'", "\"", ""}, {KEY_GRAVE, "`", "~", ""},
    {KEY_COMMA, ",", "<", ""},     {KEY_DOT, ".", ">", ""},         {KEY_SLASH, "/", "?", ""},
    {KEY_102ND, "\\", "|", ""},
};

// DIN 2137-1, T1.
constexpr KeyCaps de[] = {
    {KEY_1, "1", "!", ""},           {KEY_2, "2", "\"", "²"},       {KEY_3, "3", "§", "³"},
    {KEY_4, "4", "$", ""},           {KEY_5, "5", "%", ""},         {KEY_6, "6", "&", ""},
    {KEY_7, "7", "/", "{"},          {KEY_8, "8", "(", "["},        {KEY_9, "9", ")", "]"},
    {KEY_0, "0", "=", "}"},          {KEY_MINUS, "ß", "?", "\\"},   {KEY_EQUAL, "´", "`", ""},
    {KEY_Q, "q", "Q", "@"},          {KEY_E, "e", "E", "€"},        {KEY_M, "m", "M", "µ"},
    {KEY_Y, "z", "Z", ""},           {KEY_Z, "y", "Y", ""},         {KEY_LEFTBRACE, "ü", "Ü", ""},
    {KEY_RIGHTBRACE, "+", "*", "~"}, {KEY_SEMICOLON, "ö", "Ö", ""}, {KEY_APOSTROPHE, "ä", "Ä", ""},
    {KEY_BACKSLASH, "#", "'", ""},   {KEY_GRAVE, "^", "°", ""},     {KEY_COMMA, ",", ";", ""},
    {KEY_DOT, ".", ":", ""},         {KEY_SLASH, "-", "_", ""},     {KEY_102ND, "<", ">", "|"},
};

// AZERTY as Windows and the scanners' handbooks have it.
constexpr KeyCaps fr[] = {
    {KEY_1, "&", "1", ""},          {KEY_2, "é", "2", "~"},        {KEY_3, "\"", "3", "#"},
    {KEY_4, "'", "4", "{"},         {KEY_5, "(", "5", "["},        {KEY_6, "-", "6", "|"},
    {KEY_7, "è", "7", "`"},         {KEY_8, "_", "8", "\\"},       {KEY_9, "ç", "9", "^"},
    {KEY_0, "à", "0", "@"},         {KEY_MINUS, ")", "°", "]"},    {KEY_EQUAL, "=", "+", "}"},
    {KEY_Q, "a", "A", ""},          {KEY_A, "q", "Q", ""},         {KEY_W, "z", "Z", ""},
    {KEY_Z, "w", "W", ""},          {KEY_E, "e", "E", "€"},        {KEY_SEMICOLON, "m", "M", ""},
    {KEY_M, ",", "?", ""},          {KEY_LEFTBRACE, "^", "¨", ""}, {KEY_RIGHTBRACE, "$", "£", "¤"},
    {KEY_APOSTROPHE, "ù", "%", ""}, {KEY_BACKSLASH, "*", "µ", ""}, {KEY_GRAVE, "²", "", ""},
    {KEY_COMMA, ";", ".", ""},      {KEY_DOT, ":", "/", ""},       {KEY_SLASH, "!", "§", ""},
    {KEY_102ND, "<", ">", ""},
};

struct Same {
  std::uint16_t code;
  char typed;
};
// What is the same everywhere.
constexpr Same same[] = {
    {KEY_ENTER, '\r'},  {KEY_KPENTER, '\r'}, {KEY_TAB, '\t'},    {KEY_SPACE, ' '},      {KEY_KP0, '0'},
    {KEY_KP1, '1'},     {KEY_KP2, '2'},      {KEY_KP3, '3'},     {KEY_KP4, '4'},        {KEY_KP5, '5'},
    {KEY_KP6, '6'},     {KEY_KP7, '7'},      {KEY_KP8, '8'},     {KEY_KP9, '9'},        {KEY_KPDOT, '.'},
    {KEY_KPMINUS, '-'}, {KEY_KPPLUS, '+'},   {KEY_KPSLASH, '/'}, {KEY_KPASTERISK, '*'},
};

constexpr std::uint16_t letters[] = {KEY_A, KEY_B, KEY_C, KEY_D, KEY_E, KEY_F, KEY_G, KEY_H, KEY_I,
                                     KEY_J, KEY_K, KEY_L, KEY_M, KEY_N, KEY_O, KEY_P, KEY_Q, KEY_R,
                                     KEY_S, KEY_T, KEY_U, KEY_V, KEY_W, KEY_X, KEY_Y, KEY_Z};

template <std::size_t Size>
const KeyCaps* find(const KeyCaps (&keys)[Size], std::uint16_t code) {
  for (const KeyCaps& key : keys) {
    if (key.code == code) return &key;
  }
  return nullptr;
}

const KeyCaps* caps_of(KeyboardLayout layout, std::uint16_t code) {
  switch (layout) {
    case KeyboardLayout::us: return find(us, code);
    case KeyboardLayout::de: return find(de, code);
    case KeyboardLayout::fr: return find(fr, code);
  }
  return nullptr;
}

char letter_of(std::uint16_t code) {
  for (std::size_t i = 0; i < std::size(letters); ++i) {
    if (letters[i] == code) return static_cast<char>('a' + static_cast<char>(i));
  }
  return 0;
}

char same_of(std::uint16_t code) {
  for (const Same& key : same) {
    if (key.code == code) return key.typed;
  }
  return 0;
}

// Latin-1, which is what Alt codes with a leading zero mean below 256, as UTF-8.
std::string utf8_of(int code) {
  if (code < 0x80) return {static_cast<char>(code)};
  return {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
}

std::string upper(string_view text) {
  std::string all(text);
  for (char& c : all) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return all;
}

}  // namespace

std::vector<std::string> layout_names() { return {"us", "de", "fr"}; }

KeyboardLayout layout_named(std::string_view name) {
  const auto names = layout_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<KeyboardLayout>(i);
  }
  return KeyboardLayout::us;
}

bool Keymap::modifier(std::uint16_t code, bool pressed) {
  switch (code) {
    case KEY_LEFTSHIFT: left_shift_ = pressed; return true;
    case KEY_RIGHTSHIFT: right_shift_ = pressed; return true;
    case KEY_LEFTCTRL:
    case KEY_RIGHTCTRL: ctrl_ = pressed; return true;
    case KEY_RIGHTALT: alt_gr_ = pressed; return true;
    case KEY_CAPSLOCK:
      if (pressed) caps_ = !caps_;
      return true;
    default: return false;
  }
}

// Digits of the keypad while Alt is down; the character comes when Alt goes up.
std::string Keymap::alt_code(std::uint16_t code) {
  const char digit = same_of(code);
  if (digit >= '0' && digit <= '9' && alt_digits_.size() < 4) alt_digits_ += digit;
  return {};
}

std::string Keymap::key(std::uint16_t code, bool pressed) {
  if (code == KEY_LEFTALT) {
    alt_ = pressed;
    const int typed = std::atoi(alt_digits_.c_str());
    alt_digits_.clear();
    return !pressed && typed > 0 && typed < 256 ? utf8_of(typed) : std::string();
  }
  if (modifier(code, pressed) || !pressed) return {};
  if (alt_) return alt_code(code);
  if (const char typed = same_of(code); typed != 0) return {typed};
  const KeyCaps* caps = caps_of(layout_, code);
  const char letter = caps == nullptr ? letter_of(code) : '\0';
  const std::string plain = caps != nullptr ? std::string(caps->plain) : std::string(letter != 0 ? 1 : 0, letter);
  const bool is_letter = plain.size() == 1 && std::isalpha(static_cast<unsigned char>(plain[0])) != 0;
  // Control characters by their ASCII column: Ctrl+] is 0x1D; the key's US name where the layout has no "]".
  if (ctrl_ && !alt_gr_) {
    if (code == KEY_RIGHTBRACE) return "\x1d";
    return is_letter ? std::string{static_cast<char>(plain[0] & 0x1F)} : std::string();
  }
  if (alt_gr_) return caps != nullptr ? std::string(caps->alt_gr) : std::string();
  const bool shift = left_shift_ || right_shift_;
  if (is_letter) return shift != caps_ ? upper(plain) : plain;
  return caps == nullptr ? std::string() : std::string(shift ? caps->shift : caps->plain);
}

}  // namespace dockhand
