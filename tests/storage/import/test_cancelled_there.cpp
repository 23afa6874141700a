// What the office's files have cancelled, and what another file of the same documents says of it, or does not.
#include "storage/import/import_files.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/shop_nights.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : ShopNights {
  static ImportChoices done_is(const char* word) {
    ImportChoices choices;
    choices.header.states = {{word, RowState::done}};
    return choices;
  }
  Quantity expected(const char* purchase) {
    return views->purchase_lines(PurchaseNumber::parse(purchase).value()).value().front().expected;
  }
};

}  // namespace

TEST(what_a_file_has_cancelled_stays_so_where_the_next_one_does_not_say_what_is) {
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5)).booked);
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5, "removed")).booked);
  const std::string fewer =
      "Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem requires shipping,"
      "Lineitem fulfillment status,Billing Name\n";
  const auto row = [](const std::string& what, int count) {
    return "#1,a@x,2026-11-12 08:10:00 +0100," + std::to_string(count) + ",n," + what + ",true,pending,P\n";
  };
  const ImportedFile again = book(fewer + row("BRG", 2) + row("GLV", 5));
  REQUIRE(again.booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 0");
  REQUIRE(tells(again.report, "1 line that was cancelled by a file comes without a word about that"));
  REQUIRE(book(fewer + row("BRG", 2) + row("GLV", 6)).booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 6");
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 6, "removed")).booked);
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 6)).booked);  // its columns say that it is wanted
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 6");
}

TEST(a_purchase_that_a_file_has_cancelled_is_not_expected_where_the_next_one_has_no_states) {
  const std::string begin = "Order Reference,Vendor,", end =
                                                           "Order Lines/Product,Order Lines/Quantity,"
                                                           "Order Lines/Expected Arrival\n";
  const std::string lines = "[BRG] B,24.0,2026-12-01 12:00:00\n";
  const auto expected = [&] {
    return views->purchase_lines(PurchaseNumber::parse("P1").value()).value().front().expected;
  };
  REQUIRE(book(begin + "Status," + end + "P1,S,Purchase Order," + lines).booked);
  REQUIRE(book(begin + "Status," + end + "P1,S,Cancelled," + lines).booked);
  REQUIRE(book(begin + end + "P1,S," + lines).booked);
  REQUIRE(expected() == units(0));
  REQUIRE(book(begin + "Status," + end + "P1,S,Purchase Order," + lines).booked);
  REQUIRE(expected() == units(24));
}

TEST(states_beside_our_own_columns_say_which_rows_are_wanted) {
  const std::string begin = "order,line,customer,item,quantity,promised,";
  for (const char* heading : {"status", "state", "Order Status", "Line status"}) {
    INFO(heading);
    const std::string order = "Z" + std::to_string(std::char_traits<char>::length(heading));
    const ImportedFile taken = book(begin + heading + "\n" + order + ",1,a@x,BRG,2,2026-12-01,open\n" + order +
                                    ",2,a@x,GLV,5,2026-12-01,cancelled\n");
    REQUIRE(taken.booked);
    REQUIRE(wanted(order) == "1 BRG 2, 2 GLV 0");
    REQUIRE_FALSE(book(begin + heading + "\nY1,1,a@x,BRG,2,2026-12-01,quux\n").booked);
  }
  REQUIRE(book(begin + "Cancelled at\nX1,1,a@x,BRG,2,2026-12-01,\nX1,2,a@x,GLV,5,2026-12-01,2026-11-28\n").booked);
  REQUIRE(wanted("X1") == "1 BRG 2, 2 GLV 0");
}

TEST(what_was_delivered_beside_our_own_columns_is_not_wanted_again) {
  const std::string begin = "order,line,customer,item,quantity,promised,";
  REQUIRE(book(begin + "Qty Shipped\nQ1,1,a@x,BRG,12,2026-12-01,5\n").booked);
  REQUIRE(wanted("Q1") == "1 BRG 7");
  REQUIRE(book(begin + "shipped\nQ2,1,a@x,BRG,12,2026-12-01,5\nQ2,2,a@x,GLV,3,2026-12-01,\n").booked);
  REQUIRE(wanted("Q2") == "1 BRG 7, 2 GLV 3");
  REQUIRE(book("purchase,line,supplier,item,quantity,due,received\nQ3,1,S,BRG,100,2026-12-01,40\n").booked);
  REQUIRE(views->purchase_lines(PurchaseNumber::parse("Q3").value()).value().front().expected == units(60));
}

