#include "storage/import/beside_books.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

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

}  // namespace dockhand
