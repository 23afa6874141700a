// Lists of items of other systems: how an item is tracked there, and what is no thing on a shelf.
#include <algorithm>
#include <fstream>

#include "storage/import/cells/item_words.h"
#include "storage/import/import.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();

  ImportReport book(const std::string& text, const ImportChoices& choices = {}) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    return import_file(*floor.ledger, folder / "file.csv", office, clock.now(), choices).value();
  }
  // Returns "lot yes": how the item is tracked, and whether its lots have a date; nothing: it is not known.
  std::string tracked(const char* code) {
    const auto row = floor.ledger->as_written(ItemRow{item(code), ""}).value();
    if (!row) return {};
    const auto& its = std::get<ItemRow>(*row);
    return name_of(its.tracking) + std::string(its.expiry ? " yes" : " no");
  }
};

}  // namespace

TEST(items_of_odoo_are_tracked_as_they_are_there_and_services_are_none) {
  const ImportReport told = book(
      "Internal Reference,Name,Barcode,Tracking,Use Expiration Date,Product Type,Active\n"
      "LOT-7,Milk,4006381333955,By Lots,True,Goods,True\nSER-7,Pump,,By Unique Serial Number,False,Goods,True\n"
      "PLN-7,Screw,,No tracking,False,Goods,True\nSRV,Mounting,,No tracking,False,Service,True\n"
      "OLD,Old,,No tracking,False,Goods,False\n");
  REQUIRE(told.errors.empty());
  REQUIRE(tracked("LOT-7") == "lot yes");
  REQUIRE(tracked("SER-7") == "serial no");
  REQUIRE(tracked("PLN-7") == "none no");
  REQUIRE(tracked("SRV").empty());
  REQUIRE(tracked("OLD").empty());
  REQUIRE(std::any_of(told.found.begin(), told.found.end(), [](const std::string& one) {
    return one.find("2 rows were left out (1 by Active 'False', 1 by Product Type 'Service')") != std::string::npos;
  }));
}

TEST(items_of_erpnext_and_openboxes_say_by_yes_and_no_how_they_are_tracked) {
  REQUIRE(book("ID,Item Name,Has Batch No,Has Serial No,Has Expiry Date,Disabled,Maintain Stock\n"
               "E-1,Milk,1,0,1,0,1\nE-2,Pump,0,1,0,0,1\nE-3,Screw,0,0,0,0,1\nE-4,Old,0,0,0,1,1\nE-5,Advice,0,0,0,0,0\n")
              .errors.empty());
  REQUIRE(tracked("E-1") == "lot yes");
  REQUIRE(tracked("E-2") == "serial no");
  REQUIRE(tracked("E-3") == "none no");
  REQUIRE(tracked("E-4").empty());
  REQUIRE(tracked("E-5").empty());
  REQUIRE(book("Id,Active,ProductCode,ProductType,Name,UnitOfMeasure,LotAndExpiryControl,UPC\n"
               "f8,true,10001,GOOD,Aspirin,EA,true,036000291452\nf9,true,10002,GOOD,Gauze,EA,,\n")
              .errors.empty());
  REQUIRE(tracked("10001") == "lot yes");
  REQUIRE(tracked("10002") == "none no");
}

TEST(words_of_others_for_tracking_and_yes_are_known_and_no_other_is_guessed) {
  REQUIRE(parse_tracking_of_others("Nach Losen").value() == Tracking::lot);
  REQUIRE(parse_tracking_of_others("LOT").value() == Tracking::lot);
  REQUIRE(parse_tracking_of_others("Por número de serie único").value() == Tracking::serial);
  REQUIRE_FALSE(parse_tracking_of_others("sometimes").ok());
  REQUIRE(parse_yes_no_of_others("Ja").value());
  REQUIRE_FALSE(parse_yes_no_of_others("FALSE").value());
  REQUIRE_FALSE(parse_yes_no_of_others("maybe").ok());
}

TEST(stock_of_odoo_keeps_its_dates_of_expiry) {
  floor.accepted(Import{{ItemRow{item("MLK"), "Milk", Tracking::lot, {}, {}, {}, true}}});
  REQUIRE(book("Location,Product,Lot/Serial Number,Quantity,Expiration Date\n"
               "WH/Stock/A-01,[MLK] Milk,L1,7.0,2026-12-30 00:00:00\n")
              .errors.empty());
  const auto lots = views->lots().value();
  REQUIRE(std::any_of(lots.begin(), lots.end(),
                      [](const LotView& one) { return one.item == item("MLK") && one.expiry == day("2026-12-30"); }));
}

TEST(opening_stock_of_what_expires_asks_for_its_date) {
  floor.accepted(Import{{ItemRow{item("MLK"), "Milk", Tracking::lot, {}, {}, {}, true}}});
  const std::string undated = "place,item,quantity,lot\nA-01,MLK,7,L1\n";
  const ImportReport asked = book(undated);
  REQUIRE(asked.errors.size() == 1);
  REQUIRE(asked.errors.front().message.find("MLK has an expiry date for each lot, and L1 comes without one") !=
          std::string::npos);
  ImportChoices said;
  said.header.set = {{"expiry", "2026-12-30"}};
  REQUIRE(book(undated, said).errors.empty());
  REQUIRE(book("place,item,quantity,lot\nA-01,MLK,7,L1\n").errors.empty());  // its date is known by now
}
