// Searching for what cannot be scanned: by name, code, barcode and customer, on the screen and in 10,000 rows.
#include <chrono>

#include "terminal/search/search.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : Terminal {
  SearchIndex index{{{SearchRow::Kind::item, "BRG-6204", "Bearing 6204-2RS, sealed", "05901234123457"},
                     {SearchRow::Kind::item, "BRG-6205", "Bearing 6205-2RS", "04006381333931"},
                     {SearchRow::Kind::item, "GLV-L", "Gants de protection, boîte", ""},
                     {SearchRow::Kind::place, "B-12", "", ""},
                     {SearchRow::Kind::order, "SO-118", "Müller Maschinenbau", "C-1"}}};

  std::string codes(std::string_view typed) const {
    std::string all;
    for (const SearchRow& row : index.find(typed, 10).rows) all += row.code + " ";
    return all;
  }
  void type_letters(std::string_view text) {
    for (const char c : text) tap(std::string("type:") + c);
  }
  const KeypadPage& pad() const { return std::get<KeypadPage>(app->frame().page); }
};

}  // namespace

TEST(words_are_found_by_their_beginnings_in_any_order) {
  REQUIRE(codes("bear") == "BRG-6204 BRG-6205 ");
  REQUIRE(codes("seal bear") == "BRG-6204 ");
  REQUIRE(codes("earing") == "");
  REQUIRE(codes("  ") == "");
}

TEST(codes_are_found_with_and_without_what_stands_between_their_parts) {
  REQUIRE(codes("brg-6204") == "BRG-6204 ");
  REQUIRE(codes("brg6204") == "BRG-6204 ");
  REQUIRE(codes("6205") == "BRG-6205 ");
  REQUIRE(codes("04006381") == "BRG-6205 ");
}

TEST(a_barcode_is_found_as_its_label_has_it_and_by_its_last_digits) {
  REQUIRE(codes("4006381") == "BRG-6205 ");
  REQUIRE(codes("4006381333931") == "BRG-6205 ");
  REQUIRE(codes("33931") == "BRG-6205 ");
  REQUIRE(codes("3931") == "");  // too little to say anything
}

TEST(accents_do_not_count) {
  REQUIRE(codes("muller") == "SO-118 ");
  REQUIRE(codes("boite") == "GLV-L ");
  REQUIRE(codes("MÜLLER") == "SO-118 ");
}

TEST(greek_cyrillic_and_chinese_names_and_codes_are_found) {
  index = SearchIndex{{{SearchRow::Kind::item, "ШП-6204", "Подшипник закрытый", ""},
                       {SearchRow::Kind::item, "ΡΛ-1", "Ρουλεμάν κλειστός", ""},
                       {SearchRow::Kind::item, "CN-1", "深沟球轴承", ""}}};
  for (const char* typed : {"подш", "Подш", "ШП", "шп6204", "шп-6204", "закр"}) REQUIRE(codes(typed) == "ШП-6204 ");
  for (const char* typed : {"ρουλεμαν", "ΡΟΥΛΕΜΆΝ", "ρλ", "ΚΛΕΙΣΤΟΣ"}) REQUIRE(codes(typed) == "ΡΛ-1 ");
  for (const char* typed : {"深", "轴承"}) REQUIRE(codes(typed) == "CN-1 ");
  for (const char* typed : {"подшипник закр", "ПОДШИПНИК"}) REQUIRE(codes(typed) == "ШП-6204 ");
  REQUIRE(codes("шипник") == "");
  REQUIRE(codes("木") == "");
}

