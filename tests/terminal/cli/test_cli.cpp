// The program as a whole: what it says and which exit code it gives, above all when something is wrong.
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "storage/engine/engine.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
  bool says(const std::string& words) const { return (out + err).find(words) != std::string::npos; }
};

struct Fixture {
  void setUp() {}
  void tearDown() {}

  TemporaryFolder folder;
  std::string db = (folder / "dock.db").string();

  static std::string content(const std::filesystem::path& file) {
    std::stringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
  }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name, std::ios::binary) << text;
    return (folder / name).string();
  }
  // Through a shell; `arguments` holds no untrusted text.
  Ran run(const std::string& arguments, const std::string& input = "") const {
    const std::string in = write("in", input);
    const std::string out = (folder / "out").string();
    const std::string err = (folder / "err").string();
    const std::string command = std::string("'") + DOCKHAND_PROGRAM + "' --db '" + db + "' " + arguments + " < '" + in +
                                "' > '" + out + "' 2> '" + err + "'";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(out), content(err)};
  }
  // Of a run whose results go to a disk that is full.
  int code_on_full_disk(const std::string& arguments, const std::string& input = "") const {
    const std::string in = write("in", input);
    const std::string command =
        std::string("'") + DOCKHAND_PROGRAM + "' --db '" + db + "' " + arguments + " < '" + in + "' > /dev/full 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  Ran import_demo() const {
    const std::string demo = std::string(DOCKHAND_SOURCE_DIR) + "/assets/demo/";
    return run("import " + demo + "orders.csv " + demo + "purchases.csv " + demo + "items.csv " + demo +
               "barcodes.csv " + demo + "locations.csv " + demo + "customers.csv " + demo + "asns.csv");
  }
  static std::vector<nlohmann::json> lines(const std::string& text) {
    std::vector<nlohmann::json> all;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) all.push_back(nlohmann::json::parse(line));
    return all;
  }
};

constexpr const char* receipt =
    R"({"id":"r1","do":"receive","item":"BRG-6204","quantity":12,"at":"DOCK-1","purchase":"PO-7001/1"})";

}  // namespace

TEST(goods_that_come_in_go_to_those_who_wait_and_the_books_hold) {
  REQUIRE(import_demo().code == 0);
  const Ran done = run("do", std::string(receipt) + "\n");
  REQUIRE(done.code == 0);
  const auto answer = lines(done.out).at(0);
  REQUIRE(answer["outcome"] == "accepted");
  REQUIRE(answer["claims"][0]["line"] == "SO-118/1");
  REQUIRE(answer["claims"][0]["granted"] == 4);
  REQUIRE(answer["claims"][1]["line"] == "SO-131/1");
  REQUIRE(answer["free"] == 5);
  REQUIRE(run("audit").code == 0);
  REQUIRE(run("why SO-118/1").out.find("Got 4 of 4 waiting") != std::string::npos);
}

TEST(picked_units_are_not_told_as_free_stock) {
  import_demo();
  run("do", receipt);
  const Ran done = run(
      "do", R"({"id":"p1","do":"pick","line":"SO-118/1","item":"BRG-6204","quantity":4,"from":"DOCK-1","to":"X-01"})");
  REQUIRE(done.code == 0);
  REQUIRE(lines(done.out).at(0)["quantity"] == 4);
  REQUIRE(lines(done.out).at(0)["free"] == 0);
}

TEST(bad_lines_are_answered_with_their_number_and_the_rest_is_done) {
  import_demo();
  const Ran done = run("do", std::string("nonsense\n\n") + receipt + "\r\n" + receipt + "\n" +
                                 R"({"id":"r2","do":"receive","item":"NONE","quantity":1,"at":"DOCK-1"})");
  REQUIRE(done.code == 3);
  const auto answers = lines(done.out);
  REQUIRE(answers.size() == 4);
  REQUIRE(answers[0]["outcome"] == "error");
  REQUIRE(answers[0]["line"] == 1);
  REQUIRE(answers[1]["outcome"] == "accepted");
  REQUIRE(answers[2]["repeated"] == true);
  REQUIRE(answers[2]["seq"] == answers[1]["seq"]);
  REQUIRE(answers[3]["outcome"] == "refused");
}

