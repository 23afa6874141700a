#include "storage/import/meeting/card_names.h"

#include <fmt/format.h>

#include <string_view>

#include "storage/import/cells/card_texts.h"

namespace dockhand {
namespace {

// Empty: nobody scans the name of such a row.
std::string_view name_to_scan(const ImportRow& row) {
  if (const auto* item = std::get_if<ItemRow>(&row)) return item->item.text();
  if (const auto* barcode = std::get_if<BarcodeRow>(&row)) return barcode->code;
  const auto* place = std::get_if<LocationRow>(&row);
  return place == nullptr ? std::string_view() : place->location.text();
}

}  // namespace

Status refuse_names_of_cards(Ledger& ledger, ParsedImport& parsed, BadLines& bad) {
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const std::string_view name = name_to_scan(parsed.rows[i]);
    RowNote& note = parsed.notes[i];
    if (note.use == RowUse::drop || !is_text_of_card(name)) continue;
    const auto known = ledger.knows(parsed.rows[i]);
    if (!known) return known.error();
    if (*known) continue;
    bad.add(note.line,
            {ErrorKind::bad_input, "",
             fmt::format("'{name}' is what a printed card says, and a terminal refuses such a label: call it "
                         "otherwise, or say --confirm where nobody scans it",
                         fmt::arg("name", printable(name, 40)))});
    note.use = RowUse::drop;
    --parsed.report.rows;
  }
  return Done{};
}

}  // namespace dockhand