TEST(case_marks_and_forms_of_a_letter_do_not_count_in_any_script) {
  index = SearchIndex{{{SearchRow::Kind::item, "A", "Żółty smar, Straße, İstanbul, Œuvre, đinh ốc", ""},
                       {SearchRow::Kind::item, "B", "Գլանակ, պողպատ", ""},
                       {SearchRow::Kind::item, "C", "ベアリング 6204", ""},
                       {SearchRow::Kind::item, "D", "Підшипник їжак", ""},
                       {SearchRow::Kind::item, "E", "cafe\u0301 ﬁlter", ""}}};
  for (const char* typed : {"zolty", "ŻÓŁTY", "strasse", "STRASSE", "istanbul", "dinh oc"})
    REQUIRE(codes(typed) == "A ");
  for (const char* typed : {"ԳԼԱՆԱԿ", "պողպ"}) REQUIRE(codes(typed) == "B ");
  for (const char* typed : {"ﾍﾞｱﾘﾝｸﾞ", "６２０４"}) REQUIRE(codes(typed) == "C ");
  for (const char* typed : {"підшипник", "ЇЖАК", "іжак"}) REQUIRE(codes(typed) == "D ");
  for (const char* typed : {"café", "CAFE", "filter"}) REQUIRE(codes(typed) == "E ");
}

TEST(a_digit_stands_for_the_letters_on_its_key_and_comes_after_what_it_says) {
  REQUIRE(codes("2327") == "BRG-6204 BRG-6205 ");  // BEAR
  REQUIRE(codes("264") == "GLV-L ");               // BOÎ
  REQUIRE(codes("12") == "B-12 ");
}

TEST(the_code_itself_comes_first) {
  REQUIRE(codes("b") == "BRG-6204 BRG-6205 B-12 GLV-L ");
  REQUIRE(codes("b12") == "B-12 ");
}

TEST(no_more_than_the_limit_comes_and_all_are_counted) {
  const auto hits = index.find("b", 2);
  REQUIRE(hits.rows.size() == 2);
  REQUIRE(hits.all == 4);
}

TEST(ten_thousand_rows_are_searched_within_a_frame) {
  std::vector<SearchRow> rows;
  for (int i = 0; i < 10000; ++i) {
    const std::string number = std::to_string(i);
    rows.push_back(
        {SearchRow::Kind::item, "BRG-" + number, "Bearing of steel, number " + number, "0590123412" + number});
  }
  const SearchIndex large(std::move(rows));
  std::chrono::steady_clock::duration slowest{};
  for (const char* typed : {"b", "be", "bea", "2327", "bearing 77", "steel 1234", "05901234", "zzz"}) {
    const auto begin = std::chrono::steady_clock::now();
    static_cast<void>(large.find(typed, 50));
    slowest = std::max(slowest, std::chrono::steady_clock::now() - begin);
  }
  // A key has 16 ms in a release; the loops of a debug build take several times as long, on a machine that is busy.
  REQUIRE(slowest < std::chrono::milliseconds(300));
}

TEST(a_found_item_is_as_good_as_a_scanned_one) {
  tap("search");
  REQUIRE(pad().has_list);
  type_letters("nitr");
  REQUIRE(pad().typed == "nitr");
  REQUIRE(pad().rows.front().title == "Nitrile gloves L");
  tap("hit:0");
  REQUIRE(std::string(app->screen()) == "item");
}

TEST(gloves_search_with_one_tap_a_letter) {
  tap("search");
  for (const char* key : {"abc:6", "abc:4", "abc:8", "abc:7"}) tap(key);  // NITR
  REQUIRE(pad().rows.front().title == "Nitrile gloves L");
}

TEST(a_purchase_is_received_by_touch_alone) {
  tap("purchases");
  tap("search");
  type_letters("po-7");
  tap("confirm");
  REQUIRE(std::string(app->screen()) == "receive");
  tap("search");
  type_letters("sealed");
  tap("hit:0");
  REQUIRE(received("PO-7") == 1);
}

TEST(a_count_and_a_move_begin_by_touch) {
  tap("count");
  tap("search");
  type_letters("b-12");
  tap("confirm");
  REQUIRE(page().instruction.location == "B-12");
  tap("search");
  type_letters("6204");
  tap("confirm");
  REQUIRE(page().rows.size() == 1);
  tap("done");
  tap("back");
  tap("move");
  tap("search");
  type_letters("b12");
  tap("confirm");
  REQUIRE(page().instruction.location == "B-12");
}

TEST(what_nothing_has_is_taken_as_if_it_had_been_scanned) {
  tap("search");
  type_letters("NOTHING");
  REQUIRE(pad().rows.empty());
  tap("confirm");
  REQUIRE(refused());
  REQUIRE(shows("You entered NOTHING."));  // nobody has scanned it
}

