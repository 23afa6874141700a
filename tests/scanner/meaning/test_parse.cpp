#include <random>

#include "scanner/meaning/hibc.h"
#include "scanner/meaning/parse.h"
#include "tests/support/seeds.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = *Date::parse("2026-11-22");

  Result<Scan> read(std::string_view typed, Scope scope = Scope::symbol) const {
    return parse(typed_symbol(typed), today, scope);
  }
  Scan good(std::string_view typed) const {
    const auto scan = read(typed);
    if (!scan) FAIL(std::string(typed) << ": " << scan.error().sentence());
    return *scan;
  }
  // Returns the sentence of the error. It is empty when there is none.
  std::string problem(std::string_view typed, Scope scope = Scope::symbol) const {
    const auto scan = read(typed, scope);
    return scan ? std::string() : scan.error().sentence();
  }
  Scan symbol(Symbology symbology, std::string text, std::string aim = "") const {
    Symbol read;
    read.symbology = symbology;
    read.text = std::move(text);
    read.aim = std::move(aim);
    const auto scan = parse(read, today);
    if (!scan) FAIL(scan.error().sentence());
    return *scan;
  }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST(a_plain_code_stays_plain) {
  for (const char* text :
       {"DOCK-1", "A-01-2", "PO-7001", "340123450000000017", "12345", "UNDO", "(12 dozen)", "0", "]"}) {
    REQUIRE(good(text).kind == ScanKind::plain);
    REQUIRE(good(text).text() == text);
  }
}

TEST(code_128_without_fnc1_is_plain_whatever_its_digits) { REQUIRE(good("]C04006381333931").kind == ScanKind::plain); }

TEST(digits_of_a_gtins_length_are_a_gtin) {
  REQUIRE(good("4006381333931").gtin->text() == "04006381333931");
  REQUIRE(good("036000291452").gtin->text() == "00036000291452");
  REQUIRE(good("96385074").gtin->text() == "00000096385074");
  REQUIRE(good("15901234123454").gtin->text() == "15901234123454");
  REQUIRE(good("4006381333931").elements == std::vector<Element>{{"01", "04006381333931"}});
}

TEST(a_wrong_check_digit_names_the_digit_that_was_expected) {
  for (const char* text : {"4006381333932", "036000291453", "96385075", "15901234123455"})
    REQUIRE(has(problem(text), "was expected"));
  REQUIRE(has(problem("]C10104006381333932"), "AI 01 at 3: wrong check digit"));
  REQUIRE(has(problem("]I115901234123455"), "4 was expected"));
}

TEST(every_carrier_of_one_item_gives_the_same_gtin) {
  const Gtin expected = *Gtin::parse("036000291452");
  REQUIRE(good("]E00036000291452").gtin == expected);
  REQUIRE(symbol(Symbology::upca, "036000291452").gtin == expected);
  REQUIRE(good("]C10100036000291452").gtin == expected);
  REQUIRE(good("]I100036000291452").gtin == expected);
  REQUIRE(good("]I30003600029145").gtin == expected);
  REQUIRE(symbol(Symbology::databar, "00036000291452", "]e0").gtin == expected);
  REQUIRE(good("https://example.com/01/00036000291452").gtin == expected);
}

TEST(databar_expanded_that_a_reader_spelled_with_brackets_is_elements) {
  const Scan scan = symbol(Symbology::databar_expanded, "(01)00036000291452(10)AB(1)2(15)261231", "]e0");
  REQUIRE(scan.gtin == *Gtin::parse("036000291452"));
  REQUIRE(scan.lot == *Lot::parse("AB(1)2"));
  REQUIRE(scan.symbol.text ==
          "010003600029145210AB(1)2\x1d"
          "15261231");
}

TEST(an_add_on_is_no_part_of_the_number) {
  const Gtin expected = *Gtin::parse("036000291452");
  REQUIRE(symbol(Symbology::upca, "036000291452 05", "]E3").gtin == expected);
  REQUIRE(symbol(Symbology::upca, "036000291452 51299", "]E3").gtin == expected);
  REQUIRE(symbol(Symbology::ean13, "0036000291452 05", "]E3").gtin == expected);
  REQUIRE(symbol(Symbology::ean13, "003600029145205", "]E3").gtin == expected);
}

