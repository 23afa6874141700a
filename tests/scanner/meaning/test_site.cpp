#include "scanner/meaning/site.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = *Date::parse("2026-11-22");
  SiteSettings settings;

  Scan read(std::string_view typed) const {
    const auto site = Site::make(settings);
    if (!site) FAIL(site.error().sentence());
    const auto scan = site->parse(typed_symbol(typed), today);
    if (!scan) FAIL(scan.error().sentence());
    return *scan;
  }
};
}  // namespace

TEST(a_label_of_the_site_has_its_role_and_its_code) {
  settings.patterns = {{"location", "LOC/([A-Z]-[0-9]{2}-[0-9])"}, {"badge", "B[0-9]{4}"}};
  REQUIRE(read("LOC/A-07-3").role == "location");
  REQUIRE(read("LOC/A-07-3").text() == "A-07-3");
  REQUIRE(read("B1234").role == "badge");
  REQUIRE(read("B1234").text() == "B1234");
  REQUIRE(read("XB1234").role.empty());
  REQUIRE(read("4006381333931").role.empty());
}

TEST(a_label_of_the_site_may_look_like_a_wrong_gtin) {
  settings.patterns = {{"badge", "[0-9]{8}"}};
  REQUIRE(read("96385075").role == "badge");
  REQUIRE(read("96385074").gtin.has_value());  // this one is a GTIN
  const auto site = Site::make(settings);
  REQUIRE_FALSE(site->parse(typed_symbol("]E496385075"), today).ok());
  REQUIRE_FALSE(site->parse(typed_symbol(""), today).ok());
}

TEST(a_pattern_that_would_run_for_ever_does_not) {
  settings.patterns = {{"trap", "(a+)+b"}};
  REQUIRE(read(std::string(5000, 'a')).role.empty());
}

TEST(a_wrong_rule_is_named) {
  settings.patterns = {{"location", "(["}};
  REQUIRE(Site::make(settings).error().place == "([");
  settings.patterns.clear();
  for (const char* layout : {"", "21IIIIIWWWWW", "40IIIIIWWWWWC", "21XXXXXWWWWWC"}) {
    settings.restricted = {{layout, 3}};
    REQUIRE_FALSE(Site::make(settings).ok());
  }
}

TEST(a_weight_in_the_number_is_taken_out) {
  settings.restricted = {{"21IIIIIWWWWWC", 3}};
  const Scan scan = read("2112345012346");
  REQUIRE(scan.gtin->text() == "02112345000008");
  REQUIRE(scan.elements == std::vector<Element>{{"01", "02112345000008"}, {"3103", "001234"}});
  REQUIRE(read("2299999012349").elements.size() == 1);  // another range
}

TEST(a_price_in_the_number_is_taken_out) {
  settings.restricted = {{"22IIIIIPPPPPC", 2}};
  const std::string number = "221234500199";
  const Scan scan = read(number + gs1_check_digit(number));
  REQUIRE(scan.elements[1] == Element{"3922", "00199"});
}

TEST(digits_with_a_wrong_check_digit_are_a_text_with_a_doubt) {
  for (const char* text : {"12345678", "123456789013", "4006381333932", "15901234123455", "00340123450000000018"}) {
    INFO(text);
    const Scan scan = read(text);
    REQUIRE(scan.kind == ScanKind::plain);
    REQUIRE(scan.by_form);
    REQUIRE(scan.text() == text);
    REQUIRE(scan.doubt.find("check digit") != std::string::npos);
  }
  const auto site = Site::make(settings);
  REQUIRE_FALSE(site->parse(typed_symbol("12345678"), today, Scope::item).ok());
  REQUIRE_FALSE(site->parse(typed_symbol("]E04006381333932"), today).ok());
}

