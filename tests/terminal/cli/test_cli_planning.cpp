// What the command line says of demand to come and of what to order.
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "storage/engine/engine.h"
#include "tests/support/terminal/ran_program.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : RanProgram {};

}  // namespace

TEST(an_items_future_is_told_week_by_week) {
  history();
  const Ran ran = run("forecast BOLT --today 2026-11-30 --weeks 3");
  INFO(ran.out);
  REQUIRE(ran.code == 0);
  REQUIRE(
      ran.says("BOLT: 672 asked for in 30 weeks. It sells nearly every week, and is forecast by the mean of three"));
  REQUIRE(ran.says("2026-12-14"));
  const Ran json = run("forecast BOLT --today 2026-11-30 --weeks 1 --json");
  const auto row = nlohmann::json::parse(json.out);
  REQUIRE(std::stod(row["expected"].get<std::string>()) > 20);
  REQUIRE(std::stod(row["expected"].get<std::string>()) < 26);
  REQUIRE(std::stod(row["p10"].get<std::string>()) < std::stod(row["p90"].get<std::string>()));
}

TEST(a_promotion_to_come_is_part_of_an_items_future) {
  history();
  import("promotions.csv", "item,from,until,lift\nBOLT,2026-12-07,2026-12-13,300\n");
  const Ran told = run("forecast BOLT --today 2026-11-30 --weeks 3");
  INFO(told.out);
  REQUIRE(told.says("Advertised from 2026-12-07 to 2026-12-13: 3.0 times the usual demand, 3.0 were counted on."));
  REQUIRE(told.says("Nothing is known of earlier advertising: what was counted on is taken."));
  import("holidays.csv", "item,from,until,lift\n,2026-12-21,2026-12-27,100\n");
  REQUIRE(
      run("forecast BOLT --today 2026-11-30").says("Nothing is known of earlier holidays, and 1.0 changes nothing"));
  import("closed.csv", "item,from,until,lift\n,2026-12-29,2026-12-31,1\n");
  const Ran closed = run("forecast BOLT --today 2026-11-30");
  INFO(closed.out);
  REQUIRE(
      closed.says("Holidays from 2026-12-29 to 2026-12-31: 0.1 times the usual demand, 0.01 were counted on."
                  " Nothing is known of earlier holidays, and no less than a tenth of the usual is taken."));
  REQUIRE_FALSE(told.says("counts once"));
  const Ran json = run("forecast BOLT --today 2026-11-30 --weeks 2 --json");
  std::istringstream lines(json.out);
  std::string usual, advertised;
  REQUIRE(std::getline(lines, usual));
  REQUIRE(std::getline(lines, advertised));
  const auto expected = [](const std::string& line) {
    return std::stod(nlohmann::json::parse(line)["expected"].get<std::string>());
  };
  REQUIRE(expected(advertised) > 2.9 * expected(usual));
  import("promotions.csv", "item,from,until,lift\nBOLT,2026-12-10,2026-12-20,200\n");
  REQUIRE(run("forecast BOLT --today 2026-11-30 --weeks 3").says("A day of two of them counts once: as advertised"));
}

TEST(a_terminal_with_a_hub_does_not_forecast_of_the_part_that_it_knows) {
  history();
  REQUIRE(run("reorder --keep").code == 0);
  REQUIRE(Engine::open(folder / "dock.db", Access::read_write)
              .value()
              ->run_script("INSERT INTO setting(name, value) VALUES('hub_generation', 'g')"
                           " ON CONFLICT(name) DO UPDATE SET value=excluded.value;")
              .ok());
  const Ran told = run("forecast BOLT");
  INFO(told.out);
  REQUIRE(told.code == 0);
  REQUIRE(told.says("BOLT: this is the hub's plan, as a terminal knows a part of the demand."));
  REQUIRE_FALSE(told.says("asked for in"));
  REQUIRE(run("reorder").says("This is the hub's plan"));
  for (const char* asks : {"forecast BOLT --score", "reorder --all", "backtest", "suppliers --expected 26"}) {
    const Ran no = run(asks);
    INFO(no.out);
    REQUIRE(no.code == 3);
    REQUIRE(no.says("a terminal knows a part of the demand"));
  }
}

