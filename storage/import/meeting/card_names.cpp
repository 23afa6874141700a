#include "storage/import/meeting/card_names.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>

#include "storage/import/cells/card_texts.h"
#include "storage/import/cells/row_units.h"

namespace dockhand {
namespace {

// Empty: nobody scans the name of such a row.
std::string_view name_to_scan(const ImportRow& row) {
  if (const auto* item = std::get_if<ItemRow>(&row)) return item->item.text();
  if (const auto* barcode = std::get_if<BarcodeRow>(&row)) return barcode->code;
  const auto* place = std::get_if<LocationRow>(&row);
  return place == nullptr ? std::string_view() : place->location.text();
}

void refuse(ParsedImport& parsed, std::size_t row, const std::string& why, BadLines& bad) {
  RowNote& note = parsed.notes[row];
  bad.add(note.line, {ErrorKind::bad_input, "", why});
  note.use = RowUse::drop;
  --parsed.report.rows;
}

// What would have made the item says no more of it than its name: the rows that name it are wrong, and not a list of
// items.
void refuse_who_names(const std::set<std::string>& items, ParsedImport& parsed, BadLines& bad) {
  for (std::size_t i = 0; i < parsed.rows.size() && !items.empty(); ++i) {
    const ItemCode* item = item_named_in(parsed.rows[i]);
    if (item == nullptr || parsed.notes[i].use != RowUse::book || !items.contains(item->text())) continue;
    refuse(parsed, i,
           fmt::format("the item '{name}' is not known, and none is made that is called as a printed card is: name "
                       "the item by its own code, or say --confirm where nobody scans it",
                       fmt::arg("name", printable(item->text(), 40))),
           bad);
  }
}

}  // namespace

Status refuse_names_of_cards(Ledger& ledger, ParsedImport& parsed, BadLines& bad) {
  std::set<std::string> not_made;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const std::string_view name = name_to_scan(parsed.rows[i]);
    RowNote& note = parsed.notes[i];
    if (note.use == RowUse::drop || !is_text_of_card(name)) continue;
    const auto known = ledger.knows(parsed.rows[i]);
    if (!known) return known.error();
    if (*known) continue;
    if (note.use == RowUse::make) {
      not_made.emplace(name);
      note.use = RowUse::drop;
      --parsed.report.rows;
      continue;
    }
    refuse(parsed, i,
           fmt::format("'{name}' is what a printed card says, and a terminal refuses such a label: call it "
                       "otherwise, or say --confirm where nobody scans it",
                       fmt::arg("name", printable(name, 40))),
           bad);
  }
  refuse_who_names(not_made, parsed, bad);
  return Done{};
}

}  // namespace dockhand
