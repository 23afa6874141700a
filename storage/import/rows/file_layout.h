// How a file is read, once its header is known.
//
// Decides: that one row of a file may become rows of several kinds, part after part. Leaves to others: finding the
// header (storage/import/import_parse.cpp), what the rows hold (storage/import/rows/gatherer.h).
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "storage/files/table.h"
#include "storage/import/columns/column_survey.h"
#include "storage/import/mapping/cancelled_cells.h"
#include "storage/import/mapping/mapper.h"

namespace dockhand {

// One kind of rows that the file becomes.
struct Part {
  std::optional<PartMapper> mapper{};  // none: the columns are ours
  Header header{};
  std::optional<ColumnSurvey> survey{};
  std::uint8_t number = 0;  // the place of what it lacks in ParsedImport::lacking, counted from one
};

struct FileLayout {
  std::int64_t header_line = 0;
  std::optional<FileMapper> file{};
  std::deque<Part> parts{};
  std::optional<CancelledCells> cancelled{};
};

// The cells of the file as rows with columns of ours, one part after the other.
class Mapped {
 public:
  explicit Mapped(FileLayout& layout) : layout_(layout) {
    if (layout_.file) layout_.file->restart();
    for (Part& part : layout_.parts) {
      if (part.mapper) part.mapper->restart();
      makes_something_ = makes_something_ || (part.mapper && part.mapper->part().when_asked);
    }
  }
  // `take` gets each row that becomes one of ours, with what its states say.
  template <class Take>
  void row(const TableRow& row, const Take& take) {
    if (!layout_.file) return take(layout_.parts.front(), row.cells, JudgedRow());
    cells_ = row.cells;
    const JudgedRow judged = layout_.file->take(cells_);
    const bool orders_nothing = makes_something_ && is_nothing();
    for (Part& part : layout_.parts) {
      if (orders_nothing && part.mapper->part().when_asked) continue;
      const auto taken = part.mapper->take(cells_, ours_);
      if (taken == PartMapper::Taken::fee) ++fees;
      const bool is_left_out = judged.state && judged.state != RowState::wanted;  // as a gift card, which has no code
      if (taken == PartMapper::Taken::nameless && !is_left_out) {
        nameless.push_back(row.line);
        last_nameless = {&part, ours_};
      }
      if (!part.mapper->placeholder().empty() && ++placeholders == 1) placeholder = part.mapper->placeholder();
      if (taken == PartMapper::Taken::row) take(part, ours_, judged);
    }
  }
  std::size_t fees = 0;
  std::vector<std::int64_t> nameless;  // the lines of things that have no code
  struct OursOf {
    const Part* part = nullptr;
    std::vector<std::string> cells{};
  };
  OursOf last_nameless{};
  std::size_t placeholders = 0;  // cells in which a word stands for no barcode
  std::string placeholder{};     // the first of them

 private:
  // Nobody is made of a row that is none of a document, as the footers of a list are.
  bool is_nothing() const {
    return std::all_of(layout_.parts.begin(), layout_.parts.end(), [&](const Part& part) {
      return part.mapper->part().when_asked || part.mapper->lacks_needs(cells_);
    });
  }

  FileLayout& layout_;
  bool makes_something_ = false;
  std::vector<std::string> cells_, ours_;
};

}  // namespace dockhand
