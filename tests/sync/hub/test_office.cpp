// What the office's own programs ask of a hub, over real sockets.
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "storage/schema/open_reader.h"
#include "sync/hub/hub.h"
#include "sync/people_messages.h"
#include "sync/protocol.h"
#include "sync/site/office.h"
#include "tests/support/raw_socket.h"
#include "tests/support/site/office_hub.h"

using namespace dockhand;
using namespace dockhand::test;
using nlohmann::json;

namespace {

struct Fixture : OfficeHub {};

}  // namespace

TEST(probes_of_other_programs_are_answered_with_what_an_address_knows) {
  REQUIRE(ask("HEAD", "/healthz").status == 200);
  REQUIRE(ask("HEAD", "/healthz").body.empty());
  REQUIRE(ask("OPTIONS", "/healthz", {}, "text/plain", "wrong").status == 204);
  REQUIRE(ask("PUT", "/v1/stock").status == 405);
  REQUIRE(ask("DELETE", "/v1/nothing").status == 404);
  REQUIRE(ask("PUT", "/v1/stock", {}, "text/plain", "wrong").status == 401);
  const RawSocket socket = RawSocket::to(hub->port());
  socket.send(
      "DELETE /v1/stock HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: bearer 0123456789abcdef"
      "\r\n\r\n");
  const std::string said = socket.receive(std::chrono::seconds(20));
  REQUIRE(said.starts_with("HTTP/1.1 405"));  // the scheme is known in small letters too
  REQUIRE(said.find("Allow: GET, HEAD, POST, OPTIONS") != std::string::npos);
}

TEST(a_table_that_is_sent_is_answered_with_how_it_was_read) {
  REQUIRE(post("/v1/customers", "customer,name\nC-1,Customer Ltd\n", "text/csv").status == 200);
  const Said said =
      post("/v1/orders", "order;line;customer;item;quantity;promised\nSO-9;1;C-1;BRG;1,000;2026-12-31\n", "text/csv");
  INFO(said.body);
  REQUIRE(said.status == 200);
  REQUIRE_FALSE(said.read()["read_as"].empty());
}

TEST(every_list_of_the_office_has_rows_with_the_columns_of_the_command_line) {
  const json stock = get("/v1/stock").read();
  REQUIRE(stock["protocol"] == 1);
  REQUIRE(stock["rows"][0]["item"] == "BRG");
  REQUIRE(stock["rows"][0]["on_hand"] == 5);
  REQUIRE(stock["more"] == false);
  for (const char* name : {"items", "orders", "purchases", "backorders", "events"}) {
    INFO(name);
    const Said said = get(std::string("/v1/") + name);
    REQUIRE(said.status == 200);
    REQUIRE_FALSE(said.read()["rows"].empty());
  }
  REQUIRE(get("/v1/asns").read()["rows"].empty());
}

TEST(a_list_says_when_there_is_more_and_bounds_are_checked) {
  const json some = get("/v1/orders?limit=1").read();
  REQUIRE(some["rows"].size() == 1);
  REQUIRE(some["more"] == true);
  for (const char* wrong : {"?limit=0", "?limit=x", "?limit=10001", "?limit=1x", "?page=2", "?limit="}) {
    INFO(wrong);
    REQUIRE(get(std::string("/v1/orders") + wrong).status == 400);
  }
}

std::string encoded(const std::string& text) {
  std::ostringstream out;
  for (const unsigned char c : text) out << '%' << std::hex << std::uppercase << c / 16 << c % 16;
  return out.str();
}

TEST(a_list_can_be_read_to_its_end_in_parts) {
  std::set<std::string> orders;
  std::string after;
  for (int parts = 0; parts < 10; ++parts) {
    const json part = get("/v1/orders?limit=1&after=" + encoded(after)).read();
    for (const json& row : part["rows"]) REQUIRE(orders.insert(row["order"]).second);
    if (parts == 0) REQUIRE(post("/v1/commands", receive("between", 1)).status == 200);
    if (part["more"] == false) break;
    after = part["next"];
  }
  REQUIRE(orders == std::set<std::string>{"SO-1", "SO-2"});
}