TEST(a_supplier_is_told_what_26_weeks_will_ask_for) {
  history();
  import("purchases.csv", "purchase,line,supplier,item,quantity,due\nPO-1,1,Nordlager,BOLT,40,2026-12-05\n");
  const Ran csv = run("suppliers --expected 26 --csv --today 2026-11-30");
  INFO(csv.out);
  REQUIRE(csv.code == 0);
  REQUIRE(csv.says("supplier,item,week,expected,p90,open"));
  REQUIRE(csv.says("Nordlager,BOLT,2026-11-30,"));
  REQUIRE(csv.says("Nordlager,BOLT,2027-05-24,"));
  REQUIRE(csv.says(",40"));
  REQUIRE(std::count(csv.out.begin(), csv.out.end(), '\n') == 27);
  REQUIRE_FALSE(csv.says("RING"));
  import("purchases.csv", "purchase,line,supplier,item,quantity,due\nPO-2,1,Nordlager,BOLT,90000,2026-12-05\n");
  REQUIRE(run("suppliers --expected 2 --csv --today 2026-11-30").says("Nordlager,BOLT,2026-11-30,0,0,90040"));
  import("items.csv", "item,name,ended\nBOLT,Bolt,yes\n");
  REQUIRE_FALSE(run("suppliers --expected 2 --csv --today 2026-11-30").says("BOLT"));
}

TEST(the_score_of_a_forecast_is_told_and_a_short_history_has_none) {
  history();
  const Ran ran = run("forecast BOLT --score --today 2026-11-30 --json");
  INFO(ran.out);
  REQUIRE(ran.code == 0);
  REQUIRE(nlohmann::json::parse(ran.out)["origins"] == 12);
  const Ran words = run("forecast BOLT --score --today 2026-11-30");
  REQUIRE(words.says("BOLT: Each of the last 12 weeks was forecast a week before: off by "));
  REQUIRE(words.says("lay from p10 to p90, where 80 % should."));
  const Ran none = run("forecast RING --score --today 2026-11-30");
  REQUIRE(none.code == 3);
  REQUIRE(none.says("too short to be scored"));
}

TEST(an_item_that_nobody_asked_for_and_one_that_is_unknown_are_told_apart) {
  history();
  const Ran ring = run("forecast RING --today 2026-11-30");
  REQUIRE(ring.code == 0);
  REQUIRE(ring.says("Nobody has asked for it in a week that is over."));
  const Ran nothing = run("forecast NOTHING --today 2026-11-30");
  REQUIRE(nothing.code == 3);
  REQUIRE(nothing.says("no such item is known"));
}

// --- what to order -----------------------------------------------------------------------------------------------

TEST(what_is_short_is_proposed_with_its_why_and_the_formulae_that_buyers_know) {
  history();
  const Ran ran = run("reorder --today 2026-11-30 --json");
  INFO(ran.out);
  REQUIRE(ran.code == 0);
  const auto row = nlohmann::json::parse(ran.out);
  REQUIRE(row["item"] == "BOLT");
  REQUIRE(row["free"] == -672);
  REQUIRE(row["runs_out"] == "2026-11-30");
  REQUIRE(row["order"] > 672);
  REQUIRE(row["level"] > row["textbook"].get<int>() / 2);
  REQUIRE(ran.says("expected in"));
  REQUIRE(run("reorder --promise 30").code == 3);
}

TEST(what_is_on_its_way_is_not_ordered_again) {
  history();
  import("purchases.csv",
         "purchase,line,supplier,item,quantity,due,ordered\nPO-1,1,Nord,BOLT,2000,2026-12-05,2026-11-20\n");
  REQUIRE(run("reorder --today 2026-11-30").says("(nothing)"));
  const auto row = nlohmann::json::parse(run("reorder --today 2026-11-30 --all --json").out);
  REQUIRE(row["order"] == 0);
  REQUIRE(row["coming"] == 2000);
  REQUIRE(row["supplier"] == "Nord");
}

