#include "storage/import/kept_rows.h"

#include <algorithm>

#include "storage/import/cells/document_rows.h"
#include "storage/import/cells/row_units.h"
#include "storage/import/duplicates.h"
#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

// How many units a document wants of its line.
std::int64_t wanted_by(const ImportRow& row) {
  if (const auto* order = std::get_if<OrderLineRow>(&row)) return order->ordered.less(order->cancelled).units();
  const auto* purchase = std::get_if<PurchaseLineRow>(&row);
  return purchase == nullptr ? 0 : purchase->expected.units();
}

}  // namespace

// The books want less of the line than its document has said all along.
Status StoppedRows::take(Ledger& ledger, ImportRow& row, const std::vector<DocumentLine>& known) {
  const std::int32_t number = line_number_of(row);
  const auto line = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.line == number; });
  if (line == known.end() || line->is_wanted || wanted_by(row) <= line->done.units()) return Done{};
  auto sent = ledger.as_written(row);
  if (!sent) return sent.error();
  const bool as_before = *sent && wanted_by(**sent) == wanted_by(row) && *item_named_in(**sent) == *item_named_in(row);
  if (!as_before) return Done{};
  Count& count = std::holds_alternative<OrderLineRow>(row) ? orders_ : purchases_;
  if (++count.rows == 1) count.first = " (" + name_of(row) + " ...)";
  return Done{};
}

void StoppedRows::tell(ImportReport& report) const {
  const std::string again = ": another quantity asks for it again, or a file that is confirmed";
  const auto say = [&](const Count& count, const std::string& one, const std::string& many) {
    if (count.rows > 0)
      report.found.push_back(plural(count.rows, one + count.first + again, many + count.first + again));
  };
  say(orders_, "line that was cancelled here comes as before, and stays cancelled",
      "lines that were cancelled here come as before, and stay cancelled");
  say(purchases_, "line that was closed here comes as before, and stays closed",
      "lines that were closed here come as before, and stay closed");
}

}  // namespace dockhand