TEST(events_can_be_followed_from_the_first_to_the_last_and_on) {
  std::int64_t seen = 0;  // the hub itself may begin a day meanwhile
  std::set<std::string> ids;
  std::string since = "0";
  const auto follow = [&] {
    for (bool more = true; more;) {
      const json part = get("/v1/events?limit=2&since=" + since).read();
      for (const json& row : part["rows"]) {
        REQUIRE(row["seq"].get<std::int64_t>() == ++seen);
        ids.insert(row["id"]);
      }
      since = part["next"];
      more = part["more"];
    }
  };
  follow();
  REQUIRE(seen >= 3);
  REQUIRE(post("/v1/commands", receive("later", 1)).status == 200);
  REQUIRE(ids.count("later") == 0);
  follow();
  REQUIRE(ids.count("later") == 1);
  for (const char* wrong : {"events?since=x", "events?since=-1", "orders?since=0", "events?after="}) {
    INFO(wrong);
    REQUIRE(get(std::string("/v1/") + wrong).status == 400);
  }
}

TEST(rows_in_json_are_taken_for_what_they_are_whatever_type_is_said) {
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded"}) {
    INFO(type);
    const Said said = post("/v1/items", R"( [{"item":"NEW-1","name":"New","tracking":"none"}])", type);
    INFO(said.body);
    REQUIRE(said.status == 200);
  }
}

TEST(nobody_without_the_token_reads_or_writes) {
  REQUIRE(ask("GET", "/v1/stock", "", "", "a-token-that-is-wrong").status == 401);
  REQUIRE(ask("POST", "/v1/commands", receive("r1", 1), "application/json", "a-token-that-is-wrong").status == 401);
}

TEST(a_command_is_done_once_and_its_id_stands_for_nothing_else) {
  const Said first = post("/v1/commands", receive("r1", 2));
  REQUIRE(first.status == 200);
  REQUIRE(first.read()["outcome"] == "accepted");
  const Said again = post("/v1/commands", receive("r1", 2));
  REQUIRE(again.status == 200);
  REQUIRE(again.read()["repeated"] == true);
  REQUIRE(post("/v1/commands", receive("r1", 3)).status == 409);
  REQUIRE(get("/v1/items").read()["rows"][0]["on_hand"] == 7);
}

TEST(a_command_that_is_refused_or_malformed_changes_nothing) {
  REQUIRE(post("/v1/commands", json{{"id", "s1"}, {"do", "ship"}, {"order", "SO-1"}}.dump()).status == 422);
  for (const char* wrong : {"", "[]", "{", R"({"id":"x","do":"teleport"})"}) {
    INFO(wrong);
    REQUIRE(post("/v1/commands", wrong).status == 400);
  }
  REQUIRE(get("/v1/items").read()["rows"][0]["on_hand"] == 5);
}

TEST(a_count_that_is_far_off_is_asked_about_until_it_is_confirmed) {
  REQUIRE(post("/v1/commands", receive("r1", 500)).status == 200);
  json count{{"id", "c1"}, {"do", "count"}, {"item", "BRG"}, {"quantity", 90000}, {"at", "DOCK-1"}};
  const Said asked = post("/v1/commands", count.dump());
  INFO(asked.body);
  REQUIRE(asked.status == 422);
  REQUIRE(asked.read()["confirmable"] == true);
  count["confirmed"] = true;
  REQUIRE(post("/v1/commands", count.dump()).status == 200);
  count.erase("confirmed");
  REQUIRE(post("/v1/commands", count.dump()).status == 409);  // another command by the same id
}

TEST(nothing_is_set_aside_for_a_terminal_that_nobody_has_whatever_a_client_calls_it) {
  for (const char* name : {"", "Dock 1"}) {
    json assign{{"id", "a1"}, {"do", "assign"}, {"purchase", "PO-7"}, {"to", std::string(32, 'f')}};
    if (*name != 0) assign["name"] = name;
    const Said said = post("/v1/commands", assign.dump());
    INFO(said.body);
    REQUIRE(said.status == 422);
    REQUIRE(said.body.find("has not booked anything here yet") != std::string::npos);
    REQUIRE(get("/v1/leases").read()["rows"].empty());
  }
}

