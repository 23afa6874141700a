#include "storage/import/meeting/line_numbers.h"

#include <algorithm>
#include <map>
#include <set>

namespace dockhand {
namespace {

class Numbering {
 public:
  Numbering(const std::vector<FileLine>& rows, const std::vector<DocumentLine>& known)
      : rows_(rows), known_(known), numbers_(rows.size(), 0) {
    for (const DocumentLine& one : known) wanted_beyond_[one.item] += one.is_wanted ? 1 : 0;
    for (const FileLine& one : rows) --wanted_beyond_[one.item];
  }

  // Goes from the surest sign to the least.
  std::vector<std::int32_t> decide() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].is_fixed) give(i, rows_[i].place);
    }
    take([](const FileLine& row, const DocumentLine& line) { return row.among_others && line.line == row.place; });
    take([](const FileLine& row, const DocumentLine& line) { return line.line == row.place && is_equal(row, line); });
    take([](const FileLine& row, const DocumentLine& line) { return line.is_begun && is_equal(row, line); });
    take([this](const FileLine& row, const DocumentLine& line) {
      return line.is_begun && line.is_wanted && has_fewer_rows(row.item);
    });
    take([](const FileLine& row, const DocumentLine& line) { return is_equal(row, line); });
    take([this](const FileLine& row, const DocumentLine& line) {
      return line.is_wanted && line.quantity == row.quantity && has_fewer_rows(row.item);
    });
    take([](const FileLine& row, const DocumentLine& line) { return line.line == row.place; });
    keep_free_places();
    take([](const FileLine& row, const DocumentLine& line) { return line.is_wanted && line.quantity == row.quantity; });
    take([](const FileLine&, const DocumentLine& line) { return line.is_wanted; });
    take([](const FileLine&, const DocumentLine&) { return true; });
    number_the_new();
    return numbers_;
  }

 private:
  static bool is_equal(const FileLine& row, const DocumentLine& line) {
    return line.is_wanted && line.quantity == row.quantity && line.day == row.day;
  }
  // The file leaves out some of the lines that are wanted of the item.
  bool has_fewer_rows(const ItemCode& item) const {
    const auto lines = wanted_beyond_.find(item);
    return lines != wanted_beyond_.end() && lines->second > 0;
  }
  bool is_free(std::int32_t number) const {
    return !taken_.contains(number) &&
           std::none_of(known_.begin(), known_.end(), [&](const DocumentLine& one) { return one.line == number; });
  }
  void give(std::size_t row, std::int32_t number) {
    numbers_[row] = number;
    taken_.insert(number);
  }
  template <class Fits>
  void take(const Fits& fits) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (numbers_[i] != 0) continue;
      const auto line = std::find_if(known_.begin(), known_.end(), [&](const DocumentLine& one) {
        return one.item == rows_[i].item && !taken_.contains(one.line) && fits(rows_[i], one);
      });
      if (line != known_.end()) give(i, line->line);
    }
  }
  void keep_free_places() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (numbers_[i] == 0 && rows_[i].among_others && is_free(rows_[i].place)) give(i, rows_[i].place);
    }
  }
  void number_the_new() {
    std::int32_t next = 1;
    for (const DocumentLine& one : known_) next = std::max(next, one.line + 1);
    for (const FileLine& one : rows_) next = std::max(next, one.place + 1);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (numbers_[i] != 0) continue;
      give(i, is_free(rows_[i].place) ? rows_[i].place : next);
      if (numbers_[i] == next) ++next;
    }
  }

  const std::vector<FileLine>& rows_;
  const std::vector<DocumentLine>& known_;
  std::vector<std::int32_t> numbers_;
  std::set<std::int32_t> taken_;
  std::map<ItemCode, std::int64_t> wanted_beyond_;  // lines of the item that have no row in the file
};

}  // namespace

std::vector<std::int32_t> numbers_in_books(const std::vector<FileLine>& rows, const std::vector<DocumentLine>& known) {
  return Numbering(rows, known).decide();
}

}  // namespace dockhand
