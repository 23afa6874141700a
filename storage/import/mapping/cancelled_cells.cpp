#include "storage/import/mapping/cancelled_cells.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "storage/import/mapping/alias_mapping.h"
#include "storage/import/mapping/headings.h"
#include "storage/import/mapping/state_words.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

const std::string& cell_in(const std::vector<std::string>& cells, int place) {
  static const std::string none;
  const auto index = static_cast<std::size_t>(place);
  return place >= 0 && index < cells.size() ? cells[index] : none;
}

// The heading of the file from which a column of ours comes; empty: none does.
std::string heading_of_column(const MappingPart& part, std::string_view column) {
  const auto found = std::find_if(part.columns.begin(), part.columns.end(),
                                  [&](const MappedColumn& one) { return one.column == column; });
  if (found == part.columns.end()) return {};
  const MappingTerm& term = found->sources.front().front();
  return term.literal ? std::string() : term.text;
}

const MappingPart* document_in(const Mapping& mapping) {
  const auto found = std::find_if(mapping.parts.begin(), mapping.parts.end(), [](const MappingPart& part) {
    return !part.when_asked && (part.kind == "orders" || part.kind == "purchases");
  });
  return found == mapping.parts.end() ? nullptr : &*found;
}

// "1", "1.0", "1,00".
bool is_only(const std::string& cell, char digit) {
  return !cell.empty() && cell.front() == digit && cell.find_first_not_of("0.,", 1) == std::string::npos &&
         (cell.size() == 1 || cell[1] == '.' || cell[1] == ',');
}

// "Item Qty Canceled" counts units and marks nothing.
bool says_number(const std::string& heading) {
  static constexpr std::string_view words[] = {"qty", "quantity", "menge", "anzahl", "quantité", "cantidad", "units"};
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return heading.find(word) != std::string::npos; });
}

const char* word_of(RowState state) {
  if (state == RowState::cancelled) return "cancelled";
  return state == RowState::done ? "done" : "not wanted";
}

}  // namespace

CancelledCells::CancelledCells(const FoundHeader& found, const std::vector<std::string>& headers,
                               const HeaderChoices& choices)
    : said_(choices.states) {
  const MappingPart* part = document_in(found.mapping);
  if (part == nullptr) return;
  is_purchase_ = part->kind == "purchases";
  const HeaderNames names = plain_names(headers);
  for (const std::string& name : found.left_out) {
    const int place = place_of(names, plain_name(name));
    if (place >= 0) unread_.push_back({place, name});
  }
  heading_ = heading_of_column(*part, "cancelled");
  cancelled_ = heading_.empty() ? -1 : place_of(names, plain_name(heading_));
  quantity_ = place_of(names, plain_name(heading_of_column(*part, "quantity")));
  const bool is_column_said = std::any_of(choices.columns.begin(), choices.columns.end(),
                                          [](const auto& one) { return one.first == "cancelled"; });
  is_number_ = found.ours || is_column_said || !choices.mappings.empty() || says_number(plain_name(heading_));
}

bool CancelledCells::is_said(const std::string& word) const {
  return std::any_of(said_.begin(), said_.end(),
                     [&](const SaidState& one) { return plain_name(one.word) == plain_name(word); });
}

void CancelledCells::look(const std::vector<std::string>& cells) {
  const std::string& cell = cell_in(cells, cancelled_);
  if (cell.empty()) return;
  if (is_only(cell, '1') || is_only(cell, '0')) {
    const std::string& quantity = cell_in(cells, quantity_);
    more_than_one_ = more_than_one_ || (is_only(cell, '1') && !is_only(quantity, '1'));
  } else if (is_mark(cell)) {
    marks_ = true;
  } else {
    numbers_ = true;
  }
}

std::optional<FoundHeader> CancelledCells::with_marks(const FoundHeader& found) const {
  const bool any = marks_ || (more_than_one_ && is_said("1"));
  if (!any || numbers_) return std::nullopt;
  FoundHeader marked = found;
  marked.ours = false;
  for (MappingPart& part : marked.mapping.parts)
    std::erase_if(part.columns, [](const MappedColumn& one) { return one.column == "cancelled"; });
  for (StateRule& rule : rules_of_marks(heading_)) marked.mapping.states.push_back(std::move(rule));
  return marked;
}

std::optional<Error> CancelledCells::refusal(const std::vector<std::string>& cells) const {
  const bool is_doubtful = !marks_ && !numbers_ && more_than_one_ && !is_number_ && !is_said("1");
  if (is_doubtful && is_only(cell_in(cells, cancelled_), '1')) {
    return Error{ErrorKind::bad_input, heading_,
                 "1 may mark what is cancelled, or be a number of units: say --state 1=cancelled, or --column "
                 "cancelled='" +
                     printable(heading_, 40) + "'"};
  }
  for (const Unread& column : unread_) {
    const std::string& cell = cell_in(cells, column.place);
    const std::optional<RowState> state = says_not_wanted(cell, is_purchase_);
    if (!state || is_said(cell)) continue;
    const std::string heading = printable(column.heading, 40), word = printable(cell, 24);
    return Error{ErrorKind::bad_input, column.heading,
                 "says '" + word + "', and the column is not read: say --column state='" + heading +
                     "' where it tells what is " + word_of(*state) + ", or --state '" + word +
                     "=wanted' where it does not"};
  }
  return std::nullopt;
}

}  // namespace dockhand