TEST(a_line_that_is_far_too_long_is_one_error) {
  import_demo();
  const Ran done = run("do", std::string(3'000'000, 'x') + "\n" + receipt + "\n");
  REQUIRE(done.code == 3);
  REQUIRE(lines(done.out).size() == 2);
  REQUIRE(lines(done.out)[1]["outcome"] == "accepted");
}

TEST(pictures_are_scanned_and_what_is_none_is_said) {
  const std::string labels = DOCKHAND_LABELS_DIR;
  const Ran ran =
      run("scan " + labels + "/po-7001.png " + write("none.png", "no picture") + " " + labels + "/tape-50.png");
  REQUIRE(ran.code == 3);
  const auto told = lines(ran.out);
  REQUIRE(told.size() == 3);
  REQUIRE(told[0].at("symbols").at(0).at("text") == "PO-7001");
  REQUIRE(told[0].at("decode_cpu_ms") > 0);
  REQUIRE(told[1].at("error").at("kind") == "bad_input");
  REQUIRE(told[2].at("symbols").at(0).at("gtin") == "08712345678906");
  REQUIRE(run("scan --limit-s 0 " + labels + "/po-7001.png").code == 2);
}

TEST(results_that_cannot_be_written_and_files_that_are_not_there_are_failures) {
  import_demo();
  const std::string label = std::string(DOCKHAND_LABELS_DIR) + "/po-7001.png";
  REQUIRE(code_on_full_disk("scan " + label) == 1);
  REQUIRE(code_on_full_disk("parse", "PO-1\n") == 1);
  REQUIRE(code_on_full_disk("show items") == 1);
  REQUIRE(code_on_full_disk("show items --json") == 1);
  REQUIRE(code_on_full_disk("scanners") == 1);
  const Ran missing = run("scan " + write("none.png", "no picture") + " " + (folder / "nowhere.png").string());
  REQUIRE(missing.code == 1);
  REQUIRE(lines(missing.out).size() == 2);
}

TEST(rows_that_were_left_out_are_said) {
  import_demo();
  const Ran cut = run("show items --limit 1 --json");
  REQUIRE(cut.code == 0);
  REQUIRE(lines(cut.out).size() == 1);
  REQUIRE(cut.err.find("only the first 1 row is shown") != std::string::npos);
  const Ran whole = run("show items --json");
  REQUIRE(lines(whole.out).size() > 1);
  REQUIRE(whole.err.empty());
}

TEST(a_folder_of_pictures_can_be_tried_as_a_scanner_with_the_sites_rules) {
  const std::string label = std::string(DOCKHAND_LABELS_DIR) + "/po-7001.png";
  const std::string config =
      write("dockhand.toml", "[[scanner]]\nname = \"pictures\"\ndriver = \"image\"\ndevice = \"" + label +
                                 "\"\n[[site.pattern]]\nrole = \"purchase\"\npattern = \"PO-(.*)\"\n");
  const Ran ran = run("scanners --config " + config + " --test pictures --count 1 --seconds 60");
  REQUIRE(ran.code == 0);
  REQUIRE(lines(ran.out).at(0).at("meaning") == "purchase 7001");
  REQUIRE(lines(ran.out).at(0).at("raw") == "PO-7001");
  REQUIRE(lines(ran.out).at(0).at("latency_ms") > 0);
}

TEST(what_is_in_a_code_commands_no_terminal) {
  const Ran ran = run("parse",
                      "A\x1b[2J\x7f\nA\xC2\x9B"
                      "2J\xE2\x80\xAE\n]C110\xC2\x9B\n\xff\xfe\n");
  REQUIRE(ran.code == 3);
  for (const char* obeyed : {"\x1b", "\x7f", "\xC2\x9B", "\xE2\x80\xAE", "\xff"})
    REQUIRE(ran.out.find(obeyed) == std::string::npos);
  const auto told = lines(ran.out);
  REQUIRE(told.at(0).at("text") == "A\x1b[2J\x7f");
  REQUIRE(told.at(1).at("text") ==
          "A\xC2\x9B"
          "2J\xE2\x80\xAE");
  REQUIRE(told.at(2).contains("error"));
  const Ran refused =
      run("scanners --config '\xC2\x9B"
          "2J'");
  REQUIRE(refused.code == 3);
  REQUIRE(refused.err.find("\xC2\x9B") == std::string::npos);
}

