// The office's files on the command line: what is told of them, and what is asked for.
#include <fstream>
#include <sstream>

#include "tests/support/terminal/ran_program.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : RanProgram {
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name, std::ios::binary) << text;
    return "'" + (folder / name).string() + "'";
  }
  std::string content(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(folder / name).rdbuf();
    return text.str();
  }
};

}  // namespace

TEST(rows_that_the_books_would_refuse_are_told_beside_those_that_cannot_be_read) {
  import("items.csv", "item,name\nBRG,Bearing\n");
  import("customers.csv", "customer,name\nC,Company\n");
  const std::string bad = write("bad.csv",
                                "order,line,customer,item,quantity,promised\nS1,1,C,NOPE,2,2026-12-01\n"
                                "S1,2,C,BRG,x,2026-12-01\nS2,1,C,NONE,3,2026-12-01\nS3,1,C,BRG,3,2026-12-01\n");
  const Ran ran = run("import " + bad);
  INFO(ran.out);
  REQUIRE(ran.code == 3);
  for (const char* row : {"bad.csv:2:", "bad.csv:3:", "bad.csv:4:"}) REQUIRE(ran.says(row));
  const std::string rejects = content("bad.rejects.csv");
  for (const char* row : {"S1,1,C,NOPE", "S1,2,C,BRG,x", "S2,1,C,NONE"}) {
    REQUIRE(rejects.find(row) != std::string::npos);
  }
  REQUIRE(rejects.find("S3") == std::string::npos);
  REQUIRE_FALSE(run("show lines").says("S3"));
}

TEST(the_columns_of_a_file_are_said_with_flags_and_kept) {
  import("items.csv", "item,name\nBRG,Bearing\n");
  import("customers.csv", "customer,name\nC,Company\n");
  const std::string theirs = "Ref;Wer;Was;Stueck;Bis\nS1;C;BRG;4;2026-12-01\n", map = (folder / "their.map").string();
  const std::string file = write("theirs.csv", theirs);
  REQUIRE(run("import " + file).code == 3);
  const Ran said =
      run("import --kind orders --column order=Ref --column customer=Wer --column item=Was --column "
          "quantity=Stueck --column promised=Bis --map '" +
          map + "' " + file);
  INFO(said.out);
  REQUIRE(said.code == 0);
  REQUIRE(run("show lines").says("S1"));
  REQUIRE(content("their.map").find("item = was") != std::string::npos);
  REQUIRE(run("import " + write("more.csv", "Ref;Wer;Was;Stueck;Bis\nS2;C;BRG;4;2026-12-01\n")).code == 0);
}

TEST(an_answer_that_is_asked_for_as_json_is_json) {
  import("items.csv", "item,name\nBRG,Bearing\n");
  const Ran undone = run("import --undo --json");
  REQUIRE(undone.code == 0);
  REQUIRE(undone.says("\"taken_back\":true"));
}

TEST(behind_a_file_that_was_not_taken_an_older_one_is_not_taken_back_unasked) {
  import("items.csv", "item,name\nBRG,Bearing\n");
  const std::string cut =
      write("cut.edi", "UNB+UNOC:3+4012345000009:14+4098765000005:14+261116:1030+1'UNH+1+DESADV:D:96A");
  const std::string more = write("more.csv", "item,name\nGLV,Glove\n");
  for (const std::string& file : {cut, std::string("is-not-there.csv"), "--dry-run " + more}) {
    INFO(file);
    REQUIRE((run("import " + file).code == 0) == file.starts_with("--"));
    const Ran undone = run("import --undo");
    INFO(undone.out);
    REQUIRE(undone.code != 0);
    REQUIRE(undone.says("--undo 'items.csv'"));
    REQUIRE(run("show items").says("BRG"));
  }
  REQUIRE(run("import " + more).code == 0);
  REQUIRE(run("import --undo").says("more.csv was taken back"));
}

TEST(a_trial_says_that_the_import_would_be_refused_before_a_rule_is_said) {
  import("items.csv", "item,name\nBRG,Bearing\n");
  import("customers.csv", "customer,name\nC,Company\n");
  const std::string header = "order,line,customer,item,quantity,promised\n";
  import("orders.csv", header + "S1,1,C,BRG,2,2026-12-01\nS1,2,C,BRG,3,2026-12-01\n");
  const std::string fewer = write("fewer.csv", header + "S1,1,C,BRG,2,2026-12-01\n");
  const Ran trial = run("import --dry-run " + fewer + " </dev/null");
  INFO(trial.out);
  REQUIRE(trial.code == 3);
  REQUIRE(trial.says("--left-out cancel or keep"));
  REQUIRE_FALSE(trial.says("is kept"));
  REQUIRE(run("import " + fewer + " </dev/null").code == 3);
  REQUIRE(run("import --dry-run --left-out keep " + fewer + " </dev/null").code == 0);
  REQUIRE(run("import --left-out keep " + fewer + " </dev/null").code == 0);
}

TEST(stock_goes_out_with_the_dates_of_its_lots) {
  import("items.csv", "item,name,tracking,expiry\nMEAT,Meat,lot,yes\nBRG,Bearing,none,no\n");
  import("places.csv", "location,kind\nA-01,storage\n");
  import("stock.csv", "place,item,quantity,lot,expiry\nA-01,MEAT,5,L1,2027-03-01\nA-01,BRG,2,,\n");
  const Ran stock = run("export stock");
  INFO(stock.out);
  REQUIRE(stock.out.substr(0, stock.out.find('\n')).ends_with(",expiry"));
  REQUIRE(stock.says(",2027-03-01\n"));
}
