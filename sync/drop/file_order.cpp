#include "sync/drop/file_order.h"

#include <chrono>
#include <string_view>
#include <tuple>

namespace dockhand {
namespace {

// What is written within them was written at once: some sticks know the time no better.
constexpr std::chrono::seconds at_once{2};

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

// Takes the digits that a text begins with, without the zeros in front.
std::string_view take_number(std::string_view& text) {
  std::size_t end = 0;
  while (is_digit_at(text, end)) ++end;
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

// Negative, zero or positive, as texts are compared.
int compare_names(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit_at(a, 0) && is_digit_at(b, 0)) {
      const std::string_view first = take_number(a), second = take_number(b);
      if (first.size() != second.size()) return first.size() < second.size() ? -1 : 1;
      if (const int order = first.compare(second); order != 0) return order;
    } else if (a.front() != b.front()) {
      return a.front() < b.front() ? -1 : 1;
    } else {
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

}  // namespace

bool is_lower_name(const std::string& a, const std::string& b) {
  const std::filesystem::path first = a, second = b;
  const int order = compare_names(first.stem().string(), second.stem().string());
  return order == 0 ? a < b : order < 0;
}

bool comes_before(const WaitingFile& a, const WaitingFile& b) {
  const auto first = a.written.time_since_epoch() / at_once, second = b.written.time_since_epoch() / at_once;
  return first == second ? is_lower_name(a.name, b.name) : first < second;
}

}  // namespace dockhand
