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
