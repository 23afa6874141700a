// Other programs are told what happened, each in its order, until they have taken it.
#include <algorithm>
#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>

#include "storage/engine/engine.h"
#include "storage/upkeep/backup.h"
#include "sync/http/http_server.h"
#include "sync/webhooks.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using nlohmann::json;

namespace {

// A shop that is told; refuses at first as often as it is asked to.
class Shop final : public HttpService {
 public:
  Admission admit(const HttpHead&) override { return {std::nullopt, 1 << 20}; }
  void answer(HttpRequest request, Reply reply) override {
    const std::lock_guard lock(mutex_);
    ++asked_;
    if (refusals_ > 0) {
      --refusals_;
      return reply({503, "{}"});
    }
    told_.push_back(request.body);
    reply({204, ""});
  }
  HttpAnswer failure(int status) override { return {status, "{}"}; }

  void refuse(int times) {
    const std::lock_guard lock(mutex_);
    refusals_ = times;
  }
  int asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  std::vector<json> told() const {
    const std::lock_guard lock(mutex_);
    std::vector<json> all;
    for (const std::string& one : told_) all.push_back(json::parse(one));
    return all;
  }

 private:
  mutable std::mutex mutex_;  // guards the rest
  int asked_ = 0;
  int refusals_ = 0;
  std::vector<std::string> told_;
};

struct Fixture {
  void setUp() {
    floor.emplace(database, LedgerRole::hub, clock, "hub");
    floor->open_warehouse();
    floor->demand_is({floor->demand("SO-1/1", 4)});
    server = HttpServer::start("127.0.0.1", 0, shop).value();
  }
  void tearDown() {}

  Webhook hook(std::set<std::string> about) const {
    return {
        "shop", {false, "127.0.0.1", std::to_string(server->port())}, "/told", "0123456789abcdef", std::move(about)};
  }
  std::unique_ptr<WebhookRunner> run(std::set<std::string> about) {
    auto runner = std::make_unique<WebhookRunner>(database, hook(std::move(about)), hooks_beside(database)("shop"),
                                                  clock, log, 1, [this] { return ours.load(); });
    if (ours) wait_until([&] { return progress().has_value(); });
    return runner;
  }
  std::optional<HookProgress> progress() const { return read_progress(*hooks_beside(database)("shop")).value(); }
  static void wait_until(const std::function<bool()>& done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!done() && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    REQUIRE(done());
  }

  std::atomic<bool> ours{true};
  TemporaryFolder folder;
  std::filesystem::path database = folder / "hub.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  HubLog log{nullptr, clock};
  std::optional<Floor> floor;
  Shop shop;
  std::unique_ptr<HttpServer> server;
};

}  // namespace

TEST(what_happens_after_a_hook_is_new_is_told_in_order_and_only_what_concerns_it) {
  const auto runner = run({"allocated", "shipped"});
  floor->accepted(floor->receipt(3));
  floor->demand_is({floor->demand("SO-9/1", 1)});
  floor->accepted(floor->receipt(1));
  wait_until([&] { return shop.told().size() == 2; });
  const auto told = shop.told();
  REQUIRE(told[0]["about"] == json::array({"allocated"}));
  REQUIRE(told[0]["claims"][0] == json({{"line", "SO-1/1"}, {"granted", 3}}));
  REQUIRE(told[0]["summary"].get<std::string>().find("3 of BRG") != std::string::npos);
  REQUIRE(told[1]["event"] > told[0]["event"]);
}

TEST(who_was_told_of_an_event_is_told_that_it_was_undone) {
  const auto runner = run({"allocated"});
  const CommandId receipt = floor->accepted(floor->receipt(3)).id;
  floor->accepted(Undo{receipt});
  wait_until([&] { return shop.told().size() == 2; });
  const auto undone = shop.told()[1];
  REQUIRE(undone["about"] == json::array({"unallocated"}));
  REQUIRE(undone["undoes"] == json({{"id", receipt.text()}, {"action", "receive"}}));
}