TEST(the_suppliers_terms_are_used_and_what_is_enough_for_years_is_told) {
  history();
  import("sources.csv",
         "item,supplier,price,pack,minimum,lead_days,rank,until\nBOLT,Dear,3,1,,7,1,\nBOLT,Cheap,2,50,,7,1,\n"
         "BOLT,Over,1,1,,7,1,2026-11-01\n");
  const auto row = nlohmann::json::parse(run("reorder --today 2026-11-30 --json").out);
  REQUIRE(row["supplier"] == "Cheap");
  REQUIRE(row["price"] == "2.00");
  REQUIRE(row["order"].get<int>() % 50 == 0);
  REQUIRE(row["order_by"] == "2026-11-30");
  import("locations.csv", "location,kind,walk\nDOCK-1,dock,1\n");
  std::ofstream(folder / "receive") << R"({"id":"r1","do":"receive","item":"BOLT","quantity":9000,"at":"DOCK-1"})"
                                    << "\n"
                                    << R"({"id":"r2","do":"receive","item":"RING","quantity":7,"at":"DOCK-1"})"
                                    << "\n";
  REQUIRE(run("do < '" + (folder / "receive").string() + "'").code == 0);
  REQUIRE(run("reorder --today 2026-11-30").says("(nothing)"));
  REQUIRE(run("reorder --excess").says("Nothing is planned yet"));  // who looks at a list makes no plan
  REQUIRE(run("reorder --keep --today 2026-11-30").code == 0);
  const Ran excess = run("reorder --excess --today 2026-11-30 --csv");
  INFO(excess.out);
  REQUIRE(excess.says("BOLT,"));
  REQUIRE_FALSE(excess.says("RING,"));
  const Ran dead = run("reorder --dead --today 2026-11-30 --csv");  // nobody ever asked for it
  REQUIRE(dead.says("RING,7,"));
  REQUIRE_FALSE(dead.says("BOLT,"));
  const Ran classes = run("reorder --classes --today 2026-11-30 --csv");
  INFO(classes.out);
  REQUIRE(classes.says("AX,BOLT,\"much money, well foreseen\",smooth,"));
  const std::string items = run("show items --json").out;
  const auto item = nlohmann::json::parse(items.substr(0, items.find('\n')));
  REQUIRE(item["item"] == "BOLT");
  REQUIRE(item.contains("cover_days"));
  REQUIRE(item.contains("runs_out"));
}

TEST(demand_from_before_the_books_counts_where_it_is_more) {
  history();
  import("history.csv", "item,day,units\nRING,2026-11-09,5\nRING,2026-11-16,7\nBOLT,2026-11-27,5\n");
  REQUIRE(run("forecast RING --today 2026-11-30").says("RING: 12 asked for in 3 weeks"));
  REQUIRE(run("forecast BOLT --today 2026-11-30").says("BOLT: 672 asked for in 30 weeks"));
}

TEST(the_past_is_played_again_once_the_books_know_a_week_of_it) {
  history();
  const Ran young = run("backtest --today 2026-11-30");
  REQUIRE(young.code == 3);
  REQUIRE(young.says("neither stock nor demand of a whole week"));
  import("locations.csv", "location,kind,walk\nDOCK-1,dock,1\n");
  std::ofstream(folder / "receive")
      << R"({"id":"r1","do":"receive","item":"BOLT","quantity":900,"at":"DOCK-1","time":"2026-09-01T08:00:00Z"})"
      << "\n";
  REQUIRE(run("do < '" + (folder / "receive").string() + "'").code == 0);
  const Ran ran = run("backtest --today 2026-11-30 --weeks 10 --json");
  INFO(ran.out);
  REQUIRE(ran.code == 0);
  const auto was = nlohmann::json::parse(ran.out.substr(0, ran.out.find('\n')));
  REQUIRE(was["policy"] == "as it was");
  REQUIRE(was["lines"] == "100.0 %");
  REQUIRE(ran.says("planned"));
}