TEST(documents_come_as_json_and_the_last_word_counts) {
  const auto order = [](int ordered) {
    return json::array({{{"line", "SO-9/1"},
                         {"customer", "ACME"},
                         {"item", "BRG"},
                         {"ordered", ordered},
                         {"cancelled", 0},
                         {"priority", 2},
                         {"promised", "2026-11-24"},
                         {"ordered_at", "2026-11-20T08:00:00.000Z"}}})
        .dump();
  };
  const Said first = post("/v1/orders", order(6));
  INFO(first.body);
  REQUIRE(first.status == 200);
  REQUIRE(first.read()["repeated"] == false);
  REQUIRE(post("/v1/orders", order(6)).read()["repeated"] == true);
  REQUIRE(post("/v1/orders", order(8)).read()["repeated"] == false);
  REQUIRE(post("/v1/orders", order(6)).read()["repeated"] == false);
  const json orders = get("/v1/orders").read();
  for (const json& row : orders["rows"]) {
    if (row["order"] == "SO-9") REQUIRE(row["ordered"] == 6);
  }
}

TEST(what_a_row_does_not_say_stays_as_it_is) {
  REQUIRE(post("/v1/items", R"([{"item":"PMP","name":"Pump","tracking":"serial","safety_stock":5}])").status == 200);
  REQUIRE(post("/v1/items", R"([{"item":"PMP","name":"Pump of steel"}])").status == 200);
  REQUIRE(post("/v1/items", "SKU,Product Name\nPMP,Pump of cast steel\n", "text/csv").status == 200);
  for (const json& row : get("/v1/items").read()["rows"]) {
    if (row["item"] != "PMP") continue;
    REQUIRE(row["name"] == "Pump of cast steel");
    REQUIRE(row["tracking"] == "serial");
  }
}

TEST(documents_come_as_the_files_that_are_imported) {
  const Said said = post("/v1/items", "item,name,tracking\nNEW-1,Something new,none\nNEW-2,Another,lot\n", "text/csv");
  INFO(said.body);
  REQUIRE(said.status == 200);
  REQUIRE(said.read()["rows"] == 2);
  REQUIRE(get("/v1/items").read()["rows"].size() == 5);
}

TEST(of_documents_with_a_bad_row_none_is_taken) {
  const Said csv =
      post("/v1/items", "item,name,tracking\nNEW-1,Something new,none\nNEW-2,Another,perhaps\n", "text/csv");
  REQUIRE(csv.status == 422);
  REQUIRE(csv.read()["errors"][0]["place"] == "3");
  const Said rows = post("/v1/items", R"([{"item":"NEW-1","name":"New","tracking":"none"},{"item":"NEW-2"}])");
  REQUIRE(rows.status == 422);
  REQUIRE(rows.read()["errors"][0]["place"].get<std::string>().rfind("[1]", 0) == 0);
  REQUIRE(post("/v1/orders", "item,name,tracking\nNEW-1,Something new,none\n", "text/csv").status == 422);
  REQUIRE(get("/v1/items").read()["rows"].size() == 3);
}

TEST(the_document_of_all_addresses_shows_documents_that_this_hub_takes) {
  const json document = get("/v1/openapi.json").read();
  REQUIRE(post("/v1/items", R"([{"item":"BRG-6204-2RS","name":"Sealed","tracking":"none"}])").status == 200);
  int kinds = 0;
  for (const char* path : {"items", "locations", "customers", "suppliers", "orders", "purchases", "asns", "sources",
                           "alternatives", "wishes", "goodwill", "promotions", "history", "faces"}) {
    INFO(path);
    const json content = document["paths"][std::string("/v1/") + path]["post"]["requestBody"]["content"];
    REQUIRE(content.contains("text/csv"));
    const json example = content["application/json"]["example"];
    for (const auto& [name, value] : example[0].items()) {
      REQUIRE(content["application/json"]["schema"]["items"]["properties"].contains(name));
    }
    const Said said = post(std::string("/v1/") + path, example.dump());
    INFO(said.body);
    REQUIRE(said.status == 200);
    ++kinds;
  }
  REQUIRE(kinds == 14);
  const json listed = document["paths"]["/v1/orders"]["get"];
  REQUIRE(listed["parameters"][0]["name"] == "limit");
  REQUIRE(document["paths"]["/v1/push"]["post"]["security"][0].contains("signature"));
}

