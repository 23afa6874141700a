#include "storage/import/meeting/beside_books.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "storage/import/cells/document_rows.h"
#include "storage/import/cells/row_units.h"
#include "storage/import/columns/unsaid_columns.h"
#include "storage/import/rows/duplicates.h"
#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

// Returns a text that names the table, or one document of it. All rows that belong together get the same text.
std::string beside_what(const ImportRow& row) {
  if (const auto* order = std::get_if<OrderLineRow>(&row)) return "order " + order->line.document.text();
  if (const auto* purchase = std::get_if<PurchaseLineRow>(&row)) return "purchase " + purchase->line.document.text();
  if (const auto* asn = std::get_if<AsnRow>(&row)) return "asn " + asn->asn + " " + asn->unit.text();
  return std::to_string(row.index());
}

// How many rows the books have where the file has some; each table and each document once.
class Beside {
 public:
  Status meet(Ledger& ledger, const ImportRow& row) {
    if (!met_.insert(beside_what(row)).second) return Done{};
    const auto count = ledger.rows_beside(row);
    if (!count) return count.error();
    rows_ += *count;
    return Done{};
  }
  // `known` are the rows of the file that the books have.
  std::size_t gone(std::size_t known) const {
    return static_cast<std::size_t>(std::max<std::int64_t>(0, rows_ - static_cast<std::int64_t>(known)));
  }

 private:
  std::set<std::string> met_;
  std::int64_t rows_ = 0;
};

RowChange change_of(const std::optional<ImportRow>& before, const ImportRow& row) {
  if (!before) return RowChange::created;
  return *before == row ? RowChange::unchanged : RowChange::changed;
}

// How many units a document wants of its line.
std::int64_t wanted_by(const ImportRow& row) {
  if (const auto* order = std::get_if<OrderLineRow>(&row)) return order->ordered.less(order->cancelled).units();
  const auto* purchase = std::get_if<PurchaseLineRow>(&row);
  return purchase == nullptr ? 0 : purchase->expected.units();
}

// What a file has cancelled stays so where another file of the same order does not say what is. Returns whether there
// was any.
bool keep_cancelled(ImportRow& row, const ImportRow& sent) {
  if (auto* order = std::get_if<OrderLineRow>(&row)) {
    const auto& was = std::get<OrderLineRow>(sent);
    if (was.cancelled.none() || was.ordered != order->ordered || was.item != order->item) return false;
    order->cancelled = was.cancelled;
    return true;
  }
  auto* purchase = std::get_if<PurchaseLineRow>(&row);
  if (purchase == nullptr || !std::get<PurchaseLineRow>(sent).expected.none()) return false;
  purchase->expected = Quantity();
  return true;
}

}  // namespace

Result<std::size_t> note_changes(Ledger& ledger, ParsedImport& parsed) {
  Beside beside;
  std::size_t known_rows = 0;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const auto written = ledger.as_written(parsed.rows[i]);
    if (!written) return written.error();
    parsed.notes[i].change = parsed.notes[i].stays ? RowChange::unchanged : change_of(*written, parsed.rows[i]);
    if (parsed.notes[i].use == RowUse::make) continue;  // a file of orders does not say who else is a customer
    if (auto met = beside.meet(ledger, parsed.rows[i]); !met) return met.error();
    const bool is_given_up = parsed.notes[i].line == 0 && *written && **written != parsed.rows[i];
    known_rows += *written && !is_given_up ? 1U : 0U;
  }
  return beside.gone(known_rows);
}