TEST(one_order_line_of_many_units_is_one_line_that_would_wait) {
  import("customers.csv", "customer,name\nC1,Acme\n");
  import("items.csv", "item,name\nBOLT,Bolt\n");
  const Date today = SystemClock().now().date();
  std::string past = "item,day,units\n";
  for (int week = 1; week <= 30; ++week) past += "BOLT," + Date::from_days(today.days() - 7 * week).text() + ",2\n";
  import("history.csv", past);
  import("orders.csv", "order,line,customer,item,quantity,promised,ordered_at,one_off\nSO-1,1,C1,BOLT,1000," +
                           today.text() + "," + today.text() + ",yes\n");
  const auto row = nlohmann::json::parse(run("reorder --keep --json").out);
  const std::string prevents = row["prevents"];
  INFO(prevents);
  REQUIRE(std::stoi(prevents) < 10);
  REQUIRE(prevents.find(" with 10") != std::string::npos);
}

TEST(room_that_is_short_for_the_plan_is_said_above_it) {
  history();
  import("large.csv", "item,name,millilitres\nBOLT,Bolt,20000\n");
  import("places.csv", "location,kind,litres\nA-1,storage,900\n");
  REQUIRE(run("reorder --today 2026-11-30").out.starts_with("Room is short: "));
  REQUIRE(run("reorder --today 2026-11-30 --csv").out.starts_with("item,order,"));
}

TEST(a_higher_promise_asks_for_a_higher_level) {
  history();
  const auto level = [&](const std::string& promise) {
    const Ran ran = run("reorder --all --json --today 2026-11-30 --promise " + promise);
    return nlohmann::json::parse(ran.out)["level"].get<int>();
  };
  REQUIRE(level("80") < level("99"));
}

TEST(a_site_says_how_many_lines_are_to_be_served) {
  history();
  const auto level = [&] {
    return nlohmann::json::parse(run("reorder --all --json --today 2026-11-30").out)["level"].get<int>();
  };
  const int usual = level();
  import("site.csv", "setting,value\nserved,80\n");
  REQUIRE(level() < usual);
  REQUIRE(run("show site").says("80"));
  std::ofstream(folder / "wrong.csv", std::ios::binary) << "setting,value\nserved,100\n";
  const Ran wrong = run("import '" + (folder / "wrong.csv").string() + "'");
  REQUIRE(wrong.code != 0);
  REQUIRE(wrong.says("served is a whole number from 50 to 99, not '100'"));
}

TEST(a_supplier_is_known_by_what_came_and_by_what_is_late) {
  history();
  import("locations.csv", "location,kind,walk\nDOCK-1,dock,1\n");
  import("purchases.csv",
         "purchase,line,supplier,item,quantity,due,ordered\nPO-1,1,Nord,BOLT,10,2030-01-01,2026-01-01\n"
         "PO-2,1,Nord,BOLT,10,2029-11-01,2029-10-01\nPO-3,1,West,BOLT,10,2026-02-01,\n");
  std::ofstream(folder / "receive")
      << R"({"id":"r1","do":"receive","item":"BOLT","quantity":10,"at":"DOCK-1","purchase":"PO-1/1"})"
      << "\n";
  REQUIRE(run("do < '" + (folder / "receive").string() + "'").code == 0);
  const Ran ran = run("suppliers --today 2029-12-01 --json");
  INFO(ran.out);
  const auto nord = nlohmann::json::parse(ran.out.substr(0, ran.out.find('\n')));
  REQUIRE(nord["lines"] == 2);
  REQUIRE(nord["open"] == 1);
  REQUIRE(nord["overdue"] == 1);
  REQUIRE(nord["on_time_in_full"] == "100 %");
  REQUIRE(nord["timed"] == 1);  // PO-1 was ordered four years before it is due, which is a slip
  REQUIRE(nord["weeks_p50"] >= 7);
  REQUIRE(nord["short"] == "0 %");
  REQUIRE(nord["damaged"] == "0 %");
  REQUIRE(ran.says("\"weeks_p50\":null"));
}

