// What was said once about the columns of a file holds when the same headers come again.
#include <algorithm>
#include <fstream>

#include "storage/import/import_files.h"
#include "storage/import/imported_names.h"
#include "storage/import/mapping/mapping_memory.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

struct Fixture : FactsFixture {
  ImportChoices choices;

  void setUp() {
    FactsFixture::setUp();
    choices.header.memory = mapping_memory(folder / "dock.db");
  }
  ParsedImport parse(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    return parse_import(folder / "file.csv", choices).value();
  }
};

constexpr const char* their_headers = "Ref;Wer;Was;Stueck;Bis\n";

}  // namespace

TEST(a_mapping_is_written_as_it_is_read) {
  for (const Mapping& shipped : shipped_mappings()) {
    const std::string text = text_of(shipped);
    INFO(text);
    const auto again = parse_mapping(text);
    REQUIRE(again.ok());
    REQUIRE(text_of(*again) == text);
    REQUIRE(again->parts.size() == shipped.parts.size());
    REQUIRE(again->states.size() == shipped.states.size());
  }
}

TEST(a_line_of_a_mapping_that_means_nothing_is_refused) {
  const std::string begin = "[orders]\norder = Ref\nnumber = order\ncustomer = Wer\nitem = Was\nquantity = Stueck\n";
  for (const char* line :
       {"state = Zustand", "cancelled by = Zustand: tot", "wanted = Zustand: frei", "foo = Zustand"}) {
    INFO(line);
    const auto refused = parse_mapping(begin + line + "\n");
    REQUIRE_FALSE(refused.ok());
    REQUIRE(refused.error().place == "7");
    REQUIRE(refused.error().message.find("is no column of orders") != std::string::npos);
  }
  REQUIRE_FALSE(parse_mapping("[order]\norder = Ref\n").ok());
  REQUIRE(parse_mapping("wanted = Zustand: frei\n" + begin + "unit = Einheit\ndelivered = Raus\n").ok());
}

TEST(a_column_that_a_mapping_names_and_the_file_does_not_have_is_told) {
  const auto made = [](const std::string& item, const std::string& rest) {
    return "[orders]\norder = Ref\nnumber = order\ncustomer = Wer\nitem = " + item +
           "\nquantity = Stueck\npromised = Bis\n" + rest;
  };
  const std::string text = std::string(their_headers) + "S1;ACME;BRG;4;2026-12-01\n";
  choices.header.mappings = {made("Was", "priority = Prioritaet\n")};
  const auto told = parse(text).report.found;
  REQUIRE(std::count(told.begin(), told.end(),
                     "the mapping has 'Prioritaet' for priority of orders, and the file has no such column") == 1);
  choices.header.mappings = {made("Wass", "")};
  REQUIRE(parse(text).report.errors.at(0).message ==
          "the mapping for orders does not fit: the file has no column that is called as it says for item");
}

TEST(headers_that_were_described_once_are_known_when_they_come_again) {
  const ParsedImport unknown = parse(std::string(their_headers) + "S1;ACME;BRG;4;2026-12-01\n");
  REQUIRE(unknown.report.header_line == 0);
  REQUIRE(unknown.headers.size() == 5);
  REQUIRE(unknown.sample.at(2) == "BRG");
  const Mapping said = parse_mapping(
                           "name = what the office sends\n[orders]\norder = Ref\nnumber = order\ncustomer = Wer\n"
                           "item = Was\nquantity = Stueck\npromised = Bis\n")
                           .value();
  REQUIRE(remember_mapping(choices.header.memory, unknown.headers, said).ok());
  const ParsedImport known = parse(std::string(their_headers) + "S2;ACME;BRG;7;2026-12-01\n");
  REQUIRE(known.report.errors.empty());
  REQUIRE(std::get<OrderLineRow>(known.rows.at(0)).ordered == units(7));
  REQUIRE(known.report.found.back() == "read as what the office sends");
  REQUIRE(parse("Ref;Wer;Was;Stueck;Bis;Mehr\nS2;ACME;BRG;7;2026-12-01;x\n").report.header_line == 0);
}