TEST(upc_e_stands_for_the_upc_a_it_shortens) {
  const std::pair<const char*, const char*> known[] = {{"01234505", "012000003455"},
                                                       {"04252614", "042100005264"},
                                                       {"01234531", "012300000451"},
                                                       {"01234543", "012340000053"},
                                                       {"01234565", "012345000065"}};
  for (const auto& [compressed, upca] : known) {
    std::string digits = compressed;
    const std::string expected = std::string(upca, 11) + gs1_check_digit(std::string(upca, 11));
    digits.back() = expected.back();
    REQUIRE(expand_upce(digits).value() == expected);
    REQUIRE(symbol(Symbology::upce, digits).gtin == *Gtin::parse(expected));
  }
  REQUIRE_FALSE(expand_upce("24252614").ok());
  REQUIRE_FALSE(expand_upce("04252615").ok());
}

TEST(an_add_on_does_not_change_the_item) {
  REQUIRE(good("]E3978020137962452495").gtin->text() == "09780201379624");
  REQUIRE(good("]E252495").kind == ScanKind::plain);
}

TEST(a_books_number_is_a_gtin) {
  REQUIRE(good("ISBN 978-0-306-40615-7").gtin->text() == "09780306406157");
  REQUIRE(good("ISBN 0-306-40615-2").gtin->text() == "09780306406157");
  REQUIRE(good("ISBN-10: 0-8044-2957-X").gtin->text() == "09780804429573");
  REQUIRE(has(problem("ISBN 0-306-40615-3"), "check digit"));
}

TEST(a_hibc_is_known_under_its_item_and_keeps_its_lot) {
  const Scan scan =
      good("]C0+A123BJC5D6E71/$$3281231LOT7" + std::string(1, hibc_check_character("+A123BJC5D6E71/$$3281231LOT7")));
  REQUIRE(scan.kind == ScanKind::plain);
  REQUIRE(scan.text() == "+A123BJC5D6E71");
  REQUIRE(scan.lot->text() == "LOT7");
  REQUIRE(scan.expiry->text() == "2028-12-31");
}

TEST(itf_of_another_length_is_plain) { REQUIRE(good("]I0123456").kind == ScanKind::plain); }

TEST(lot_serial_expiry_and_count_are_taken_out) {
  const Scan scan = good("]C101040123456789011728022910LOT-7{GS}21S1{GS}3012");
  REQUIRE(scan.kind == ScanKind::gtin);
  REQUIRE(scan.lot->text() == "LOT-7");
  REQUIRE(scan.serial->text() == "S1");
  REQUIRE(scan.expiry->text() == "2028-02-29");
  REQUIRE(scan.count->units() == 12);
  REQUIRE(scan.elements.size() == 5);
}

TEST(day_zero_is_the_last_day_of_the_month) {
  REQUIRE(good("]C1010401234567890117280200").expiry->text() == "2028-02-29");
  REQUIRE(good("]C1010401234567890117271200").expiry->text() == "2027-12-31");
}

TEST(the_century_of_a_date_follows_from_today) {
  REQUIRE(good("]C1010401234567890117760101").expiry->text() == "2076-01-01");
  REQUIRE(good("]C1010401234567890117770101").expiry->text() == "1977-01-01");
}

TEST(an_error_names_ai_position_and_rule) {
  REQUIRE(problem("]C1010401234567890117281301") == "AI 17 at 19: month 13");
  REQUIRE(problem("]C1010401234567890117280230") == "AI 17 at 19: day 30 in month 02");
  REQUIRE(has(problem("]C101040123456789017003260100"), "AI 7003 at 21"));
}

TEST(an_sscc_is_a_handling_unit) {
  REQUIRE(good("]C100340123450000000017").sscc->text() == "340123450000000017");
  REQUIRE(good("00340123450000000017").kind == ScanKind::sscc);
  REQUIRE(has(problem("00340123450000000018"), "7 was expected"));
}

TEST(a_pallets_content_has_item_and_count) {
  const Scan scan = good("]C102159012341234543748{GS}10L1");
  REQUIRE(scan.gtin->text() == "15901234123454");
  REQUIRE(scan.count->units() == 48);
}