TEST(everything_can_be_shown_as_a_table_and_as_json_lines) {
  import_demo();
  run("do", receipt);
  for (const char* topic :
       {"stock", "items", "barcodes", "locations", "customers", "site", "totes", "orders", "lines", "backorders",
        "claims", "events", "purchases", "picks", "units", "asns", "lots", "notices", "hashes"}) {
    INFO(topic);
    REQUIRE(run(std::string("show ") + topic).code == 0);
    const Ran json = run(std::string("show --json ") + topic);
    REQUIRE(json.code == 0);
    const bool nothing_yet = std::set<std::string>{"units", "lots", "notices"}.contains(topic);
    REQUIRE(lines(json.out).empty() == nothing_yet);
  }
}

TEST(customers_and_settings_are_shown_as_the_office_wrote_them) {
  const auto customers = write("customers.csv", "customer,name,class,partial\nC-1,Acme,gain,no\nC-2,Beta,,\n");
  REQUIRE(run("import '" + customers + "'").code == 0);
  const auto known = lines(run("show customers --json").out);
  REQUIRE(known.size() == 2);
  REQUIRE(known[0] ==
          nlohmann::json{{"customer", "C-1"}, {"class", "gain"}, {"policies", "partial=no"}, {"name", "Acme"}});
  REQUIRE(known[1]["class"] == "");
  REQUIRE(lines(run("show site --json").out)[0] == nlohmann::json{{"setting", "prefer_completed"}, {"value", "no"}});
  REQUIRE(run("import '" + write("site.csv", "setting,value\nprefer_completed,yes\n") + "'").code == 0);
  REQUIRE(lines(run("show site --json").out)[0]["value"] == "yes");
}

TEST(the_last_import_is_taken_back_and_an_export_of_nothing_says_its_columns) {
  const auto items = write("items.csv", "item,name\nA,First\nB,Second\n");
  REQUIRE(run("import '" + items + "'").code == 0);
  REQUIRE(run("export receipts").says("document,line,item,lot,serial,quantity,allowed_by,reason,expiry\n"));
  REQUIRE(run("export --json --since 7 receipts").says("nothing was booked after event 7: the next --since is 7\n"));
  REQUIRE(run("export stock").out.starts_with("place,kind,item,lot,serial,on_hand"));
  const auto trial = run("import --dry-run '" + write("one.csv", "item,name\nA,Changed\n") + "'");
  REQUIRE(trial.says("one.csv: read as UTF-8, columns separated by commas\n"));
  REQUIRE(trial.says("  items     1    0        1          0     1        0\n"));
  REQUIRE(run("import --undo another.csv").code == 3);
  REQUIRE(run("import --undo").code == 3);  // one.csv, which was only tried out, was the last
  REQUIRE(run("import --undo items.csv").code == 0);
  REQUIRE(lines(run("show items --json").out).empty());
  REQUIRE(run("import --undo").code == 3);
}

TEST(a_hostile_name_cannot_command_the_terminal) {
  const auto file = write("items.csv", "item,name\nA,\"\x1b[2Jgone\"\n");
  const Ran done = run("import '" + file + "'");
  REQUIRE(done.code == 3);
  REQUIRE_FALSE(done.says("\x1b"));
}

TEST(a_bad_line_is_told_with_file_and_line_and_nothing_is_imported) {
  const auto good = write("items.csv", "item,name\nA,Name\n");
  const auto bad = write("barcodes.csv", "barcode,item,level,units\n4006381333932,A,ea,1\n");
  const Ran done = run("import '" + good + "' '" + bad + "'");
  REQUIRE(done.code == 3);
  REQUIRE(done.err.find("barcodes.csv:2: barcode: wrong check digit") != std::string::npos);
  REQUIRE_FALSE(std::filesystem::exists(db));
}