TEST(what_was_said_about_days_is_known_of_our_own_columns_too) {
  const std::string text = "order,line,customer,item,quantity,promised\nSO-9,1,ACME,BRG,4,03/04/2026\n";
  const ParsedImport open = parse(text);
  REQUIRE(open.report.questions.size() == 1);
  Mapping mapping = open.mapping;
  mapping.said.days = DayOrder::day_first;
  REQUIRE(remember_mapping(choices.header.memory, open.headers, mapping).ok());
  const ParsedImport known = parse(text);
  REQUIRE(known.report.errors.empty());
  REQUIRE(std::get<OrderLineRow>(known.rows.at(0)).promised == day("2026-04-03"));
}

TEST(what_flags_say_of_days_and_marks_holds_for_the_next_file_of_the_headings) {
  const std::string text = "order,line,customer,item,quantity,promised\nSO-9,1,ACME,BRG,4,03/04/2026\n";
  ImportChoices said = choices;
  said.said.days = DayOrder::day_first;
  parse(text);
  const OperatorName office = OperatorName::parse("office").value();
  auto parsed = parse_files({folder / "file.csv"}, said).value();
  REQUIRE(book_files(*floor.ledger, std::move(parsed), said, office, clock.now()).value().at(0).booked);
  const ParsedImport known = parse("order,line,customer,item,quantity,promised\nSO-10,1,ACME,BRG,4,05/04/2026\n");
  REQUIRE(known.report.questions.empty());
  REQUIRE(std::get<OrderLineRow>(known.rows.at(0)).promised == day("2026-04-05"));
}

TEST(a_remembered_mapping_that_somebody_has_spoilt_is_named) {
  const ParsedImport unknown = parse(std::string(their_headers) + "S1;ACME;BRG;4;2026-12-01\n");
  REQUIRE(remember_mapping(choices.header.memory, unknown.headers, unknown.mapping).ok());
  const ParsedImport spoilt = parse(std::string(their_headers) + "S1;ACME;BRG;4;2026-12-01\n");
  REQUIRE(spoilt.report.errors.at(0).message.find(".mappings") != std::string::npos);
}

TEST(who_takes_a_file_back_hears_how_it_was_called) {
  const auto import = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    auto parsed = parse_files({folder / name}, choices).value();
    REQUIRE(book_files(*floor.ledger, std::move(parsed), choices, OperatorName::parse("office").value(), clock.now())
                .value()
                .at(0)
                .booked);
  };
  const auto take_back = [&] {
    const Outcome outcome =
        take_back_import(*floor.ledger, {OperatorName::parse("office").value()}, clock.now(), folder / "users.csv")
            .value();
    return name_of_taken_back(choices.header.memory, std::get<Accepted>(outcome).id);
  };
  import("Stammdaten November.csv", "item,name\nNEW-1,New\n");
  import("rest.csv", "item,name\nNEW-2,New\n");
  REQUIRE(take_back() == "rest.csv");
  REQUIRE(take_back() == "Stammdaten November.csv");
}

TEST(behind_a_file_of_which_no_row_was_good_an_older_one_is_taken_back_only_by_its_name) {
  choices.skip_bad = true;
  const auto import = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    return book_files(*floor.ledger, parse_files({folder / name}, choices).value(), choices,
                      OperatorName::parse("office").value(), clock.now());
  };
  REQUIRE(import("opening.csv", "item,name\nNEW-1,New\n").ok());
  const std::string orders = "order,line,customer,item,quantity,promised\n";
  REQUIRE(import("unknown.csv", orders + "SO-1,1,ACME,NEW-9,2,2026-12-01\n").value().at(0).report.errors.size() == 1);
  REQUIRE(may_take_back(choices.header.memory, {}).error().place == "unknown.csv");
  REQUIRE(import("unread.csv", orders + "SO-1,1,ACME,NEW-1,many,2026-12-01\n").value().at(0).report.errors.size() == 1);
  REQUIRE(may_take_back(choices.header.memory, {}).error().place == "unread.csv");
  REQUIRE(import("some.csv", "item,name\nNEW-2,New\n,Nothing\n").ok());
  REQUIRE(may_take_back(choices.header.memory, {}).ok());
}

