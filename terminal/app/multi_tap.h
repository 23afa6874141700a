// A code from twelve keys that a glove can hit: digits, or letters by several taps on a key.
//
// Decides: which letters a key has (ITU-T E.161, in capitals; hyphen, point and slash on 1) and when the next tap
// begins a new one. Digits are a tap each, because codes are mostly digits. Leaves to others: how the keys look
// (terminal/draw/keypad.cpp).
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "storage/model/time.h"

namespace dockhand {

class MultiTap {
 public:
  static constexpr std::size_t max_size = 20;  // the longest lot or serial of GS1: AI 10 and 21
  static constexpr std::chrono::milliseconds same_key{1000};

  explicit MultiTap(std::size_t most = max_size, std::string text = {}) : most_(most), text_(std::move(text)) {}

  // `key` is '0' to '9'; anything else is no key.
  void press(char key, Instant now);
  void type(std::string_view character);  // as a keyboard has it
  void erase();
  void clear();
  void change_mode();
  bool letters() const { return letters_; }
  const std::string& text() const { return text_; }
  bool full() const { return text_.size() >= most_; }

 private:
  std::size_t most_;  // in bytes
  std::string text_;
  bool letters_ = false;
  char last_key_ = 0;  // 0: the next tap begins a character
  Instant last_at_{};
};

// Takes a key of the pad, such as "abc:2" or "type:x". Returns true when `id` was one of them.
bool type_on(MultiTap& typed, std::string_view id, Instant now);

// Returns "ABC" for '2'. It is empty when `key` is no key.
std::string_view letters_of(char key);

}  // namespace dockhand