TEST(elements_without_an_aim_identifier_are_recognised) {
  REQUIRE(good("0104012345678901172802291"
               "0LOT")
              .lot->text() == "LOT");
  REQUIRE(good("10LOT{GS}17280229").kind == ScanKind::gs1);
  REQUIRE(good("{GS}010401234567890110L").lot->text() == "L");
  REQUIRE(has(problem("010401234567890117281301"), "AI 17 at 19: month 13"));
}

TEST(elements_printed_with_brackets_are_read) {
  const Scan scan = good("(01)04012345678901(10)A\\(B)C(17)280229");
  REQUIRE(scan.lot->text() == "A(B)C");
  REQUIRE(scan.expiry->text() == "2028-02-29");
  REQUIRE(good("(01)04012345678901(10)A\\(21)").lot->text() == "A(21)");
  REQUIRE(has(problem("(01)0401234567890(10)A"), "AI 01"));
}

TEST(a_bracket_that_begins_no_ai_is_an_error) {
  for (const char* text : {"(01)04012345678901(10)A(B)C", "(05)1", "(010)04012345678901", "(01)04012345678901(10)",
                           "(01)04012345678901(10", "(01)04012345678901(", "(01)04012345678901(10)A\\", "(99)"}) {
    INFO(text);
    REQUIRE_FALSE(problem(text).empty());
  }
}

TEST(a_string_that_is_cut_short_says_so) {
  for (const char* text :
       {"]C101040123456", "]C1010401234567890117", "]C10104012345678901172802", "]d2010401234567890110"})
    REQUIRE_FALSE(problem(text).empty());
  REQUIRE(has(problem("]C101040123456"), "cut short"));
}

TEST(a_missing_fnc1_is_suspected_when_a_value_is_too_long) {
  REQUIRE(has(problem("]C110LOT12345678901234567890123"), "FNC1"));
}

TEST(a_predefined_length_needs_no_fnc1_and_bears_one) {
  REQUIRE(good("]C10104012345678901{GS}10L{GS}").lot->text() == "L");
  REQUIRE_FALSE(problem("]C110L{GS}{GS}21S").empty());
}

TEST(an_unknown_ai_is_named) { REQUIRE(has(problem("]C10104012345678901889"), "'889'")); }

TEST(a_repeated_ai_must_be_equal) {
  REQUIRE(good("]C110L{GS}10L").lot->text() == "L");
  REQUIRE(has(problem("]C110L{GS}10M"), "twice"));
}

TEST(elements_that_exclude_each_other_are_refused) {
  REQUIRE(has(problem("]C10104012345678901"
                      "3712"),
              "AI 37"));
  REQUIRE(has(problem("]C1420AB{GS}421276X"), "AI 420"));
}

TEST(what_an_element_needs_is_asked_only_of_the_whole_item) {
  REQUIRE(good("]C110L").lot->text() == "L");
  REQUIRE(has(problem("]C110L", Scope::item), "needs AI 01"));
  REQUIRE(problem("]C10004012345678901234"
                  "",
                  Scope::item) != "");
  REQUIRE(problem("]C10104012345678901"
                  "10L",
                  Scope::item)
              .empty());
}

TEST(blanks_around_a_code_do_not_matter) {
  REQUIRE(good(" 5901234123457").gtin->text() == "05901234123457");
  REQUIRE(good("5901234123457 ").gtin->text() == "05901234123457");
  REQUIRE(good(" PO-1 \t").text() == "PO-1");
  REQUIRE(good("]C0 A 1 ").text() == "A 1");
  REQUIRE(good("]C1010401234567890110LOT ").lot->text() == "LOT");
  REQUIRE_FALSE(problem("   ").empty());
}

TEST(the_asterisks_of_code_39_do_not_matter) {
  REQUIRE(good("*PO-1*").text() == "PO-1");
  REQUIRE(good("]A0*PO-1*").text() == "PO-1");
  REQUIRE(good("*5901234123457*").gtin->text() == "05901234123457");
  for (const char* text : {"*", "**", "*po-1*", "*PO-1", "PO*1", "*P*1*", "]C0*PO-1*"}) {
    INFO(text);
    REQUIRE(good(text).text() == (std::string(text).starts_with("]C0") ? "*PO-1*" : text));
  }
}