TEST(a_trial_leaves_no_file_behind_unless_it_is_said_where) {
  const auto bad = write("items.csv", "item,name\nA,Name\nB\x1b,Name\n");
  const std::filesystem::path beside = folder / "items.rejects.csv", told = folder / "told.csv";
  REQUIRE(run("import --dry-run '" + bad + "'").code == 3);
  REQUIRE(run("import --dry-run --skip-bad '" + bad + "'").code == 0);
  REQUIRE_FALSE(std::filesystem::exists(beside));
  REQUIRE(run("import --dry-run --rejects '" + told.string() + "' '" + bad + "'").code == 3);
  REQUIRE(std::filesystem::exists(told));
  REQUIRE(run("import '" + bad + "'").code == 3);
  REQUIRE(std::filesystem::exists(beside));
}

TEST(a_file_that_is_imported_again_changes_nothing) {
  import_demo();
  const Ran again = import_demo();
  REQUIRE(again.code == 0);
  REQUIRE(again.out.find("imported before") != std::string::npos);
  REQUIRE(lines(run("show events --json").out).size() == 7);
}

TEST(the_listed_events_say_who_has_allowed_each) {
  import_demo();
  run("do",
      R"({"id":"r1","do":"receive","item":"TAPE-50","quantity":1,"at":"DOCK-1","by":"bo","allowed_by":"Ada \"A\" L."})");
  const auto newest = lines(run("show events --json").out).front();
  REQUIRE(newest.at("by") == "bo");
  REQUIRE(newest.at("allowed_by") == "Ada \"A\" L.");
  REQUIRE(lines(run("show events --json").out).back().at("allowed_by") == "");
}

TEST(what_the_office_takes_away_says_who_has_allowed_it) {
  import_demo();
  run("do", R"({"id":"r1","do":"receive","item":"TAPE-50","quantity":1,"at":"DOCK-1","by":"bo"})");
  run("do",
      R"({"id":"r2","do":"receive","item":"TAPE-50","quantity":2,"at":"DOCK-1","by":"bo","allowed_by":"Ada L."})");
  const auto received = lines(run("export receipts --json").out);
  REQUIRE(received.size() == 2);
  REQUIRE(received[0].at("allowed_by") == "");
  REQUIRE(received[1].at("allowed_by") == "Ada L.");
}

TEST(a_database_that_is_a_text_file_is_left_alone) {
  db = write("text.db", "these are my notes\n");
  for (const char* command : {"show stock", "audit", "why SO-1/1", "do"}) {
    INFO(command);
    const Ran done = run(command, receipt);
    REQUIRE(done.code == 5);
    REQUIRE(done.err.find("not a Dockhand database") != std::string::npos);
  }
  REQUIRE(content(db) == "these are my notes\n");
}

TEST(reading_makes_no_database) {
  for (const char* command : {"show stock", "audit", "why SO-1/1"}) {
    INFO(command);
    const Ran done = run(command);
    REQUIRE(done.code == 3);
    REQUIRE(done.err.find("there is no database yet") != std::string::npos);
  }
  REQUIRE_FALSE(std::filesystem::exists(db));
}

TEST(an_acknowledgement_that_cannot_be_written_stops_the_work) {
  import_demo();
  const std::string command =
      std::string("'") + DOCKHAND_PROGRAM + "' --db '" + db + "' do '" +
      write("two",
            std::string(receipt) + "\n" + R"({"id":"r2","do":"receive","item":"TAPE-50","quantity":1,"at":"DOCK-1"})") +
      "' > /dev/full 2> /dev/null";
  const int status = std::system(command.c_str());
  REQUIRE(WEXITSTATUS(status) == 1);
  REQUIRE(run("show events --json").out.find("\"r2\"") == std::string::npos);
}

TEST(help_that_cannot_be_written_is_a_failure_too) {
  for (const char* arguments : {"--help", "--version", "show --help"}) {
    INFO(arguments);
    const std::string command = std::string("'") + DOCKHAND_PROGRAM + "' " + arguments + " > /dev/full 2> /dev/null";
    const int status = std::system(command.c_str());
    REQUIRE(WEXITSTATUS(status) == 1);
  }
}

