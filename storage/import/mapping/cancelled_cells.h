// What the cells of a document say about cancelled rows, beside its columns of states.
//
// Decides: that a column `Cancelled` of marks, as 'X' or 'true', is one of states and no number of units; that of one
// which has nothing but 0 and 1 nobody knows which it is; and that a word of cancelling, of leaving, of coming or of
// another kind of document, as a return, in a column that is not read refuses its row. Leaves to others: which words
// and marks those are (storage/import/mapping/state_words.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/import/mapping/header.h"

namespace dockhand {

class CancelledCells {
 public:
  // `headers`: of the file, of which `found` was made.
  CancelledCells(const FoundHeader& found, const std::vector<std::string>& headers, const HeaderChoices& choices);

  // All rows are looked at before the first is asked about.
  void look(const std::vector<std::string>& cells);
  // Returns the header under which the column is read as one of marks. Nothing: it has none.
  std::optional<FoundHeader> with_marks(const FoundHeader& found) const;
  // Says why a row that is wanted by all that is read of it cannot be taken; nothing: it can.
  std::optional<Error> refusal(const std::vector<std::string>& cells) const;

 private:
  struct Unread {
    int place;
    std::string heading;
  };
  bool is_said(const std::string& word) const;

  std::vector<SaidState> said_;
  std::vector<Unread> unread_;          // columns that are left out
  int cancelled_ = -1, quantity_ = -1;  // places; -1: there is none
  std::string heading_;                 // of the column `cancelled`
  bool is_purchase_ = false;
  bool is_number_ = false;  // somebody has said so, or the columns are ours
  bool marks_ = false, numbers_ = false, more_than_one_ = false;
};

}  // namespace dockhand
