// What a buyer decides on the command line, and what is refused there.
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/support/terminal/ran_program.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : RanProgram {};

}  // namespace

TEST(an_option_that_would_change_nothing_is_refused) {
  history();
  for (const char* useless : {"--quantity 5", "--reason dear", "--purchase PO-1/1", "--by Anna",
                              "--approve X --reason dear", "--approve X --keep", "--reject X --today 2026-11-30",
                              "--keep --promise 97", "--excess --all", "--json --csv"}) {
    const Ran ran = run(std::string("reorder ") + useless);
    INFO(useless << ": " << ran.out);
    REQUIRE(ran.code == 3);
    REQUIRE((ran.says("is said with --") || ran.says("changes nothing beside --")));
  }
}

TEST(what_would_happen_is_told_while_the_terminal_has_its_database_open) {
  import("items.csv", "item,name\nBOLT,Bolt\n");
  import("locations.csv", "location,kind,walk\nDOCK-1,dock,1\n");
  const auto terminal = Ledger::open(folder / "dock.db", LedgerRole::terminal, system_clock());
  REQUIRE(terminal.ok());
  const Ran asked = run("plan --what-if 'receive BOLT 12'");
  INFO(asked.out);
  REQUIRE(asked.code == 0);
  REQUIRE(asked.says("12 -> stock"));
  REQUIRE(asked.says("Nothing was written."));
  REQUIRE_FALSE(run("show events").says("received"));
}

TEST(what_is_asked_of_one_line_asks_nothing_about_the_others_of_its_order) {
  history();
  import("more.csv",
         "order,line,customer,item,quantity,promised,ordered_at\n"
         "SO-900,1,C1,BOLT,4,2026-12-01,2026-11-27\nSO-900,2,C1,RING,2,2026-12-01,2026-11-27\n");
  for (const char* what : {"cancel SO-900/1 4", "cancel SO-900/2 1", "class SO-900/1 lose"}) {
    const Ran asked = run("plan --what-if '" + std::string(what) + "'");
    INFO(what << ": " << asked.out);
    REQUIRE(asked.code == 0);
    REQUIRE_FALSE(asked.says("without its line"));
    REQUIRE(asked.says("Nothing was written."));
  }
  REQUIRE(run("plan --what-if 'cancel SO-900/3 1'").says("no such order line is known"));
}

TEST(a_promise_that_is_no_percentage_is_refused) {
  history();
  for (const char* promise : {"nan", "0", "49.9", "inf", "-98"}) {
    const Ran ran = run(std::string("reorder --promise=") + promise);
    INFO(promise << ": " << ran.out);
    REQUIRE(ran.code == 3);
    REQUIRE(run(std::string("backtest --promise=") + promise).code == 3);
  }
}

TEST(a_week_of_more_units_than_there_are_is_refused_and_not_cut) {
  import("items.csv", "item,name\nBOLT,Bolt\n");
  std::ofstream(folder / "history.csv") << "item,day,units\nBOLT,2026-11-09,1000000000\nBOLT,2026-11-16,1000000000\n"
                                           "BOLT,2026-11-17,1000000000\n";
  const Ran ran = run("import '" + (folder / "history.csv").string() + "'");
  REQUIRE(ran.code != 0);
  REQUIRE(ran.says("more than 1000000000 of BOLT would have been asked for in the week of 2026-11-17"));
}

TEST(a_proposal_is_approved_ordered_and_taken_back_by_the_command_line) {
  import("items.csv", "item,name\nBOLT,Bolt\n");
  REQUIRE(run("reorder --keep").says("There is nothing to order."));
  const Date today = SystemClock().now().date();
  std::string past = "item,day,units\n";
  for (int week = 1; week <= 30; ++week) {
    past += "BOLT," + Date::from_days(today.days() - 7 * week).text() + "," + std::to_string(20 + week % 3) + "\n";
  }
  import("history.csv", past);
  REQUIRE(run("reorder --keep --csv")
              .says("id,state,item,quantity,supplier,price,backup,value,order_by,cover_days,runs_out"));
  const std::string id = "BOLT@" + today.text();
  const Ran slip = run("reorder --approve " + id + " --quantity 999999999");
  REQUIRE(slip.code == 3);
  REQUIRE(slip.says("999999999 are far too many of BOLT"));
  REQUIRE(slip.says("With --confirmed it is taken"));
  REQUIRE(run("reorder --approve " + id + " --quantity 40 --by Bea").code == 0);
  REQUIRE(run("reorder --approve " + id).says(id + " is approved, by Bea on " + today.text()));
  const Ran placed = run("reorder --placed " + id + " --by Anna");
  REQUIRE(placed.code == 0);
  REQUIRE(run("reorder --keep --json").says("\"state\":\"placed\""));
  const std::string event = placed.out.substr(0, placed.out.find('\n'));
  std::ofstream(folder / "undo.jsonl") << "{\"id\":\"u1\",\"do\":\"undo\",\"target\":\"" << event << "\"}\n";
  REQUIRE(run("do '" + (folder / "undo.jsonl").string() + "'").code == 0);
  REQUIRE(run("reorder --keep --json").says("\"state\":\"approved\""));
}