TEST(a_shipment_is_told_with_its_order_and_what_has_left_of_each_line) {
  const auto runner = run({"shipped"});
  const Units three{item("BRG"), units(3), {}, {}, {}};
  floor->accepted(floor->receipt(3));
  floor->accepted(Pick{order("SO-1/1"), three, place("DOCK-1"), place("X-01")});
  const CommandId left = floor->accepted(Ship{order("SO-1/1").document, {}, "DHL", "T1"}).id;
  floor->accepted(Undo{left});
  wait_until([&] { return shop.told().size() == 2; });
  const json whole = json::parse(R"({"order":"SO-1","carrier":"DHL","tracking":"T1",)"
                                 R"("lines":[{"line":"SO-1/1","item":"BRG","quantity":3}]})");
  REQUIRE(shop.told()[0]["about"] == json::array({"shipped"}));
  REQUIRE(shop.told()[0]["shipment"] == whole);
  REQUIRE(shop.told()[1]["about"] == json::array({"unshipped"}));
  REQUIRE(shop.told()[1]["shipment"] == whole);
}

TEST(a_shipment_that_was_undone_or_set_aside_is_not_one) {
  const CommandId id = CommandId::parse("s1").value();
  ToldEvent event{7, id, "ship", "anna", clock.now(), "SO-1 has left", Accepted{id}, true};
  REQUIRE(topics_of(event) == std::vector<std::string>{"shipped"});
  event.booked = false;
  REQUIRE(topics_of(event).empty());
  event.action = "undo";
  event.undoes = ToldUndone{id, "ship", true, false};
  REQUIRE(topics_of(event) == std::vector<std::string>{"unshipped"});
  REQUIRE(is_about({"shipped"}, "unshipped"));
  REQUIRE_FALSE(is_about({"allocated"}, "unshipped"));
  REQUIRE(message_of(event, {"unshipped"}).find(R"("undoes":{"id":"s1","action":"ship"})") != std::string::npos);
}

TEST(what_was_not_taken_is_told_again_and_nothing_overtakes_it) {
  const auto runner = run({"allocated"});
  shop.refuse(2);
  floor->accepted(floor->receipt(1));
  floor->accepted(floor->receipt(2));
  wait_until([&] { return shop.told().size() == 2; });
  REQUIRE(shop.asked() >= 4);
  REQUIRE(shop.told()[0]["claims"][0]["granted"] == 1);
  wait_until([&] { return progress()->failures == 0; });
}

TEST(a_hook_that_is_stuck_shows_why_and_goes_on_where_it_was) {
  auto runner = run({"allocated"});
  shop.refuse(1'000'000);
  floor->accepted(floor->receipt(1));
  wait_until([&] { return progress()->failures > 0; });
  REQUIRE(progress()->problem.find("503") != std::string::npos);
  runner.reset();
  floor->accepted(floor->receipt(2));
  shop.refuse(0);
  runner = run({"allocated"});
  wait_until([&] { return shop.told().size() == 2; });
}

TEST(while_another_hub_owns_the_site_nothing_is_told_and_then_it_goes_on_where_that_one_was) {
  ours = false;
  const auto runner = run({"allocated"});
  floor->accepted(floor->receipt(1));
  floor->accepted(floor->receipt(2));
  // The other hub has told the first of them.
  const std::int64_t first = floor->ledger->next_event().value() - 2;
  REQUIRE(write_progress(*hooks_beside(database)("shop"), HookProgress{{first}}).ok());
  REQUIRE(shop.asked() == 0);
  ours = true;
  wait_until([&] { return !shop.told().empty(); });
  REQUIRE(shop.told().size() == 1);
  REQUIRE(shop.told()[0]["event"] == first + 1);
  wait_until([&] { return progress()->told.event == first + 1; });
}

TEST(a_message_proves_where_it_comes_from) {
  // This command prints it: echo -n 'T.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef
  REQUIRE(signature_of("0123456789abcdef", "T", R"({"a":1})") ==
          "5e29c4a1bf2c4d25c9f8a7f236028c9dac3c8967e414d11cf97867c8ea0426db");
  REQUIRE(signature_of("0123456789abcdeg", "T", R"({"a":1})") != signature_of("0123456789abcdef", "T", R"({"a":1})"));
}

