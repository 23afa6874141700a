// Despatch advices as suppliers' systems send them: X12 856 and EDIFACT DESADV.
#include <algorithm>

#include "storage/files/edi.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/despatch_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

constexpr const char* pallet = "340123450000000017";

struct Fixture : DespatchFixture {
  ParsedImport parse(const std::string& text) {
    std::ofstream(folder / "asn.edi", std::ios::binary) << text;
    return parse_import(folder / "asn.edi").value();
  }
  std::vector<AsnRow> rows(const std::string& text) {
    const ParsedImport parsed = parse(text);
    INFO((parsed.report.errors.empty() ? "" : parsed.report.errors.front().sentence()));
    REQUIRE(parsed.report.errors.empty());
    REQUIRE(parsed.report.kind == "asns");
    std::vector<AsnRow> all;
    for (const ImportRow& row : parsed.rows) all.push_back(std::get<AsnRow>(row));
    return all;
  }
  // What is still to come: item, units and purchase line of each row.
  std::string announced() {
    std::string all;
    for (const auto& one : views->asns(20).value()) {
      if (!one.quantity.none()) all += one.item.text() + " " + one.quantity.text() + " " + one.purchase + " \n";
    }
    return all;
  }
  static std::string changed_to(const char* function, std::string text) {
    return text.replace(text.find("ASN-9+9'"), 8, std::string("ASN-9+") + function + "'");
  }
  Error error(const std::string& text) {
    std::ofstream(folder / "asn.edi", std::ios::binary) << text;
    const auto parsed = parse_import(folder / "asn.edi");
    if (!parsed) return parsed.error();
    REQUIRE_FALSE(parsed->report.errors.empty());
    return parsed->report.errors.front();
  }
};

}  // namespace

TEST(segments_are_cut_by_the_signs_that_the_message_says) {
  const auto message = read_edi(isa('|', '!') + "MAN|GM|00340123450000000017!\r\n").value();
  REQUIRE(message.syntax == EdiSyntax::x12);
  REQUIRE(message.segments.size() == 2);
  REQUIRE(message.segments[1].tag == "MAN");
  REQUIRE(message.segments[1].position == 2);
  REQUIRE(message.segments[1].at(2) == "00340123450000000017");
  REQUIRE(message.segments[1].at(3).empty());
  const auto edifact = read_edi("UNA.;,! \"UNB;X!;Y;Z\"").value();
  REQUIRE(edifact.segments[0].at(1) == "X;Y");
  REQUIRE(edifact.segments[0].at(2) == "Z");
  REQUIRE(read_edi("UNB+UNOC:3+A?+B?'C'").value().segments[0].at(2) == "A+B'C");
}