TEST(what_would_be_ordered_is_what_the_plan_of_the_day_writes_down) {
  import("items.csv", "item,name\nBOLT,Bolt\nRING,Ring\n");
  import("suppliers.csv", "supplier,free_freight\nNear,500\n");
  import("sources.csv", "item,supplier,price,pack,lead_days\nBOLT,Near,1,10,7\nRING,Near,1,10,7\n");
  import("locations.csv", "location,kind\nA-01,storage\n");
  import("stock.csv", "place,item,quantity\nA-01,RING,100\n");
  const Date today = SystemClock().now().date();
  std::string past = "item,day,units\n";
  for (int week = 1; week <= 30; ++week) {
    const std::string day = Date::from_days(today.days() - 7 * week).text();
    past += "BOLT," + day + ",40\nRING," + day + ",20\n";
  }
  import("history.csv", past);
  const auto orders = [&](const std::string& how, const char* units) {
    std::map<std::string, std::int64_t> all;
    std::istringstream lines(run("reorder --json " + how).out);
    for (std::string line; std::getline(lines, line);) {
      const auto row = nlohmann::json::parse(line);
      all[row["item"].get<std::string>()] = row[units].get<std::int64_t>();
    }
    return all;
  };
  const auto computed = orders("", "order");
  REQUIRE(computed.contains("RING"));  // early, as its supplier sends without freight then
  REQUIRE(orders("--keep", "quantity") == computed);
  REQUIRE(run("reorder --reject BOLT@" + today.text()).code == 0);
  REQUIRE_FALSE(orders("", "order").contains("BOLT"));
}

TEST(a_number_that_was_ordered_and_is_likely_a_slip_takes_a_word_more) {
  import("items.csv", "item,name\nBOLT,Bolt\n");
  import("sources.csv", "item,supplier,price,pack,lead_days\nBOLT,Near,2,10,7\n");
  const Date today = SystemClock().now().date();
  std::string past = "item,day,units\n";
  for (int week = 1; week <= 30; ++week) past += "BOLT," + Date::from_days(today.days() - 7 * week).text() + ",20\n";
  import("history.csv", past);
  REQUIRE(run("reorder --keep").code == 0);
  const std::string id = "BOLT@" + today.text();
  REQUIRE(run("reorder --approve " + id + " --quantity 500 --confirmed").code == 0);
  const Ran slip = run("reorder --placed " + id + " --quantity 1");
  INFO(slip.out);
  REQUIRE(slip.code == 3);
  REQUIRE(slip.says("500 of BOLT were approved, and 1 is far from that. With --confirmed it is taken"));
  const Ran parts = run("reorder --placed " + id + " --quantity 495");
  REQUIRE(parts.code == 3);
  REQUIRE(parts.says("Near sells whole packs of 10, at least 10: 495 would be 500. With --confirmed it is taken"));
  REQUIRE(run("reorder --keep --json").says("\"state\":\"approved\""));
  REQUIRE(run("reorder --placed " + id + " --quantity 495 --confirmed").code == 0);
}

TEST(another_source_is_approved_by_the_command_line) {
  import("items.csv", "item,name\nBOLT,Bolt\n");
  import("sources.csv", "item,supplier,price,pack,lead_days\nBOLT,Cheap,2,10,7\nBOLT,Dear,3,48,7\n");
  const Date today = SystemClock().now().date();
  std::string past = "item,day,units\n";
  for (int week = 1; week <= 30; ++week) past += "BOLT," + Date::from_days(today.days() - 7 * week).text() + ",20\n";
  import("history.csv", past);
  REQUIRE(run("reorder --keep --json").says("\"supplier\":\"Cheap\""));
  const std::string approve = "reorder --approve BOLT@" + today.text();
  const Ran nobody = run(approve + " --from Nobody");
  REQUIRE(nobody.code == 3);
  REQUIRE(nobody.says("Nobody is no source of BOLT"));
  REQUIRE(run("reorder --from Dear").says("--from: is said with --approve"));
  REQUIRE(run(approve + " --from Dear").code == 0);
  const auto row = nlohmann::json::parse(run("reorder --keep --json").out);
  REQUIRE(row["supplier"] == "Dear");
  REQUIRE(row["price"] == "3.00");
  REQUIRE(row["quantity"].get<int>() % 48 == 0);
  REQUIRE(run("audit").code == 0);
}