TEST(books_that_were_changed_give_the_exit_code_of_an_audit) {
  import_demo();
  run("do", receipt);
  {
    auto engine = Engine::open(db, Access::read_write).value();
    REQUIRE(engine->run_script("UPDATE balance SET quantity = 99 WHERE place = 'DOCK-1'").ok());
  }
  const Ran done = run("audit");
  REQUIRE(done.code == 4);
  REQUIRE(done.out.find("FAIL") != std::string::npos);
}

TEST(wrong_usage_has_an_exit_code_of_its_own) {
  REQUIRE(run("show nothing").code == 2);
  REQUIRE(run("").code == 2);
  for (const char* command : {"import", "do", "show", "why", "audit"}) {
    const Ran help = run(std::string(command) + " --help");
    REQUIRE(help.code == 0);
    REQUIRE(help.out.find("Example: dockhand") != std::string::npos);
  }
}

TEST(a_plan_tells_what_would_happen_and_writes_nothing) {
  REQUIRE(import_demo().code == 0);
  const Ran asked = run("plan --what-if 'receive BRG-6204 12'");
  REQUIRE(asked.code == 0);
  REQUIRE(asked.out.find("7 of 12 -> SO-118 (4), SO-131 (3); 5 -> stock") != std::string::npos);
  REQUIRE(asked.out.find("SO-118/1 (Acme Pumps): Rank 1") != std::string::npos);
  const auto answer = lines(run("plan --json --what-if 'receive BRG-6204 12 at DOCK-1 for PO-7001/1'").out).at(0);
  REQUIRE(answer["claims"].size() == 2);
  REQUIRE(run("show events").out.find("received") == std::string::npos);
}

TEST(a_plan_knows_the_verbs_of_the_floor_and_of_the_office) {
  REQUIRE(import_demo().code == 0);
  REQUIRE(run("do", std::string(receipt) + "\n").code == 0);
  REQUIRE(run("plan --what-if 'cancel SO-118/1 4'").code == 0);
  REQUIRE(run("plan --what-if 'pick SO-118/1 2'").out.find("2 done") != std::string::npos);
  REQUIRE(run("plan --what-if 'release SO-118/1 4'").out.find("4 -> stock") != std::string::npos);
  REQUIRE(run("plan --what-if 'count BRG-6204 3 at DOCK-1'").code == 0);
  REQUIRE(run("plan --what-if 'class SO-118/1 lose'").out.find("Lost 4") != std::string::npos);
  REQUIRE(run("plan --what-if 'ship SO-118'").code == 3);
  REQUIRE(run("plan --what-if 'receive BRG-6204'").code == 3);
  REQUIRE(run("plan --what-if 'dance'").code == 3);
  REQUIRE(run("plan --what-if 'receive NO-SUCH 4'").code == 3);
}

TEST(an_order_that_is_only_sent_whole_says_what_it_waits_for_and_is_picked_on) {
  REQUIRE(import_demo().code == 0);
  const std::string orders = write("orders.csv",
                                   "order,line,customer,item,quantity,priority,promised,ordered_at,whole_order\n"
                                   "SO-900,1,C-1001,BRG-6204,4,1,2026-11-20,2026-11-12T08:10:00Z,yes\n");
  REQUIRE(run("import " + orders).code == 0);
  REQUIRE(run("do", std::string(receipt) + "\n").code == 0);
  REQUIRE(run("do",
              R"({"id":"p","do":"pick","line":"SO-900/1","item":"BRG-6204","quantity":3,"from":"DOCK-1","to":"X-01"})"
              "\n")
              .code == 0);
  REQUIRE(run("do", R"({"id":"s","do":"ship","order":"SO-900"})"
                    "\n")
              .out.find("SO-900 is only sent whole: 1 of it is not picked yet") != std::string::npos);
  REQUIRE(run("why SO-900/1").out.find("not shipped yet: the order is only sent whole") != std::string::npos);
  REQUIRE(run("plan --what-if 'pick SO-900/1 1'").out.find("1 done") != std::string::npos);
}
