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

TEST(each_barcode_of_an_item_of_erpnext_is_taken_and_one_of_a_box_without_its_size_is_asked_about) {
  const std::string begin = "ID,Item Code,Item Name,Maintain Stock,Barcode (Barcodes),UOM (Barcodes)";
  const std::string two = "E-1,E-1,Milk,1,5901234123457,Nos";
  REQUIRE(book(begin + "\n" + two + "\n,,,,4006381333931,nos\n").errors.empty());
  REQUIRE(floor.ledger->barcode("05901234123457").value()->item == item("E-1"));
  REQUIRE(floor.ledger->barcode("04006381333931").value()->item == item("E-1"));
  const std::string box = "E-2,E-2,Glove,1,4006381333948,Box";
  const ImportReport asked = book(begin + "\n" + box + "\n");
  REQUIRE(asked.errors.at(0).sentence().find("how many base units are in one?") != std::string::npos);
  REQUIRE(book(begin + ",Units\n" + box + ",12\n").errors.empty());
  REQUIRE(floor.ledger->barcode("04006381333948").value()->units == units(12));
}

TEST(parts_of_inventree_that_are_things_and_active_are_items) {
  REQUIRE(book("Part ID,Part Name,Part Description,IPN,Active,Assembly,Salable,Virtual,In Stock\n"
               "1,Bolt,Steel,BOLT-1,True,False,True,False,400\n2,Freight,Post,FRT,True,False,True,True,0\n"
               "3,Old,Old,OLD,False,False,True,False,0\n4,Widget,No number,,True,False,True,False,0\n")
              .errors.empty());
  REQUIRE(tracked("BOLT-1") == "none no");
  REQUIRE(tracked("Widget") == "none no");
  REQUIRE(tracked("FRT").empty());
  REQUIRE(tracked("OLD").empty());
  REQUIRE(book("ID,IPN,Name,Description,Active,Assembly,Component,Salable,Virtual\n7,NEW-1,Nut,x,True,False,True,True,"
               "False\n")
              .errors.empty());
  REQUIRE(tracked("NEW-1") == "none no");
}

TEST(products_of_tryton_bring_all_their_identifiers) {
  const auto is_taken = [&](const std::string& text, const char* code, const std::string& barcode) {
    INFO(text);
    const ImportReport told = book(text);
    CHECK(told.errors.empty());
    CHECK(tracked(code) == "none no");
    const auto found = floor.ledger->barcode(barcode).value();
    CHECK((found && found->item == item(code)));
  };
  is_taken(
      "code,template/name,template/type,template/default_uom/rec_name,identifiers/code,active\n"
      "T-1,Bearing,goods,Unit,5901234123457,True\n,,,,4006381333931,\nSVC,Service,service,Hour,,True\n"
      "OLD,Gone,goods,Unit,,False\n",
      "T-1", "04006381333931");
  REQUIRE(tracked("SVC").empty());
  REQUIRE(tracked("OLD").empty());
  is_taken("Code,Name,Type,Default UOM,Identifiers\nT-2,Bearing,Goods,Unit,4006381333955\n", "T-2", "04006381333955");
}

TEST(a_pack_has_one_name_however_it_is_written) {
  REQUIRE(book("barcode,item,level,units\n4006381333931,BRG,CS,12\n4006381333948,GLV,Each,\n").errors.empty());
  REQUIRE(floor.ledger->barcode("04006381333931").value()->level == "cs");
  REQUIRE(floor.ledger->barcode("04006381333948").value()->level == "ea");
}

TEST(an_item_list_says_by_columns_of_yes_and_no_how_its_items_are_tracked) {
  const auto tracking = [&](const std::string& headings, const std::string& cells) {
    const ImportReport told = book("SKU,Name," + headings + "\nT-1,Thing," + cells + "\n");
    INFO(headings << " " << (told.errors.empty() ? "" : told.errors[0].sentence()));
    REQUIRE(told.errors.empty());
    return std::get<ItemRow>(floor.ledger->as_written(ItemRow{item("T-1"), ""}).value().value()).tracking;
  };
  CHECK(tracking("Lot Tracked", "yes") == Tracking::lot);
  CHECK(tracking("Lot Tracked", "no") == Tracking::none);
  CHECK(tracking("Chargenpflichtig", "ja") == Tracking::lot);
  CHECK(tracking("Serialized", "TRUE") == Tracking::serial);
  CHECK(tracking("Chargen,Seriennummernpflicht", "nein,x") == Tracking::serial);
  CHECK(tracking("Chargen,Seriennummernpflicht", ",") == Tracking::none);
  CHECK(tracking("Batch managed,Expiry Tracked", "1,1") == Tracking::lot);
}