TEST(a_message_that_was_cut_off_names_its_segment) {
  const auto cut = read_edi("UNB+UNOC:3'UNH+1+DESADV:D'BGM+351");
  REQUIRE_FALSE(cut.ok());
  REQUIRE(cut.error().place == "3");
  REQUIRE_FALSE(read_edi("ISA*00*").ok());
  REQUIRE_FALSE(read_edi("UNB+" + std::string(20'000, 'x') + "'").ok());
}

TEST(an_856_says_what_is_on_each_pallet) {
  const auto found =
      rows(x12("HL*1**S~HL*2*1*O~PRF*PO-7~HL*3*2*P~MAN*GM*00340123450000000017~HL*4*3*I~LIN**VP*BRG~SN1**12*EA~"
               "HL*5*3*I~LIN**BP*GLV*LT*L7~SN1**4*EA~DTM*036*20270301~CTT*2~"));
  REQUIRE(found.size() == 2);
  REQUIRE(found[0].asn == "ASN-9");
  REQUIRE(found[0].unit.text() == pallet);
  REQUIRE(found[0].units == Units{item("BRG"), units(12), {}, {}, {}});
  REQUIRE(found[0].purchase->document.text() == "PO-7");
  REQUIRE(found[1].units == Units{item("GLV"), units(4), lot("L7"), {}, day("2027-03-01")});
}

TEST(an_856_with_its_packages_below_the_items_is_read_as_well) {
  const auto found =
      rows(x12("HL*1**S~HL*2*1*O~PRF*PO-7~HL*3*2*I~LIN**SK*BRG~SN1**12*EA~HL*4*3*P~MAN*GM*340123450000000017~"));
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].unit.text() == pallet);
  REQUIRE(found[0].units.quantity == units(12));
}

TEST(of_an_856_that_puts_one_count_on_several_packages_nothing_is_guessed) {
  const std::string item =
      "HL*1**S~HL*2*1*O~PRF*PO-7~HL*3*2*I~LIN**SK*BRG~SN1**12*EA~HL*4*3*P~MAN*GM*340123450000000017~";
  const Error divided = error(x12(item + "HL*5*3*P~MAN*GM*340123450000000024~"));
  REQUIRE(divided.message == "HL is one of several packages of BRG: how many are on each is not said");
  REQUIRE(divided.place.ends_with("asn.edi:11"));  // and the other package as well
  const auto each = rows(x12(item + "SN1**8*EA~HL*5*3*P~MAN*GM*340123450000000024~SN1**4*EA~"));
  REQUIRE(each.size() == 2);
  REQUIRE(each[0].units.quantity == units(8));
  REQUIRE(each[1].units.quantity == units(4));
}

TEST(an_856_that_names_several_pallets_for_one_package_is_refused) {
  const std::string begin = "HL*1**S~HL*2*1*P~MAN*GM*00340123450000000017", end = "~HL*3*2*I~LIN**VP*BRG~SN1**12*EA~";
  for (const char* more : {"~MAN*GM*00340123450000000024", "*00340123450000000024", "**GM*00340123450000000024"}) {
    INFO(more);
    REQUIRE(error(x12(begin + more + end)).message.find("several pallets on one package") != std::string::npos);
  }
  REQUIRE(rows(x12(begin + "**CP*1Z999AA10123456784" + end)).size() == 1);
}

TEST(a_package_that_cannot_be_told_keeps_back_its_own_rows_alone) {
  const ParsedImport one =
      parse(desadv("CPS+1'GIN+BJ+340123450000000017'LIN+1++5901234123457:EN'QTY+12:1'"
                   "CPS+2'GIN+BJ+340123450000000024+340123450000000031'LIN+2++5901234123457:EN'QTY+12:2'"));
  REQUIRE(one.rows.size() == 1);
  REQUIRE(std::get<AsnRow>(one.rows[0]).unit.text() == pallet);
  REQUIRE(one.report.errors.size() == 1);
  REQUIRE(one.report.errors.front().message.find("puts several pallets on one package") != std::string::npos);
  const ParsedImport other =
      parse(x12("HL*1**S~HL*2*1*P~MAN*GM*00340123450000000017~HL*3*2*I~LIN**VP*BRG~SN1**1*EA~"
                "HL*4*1*P~MAN*GM*00340123450000000024*00340123450000000031~HL*5*4*I~LIN**VP*BRG~SN1**2*EA~"));
  REQUIRE(other.rows.size() == 1);
  REQUIRE(other.report.errors.size() == 1);
}

TEST(a_desadv_says_what_is_on_each_package) {
  const auto found =
      rows(desadv("DTM+137:20261112:102'RFF+ON:PO-8'CPS+1'PAC+1++201'PCI+33E'GIN+BJ+340123450000000017'"
                  "LIN+1++5901234123457:EN'QTY+12:12'LIN+2'PIA+1+GLV:SA'QTY+12:5:PCE'RFF+ON:PO-8:3'PCI+17'GIN+BX+L7'"
                  "DTM+36:20270301:102'"));
  REQUIRE(found.size() == 2);
  REQUIRE(found[0].unit.text() == pallet);
  REQUIRE(found[0].units.item.text() == "5901234123457");
  REQUIRE(found[1].units == Units{item("GLV"), units(5), lot("L7"), {}, day("2027-03-01")});
  REQUIRE(found[1].purchase == purchase("PO-8/3"));
}

TEST(a_pallet_whose_cartons_have_codes_is_told) {
  const std::string told = "1 pallet holds units with codes of their own";
  const auto tells = [&](const std::string& text) {
    const ParsedImport parsed = parse(text);
    return std::any_of(parsed.report.found.begin(), parsed.report.found.end(),
                       [&](const std::string& one) { return one.find(told) != std::string::npos; });
  };
  const std::string shipped = "HL*1**S~HL*2*1*T~MAN*GM*00340123450000000024~HL*3*2*P~";
  const std::string line = "HL*4*3*I~LIN**BP*GLV~SN1**3*EA~";
  REQUIRE(tells(x12(shipped + "MAN*GM*00340123450000000017~" + line)));
  REQUIRE_FALSE(tells(x12(shipped + line)));
  const std::string with_its_own = "HL*1**S~HL*2*1*T~MAN*GM*00340123450000000024~HL*3*2*I~LIN**BP*BRG~SN1**5*EA~";
  REQUIRE_FALSE(tells(x12(with_its_own + "HL*4*2*P~MAN*GM*00340123450000000017~HL*5*4*I~LIN**BP*GLV~SN1**3*EA~")));
  REQUIRE(
      tells(desadv("CPS+1'GIN+BJ+340123450000000024'CPS+2+1'GIN+BJ+340123450000000017'LIN+1'PIA+1+GLV:SA'QTY+12:5'")));
}

TEST(a_cancelled_notice_needs_no_days) {
  REQUIRE(parse("UNA:+.? 'UNB+UNOC:3+S+R+261112:0810+1'UNH+1+DESADV:D:96A:UN:EAN007'BGM+351+ASN-9+1'CPS+1'"
                "GIN+BJ+340123450000000017'LIN+1'PIA+1+GLV:SA'QTY+12:5'DTM+361:no day:102'UNT+11+1'UNZ+1+1'")
              .report.errors.empty());
}

TEST(a_day_of_a_message_may_have_no_century) {
  const auto found = rows(desadv("CPS+1'GIN+BJ+340123450000000017'LIN+1'PIA+1+GLV:SA'QTY+12:5'DTM+361:270131:101'"));
  REQUIRE(found.at(0).units.expiry == day("2027-01-31"));
}

TEST(units_of_a_message_count_as_in_any_file) {
  const std::string goods = "HL*1**S~HL*2*1*P~MAN*GM*340123450000000017~HL*3*2*I~LIN**VP*";
  REQUIRE(rows(x12(goods + "BRG~SN1**5*DZ~"))[0].units.quantity == units(60));
  const ParsedImport cases = parse(x12(goods + "BRG~SN1**5*CA~HL*4*2*I~LIN**VP*GLV~SN1**2*EA~"));
  REQUIRE(cases.report.errors.empty());
  REQUIRE(cases.units.size() == 1);
  REQUIRE(book_files(*floor.ledger, parse_files({folder / "asn.edi"}, {}).value(), {}, office, clock.now())
              .value()[0]
              .report.errors.empty());
  const auto announced = views->asns(8).value();
  REQUIRE(announced.size() == 2);
  REQUIRE(announced[0].quantity == units(60));
  REQUIRE(announced[1].quantity == units(2));
  parse(x12(goods + "BRG~SN1**5*KG~"));
  const auto weighed =
      book_files(*floor.ledger, parse_files({folder / "asn.edi"}, {}).value(), {}, office, clock.now()).value();
  REQUIRE(weighed[0].report.errors.size() == 1);
  REQUIRE(weighed[0].report.errors[0].message.find("--unit 'BRG KG=NUMBER'") != std::string::npos);
}

TEST(a_row_that_the_books_refuse_is_not_told_as_read_without_its_purchase) {
  const auto told = [&](const std::string& item) {
    ImportChoices choices;
    choices.skip_bad = true;
    std::ofstream(folder / "asn.edi", std::ios::binary)
        << "asn,sscc,item,quantity,purchase\nA1,340123450000000017," << item << ",2,PO-99\n";
    auto parsed = parse_files({folder / "asn.edi"}, choices).value();
    const auto booked = book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value();
    const auto& found = booked[0].report.found;
    return std::any_of(found.begin(), found.end(),
                       [](const std::string& one) { return one.find("not known here yet") != std::string::npos; });
  };
  REQUIRE_FALSE(told("NOPE"));
  REQUIRE(told("BRG"));
}

TEST(a_notice_that_is_cancelled_is_taken_back) {
  const std::string goods = "HL*1**S~HL*2*1*P~MAN*GM*340123450000000017~HL*3*2*I~LIN**VP*BRG~SN1**12*EA~";
  std::string cancelled = x12(goods);
  cancelled.replace(cancelled.find("BSN*00"), 6, "BSN*01");
  const auto book = [&](const std::string& text) {
    std::ofstream(folder / "asn.edi", std::ios::binary) << text;
    return book_files(*floor.ledger, parse_files({folder / "asn.edi"}, {}).value(), {}, office, clock.now())
        .value()[0]
        .report;
  };
  REQUIRE(book(cancelled).errors.at(0).message.find("nothing to take back") != std::string::npos);
  REQUIRE(book(x12(goods)).errors.empty());
  REQUIRE(views->asns(8).value().at(0).quantity == units(12));
  REQUIRE(book(cancelled).errors.empty());
  REQUIRE(views->asns(8).value().empty());
  std::string desadv_cancelled = desadv("CPS+1'GIN+BJ+340123450000000024'LIN+1'PIA+1+BRG:SA'QTY+12:5:PCE'");
  desadv_cancelled.replace(desadv_cancelled.find("ASN-9+9'"), 8, "ASN-9+1'");
  REQUIRE(book(desadv_cancelled).errors.size() == 1);
}

TEST(a_number_of_a_message_has_no_marks_between_thousands) {
  const std::string goods = "CPS+1'GIN+BJ+340123450000000017'LIN+1'PIA+1+BRG:SA'QTY+12:";
  REQUIRE(rows(desadv(goods + "12,000:PCE'"))[0].units.quantity == units(12));
  REQUIRE(rows(desadv(goods + "1.000:PCE'"))[0].units.quantity == units(1));
  REQUIRE(error(desadv(goods + "1,234:PCE'")).message.find("whole") != std::string::npos);
}

TEST(a_notice_before_its_purchase_finds_its_lines_when_it_comes_again) {
  const std::string goods =
      "RFF+ON:PO-9'CPS+1'GIN+BJ+340123450000000017'LIN+1'PIA+1+BRG:SA'QTY+12:6'LIN+2'PIA+1+GLV:SA'QTY+12:4'";
  REQUIRE(book(desadv(goods)).found.back().find("import the purchase, then this file again") != std::string::npos);
  REQUIRE(announced() == "BRG 6  \nGLV 4  \n");
  floor.accepted(Import{{PurchaseLineRow{purchase("PO-9/1"), "SKF", item("GLV"), units(9), day("2026-12-01"), {}},
                         PurchaseLineRow{purchase("PO-9/2"), "SKF", item("BRG"), units(9), day("2026-12-01"), {}}}});
  REQUIRE(book(desadv(goods)).errors.empty());
  REQUIRE(announced() == "BRG 6 PO-9/2 \nGLV 4 PO-9/1 \n");
}

TEST(a_notice_that_comes_again_says_what_is_on_its_pallets) {
  const std::string first = "CPS+1'GIN+BJ+340123450000000017'LIN+1'PIA+1+BRG:SA'QTY+12:6'LIN+2'PIA+1+GLV:SA'QTY+12:4'";
  const std::string second = "CPS+2'GIN+BJ+340123450000000024'LIN+3'PIA+1+BRG:SA'QTY+12:3'";
  const std::string less = "CPS+1'GIN+BJ+340123450000000017'LIN+1'PIA+1+BRG:SA'QTY+12:5'";
  REQUIRE(book(desadv(first + second)).errors.empty());
  REQUIRE(announced() == "BRG 6  \nGLV 4  \nBRG 3  \n");
  REQUIRE(book(desadv(less)).errors.empty());
  REQUIRE(announced() == "BRG 5  \nBRG 3  \n");
  REQUIRE(book(changed_to("5", desadv(less))).errors.empty());
  REQUIRE(announced() == "BRG 5  \n");
  REQUIRE(book(changed_to("2", desadv(second))).errors.empty());
  REQUIRE(announced() == "BRG 5  \nBRG 3  \n");
  REQUIRE(book(changed_to("1", desadv(""))).errors.empty());
  REQUIRE(announced().empty());
  REQUIRE(book(changed_to("1", desadv(""))).errors.at(0).message.find("nothing to take back") != std::string::npos);
}

TEST(a_lot_that_its_notice_has_no_more_is_taken_back_and_a_serial_as_well) {
  floor.accepted(Import{{ItemRow{item("BRG"), "Bearing", Tracking::lot}}});
  const std::string pallet = "CPS+1'GIN+BJ+340123450000000017'LIN+1'PIA+1+BRG:SA'QTY+12:6'";
  REQUIRE(book(desadv(pallet + "RFF+BT:L-1'LIN+2'PIA+1+BRG:SA'QTY+12:1'RFF+SE:S-1'")).errors.empty());
  REQUIRE(announced() == "BRG 1  \nBRG 6  \n");
  REQUIRE(book(desadv(pallet + "RFF+BT:L-2'")).errors.empty());
  REQUIRE(announced() == "BRG 6  \n");
}

TEST(of_two_messages_of_one_notice_the_later_one_holds) {
  const std::string goods = "HL*1**S~HL*2*1*P~MAN*GM*340123450000000017~HL*3*2*I~LIN**VP*BRG~SN1**12*EA~SE*9*0001~";
  const auto both = [&](const char* function) {
    return x12(goods + "ST*856*0002~BSN*" + function + "*ASN-9*20260811*1300~" + goods.substr(0, goods.find("SE*")));
  };
  REQUIRE(rows(both("00")).at(0).units.quantity == units(12));
  REQUIRE(rows(both("05")).at(0).units.quantity == units(12));
  REQUIRE(rows(both("02")).at(0).units.quantity == units(24));
  const ImportReport nothing = book(both("01"));
  REQUIRE(nothing.errors.empty());
  REQUIRE(announced().empty());
  REQUIRE(book(x12(goods.substr(0, goods.find("SE*")))).errors.empty());
  REQUIRE(announced() == "BRG 12  \n");
  REQUIRE(book(both("01")).errors.empty());
  REQUIRE(announced().empty());
}

TEST(packs_by_their_barcode_and_the_line_of_the_item_are_what_the_books_know) {
  parse(
      desadv("RFF+ON:PO-8'CPS+1'GIN+BJ+340123450000000017'LIN+1++15901234123454:SRV'QTY+12:2:CT'LIN+2'PIA+1+GLV:BP'"
             "QTY+12:5'PIA+1+L7:NB'"));
  const auto booked = import_file(*floor.ledger, folder / "asn.edi", office, clock.now()).value();
  REQUIRE(booked.errors.empty());
  REQUIRE(booked.rows == 2);
  const auto asns = views->asns().value();
  REQUIRE(asns.size() == 2);
  for (const auto& asn : asns) {
    INFO(asn.item.text());
    if (asn.item == item("BRG")) REQUIRE(asn.quantity == units(24));
    if (asn.item == item("GLV")) REQUIRE(asn.purchase == "PO-8/3");
  }
}

TEST(what_a_message_cannot_say_is_told_by_its_segment) {
  const Error order = error(isa() + "GS*PO*S*R~ST*850*0001~BEG*00~SE*2*0001~");
  REQUIRE(order.place.ends_with("asn.edi:3"));
  REQUIRE(order.message == "ST begins a message 850; a despatch advice is an 856");
  const Error lost = error(x12("HL*1**S~HL*3*7*I~LIN**SK*BRG~SN1**1~"));
  REQUIRE(lost.message == "HL names a level above it that is not there");
  REQUIRE(lost.place.ends_with("asn.edi:6"));
  const Error loose = error(x12("HL*1**S~HL*2*1*I~LIN**SK*BRG~SN1**1~"));
  REQUIRE(loose.place.ends_with("asn.edi:6"));
  REQUIRE(loose.message.find("sscc") != std::string::npos);
  const Error two =
      error(desadv("CPS+1'GIN+BJ+340123450000000017'GIN+BJ+340123450000000024'LIN+1++5901234123457:EN'QTY+12:1'"));
  REQUIRE(two.message.find("several pallets") != std::string::npos);
  const Error nearly = error(x12("HL*1**S~HL*2*1*P~MAN*CP*340123450000000010~HL*3*2*I~LIN**SK*BRG~SN1**1*EA~"));
  REQUIRE(nearly.message.find("7 was expected") != std::string::npos);
}

TEST(a_carton_is_announced_by_the_number_that_its_carrier_gave_it) {
  parse(x12("HL*1**S~HL*2*1*P~MAN*CP*1Z999AA10123456784~HL*3*2*I~LIN**SK*BRG~SN1**1*EA~"));
  const auto booked = import_file(*floor.ledger, folder / "asn.edi", office, clock.now()).value();
  REQUIRE(booked.errors.empty());
  REQUIRE(views->asns().value().front().unit.text() == "CTN:1Z999AA10123456784");
}

TEST(what_is_on_no_pallet_and_in_no_carton_is_told_how_it_comes_in) {
  const Error loose = error(x12("HL*1**S~HL*2*1*O~PRF*PO-7~HL*3*2*I~LIN**BP*BRG~SN1**12*EA~"));
  REQUIRE(loose.message.find("is received by its purchase alone") != std::string::npos);
}

TEST(the_day_on_which_it_comes_is_taken) {
  const auto x12_rows =
      rows(x12("DTM*017*20261203~HL*1**S~HL*2*1*O~PRF*PO-7~HL*3*2*P~MAN*GM*00340123450000000017~"
               "HL*4*3*I~LIN**BP*BRG~SN1**12*EA~"));
  REQUIRE(x12_rows.at(0).due == day("2026-12-03"));
  const auto edifact_rows =
      rows(desadv("DTM+132:202612041200:203'RFF+ON:PO-8'CPS+1'GIN+BJ+340123450000000017'"
                  "LIN+1'PIA+1+BRG:IN'QTY+12:5'"));
  REQUIRE(edifact_rows.at(0).due == day("2026-12-04"));
}

TEST(what_a_notice_says_of_a_pallet_that_was_received_is_told_and_not_taken) {
  const auto goods = [](const char* count) {
    return desadv("CPS+1'GIN+BJ+340123450000000017'LIN+1'PIA+1+BRG:SA'QTY+12:" + std::string(count) + "'");
  };
  REQUIRE(book(goods("6")).errors.empty());
  floor.accepted(ReceiveUnit{Sscc::parse(pallet).value(), place("DOCK-1")});
  REQUIRE(book(goods("6")).repeated);
  const ImportReport more = book(goods("9"));
  REQUIRE(more.found.back().find("row is of a pallet that was received by another word of its notice") !=
          std::string::npos);
  REQUIRE(announced() == "BRG 6  \n");
  const auto told = views->notices().value();
  REQUIRE(told.size() == 1);
  REQUIRE(book(goods("9")).repeated);  // nobody is told each night
  REQUIRE(told[0].notice.detail.find("was received with 6 of BRG by its notice, and ASN-9 says 9 now") !=
          std::string::npos);
}

TEST(a_pallet_that_another_notice_has_announced_is_asked_about_and_stays) {
  const std::string goods = "CPS+1'GIN+BJ+340123450000000017'LIN+1'PIA+1+BRG:SA'QTY+12:5'";
  const auto by_second = [](std::string text) { return text.replace(text.find("ASN-9+"), 5, "ASN-8"); };
  REQUIRE(book(desadv(goods)).errors.empty());
  std::string more = goods;
  more.replace(more.find(":5'"), 3, ":8'");
  const ImportReport asked = book(by_second(desadv(more)));
  REQUIRE(asked.errors.size() == 1);
  REQUIRE(asked.errors[0].message.find("is announced by ASN-9 with 5 of BRG, and ASN-8 says 8") != std::string::npos);
  REQUIRE(announced() == "BRG 5  \n");
  REQUIRE(book(by_second(changed_to("1", desadv(goods)))).errors.size() == 1);
  REQUIRE(announced() == "BRG 5  \n");
}

TEST(an_item_whose_first_code_nobody_knows_is_found_by_the_second) {
  const auto told = book(x12(
      "HL*1**S~HL*2*1*O~PRF*PO-7~HL*3*2*P~MAN*GM*00340123450000000017~HL*4*3*I~LIN**UP*4006381333948*VN*BRG~SN1**2*EA~"
      "CTT*1~"));
  INFO((told.errors.empty() ? "" : told.errors[0].sentence()));
  REQUIRE(told.errors.empty());
  REQUIRE(announced() == "BRG 2 PO-7/1 \n");
}
