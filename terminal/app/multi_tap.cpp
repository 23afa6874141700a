#include "terminal/app/multi_tap.h"

#include <array>

#include "storage/model/tools/utf8.h"

namespace dockhand {

std::string_view letters_of(char key) {
  static constexpr std::array<std::string_view, 10> keys{"0",   "-./", "ABC",  "DEF", "GHI",
                                                         "JKL", "MNO", "PQRS", "TUV", "WXYZ"};
  return key >= '0' && key <= '9' ? keys[static_cast<std::size_t>(key - '0')] : std::string_view{};
}

void MultiTap::press(char key, Instant now) {
  const std::string_view letters = letters_of(key);
  if (letters.empty()) return;
  const bool again = letters_ && key == last_key_ && now.ms - last_at_.ms <= same_key.count();
  last_at_ = now;
  if (again) {
    text_.back() = letters[(letters.find(text_.back()) + 1) % letters.size()];
    return;
  }
  if (text_.size() >= most_) return;
  text_ += letters_ ? letters.front() : key;
  last_key_ = key;
}

void MultiTap::type(std::string_view character) {
  last_key_ = 0;
  if (text_.size() + character.size() <= most_) text_ += character;
}

bool type_on(MultiTap& typed, std::string_view id, Instant now) {
  if (id == "abc:mode") {
    typed.change_mode();
  } else if (id == "abc:delete" || id == "key:delete") {
    typed.erase();
  } else if (id == "key:clear") {
    typed.clear();
  } else if (id.starts_with("type:")) {
    typed.type(id.substr(5));
  } else if (id.size() == 5 && id.starts_with("abc:")) {
    typed.press(id.back(), now);
  } else {
    return false;
  }
  return true;
}

void MultiTap::erase() {
  while (!text_.empty() && !starts_character(text_.back())) text_.pop_back();
  if (!text_.empty()) text_.pop_back();
  last_key_ = 0;
}

void MultiTap::clear() {
  text_.clear();
  last_key_ = 0;
}

void MultiTap::change_mode() {
  letters_ = !letters_;
  last_key_ = 0;
}

}  // namespace dockhand
