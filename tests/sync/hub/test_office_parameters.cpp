// What stands behind the address of a question of the office's programs: all of it is heeded, or refused.
#include <nlohmann/json.hpp>

#include "tests/support/site/office_hub.h"

using namespace dockhand;
using namespace dockhand::test;
using nlohmann::json;

namespace {

constexpr const char* header = "order,line,customer,item,quantity,promised\n";

struct Fixture : OfficeHub {
  void setUp() {
    OfficeHub::setUp();
    REQUIRE(post("/v1/customers", "customer,name\nC-1,Customer Ltd\n", "text/csv").status == 200);
  }
  Said table(const std::string& target, const std::string& row) const {
    const Said said = post(target, header + row + "\n", "text/csv");
    INFO(target << " " << row << " " << said.body);
    return said;
  }
  bool has(const char* order) const { return !get(std::string("/v1/orders?order=") + order).read()["rows"].empty(); }
  std::string error_of(const Said& said) const { return said.read()["errors"][0]["message"]; }
};

const std::string one_row = "SO-9,1,C-1,BRG,5,2026-12-24";

}  // namespace

TEST(what_an_address_does_not_know_is_refused_and_nothing_is_booked) {
  for (const char* wrong : {"?dryrun=true", "?dry_run", "?dry_run=1", "?dates=ymd", "?decimal=x", "?skip_bad=true",
                            "?dry_run=true&dry_run=false"}) {
    INFO(wrong);
    REQUIRE(table(std::string("/v1/orders") + wrong, one_row).status == 400);
  }
  REQUIRE_FALSE(has("SO-9"));
  REQUIRE(post("/v1/commands?dry_run=true", receive("r1", 1)).status == 400);
  REQUIRE(get("/v1/items").read()["rows"][0]["on_hand"] == 5);
  REQUIRE(get("/v1/availability?item=BRG&quantity=2").status == 400);
  REQUIRE(get("/v1/promise?item=BRG").status == 400);
  REQUIRE(get("/v1/promise?item=BRG&quantity=2").status == 200);
}

TEST(documents_that_are_tried_out_change_nothing_and_say_what_they_would) {
  const Said tried = table("/v1/orders?dry_run=true", one_row);
  REQUIRE(tried.status == 200);
  REQUIRE(tried.read()["dry_run"] == true);
  REQUIRE(tried.read()["repeated"] == false);
  REQUIRE(tried.read()["changes"]["new"] == 1);
  REQUIRE_FALSE(has("SO-9"));
  const std::string rows = R"([{"item":"NEW-1","name":"New","tracking":"none"}])";
  REQUIRE(post("/v1/items?dry_run=true", rows).read()["repeated"] == false);
  REQUIRE(get("/v1/items?item=NEW-1").read()["rows"].empty());
  REQUIRE(post("/v1/items?dry_run=false", rows).status == 200);
  REQUIRE(post("/v1/items?dry_run=true", rows).read()["repeated"] == true);
  REQUIRE(table("/v1/orders", one_row).read().contains("changes") == false);
  REQUIRE(table("/v1/orders?dry_run=true", one_row).read()["repeated"] == true);
  REQUIRE(table("/v1/orders?dry_run=true", "SO-10,1,C-1,NOPE,5,2026-12-24").status == 422);
  REQUIRE(
      post("/v1/orders?dry_run=true", R"([{"line":"SO-10/1","customer":"C-1","item":"NOPE","ordered":1}])").status ==
      422);
}

TEST(a_table_that_can_be_read_in_two_ways_says_how_to_say_it_and_is_read_so) {
  const Said days = table("/v1/orders", "SO-9,1,C-1,BRG,5,03/04/2027");
  REQUIRE(days.status == 422);
  REQUIRE(error_of(days).find("(dates=dmy or dates=mdy)") != std::string::npos);
  REQUIRE(table("/v1/orders?dates=dmy", "SO-9,1,C-1,BRG,5,03/04/2027").status == 200);
  REQUIRE(get("/v1/orders?order=SO-9").body.find("2027-04-03") != std::string::npos);
  const Said mark = table("/v1/orders", "SO-8,1,C-1,BRG,\"5.000\",2026-12-24");
  REQUIRE(mark.status == 422);
  REQUIRE(error_of(mark).find("(decimal=. or decimal=,)") != std::string::npos);
  REQUIRE(table("/v1/orders?decimal=.", "SO-8,1,C-1,BRG,\"5.000\",2026-12-24").status == 200);
  REQUIRE(get("/v1/orders?order=SO-8").read()["rows"][0]["ordered"] == 5);
  REQUIRE(post("/v1/items?dates=dmy", R"([{"item":"NEW-1","name":"New","tracking":"none"}])").status == 400);
}