TEST(a_scan_while_something_is_searched_for_is_taken) {
  tap("search");
  type_letters("be");
  scan(bearing);
  REQUIRE(std::string(app->screen()) == "item");
}

TEST(customers_are_found_by_their_name_and_lead_to_their_orders) {
  tap("search");
  type_letters("acme");
  REQUIRE(pad().rows.size() == 3);
  tap("hit:0");
  REQUIRE(std::string(app->screen()) == "pick");
}

TEST(a_customer_without_an_order_is_found_and_it_is_said_that_there_is_none) {
  office_does(Import{{CustomerRow{"C-9", "Nordbau"}}});
  tap("search");
  type_letters("nordb");
  REQUIRE(pad().rows.size() == 1);
  REQUIRE(pad().rows.front().detail == "Nordbau\nCustomer, no order is open");
  tap("hit:0");
  REQUIRE(toast() == "No order of Nordbau is open.");
  tap("confirm");
  REQUIRE(toast() == "No order of Nordbau is open.");
  REQUIRE(pad().rows.size() == 1);
}

TEST(a_pallet_that_is_announced_and_its_notice_are_found) {
  const Sscc pallet = Sscc::parse("340123450000000017").value();
  office_does(Import{{AsnRow{pallet, "ASN-4410", Units{item("BRG-6204"), units(6), {}, {}, {}}, {}}}});
  tap("search");
  type_letters("34012345");
  REQUIRE(pad().rows.size() == 1);
  REQUIRE(pad().rows.front().detail == "ASN-4410\nAnnounced pallet");
  tap("confirm");
  REQUIRE(std::string(app->screen()) == "unit");
  tap("search");
  type_letters("asn-4410");
  REQUIRE(pad().rows.size() == 2);
  REQUIRE(pad().rows.front().detail == "Announced delivery");
  tap("back");
  tap("throw");
  office_does(ReceiveUnit{pallet, place("DOCK-1")});
  tap("search");
  type_letters("asn-4410");
  REQUIRE(pad().rows.empty());
}

TEST(a_pallet_whose_receipt_was_undone_is_announced_again) {
  const Sscc pallet = Sscc::parse("340123450000000017").value();
  office_does(Import{{AsnRow{pallet, "ASN-4410", Units{item("BRG-6204"), units(6), {}, {}, {}}, {}}}});
  scan(pallet.text());
  scan(pallet.text());
  tap("undo");
  tap("search");
  type_letters("34012345");
  REQUIRE(pad().rows.size() == 1);
  REQUIRE(pad().rows.front().detail == "ASN-4410\nAnnounced pallet");
}

TEST(a_lot_and_a_serial_are_searched_for) {
  office_does(Receive{Units{item("GLV-L"), units(4), Lot::parse("L77").value(), {}, {}}, place("A-01"), {}, false});
  tap("lookup");
  tap("search");
  type_letters("l77");
  REQUIRE(pad().rows.size() == 1);
  REQUIRE(pad().rows.front().detail == "L77");
  tap("confirm");
  REQUIRE(shows("Nitrile gloves L"));
}

TEST(a_purchase_that_is_received_whole_is_found_where_goods_go_back) {
  office_does(Receive{Units{item("GLV-L"), units(10), Lot::parse("L1").value(), {}, {}}, place("DOCK-1"),
                      PurchaseLine::parse("PO-8/1").value(), false});
  tap("send_back");
  scan("DOCK-1");
  tap("search");
  type_letters("po-8");
  REQUIRE(pad().rows.size() == 1);
  tap("confirm");
  REQUIRE(shows("PO-8 expects others instead"));
}

// Reading all documents takes long where there are many: nobody waits for it.
TEST(the_search_opens_at_once_and_finds_what_was_typed_when_its_rows_are_read) {
  app->tap("search");
  app->tap("type:b");
  app->tap("type:e");
  REQUIRE(pad().typed == "be");
  REQUIRE_FALSE(app->idle());
  settle();
  REQUIRE(app->idle());
  REQUIRE(pad().rows.size() == 2);
  tap("hit:0");
  app->tap("search");  // of the same books: nothing is read
  REQUIRE(app->idle());
}