// Of a kind that the books have none of nothing is looked for: a first file is read as fast as ever.
Status keep_unsaid(Ledger& ledger, ParsedImport& parsed, const UnsaidColumns& columns, StoppedRows& stopped) {
  std::map<std::size_t, bool> has_any;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    if (i % 1'000 == 0 && columns.stop && columns.stop()) return Error{ErrorKind::busy, "", "the program is ending"};
    const RowNote& note = parsed.notes[i];
    if (note.use != RowUse::book || note.part == 0) continue;
    ImportRow& row = parsed.rows[i];
    auto any = has_any.find(row.index());
    if (any == has_any.end()) {
      const auto known = ledger.has_any_like(row);
      if (!known) return known.error();
      any = has_any.emplace(row.index(), *known).first;
    }
    if (!any->second) continue;
    const auto there = ledger.as_written(row);
    if (!there) return there.error();
    const ColumnNames& lacking = parsed.lacking[note.part - 1];
    if (!*there) continue;
    keep_unsaid(row, **there, [&](std::string_view, std::string_view csv) { return lacking.contains(csv); });
    if (columns.says_no_rest(note)) stopped.keep_rest(row, **there, lacking.contains("cancelled"));
  }
  return Done{};
}

// What had come there before is in the quantity of such a file, as it was in that of the one before.
void StoppedRows::keep_rest(PurchaseLineRow& purchase, const PurchaseLineRow& sent) {
  if (purchase.expected <= sent.expected || sent.expected.none()) return;
  Count& count = sent.came_before.none() ? more_ : rest_;
  if (++count.rows == 1) count.first = " (" + purchase.line.text() + " ...)";
  if (purchase.item == sent.item) purchase.expected = purchase.expected.less(sent.came_before);
}

void StoppedRows::keep_rest(ImportRow& row, const ImportRow& sent, bool lacks_cancelled) {
  if (auto* purchase = std::get_if<PurchaseLineRow>(&row)) keep_rest(*purchase, std::get<PurchaseLineRow>(sent));
  auto* order = std::get_if<OrderLineRow>(&row);
  if (order == nullptr || !lacks_cancelled) return;
  const auto& was = std::get<OrderLineRow>(sent);
  if (order->cancelled == was.cancelled || was.cancelled >= was.ordered || !keep_cancelled(row, sent)) return;
  if (++rest_.rows == 1) rest_.first = " (" + name_of(row) + " ...)";
}

// The books want less of the line than its document has said all along.
Status StoppedRows::take(Ledger& ledger, ImportRow& row, const std::vector<DocumentLine>& known, bool unsaid) {
  const std::int32_t number = line_number_of(row);
  const auto line = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.line == number; });
  if (line == known.end() || line->is_wanted || wanted_by(row) <= line->done.units()) return Done{};
  auto sent = ledger.as_written(row);
  if (!sent) return sent.error();
  if (unsaid && *sent && keep_cancelled(row, **sent)) {
    if (++unsaid_.rows == 1) unsaid_.first = " (" + name_of(row) + " ...)";
    return Done{};
  }
  const bool as_before = *sent && wanted_by(**sent) == wanted_by(row) && *item_named_in(**sent) == *item_named_in(row);
  if (!as_before) return Done{};
  Count& count = std::holds_alternative<OrderLineRow>(row) ? orders_ : purchases_;
  if (++count.rows == 1) count.first = " (" + name_of(row) + " ...)";
  return Done{};
}

void StoppedRows::tell(ImportReport& report) const {
  const std::string again = ": another quantity asks for it again, or a file that is confirmed";
  const std::string or_declined = again + ", unless its customer has cancelled it";
  const auto say = [&](const Count& count, const std::string& one, const std::string& many, const std::string& until) {
    if (count.rows > 0)
      report.found.push_back(plural(count.rows, one + count.first + until, many + count.first + until));
  };
  say(orders_, "line that was cancelled here comes as before, and stays cancelled",
      "lines that were cancelled here come as before, and stay cancelled", or_declined);
  say(unsaid_, "line that was cancelled by a file comes without a word about that, and stays cancelled",
      "lines that were cancelled by a file come without a word about that, and stay cancelled", again);
  say(rest_, "line comes without a word of what was cancelled or done elsewhere, and keeps what was said of that",
      "lines come without a word of what was cancelled or done elsewhere, and keep what was said of that", again);
  say(more_, "line is expected with more than before, and the file does not say what was received of it there",
      "lines are expected with more than before, and the file does not say what was received of them there",
      ": where some was, send a column of it");
  say(purchases_, "line that was closed here comes as before, and stays closed",
      "lines that were closed here come as before, and stay closed", again);
}

}  // namespace dockhand