TEST(what_is_asked_about_documents_is_answered_behind_the_address) {
  const std::string stock = "place,item,quantity\nA-01,BRG,";
  REQUIRE(post("/v1/stock", stock + "5\n", "text/csv").status == 200);
  const Said asked = post("/v1/stock", stock + "8\n", "text/csv");
  INFO(asked.body);
  REQUIRE(asked.status == 422);
  REQUIRE(error_of(asked).find("say confirm=true if that is meant") != std::string::npos);
  REQUIRE(post("/v1/stock", R"([{"place":"A-01","item":"BRG","quantity":8}])").status == 422);
  REQUIRE(post("/v1/stock?confirm=true&dry_run=true", stock + "8\n", "text/csv").status == 200);
  REQUIRE(post("/v1/stock?confirm=true", R"([{"place":"A-01","item":"BRG","quantity":8}])").status == 200);
  REQUIRE(post("/v1/stock?confirm=true", stock + "9\n", "text/csv").status == 200);
}

TEST(no_sentence_for_a_program_names_an_option_of_a_command_line) {
  for (const char* text :
       {"order,line,customer,item,quantity,promised\nSO-7,1,NOBODY,NOPE,5.000,03/04/2027\n",
        "Beleg,Artikel,Menge,Status\nSO-7,BRG,5,seltsam\n", "Artikel,Menge\nBRG,5\n", "what,is,this\n1,2,3\n",
        "order,line,customer,item,quantity\nSO-7,1,C-1,BRG,5\nSO-7,2,C-2,"
        "BRG,5\n"}) {
    const Said said = post("/v1/orders", text, "text/csv");
    INFO(said.body);
    REQUIRE((said.status == 422 || said.status == 400));
    REQUIRE(said.body.find("--") == std::string::npos);
    REQUIRE(said.body.find("mapping") == std::string::npos);
  }
}

TEST(the_document_says_what_can_be_said_behind_each_address_and_what_is_answered) {
  const json paths = get("/v1/openapi.json").read()["paths"];
  const auto names = [&](const char* path, const char* method) {
    std::string all;
    for (const json& one : paths[path][method]["parameters"])
      all += one["name"].get<std::string>() + (one["required"] == true ? "! " : " ");
    return all;
  };
  REQUIRE(names("/v1/promise", "get") == "item! quantity! ");
  REQUIRE(names("/v1/availability", "get") == "item! ");
  REQUIRE(names("/v1/events", "get") == "limit since item order ");
  REQUIRE(names("/v1/orders", "get") == "limit after item order ");
  REQUIRE(names("/v1/orders", "post") == "dry_run confirm dates decimal ");
  REQUIRE(paths["/v1/orders"]["post"]["parameters"][2]["schema"]["enum"] == json::array({"dmy", "mdy"}));
  const auto answers = [&](const char* path, const char* method, const char* status) {
    return paths[path][method]["responses"].contains(status);
  };
  for (const char* path : {"/v1/promise", "/v1/availability"}) {
    for (const char* status : {"200", "400", "401", "404", "405", "429", "503"}) REQUIRE(answers(path, "get", status));
  }
  for (const char* status : {"409", "415", "422", "429"}) REQUIRE(answers("/v1/commands", "post", status));
  REQUIRE(answers("/v1/orders", "post", "415"));
  REQUIRE(answers("/v1/enrol", "post", "429"));
  REQUIRE_FALSE(answers("/healthz", "get", "429"));
  REQUIRE(ask("GET", "/v1/promise?item=NOPE&quantity=1").status == 404);
  REQUIRE(ask("GET", "/v1/availability?item=NOPE").status == 404);
}