TEST(what_was_over_there_before_it_was_heard_of_is_not_wanted_by_a_file_without_states) {
  floor.accepted(Import{{ItemRow{item("CLP"), "Clips"}}});
  const ImportedFile first = book(shop + line("BRG", 2) + line("GLV", 5, "fulfilled") + line("CLP", 1, "removed"));
  REQUIRE(first.booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 0, 3 CLP 0");
  REQUIRE(tells(first.report, "2 lines were done or cancelled there before they were heard of here"));
  const std::string fewer =
      "Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem requires shipping,Billing Name\n";
  const std::string begin = "#1,a@x,2026-11-12 08:10:00 +0100,";
  const ImportedFile again =
      book(fewer + begin + "2,n,BRG,true,P\n" + begin + "5,n,GLV,true,P\n" + begin + "1,n,CLP,true,P\n");
  REQUIRE(again.booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 0, 3 CLP 0");
  REQUIRE(tells(again.report, "2 lines that were cancelled by a file come without a word about that"));
}

TEST(what_was_received_there_in_full_before_it_was_heard_of_is_not_expected) {
  const std::string begin = "purchase,line,supplier,item,quantity,due", row = "R1,1,S,BRG,100,2026-12-01";
  REQUIRE(book(begin + ",received\n" + row + ",100\n").booked);
  REQUIRE(expected("R1") == units(0));
  REQUIRE(book(begin + "\n" + row + "\n").booked);
  REQUIRE(expected("R1") == units(0));
}

TEST(a_draft_is_wanted_once_it_is_an_order_and_unknown_items_of_old_rows_refuse_no_file) {
  const std::string begin = "order,line,customer,item,quantity,promised", row = "D1,1,a@x,BRG,2,2026-12-01";
  REQUIRE(book(begin + ",status\n" + row + ",draft\nD1,2,a@x,NONE,2,2026-12-01,shipped\n").report.errors.empty());
  REQUIRE(wanted("D1").empty());
  REQUIRE(book(begin + "\n" + row + "\n").booked);
  REQUIRE(wanted("D1") == "1 BRG 2");
}

TEST(what_a_person_has_called_done_and_what_is_closed_are_over_as_well) {
  const std::string begin = "order,line,customer,item,quantity,promised";
  const std::string collected = "C1,1,a@x,BRG,2,2026-12-01", closed = "C2,1,a@x,BRG,3,2026-12-01";
  REQUIRE(book(begin + ",status\n" + collected + ",abgeholt\n", done_is("abgeholt")).booked);
  REQUIRE(wanted("C1") == "1 BRG 0");
  REQUIRE(book(begin + "\n" + collected + "\n").booked);
  REQUIRE(wanted("C1") == "1 BRG 0");
  REQUIRE(book(begin + ",Closed\n" + closed + ",TRUE\n").booked);
  REQUIRE(book(begin + "\n" + closed + "\n").booked);
  REQUIRE(wanted("C2") == "1 BRG 0");
}

TEST(a_draft_that_a_person_leaves_out_is_wanted_once_it_is_an_order) {
  const std::string begin = "order,line,customer,item,quantity,promised", row = "D2,1,a@x,BRG,2,2026-12-01";
  REQUIRE(book(begin + ",status\n" + row + ",Entwurf\n", done_is("Entwurf")).report.errors.empty());
  REQUIRE(wanted("D2").empty());
  REQUIRE(book(begin + "\n" + row + "\n").booked);
  REQUIRE(wanted("D2") == "1 BRG 2");
}

TEST(what_is_done_there_and_still_wanted_here_is_told_with_its_units) {
  const std::string orders = "order,line,customer,item,quantity,promised,status\n";
  const std::string purchases = "purchase,line,supplier,item,quantity,due,status\n";
  const std::string order = "D1,1,a@x,BRG,7,2026-12-01,", purchase = "R1,1,S,BRG,100,2026-12-01,";
  REQUIRE(book(orders + order + "open\n").booked);
  REQUIRE(book(purchases + purchase + "open\n").booked);
  REQUIRE(tells(book(orders + order + "shipped\n").report,
                "1 line that is done there is still wanted here, 7 units (D1/1)"));
  REQUIRE(tells(book(purchases + purchase + "received\n").report, "still wanted here, 100 units (R1/1)"));
  REQUIRE_FALSE(tells(book(purchases + purchase + "shipped\n").report, "done there"));  // it is on its way
  REQUIRE(expected("R1") == units(100));
}

TEST(states_are_known_in_other_languages) {
  const std::string begin = "order,line,customer,item,quantity,promised,";
  const auto state = [&](const char* heading, const char* order, const char* word) {
    return book(begin + heading + "\n" + order + ",1,a@x,BRG,2,2026-12-01," + word + "\n").booked;
  };
  int count = 0;
  for (const char* word : {"Teilweise geliefert", "Partiellement livré", "Parcialmente enviado", "in lavorazione"}) {
    INFO(word);
    const std::string order = "L" + std::to_string(++count);
    REQUIRE(state("Statut", order.c_str(), word));
    REQUIRE(wanted(order) == "1 BRG 2");
  }
  for (const char* word : {"Versendet", "Expédié", "Enviado", "spedito", "Annulé", "storniert", "geannuleerd"}) {
    INFO(word);
    const std::string order = "L" + std::to_string(++count);
    REQUIRE(state("Estado", order.c_str(), word));
    REQUIRE(wanted(order) == "1 BRG 0");
  }
  REQUIRE_FALSE(state("status", "L99", "sent"));  // the goods, or a confirmation
}

TEST(what_was_delivered_there_before_stays_so_however_much_is_sent_here) {
  const std::string begin = "order,line,customer,item,quantity,promised", row = "Q4,1,a@x,BRG,24,2026-12-01";
  REQUIRE(book(begin + ",shipped\n" + row + ",4\n").booked);
  REQUIRE(wanted("Q4") == "1 BRG 20");
  floor.accepted(receipt(bearings(30)));
  pick("Q4/1", bearings(20));
  floor.accepted(Ship{OrderNumber::parse("Q4").value(), {}});
  REQUIRE(book(begin + ",shipped\n" + row + ",4\n").booked);
  REQUIRE(wanted("Q4") == "1 BRG 0");
  REQUIRE(book(begin + ",shipped\n" + row + ",14\n").booked);  // ten of ours are known there by now
  REQUIRE(wanted("Q4") == "1 BRG 0");
  REQUIRE(book(begin + ",shipped\nQ4,1,a@x,BRG,30,2026-12-01,14\n").booked);
  REQUIRE(wanted("Q4") == "1 BRG 6");
}

TEST(what_had_come_there_before_is_not_expected_by_the_same_file_again) {
  const std::string begin = "purchase,line,supplier,item,quantity,due,received\n";
  REQUIRE(book(begin + "Q5,1,S,BRG,24,2026-12-01,4\n").booked);
  REQUIRE(expected("Q5") == units(20));
  Receive some = receipt(bearings(20));
  some.purchase = PurchaseLine::parse("Q5/1").value();
  floor.accepted(some);
  book(begin + "Q5,1,S,BRG,24,2026-12-01,4\n");
  REQUIRE(expected("Q5") == units(20));
}

TEST(a_purchase_that_asks_for_more_once_some_of_it_has_come_is_expected_so) {
  const std::string begin = "purchase,line,supplier,item,quantity,due,received\n";
  REQUIRE(book(begin + "Q8,1,S,BRG,100,2026-12-01,0\n").booked);
  Receive some = receipt(bearings(40));
  some.purchase = PurchaseLine::parse("Q8/1").value();
  floor.accepted(some);
  REQUIRE(book(begin + "Q8,1,S,BRG,130,2026-12-01,40\n").booked);
  REQUIRE(expected("Q8") == units(130));
  REQUIRE(book(begin + "Q8,1,S,BRG,110,2026-12-01,40\n").booked);
  REQUIRE(expected("Q8") == units(110));
  REQUIRE(book("purchase,line,supplier,item,quantity,due\nQ8,1,S,BRG,120,2026-12-01\n").booked);
  REQUIRE(expected("Q8") == units(120));
}

TEST(what_is_delivered_there_in_part_is_not_wanted_by_a_file_that_does_not_say_it) {
  const std::string begin = "order,line,customer,item,quantity,promised", row = "Q6,1,a@x,BRG,24,2026-12-01";
  REQUIRE(book(begin + ",shipped\n" + row + ",4\n").booked);
  const ImportedFile fewer = book(begin + "\n" + row + "\n");
  REQUIRE(wanted("Q6") == "1 BRG 20");
  REQUIRE(tells(fewer.report, "1 line comes without a word of what was cancelled or done elsewhere"));
  REQUIRE(book(begin + ",shipped\n" + row + ",0\n").booked);
  REQUIRE(wanted("Q6") == "1 BRG 24");
}

TEST(the_office_hears_once_of_a_line_that_is_done_there_and_goes_on_here_until_it_is_finished) {
  const std::string orders = "order,line,customer,item,quantity,promised,status\n";
  const std::string purchases = "purchase,line,supplier,item,quantity,due,status\n";
  const std::string order = "D1,1,a@x,BRG,7,2026-12-01,", purchase = "R1,1,S,BRG,100,2026-12-01,";
  REQUIRE(book(orders + order + "open\n").booked);
  REQUIRE(book(purchases + purchase + "open\n").booked);
  const auto told = [&] {
    std::string all;
    for (const NoticeView& one : views->notices().value()) all += one.notice.detail + "\n";
    return all;
  };
  for (int night = 0; night < 2; ++night) {
    REQUIRE(book(orders + order + "shipped\n").booked);
    REQUIRE(book(purchases + purchase + "received\n").booked);
    CHECK(
        told().find("D1/1 is done where the office's files come from, and BRG is still wanted here: ship it, or have a "
                    "file cancel it\n") != std::string::npos);
    CHECK(told().find("R1/1 is done where the office's files come from, and BRG is still expected here") !=
          std::string::npos);
    CHECK(views->notices().value().size() == 2);
  }
  const auto notices = views->notices().value();
  floor.accepted(Settle{notices.front().id});
  REQUIRE(book(orders + order + "shipped\n").booked);
  REQUIRE(book(purchases + purchase + "received\n").booked);
  CHECK(views->notices().value().size() == 1);  // nobody is told again
  REQUIRE(book(orders + order + "cancelled\n").booked);
  REQUIRE(book(purchases + purchase + "cancelled\n").booked);
  CHECK(told().empty());
}

TEST(what_was_sent_here_before_it_was_cancelled_there_is_told_once) {
  const std::string begin = "order,line,customer,item,quantity,promised,status\n", row = "D3,1,a@x,BRG,7,2026-12-01,";
  REQUIRE(book(begin + row + "open\n").booked);
  floor.accepted(receipt(bearings(3)));
  pick("D3/1", bearings(3));
  floor.accepted(Ship{OrderNumber::parse("D3").value(), {}});
  REQUIRE(tells(book(begin + row + "cancelled\n").report, "was sent or received here, in part or in full"));
  REQUIRE_FALSE(tells(book(begin + row + "cancelled\n").report, "was sent or received here, in part or in full"));
  const auto notices = views->notices().value();
  REQUIRE(notices.size() == 1);
  REQUIRE(notices[0].notice.detail.find("D3/1 was cancelled where the office's files come from") == 0);
}

TEST(what_was_delivered_there_in_part_is_kept_by_a_file_that_has_states_and_not_that_column) {
  const std::string with =
      "Order Reference,Customer,Order Lines/Product,Order Lines/Quantity,Order Lines/Delivered Quantity,Delivery Date,"
      "Status\nQ7,a@x,[BRG] B,10.0,4.0,2026-12-01 12:00:00,Sales Order\n";
  const std::string without =
      "Order Reference,Customer,Order Lines/Product,Order Lines/Quantity,Delivery Date,Status\n"
      "Q7,a@x,[BRG] B,10.0,2026-12-01 12:00:00,Sales Order\n";
  REQUIRE(book(with).booked);
  REQUIRE(wanted("Q7") == "1 BRG 6");
  REQUIRE(tells(book(without).report, "keeps what was said of that"));
  REQUIRE(wanted("Q7") == "1 BRG 6");
}

TEST(what_was_received_there_is_kept_by_a_file_of_purchases_that_does_not_say_it_any_more) {
  const std::string header = "purchase,line,supplier,item,quantity,due", row = "\nR7,1,S,BRG,10,2026-12-01";
  REQUIRE(book(header + ",received" + row + ",6\n").booked);
  REQUIRE(tells(book(header + row + "\n").report, "keeps what was said of that"));
  REQUIRE(views->purchase_lines(PurchaseNumber::parse("R7").value()).value().at(0).expected == units(4));
}

TEST(what_was_done_there_before_of_a_customer_who_is_made_is_not_wanted_later) {
  const std::string all =
      "Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem fulfillment status\n"
      "#3,new@x,2026-11-12 08:10:00 +0100,1,B,BRG,fulfilled\n#4,newer@x,2026-11-12 08:10:00 +0100,1,B,BRG,pending\n";
  const std::string without =
      "Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem sku\n"
      "#3,new@x,2026-11-12 08:10:00 +0100,1,B,BRG\n#4,newer@x,2026-11-12 08:10:00 +0100,1,B,BRG\n";
  ImportChoices choices;
  choices.header.make = true;
  REQUIRE(book(all, choices).booked);
  REQUIRE(book(without, choices).booked);
  REQUIRE(wanted("#3") == "1 BRG 0");
  REQUIRE(wanted("#4") == "1 BRG 1");
}

TEST(a_word_of_what_has_left_in_a_column_that_is_not_read_is_asked_about) {
  const auto order = [](const std::string& heading, const std::string& cell) {
    return "order,line,customer,item,quantity,promised," + heading + "\nT1,1,a@x,BRG,10,2026-12-01," + cell + "\n";
  };
  for (const char* word : {"Versendet", "Shipped", "Fulfilled", "Delivered", "Expédié", "Enviado"}) {
    INFO(word);
    const ImportedFile asked = book(order("Phase", word));
    REQUIRE(asked.report.errors.size() == 1);
    REQUIRE(asked.report.errors[0].message.find("say --column state='Phase' where it tells what is done") !=
            std::string::npos);
  }
  REQUIRE(book(order("Phase", "Payment complete")).booked);
  const std::string purchase = "purchase,line,supplier,item,quantity,due,Phase\nT2,1,S,BRG,10,2026-12-01,";
  REQUIRE(book(purchase + "Received\n").report.errors.size() == 1);
  REQUIRE(book(purchase + "Shipped\n").booked);  // on its way
}

TEST(a_day_on_which_it_was_sent_says_that_it_is_done) {
  const std::string begin =
      "Order - Number,Order - Status,Date - Order Date,Date - Shipped Date,Customer Email,Item - SKU,Item - Qty\n";
  ImportChoices choices;
  choices.header.make = true;
  choices.header.set = {{"promised", "2026-12-01"}};
  const ImportedFile taken = book(begin +
                                      "S1,Awaiting Shipment,11/20/2026 8:10:00 AM,,a@x,BRG,2\n"
                                      "S3,Shipped,11/20/2026 8:10:00 AM,11/21/2026,a@x,BRG,2\n",
                                  choices);
  INFO((taken.report.errors.empty() ? "" : taken.report.errors[0].sentence()));
  REQUIRE(taken.booked);
  REQUIRE(wanted("S1") == "1 BRG 2");
  REQUIRE(wanted("S3") == "1 BRG 0");
}

TEST(what_is_sent_or_open_of_a_line_has_many_names) {
  int number = 0;
  const auto wants = [&](const std::string& heading, const char* units) {
    const std::string name = "U" + std::to_string(++number);
    REQUIRE(book("order,line,customer,item,quantity,promised," + heading + "\n" + name + ",1,a@x,BRG,10,2026-12-01," +
                 units + "\n")
                .booked);
    return wanted(name.c_str());
  };
  for (const char* sent : {"Sent", "Fulfilled", "Dispatched", "Despatched Qty", "Item Qty Moved", "Bereits geliefert",
                           "Liefermenge", "Livrée", "Cantidad entregada"}) {
    INFO(sent);
    CHECK(wants(sent, "4") == "1 BRG 6");
  }
  for (const char* open : {"Open", "Outstanding", "To Deliver", "Backorder", "Rückstand", "Reste à livrer", "Pendiente",
                           "Deliver remainder"}) {
    INFO(open);
    CHECK(wants(open, "6") == "1 BRG 6");
  }
  CHECK(wants("Qty Cancelled", "6") == "1 BRG 4");
}

TEST(a_file_of_a_known_system_says_what_is_done_also_in_columns_that_its_mapping_has_not) {
  const ImportedFile jtl = book(
      "Auftragsnummer;Kundennummer;Positionstyp;Artikelnummer;Artikelname;Anzahl;Geliefert;Lieferdatum;Auftragsdatum;"
      "Status\nA-1;a@x;Artikel;BRG;Lager;10;4;01.12.2026;12.11.2026;Teilgeliefert\n"
      "A-2;a@x;Artikel;BRG;Lager;10;10;01.12.2026;12.11.2026;Ausgeliefert\n"
      "A-1;a@x;Freiposition;;Sonderlager 77;5;0;01.12.2026;12.11.2026;offen\n");
  INFO((jtl.report.errors.empty() ? "" : jtl.report.errors[0].sentence()));
  REQUIRE(jtl.booked);
  REQUIRE(wanted("A-1") == "1 BRG 6");
  REQUIRE(wanted("A-2") == "1 BRG 0");
  REQUIRE(tells(jtl.report, "1 row without an item code was left out"));
  const ImportedFile odoo = book(
      "Order Reference,Customer,Order Lines/Product,Order Lines/Quantity,Order Lines/Qty Delivered,Delivery Date,"
      "Order Date,Status\nO-1,a@x,[BRG] B,10.0,4.0,2026-12-01 12:00:00,2026-11-20 12:00:00,Sales Order\n");
  REQUIRE(odoo.booked);
  REQUIRE(wanted("O-1") == "1 BRG 6");
}
