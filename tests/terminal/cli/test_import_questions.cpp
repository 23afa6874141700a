// An import with somebody to ask.
#include <deque>
#include <fstream>

#include "storage/import/mapping/mapping_memory.h"
#include "sync/local/left_out_rule.h"
#include "terminal/cli/import_questions.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

struct Fixture : FactsFixture {
  std::deque<std::string> answers;
  std::string asked;
  ImportQuestions questions;
  ImportChoices choices;
  OperatorName by = OperatorName::parse("office").value();

  void setUp() {
    FactsFixture::setUp();
    questions.database = folder / "dock.db";
    choices.header.memory = mapping_memory(questions.database);
    questions.asks = [this](const std::string& question) -> std::optional<std::string> {
      asked += question + "\n";
      if (answers.empty()) return std::nullopt;
      std::string answer = answers.front();
      answers.pop_front();
      return answer;
    };
  }
  ParsedFiles read(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    return read_files({folder / "file.csv"}, questions, choices).value();
  }
  Result<std::vector<ImportedFile>> import(const std::string& text, Desk& desk) {
    ParsedFiles parsed = read(text);
    return import_asking({{folder / "file.csv"}, by, choices, questions}, std::move(parsed), desk);
  }
};

constexpr const char* theirs = "Ref;Wer;Was;Stueck;Bis\nS1;ACME;BRG;4;03/04/2026\n";

}  // namespace

TEST(unknown_columns_and_unsure_days_are_asked_once) {
  answers = {"yes", "orders", "1", "", "Wer", "3", "4", "5", "dmy"};
  const ParsedFiles parsed = read(theirs);
  INFO(asked);
  REQUIRE(parsed.good);
  const auto& order = std::get<OrderLineRow>(parsed.files.at(0).rows.at(0));
  REQUIRE(order.line.text() == "S1/1");
  REQUIRE(order.promised == day("2026-04-03"));
  REQUIRE(asked.find("Stueck   4") != std::string::npos);
  asked.clear();
  choices.said = {};
  REQUIRE(read(theirs).good);
  REQUIRE(asked.empty());
}

TEST(what_is_the_same_in_all_rows_is_said_with_an_equals_sign) {
  answers = {"y", "orders", "1", "", "=ACME", "3", "4", "=2026-12-01"};
  const ParsedFiles parsed = read(theirs);
  INFO(asked);
  REQUIRE(parsed.good);
  REQUIRE(std::get<OrderLineRow>(parsed.files.at(0).rows.at(0)).customer == "ACME");
}

TEST(who_does_not_know_either_gets_the_error_as_in_a_pipe) {
  answers = {"no"};
  REQUIRE_FALSE(read(theirs).good);
  questions.asks = {};
  REQUIRE_FALSE(read(theirs).good);
  REQUIRE_FALSE(fs::exists(choices.header.memory));
}

TEST(in_a_pipe_a_new_map_is_written_of_what_flags_say) {
  questions.asks = {};
  questions.map_to_write = folder / "mine.map";
  choices.said.days = DayOrder::day_first;
  choices.header.set = {{"customer", "ACME"}};
  REQUIRE(read("order,line,item,quantity,promised\nS1,1,BRG,4,03/04/2026\n").good);
  REQUIRE(mapping_in(folder / "mine.map")->find("customer = 'ACME'") != std::string::npos);
  choices.said = {};
  choices.header.set.clear();
  REQUIRE(read("order,line,item,quantity,promised\nS2,1,BRG,4,03/04/2026\n").good);
}

TEST(a_new_map_of_columns_that_nobody_can_be_asked_about_is_refused) {
  questions.asks = {};
  questions.map_to_write = folder / "mine.map";
  std::ofstream(folder / "file.csv") << theirs;
  const auto refused = read_files({folder / "file.csv"}, questions, choices);
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().message.find("run it in a terminal") != std::string::npos);
}

TEST(the_rule_for_a_line_that_is_left_out_is_asked_once) {
  floor.accepted(Import{{demand("SO-9/1", 4, "BRG"), demand("SO-9/2", 3, "BRG")}});
  const std::string text = "order,line,customer,item,quantity,promised\nSO-9,1,ACME,BRG,4,2026-12-01\n";
  floor.ledger.reset();
  auto desk = open_desk(folder / "dock.db", LedgerRole::terminal, clock).value();
  answers = {"keep"};
  REQUIRE(import(text, *desk)->at(0).booked);
  REQUIRE(asked.find("SO-9/2 is in the books") != std::string::npos);
  asked.clear();
  REQUIRE(import(text, *desk)->at(0).booked);
  REQUIRE(asked.empty());
  REQUIRE(set_left_out(folder / "dock.db", true, *desk, by).ok());
  REQUIRE(import(text + "SO-9,3,ACME,BRG,1,2026-12-01\n", *desk)->at(0).booked);
  REQUIRE(asked.empty());
  REQUIRE(state("SO-9/2") == "0 0 0 0");
}

TEST(in_a_pipe_a_line_that_is_left_out_is_refused_with_the_flag_that_decides) {
  floor.accepted(Import{{demand("SO-9/1", 4, "BRG"), demand("SO-9/2", 3, "BRG")}});
  const std::string text = "order,line,customer,item,quantity,promised\nSO-9,1,ACME,BRG,4,2026-12-01\n";
  floor.ledger.reset();
  auto desk = open_desk(folder / "dock.db", LedgerRole::terminal, clock).value();
  questions.asks = {};
  const auto refused = import(text, *desk);
  REQUIRE_FALSE(refused.ok());
  REQUIRE(refused.error().sentence().find("SO-9/2") != std::string::npos);
  REQUIRE(refused.error().sentence().find("--left-out cancel or keep") != std::string::npos);
  REQUIRE(std::filesystem::path(refused.error().place).extension() == ".csv");
  REQUIRE(set_left_out(folder / "dock.db", false, *desk, by).ok());
  REQUIRE(import(text, *desk)->at(0).booked);
}

TEST(who_does_not_answer_for_a_line_that_is_left_out_imports_nothing) {
  floor.accepted(Import{{demand("SO-9/1", 4, "BRG"), demand("SO-9/2", 3, "BRG")}});
  const std::string text = "order,line,customer,item,quantity,promised\nSO-9,1,ACME,BRG,4,2026-12-01\n";
  floor.ledger.reset();
  auto desk = open_desk(folder / "dock.db", LedgerRole::terminal, clock).value();
  REQUIRE_FALSE(import(text, *desk).ok());
}