TEST(pauses_are_anything_up_to_a_bound_that_doubles) {
  std::mt19937_64 random(1);
  for (int failures = 1; failures < 40; ++failures) {
    const auto bound = std::min<std::int64_t>(1000LL << std::min(failures - 1, 20), 600'000);
    for (int i = 0; i < 20; ++i) REQUIRE(pause_after(failures, random).count() <= bound);
  }
  bool small = false;
  for (int i = 0; i < 200; ++i) small = small || pause_after(12, random).count() < 60'000;
  REQUIRE(small);
}

TEST(the_file_of_hooks_is_checked) {
  std::ofstream(folder / "secret") << "0123456789abcdef\n";
  const auto read = [&](const std::string& text) {
    std::ofstream(folder / "hooks.json") << text;
    return read_webhooks(folder / "hooks.json");
  };
  const std::string good =
      R"({"name":"shop","address":"http://shop:80","path":"/x","secret_file":"secret","about":["shipped"]})";
  const auto hooks = read("[" + good + "]");
  REQUIRE(hooks.ok());
  REQUIRE(hooks->front().secret == "0123456789abcdef");
  REQUIRE(hooks->front().about == std::set<std::string>{"shipped"});
  REQUIRE_FALSE(read("[" + good + "," + good + "]").ok());
  for (const char* wrong : {"", "{}", "[1]", R"([{"name":"a b"}])"}) {
    INFO(wrong);
    REQUIRE_FALSE(read(wrong).ok());
  }
  for (const auto& [from, to] : std::map<std::string, std::string>{
           {"shipped", "sent"}, {"\"/x\"", "\"x\""}, {"\"secret\"", "\"nowhere\""}, {"http://shop", "ftp://shop"}}) {
    std::string bad = good;
    bad.replace(bad.find(from), from.size(), to);
    INFO(bad);
    REQUIRE_FALSE(read("[" + bad + "]").ok());
  }
}

TEST(who_was_told_of_events_that_a_restored_database_has_lost_is_told_of_those_that_have_their_numbers) {
  floor->accepted(floor->receipt(1));
  const auto last = floor->ledger->next_event().value() - 1;
  REQUIRE(back_up(database, folder / "old.db").ok());
  floor->accepted(floor->receipt(2));
  floor->accepted(floor->receipt(3));
  const ToldUntil told{last + 2, floor->ledger->writer().text()};
  REQUIRE(in_this_life(database, told).value().event == last + 2);
  floor->ledger.reset();
  REQUIRE(Ledger::restore(folder / "old.db", folder / "again.db", clock).ok());
  const ToldUntil again = in_this_life(folder / "again.db", told).value();
  REQUIRE(again.event == last);
  REQUIRE(again.writer != told.writer);
  REQUIRE(in_this_life(folder / "again.db", again).value().event == last);
}

TEST(who_was_told_of_events_that_a_file_put_back_by_hand_has_lost_is_told_of_those_that_have_their_numbers) {
  floor->accepted(floor->receipt(1));
  REQUIRE(back_up(database, folder / "old.db").ok());
  const auto last = floor->ledger->next_event().value() - 1;
  ToldUntil told{last, floor->ledger->writer().text()};
  told = told_up_to(database, told, last).value();
  for (std::int64_t more = 1; more <= 2; ++more) {
    floor->accepted(floor->receipt(more));
    told = told_up_to(database, told, last + more).value();
  }
  REQUIRE(in_this_life(database, told).value().event == last + 2);
  floor.reset();
  for (const char* beside : {"", "-wal", "-shm", "-mark"}) std::filesystem::remove(database.string() + beside);
  std::filesystem::copy_file(folder / "old.db", database);
  REQUIRE(in_this_life(database, told).value().event == last);  // before anything is booked
  floor.emplace(database, LedgerRole::hub, clock, "later");
  for (int more = 0; more < 4; ++more) floor->accepted(floor->receipt(1));
  const ToldUntil here = in_this_life(database, told).value();
  REQUIRE(here.event == last);
  REQUIRE(in_this_life(database, here).value().event == last);
}

TEST(who_was_told_of_many_events_knows_a_few_of_them_and_goes_back_no_further_than_needed) {
  for (int more = 0; more < 100; ++more) floor->accepted(floor->receipt(1));
  const auto last = floor->ledger->next_event().value() - 1;
  ToldUntil told{0, floor->ledger->writer().text()};
  for (std::int64_t event = 1; event <= last; ++event) told = told_up_to(database, told, event).value();
  const auto marks = std::count(told.marks.begin(), told.marks.end(), ':');
  REQUIRE(marks > 16);
  REQUIRE(marks <= 32);
  // The books lack the last twenty of them: another one stands at each number.
  auto db = Engine::open(database, Access::read_write).value();
  Transaction transaction(*db);
  db->run("UPDATE event SET id = 'other-' || id WHERE seq > $1", last - 20);
  REQUIRE(transaction.commit().ok());
  const auto here = in_this_life(database, told).value();
  REQUIRE(here.event <= last - 20);
  REQUIRE(here.event > last - 60);
}
