// A code that nothing was known by is given to an item at the dock.
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_images.h"
#include "storage/schema/documents.h"

namespace dockhand {

// As the office's document of one row, save that another meaning of the code is always asked about.
Performed perform_fact(Books& books, const GiveBarcode& fact) {
  const BarcodeRow& barcode = fact.barcode;
  if (!books.item(barcode.item)) return unknown("item", barcode.item.text());
  const auto before = document_like(books.db, barcode);
  if (before && *before != ImportRow(barcode) && is_request(books) && !fact.confirmed) {
    const auto& known = std::get<BarcodeRow>(*before);
    Refusal asked = refused("barcode", barcode.code + " means " + known.units.text() + " of " + known.item.text() +
                                           " already; confirm it if it is to mean " + barcode.units.text() + " of " +
                                           barcode.item.text());
    asked.confirmable = true;
    asked.now = {SeenBarcode{known}};
    return asked;
  }
  RowImages images;
  if (auto no = write_rows(books, Import{{barcode}, true}, &images)) return no;
  return {};
}

}  // namespace dockhand
