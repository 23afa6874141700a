// The cells of a row that the hub sent, read one after another.
//
// Decides: that the n-th call reads the n-th cell, as storage/engine/row_reader.h does with the rows of the books; and
// that a cell of another kind, or a line's number out of its range, makes the row malformed. Leaves to others: the
// order of the columns (storage/schema/tables.h), and what is done with a malformed row.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "storage/model/value.h"

namespace dockhand {

class SentRow {
 public:
  // This object must not outlive the row.
  explicit SentRow(const std::vector<Value>& row) : row_(row) {}
  SentRow(const SentRow&) = delete;
  SentRow& operator=(const SentRow&) = delete;

  std::string text() { return next<std::string>(); }
  std::int64_t integer() { return next<std::int64_t>(); }
  std::int32_t number() {
    const std::int64_t found = integer();
    if (found >= INT32_MIN && found <= INT32_MAX) return static_cast<std::int32_t>(found);
    malformed_ = true;
    return 0;
  }
  // Reads a name and checks that it has the form that such a name has in this program.
  template <class Code>
  std::string name() {
    const std::string found = text();
    require<Code>(found);
    return found;
  }
  template <class Code>
  void require(const std::string& name) {
    if (!Code::parse(name)) malformed_ = true;
  }
  void skip(std::size_t cells) { column_ += cells; }
  // Says whether any cell so far was malformed.
  bool malformed() const { return malformed_; }

 private:
  template <class T>
  T next() {
    const std::size_t here = column_++;
    if (here < row_.size() && std::holds_alternative<T>(row_[here])) return std::get<T>(row_[here]);
    malformed_ = true;
    return T{};
  }

  const std::vector<Value>& row_;
  std::size_t column_ = 0;
  bool malformed_ = false;
};

}  // namespace dockhand
