// A mapping carried out: rows of the file become rows with columns of ours.
//
// Decides: what a cell of ours holds, in the order of the mapping's columns, with all cells of the file behind them, so
// that what they show about days and numbers is not lost. Leaves to others: reading the cells
// (storage/import/import_columns.h). Memory: a number for each document whose lines are counted.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "storage/import/mapping.h"

namespace dockhand {

// The file's side of a mapping: what carries on from row to row, and which rows are left out.
class FileMapper {
 public:
  FileMapper(const Mapping& mapping, const std::vector<std::string>& names);
  // False: the row is left out. Begins anew with `restart`.
  bool take(std::vector<std::string>& cells);
  void restart() { above_.clear(); }

 private:
  struct Left {
    int place;
    std::vector<std::string> values;
  };
  bool says_the_same(const std::vector<std::string>& cells) const;

  std::vector<int> carried_;
  std::vector<Left> left_out_;
  std::vector<std::string> above_;
};

class PartMapper {
 public:
  // `names`: of the file's columns, as plain_name writes them.
  PartMapper(const MappingPart& part, const ImportKind& kind, const std::vector<std::string>& names);
  const Header& header() const { return header_; }
  Header& header() { return header_; }
  const MappingPart& part() const { return part_; }

  enum class Taken { row, nothing, fee };
  Taken take(const std::vector<std::string>& cells, std::vector<std::string>& ours);
  void restart() { counted_.clear(); }

 private:
  struct Term {
    std::string text;
    int place;  // -1: the text
  };
  struct Source {
    std::vector<std::vector<Term>> sums;
    bool brackets, from_zero, apostrophe, needed;
  };
  std::string text_of(const Source& source, const std::vector<std::string>& cells) const;

  const MappingPart part_;
  std::vector<Source> sources_;
  int number_by_ = -1, item_ = -1;  // places in a row of ours
  Header header_;
  std::map<std::string, std::int32_t> counted_;
};

}  // namespace dockhand