TEST(what_a_supplier_sent_short_or_damaged_is_told) {
  history();
  import("locations.csv", "location,kind,walk\nDOCK-1,dock,1\nQ-01,quarantine,2\n");
  import("purchases.csv", "purchase,line,supplier,item,quantity,due\nPO-1,1,Nord,BOLT,10,2030-01-01\n");
  std::ofstream(folder / "receive")
      << R"({"id":"r1","do":"receive","item":"BOLT","quantity":6,"at":"DOCK-1","purchase":"PO-1/1"})"
      << "\n"
      << R"({"id":"r2","do":"receive","item":"BOLT","quantity":2,"at":"Q-01","purchase":"PO-1/1","reason":"wet"})"
      << "\n"
      << R"({"id":"c1","do":"close","purchase":"PO-1/1"})"
      << "\n";
  REQUIRE(run("do < '" + (folder / "receive").string() + "'").code == 0);
  const auto nord = nlohmann::json::parse(run("suppliers --json").out);
  REQUIRE(nord["on_time_in_full"] == "0 %");
  REQUIRE(nord["short"] == "100 %");
  REQUIRE(nord["damaged"] == "25 %");
}

// As on the screen: what is typed twice there is confirmed here.
TEST(a_count_that_is_far_off_is_booked_only_when_it_is_confirmed) {
  import("items.csv", "item,name,tracking\nBOLT,Bolt,none\n");
  import("locations.csv", "location,kind,walk\nDOCK-1,dock,1\n");
  const auto count = [&](const std::string& id, const std::string& quantity, const std::string& more = "") {
    std::ofstream(folder / "count") << R"({"id":")" << id << R"(","do":"count","item":"BOLT","quantity":)" << quantity
                                    << R"(,"at":"DOCK-1")" << more << "}\n";
    return run("do '" + (folder / "count").string() + "'");
  };
  REQUIRE(count("c1", "99").code == 0);
  const Ran far = count("c2", "99999");
  INFO(far.out);
  REQUIRE(far.code == 3);
  REQUIRE(far.says("99999 are far from the 99 of BOLT that the books have at DOCK-1"));
  REQUIRE(far.says(R"("confirmable":true)"));
  REQUIRE(count("c3", "99999", R"(,"confirmed":true)").code == 0);
  REQUIRE(count("c4", "1").code == 3);
  REQUIRE(count("c1", "99").code == 0);  // it is known
}

TEST(why_a_line_waits_has_the_age_of_the_day_on_which_it_was_found) {
  const ManualClock then{Instant{system_clock().now().ms - std::int64_t{3} * 86'400'000}};
  {
    Floor floor(folder / "dock.db", LedgerRole::terminal, then, "t");
    floor.open_warehouse();
    floor.demand_is({floor.demand("SO-1/1", 4)});
  }
  const Ran why = run("why SO-1/1");
  INFO(why.out);
  const std::string because = why.out.substr(why.out.find("Waits: 4 because "));
  REQUIRE(because.find(", as of " + then.now().date().text()) != std::string::npos);
}

TEST(why_a_line_waits_names_the_day_of_the_shipping_notice_beside_that_of_the_purchase) {
  {
    Floor floor(folder / "dock.db", LedgerRole::terminal, system_clock(), "t");
    floor.open_warehouse();
    floor.demand_is({floor.demand("SO-1/1", 4)});
    floor.accepted(Import{{PurchaseLineRow{purchase("PO-7/1"), "SKF", item("BRG"), units(20), day("2099-12-24"), {}},
                           AsnRow{sscc("340123450000000017"), "ASN-1", Units{item("BRG"), units(20), {}, {}, {}},
                                  purchase("PO-7/1"), day("2099-12-02")}}});
  }
  const Ran why = run("why SO-1/1");
  INFO(why.out);
  REQUIRE(why.says("Expected: 20 with PO-7/1, announced for 2099-12-02, due on 2099-12-24"));
  REQUIRE(why.says("For it: 4 with PO-7/1, announced for 2099-12-02, due on 2099-12-24"));
}