TEST(named_groups_say_what_is_what_on_a_distributors_label) {
  settings.patterns = {{"item", "\\{pbn:.*,pc:(?P<item>[A-Z0-9]+),pm:(?P<other>[^,]+),qty:(?P<quantity>[0-9]+),.*\\}"},
                       {"item", "QTY:(?P<quantity>[0-9]+) PN:(?P<item>[^ ]+) PO:(?P<purchase>[^/ ]+).*"},
                       {"part", "L=(?P<lot>[^;]*);S=(?P<serial>[^;]*);E=(?P<expiry>[0-9-]*)"}};
  const Scan lcsc = read("{pbn:PICK2305180048,on:GB2305180983,pc:C12368,pm:MCP2515-I/SO,qty:30,mc:,cc:1,hp:0,wc:ZH}");
  REQUIRE(lcsc.role == "item");
  REQUIRE(lcsc.text() == "C12368");
  REQUIRE(lcsc.other_codes == std::vector<std::string>{"MCP2515-I/SO"});
  REQUIRE(lcsc.count->units() == 30);
  const Scan tme = read("QTY:100 PN:SMD0603-5K1-1% PO:10199152/1 CPO:P0001");
  REQUIRE(tme.text() == "SMD0603-5K1-1%");
  REQUIRE(tme.purchase->text() == "10199152");
  const Scan part = read("L=A7;S=;E=261231");
  REQUIRE(part.lot->text() == "A7");
  REQUIRE_FALSE(part.serial.has_value());
  REQUIRE(part.expiry->text() == "2026-12-31");
  REQUIRE(read("L=A7;S=9;E=2026-12-30").expiry->text() == "2026-12-30");
}

TEST(a_group_with_a_name_that_says_nothing_is_refused) {
  settings.patterns = {{"item", "(?P<weight>[0-9]+)"}};
  REQUIRE(Site::make(settings).error().message.find("not weight") != std::string::npos);
}

TEST(a_pattern_over_an_envelope_wins_over_its_fields) {
  settings.patterns = {{"item", "\\[\\)>.06.P([^\\x1d]+)\\x1d(?s:.*)"}};
  const Scan scan = read("[)>{RS}06{GS}P1276-1234-ND{GS}1PCL10{GS}Q1000{RS}{EOT}");
  REQUIRE(scan.role == "item");
  REQUIRE(scan.text() == "1276-1234-ND");
  REQUIRE(scan.count->units() == 1000);
}

TEST(known_sins_are_forgiven_and_said) {
  settings.lenient = true;
  const char* sinful[] = {"]C1010401234567890110LOT~d02921S1", "]C1010401234567890110LOT^]21S1",
                          "]C1(01)04012345678901(10)LOT(21)S1", "010401234567890110LOT~d02921S1"};
  for (const char* text : sinful) {
    INFO(text);
    const Scan scan = read(text);
    REQUIRE(scan.lot->text() == "LOT");
    REQUIRE(scan.serial->text() == "S1");
    REQUIRE(scan.notes.size() == 1);
  }
}

TEST(a_separator_that_is_missing_after_a_fixed_length_is_put_in) {
  settings.lenient = true;
  const Scan scan = read("]C1010401234567890142227610LOT");
  REQUIRE(scan.lot->text() == "LOT");
  REQUIRE(scan.notes == std::vector<std::string>{"the separator after AI 422 is missing"});
}

TEST(what_is_right_has_no_note_and_what_is_too_wrong_stays_an_error) {
  settings.lenient = true;
  REQUIRE(read("]C1010401234567890110LOT{GS}21S1").notes.empty());
  REQUIRE(read("A~d029B").notes.empty());
  REQUIRE(read("A~d029B").kind == ScanKind::plain);
  const auto site = Site::make(settings);
  REQUIRE_FALSE(site->parse(typed_symbol("]C10104012345678902"), today).ok());
}

TEST(a_site_is_strict_unless_it_says_otherwise) {
  const auto site = Site::make(settings);
  REQUIRE_FALSE(site->parse(typed_symbol("]C1(01)04012345678901(10)LOT"), today).ok());
}
