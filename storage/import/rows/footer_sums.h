// Rows that add up what stands above them, without the word "total".
//
// Decides: that a row is one where it has no words, or only says how many rows there are, and all of its numbers are
// the sums of their columns, from the first row on or since the last such row. Leaves to others: that only a row
// without an item is asked about (storage/import/rows/gatherer.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dockhand {

class FooterSums {
 public:
  // Of what lies above: to be asked before the row is taken.
  bool adds_up(const std::vector<std::string>& cells) const;
  void take(const std::vector<std::string>& cells);
  // What was a sum begins the next group.
  void begin_group();

 private:
  // In ten thousandths, with a point and with a comma as the decimal mark: which it is does not show in one cell.
  struct Amount {
    std::uint64_t point = 0, comma = 0;  // goes round where it is too large: sums are compared alone
  };
  static std::optional<Amount> amount_in(std::string_view cell);
  bool is_sum(std::size_t column, const Amount& amount) const;

  std::vector<Amount> all_, group_;  // by column
  std::int64_t rows_ = 0, rows_of_group_ = 0;
};

}  // namespace dockhand