TEST(the_document_shows_what_terminals_say_and_are_answered_as_it_is_read) {
  const json paths = get("/v1/openapi.json").read()["paths"];
  const auto question = [&](const char* path) {
    const json content = paths[path]["post"]["requestBody"]["content"]["application/json"];
    for (const auto& [name, value] : content["example"].items())
      REQUIRE(content["schema"]["properties"].contains(name));
    return content["example"].dump();
  };
  const auto answer = [&](const char* path) {
    return paths[path]["post"]["responses"]["200"]["content"]["application/json"]["example"].dump();
  };
  REQUIRE(parse_push(question("/v1/push")).ok());
  REQUIRE(parse_push_reply(answer("/v1/push")).ok());
  REQUIRE(parse_pull_request(question("/v1/pull")).ok());
  REQUIRE(parse_changes(answer("/v1/pull")).ok());
  REQUIRE(parse_pull_request(question("/v1/wait")).ok());
  REQUIRE(parse_wait_reply(answer("/v1/wait")).ok());
  REQUIRE(parse_enrol_request(question("/v1/enrol")).ok());
  REQUIRE(parse_enrol_reply(answer("/v1/enrol")).ok());
  REQUIRE(parse_sealed(question("/v1/people")).ok());
  REQUIRE(parse_sealed(answer("/v1/people")).ok());
}

TEST(a_list_can_be_asked_for_one_item_or_one_order) {
  REQUIRE(get("/v1/items?item=BRG").read()["rows"].size() == 1);
  REQUIRE(get("/v1/items?item=NOTHING").read()["rows"].empty());
  REQUIRE(get("/v1/orders?order=SO-2").read()["rows"].size() == 1);
  REQUIRE(get("/v1/orders?order=SO-2&limit=1").read()["more"] == false);
  for (const json& row : get("/v1/backorders?order=SO-2&item=BRG").read()["rows"]) REQUIRE(row["line"] == "SO-2/1");
  for (const char* wrong : {"items?order=SO-2", "locations?item=BRG", "items?item="}) {
    INFO(wrong);
    REQUIRE(get(std::string("/v1/") + wrong).status == 400);
  }
}

TEST(master_data_can_be_read_as_it_is_written) {
  for (const char* path : {"items", "barcodes", "locations", "customers", "suppliers", "sources"}) {
    INFO(path);
    REQUIRE(get(std::string("/v1/") + path).status == 200);
  }
  REQUIRE_FALSE(get("/v1/locations").read()["rows"].empty());
}

TEST(the_document_of_all_addresses_is_made_of_the_table_that_routes) {
  const json document = ask("GET", "/v1/openapi.json", "", "", "no-token-is-needed").read();
  REQUIRE(document["openapi"] == "3.0.3");
  int addresses = 0;
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, about] : methods.items()) {
      std::string name = method;
      for (char& c : name) c = static_cast<char>(std::toupper(c));
      INFO(name << " " << path);
      REQUIRE_FALSE(about["summary"].get<std::string>().empty());
      const bool closed = about.contains("security");
      const bool is_off = path == "/v1/answer";                        // until the site names its public address
      const int answered = about.contains("requestBody") ? 400 : 200;  // an empty body is none
      const int open = is_off ? 404 : answered;
      const int status = ask(name, path, "", "", "").status;
      ++addresses;
      if (status == 429) continue;  // after ten of them nobody without a token is heard for a while
      REQUIRE(status == (closed ? 401 : open));
    }
  }
  REQUIRE(addresses >= 20);
}