TEST(a_part_of_a_longer_text_says_so) {
  Symbol symbol = typed_symbol("ABC");
  symbol.part = 2;
  symbol.parts = 3;
  const auto scan = parse(symbol, today);
  REQUIRE(scan->notes == std::vector<std::string>{"this is part 2 of 3 of a text that goes on in other symbols"});
}

TEST(digits_that_are_an_items_number_by_their_form_alone_say_so) {
  REQUIRE(good("4006381333931").by_form);
  REQUIRE_FALSE(good("]E04006381333931").by_form);
  REQUIRE_FALSE(good("]C10104006381333931").by_form);
  REQUIRE_FALSE(good("PO-1").by_form);
}

TEST(best_before_is_a_date_of_expiry_where_the_item_wants_one) {
  const Scan best = good("]C101040123456789011526120510L15");
  REQUIRE_FALSE(best.expiry.has_value());
  REQUIRE(best.usable_until(true)->text() == "2026-12-05");
  REQUIRE_FALSE(best.usable_until(false).has_value());
  REQUIRE(good("]C101040123456789011626120510L15").usable_until(true)->text() == "2026-12-05");
  const Scan both = good("]C10104012345678901152612051727013110L");
  REQUIRE(both.usable_until(true)->text() == "2027-01-31");
}

TEST(a_web_address_without_a_key_says_nothing_of_an_item) {
  REQUIRE(good("https://example.com/shop?id=7").kind == ScanKind::plain);
  REQUIRE(has(problem("https://example.com/shop?id=7", Scope::item), "no GS1 key"));
  REQUIRE(has(problem("]Q1https://a/01/04012345678901/", Scope::item), "no GS1 key"));
  REQUIRE(problem("]Q1https://a/01/04012345678901", Scope::item).empty());
}

TEST(a_hostile_text_is_harmless) {
  REQUIRE_FALSE(problem("").empty());
  REQUIRE_FALSE(problem(std::string(Symbol::max_text + 1, '7')).empty());
  REQUIRE(good("A\x1b[2J\"; DROP TABLE").kind == ScanKind::plain);
  const std::string sentence = problem("]C110\x1b[2J");
  REQUIRE_FALSE(sentence.empty());
  REQUIRE(sentence.find('\x1b') == std::string::npos);
  REQUIRE(is_valid_utf8(problem("]C110\xff\xfe")));
}

TEST(any_bytes_at_all_give_a_scan_or_a_sentence) {
  const unsigned seed = GENERATE(from_range(test::seeds()));
  INFO("DOCKHAND_SEED=" << seed);
  std::mt19937 random(seed);
  const std::string_view alphabet = "0123456789{GS}()]C1d2Q3E0e0/?&=%:ahtps\x1d\x7f\xff ";
  for (int round = 0; round < 10'000; ++round) {
    std::string text;
    if (round % 4 == 0) text = "]C1";
    if (round % 4 == 1) text = "https://a/01/";
    for (auto left = random() % 60; left > 0; --left) text += alphabet[random() % alphabet.size()];
    const auto scan = read(text, round % 2 == 0 ? Scope::item : Scope::symbol);
    if (!scan) {
      REQUIRE(is_valid_utf8(scan.error().sentence()));
      REQUIRE_FALSE(scan.error().message.empty());
    } else {
      REQUIRE(scan->text().size() <= text.size());
    }
  }
}

TEST(what_is_written_as_elements_is_read_again) {
  const unsigned seed = GENERATE(from_range(test::seeds()));
  INFO("DOCKHAND_SEED=" << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    const std::string lot = "L" + std::to_string(random());
    std::string gtin = std::to_string(1'000'000'000'000 + random() % 1'000'000'000);
    gtin += gs1_check_digit(gtin);
    const Scan scan = good("]C101" + gtin + "10" + lot + "{GS}21" + std::to_string(random()));
    REQUIRE(scan.lot->text() == lot);
    REQUIRE(scan.gtin->text() == gtin);
  }
}
