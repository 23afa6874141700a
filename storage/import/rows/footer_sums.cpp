#include "storage/import/rows/footer_sums.h"

#include <algorithm>

namespace dockhand {
namespace {

constexpr std::int64_t scale = 10'000;
constexpr std::size_t most_digits = 14;

// Nothing: it is no number with this decimal mark.
std::optional<std::uint64_t> read_with(std::string_view text, char mark) {
  std::int64_t number = 0, unit = scale;
  bool behind = false, any = false;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.size() > most_digits) return std::nullopt;
  for (const char c : text) {
    if (c == mark && !behind) {
      behind = true;
    } else if (c >= '0' && c <= '9') {
      any = true;
      if (behind) unit /= 10;
      if (behind && unit == 0) return std::nullopt;
      number = behind ? number + (c - '0') * unit : number * 10 + (c - '0') * scale;
    } else if (c != '.' && c != ',' && c != '\'') {  // between thousands
      return std::nullopt;
    }
  }
  if (!any) return std::nullopt;
  return static_cast<std::uint64_t>(negative ? -number : number);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number in "12 items" or "Count: 12", where it is the only one.
std::optional<std::int64_t> number_among_words(std::string_view text) {
  const auto begin = std::find_if(text.begin(), text.end(), is_digit);
  const auto end = std::find_if_not(begin, text.end(), is_digit);
  if (begin == end || end - begin > 9 || std::any_of(end, text.end(), is_digit)) return std::nullopt;
  std::int64_t number = 0;
  for (auto one = begin; one != end; ++one) number = number * 10 + (*one - '0');
  return number;
}

}  // namespace

std::optional<FooterSums::Amount> FooterSums::amount_in(std::string_view cell) {
  if (cell.empty() || !(is_digit(cell.front()) || cell.front() == '-')) return std::nullopt;
  const auto point = read_with(cell, '.'), comma = read_with(cell, ',');
  if (!point && !comma) return std::nullopt;
  return Amount{point.value_or(0), comma.value_or(0)};
}

bool FooterSums::is_sum(std::size_t column, const Amount& amount) const {
  const auto is = [&](const std::vector<Amount>& sums, std::int64_t rows) {
    if (column >= sums.size() || rows < 2) return false;
    return (amount.point != 0 && sums[column].point == amount.point) ||
           (amount.comma != 0 && sums[column].comma == amount.comma);
  };
  return is(all_, rows_) || is(group_, rows_of_group_);
}

bool FooterSums::adds_up(const std::vector<std::string>& cells) const {
  bool any = false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].empty()) continue;
    const auto amount = amount_in(cells[i]);
    if (amount && is_sum(i, *amount)) {
      any = true;
      continue;
    }
    const auto counted = number_among_words(cells[i]);
    if (!counted || (*counted != rows_ && *counted != rows_of_group_)) return false;
  }
  return any;
}

void FooterSums::take(const std::vector<std::string>& cells) {
  if (all_.size() < cells.size()) {
    all_.resize(cells.size());
    group_.resize(cells.size());
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto amount = amount_in(cells[i]);
    if (!amount) continue;
    for (Amount* sum : {&all_[i], &group_[i]}) {
      sum->point += amount->point;
      sum->comma += amount->comma;
    }
  }
  ++rows_;
  ++rows_of_group_;
}

void FooterSums::begin_group() {
  std::fill(group_.begin(), group_.end(), Amount());
  rows_of_group_ = 0;
}

}  // namespace dockhand