TEST(behind_a_file_that_changed_nothing_an_older_one_is_taken_back_only_by_its_name) {
  const OperatorName office = OperatorName::parse("office").value();
  const std::filesystem::path& memory = choices.header.memory;
  const auto import = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    REQUIRE(
        book_files(*floor.ledger, parse_files({folder / name}, choices).value(), choices, office, clock.now()).ok());
  };
  const auto take_back = [&] {
    const Outcome outcome = take_back_import(*floor.ledger, {office}, clock.now(), folder / "users.csv").value();
    return forget_taken_back(memory, std::get<Accepted>(outcome).id);
  };
  import("opening.csv", "item,name\nNEW-1,New\n");
  import("tonight.csv", "item,name\nNEW-1,New\n");
  const Status asked = may_take_back(memory, {});
  REQUIRE_FALSE(asked.ok());
  REQUIRE(asked.error().place == "tonight.csv");
  REQUIRE(asked.error().message.find("--undo 'opening.csv'") != std::string::npos);
  REQUIRE(!may_take_back(memory, {"tonight.csv"}).ok());
  REQUIRE(may_take_back(memory, {(folder / "opening.csv").string()}).ok());
  REQUIRE(take_back() == "opening.csv");
  REQUIRE(may_take_back(memory, {}).error().message.starts_with("was taken back already"));
  import("rest.csv", "item,name\nNEW-2,New\n");
  import("bad.csv", "item,name\n,Nothing\n");
  REQUIRE(may_take_back(memory, {}).error().place == "bad.csv");
}

TEST(behind_a_file_that_cannot_be_read_an_older_one_is_taken_back_only_by_its_name) {
  REQUIRE(remember_import(choices.header.memory, std::string(64, 'a'), "good.csv").ok());
  REQUIRE_FALSE(parse_files({folder / "not-there.csv"}, choices).ok());
  REQUIRE_FALSE(may_take_back(choices.header.memory, {}).ok());
  REQUIRE(may_take_back(choices.header.memory, {"good.csv"}).ok());
}

TEST(after_a_list_of_people_was_taken_back_an_older_file_is_meant_by_its_name_alone) {
  const OperatorName office = OperatorName::parse("office").value();
  const std::filesystem::path& memory = choices.header.memory;
  choices.users = folder / "users.csv";
  const auto import = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    REQUIRE(
        book_files(*floor.ledger, parse_files({folder / name}, choices).value(), choices, office, clock.now()).ok());
  };
  import("items.csv", "item,name\nNEW-1,New\n");
  import("staff.csv", "user,name,badge,role\nada,Ada L.,B-1,supervisor\n");
  REQUIRE(last_imported(memory) == "staff.csv");
  const Outcome outcome = take_back_import(*floor.ledger, {office}, clock.now(), folder / "users.csv").value();
  REQUIRE(forget_taken_back(memory, std::get<Accepted>(outcome).id) == "staff.csv");
  const Status again = may_take_back(memory, {});
  REQUIRE(again.error().place == "staff.csv");
  REQUIRE(again.error().message.find("--undo 'items.csv'") != std::string::npos);
  REQUIRE(may_take_back(memory, {"items.csv"}).ok());
}

TEST(the_currency_that_a_file_says_first_is_that_of_all_others) {
  const auto book = [&](const std::string& rows) {
    std::ofstream(folder / "file.csv", std::ios::binary) << rows;
    return import_file(*floor.ledger, folder / "file.csv", OperatorName::parse("office").value(), clock.now(), choices)
        .value();
  };
  const auto first = book("item,supplier,price\nBRG,EU,2.00 EUR\n");
  REQUIRE(first.errors.empty());
  REQUIRE(std::count(first.found.begin(), first.found.end(),
                     "column 'price' is in EUR, which is taken to be the currency of the house") == 1);
  for (const char* other : {"item,supplier,price\nBRG,US,1.90 USD\n", "item,supplier,price\nBRG,US,$ 1.80\n"}) {
    const auto refused = book(other);
    REQUIRE(refused.errors.size() == 1);
    REQUIRE(refused.errors[0].message.find("and other prices are in another currency") != std::string::npos);
    REQUIRE(std::count(refused.found.begin(), refused.found.end(),
                       "the currency of the house is EUR, as a file before has said") == 1);
  }
  const auto again = book("item,supplier,price\nBRG,EU,2.10 EUR\n");
  REQUIRE(again.errors.empty());
  REQUIRE(again.found.empty());
}

TEST(two_currencies_in_two_columns_of_a_file_are_refused_and_neither_is_that_of_the_house) {
  const auto parsed = parse("supplier,minimum_value,auto_up_to\nSKF,500 USD,100 JPY\n");
  REQUIRE(parsed.report.bad_rows == 1);
  REQUIRE(parsed.currency.empty());
  REQUIRE(house_currency(choices.header.memory).empty());
}
