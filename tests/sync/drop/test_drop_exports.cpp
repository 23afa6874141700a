// The folder in which the office finds what was booked.
#include "sync/drop/drop_exports.h"
#include "tests/support/site/drop_fixture.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

struct Fixture : DropFixture {};

}  // namespace

TEST(what_moved_is_written_once_and_what_there_is_each_time) {
  DropExports exports(folder / "out", folder / "dock.db");
  floor.accepted(receipt(bearings(7)));
  REQUIRE(exports.look().value());
  std::vector<std::string> receipts;
  for (const auto& entry : fs::directory_iterator(folder / "out")) {
    if (entry.path().filename().string().starts_with("receipts-")) receipts.push_back(content(entry.path()));
  }
  REQUIRE(receipts.size() == 1);
  REQUIRE(receipts[0].starts_with("seq,at,by,action,document,line,item,"));
  REQUIRE(content(folder / "out/stock.csv").find("BRG") != std::string::npos);
  REQUIRE_FALSE(exports.look().value());
  const auto first = events();
  floor.accepted(receipt(bearings(2)));
  REQUIRE(exports.look().value());
  const std::string name = "0000000000" + std::string(first < 10 ? "0" : "") + std::to_string(first);
  REQUIRE(content(folder / "out" / ("receipts-" + name + "-" + name + ".csv")).find(",2,,,\n") != std::string::npos);
}

TEST(a_crash_among_the_exports_writes_the_same_files_again) {
  floor.accepted(receipt(bearings(7)));
  const auto last = events() - 1;
  std::ofstream(folder / "dock.db.exports") << "{\"after\":" << last - 1 << ",\"until\":" << last << "}\n";
  floor.accepted(receipt(bearings(2)));
  DropExports exports(folder / "out", folder / "dock.db");
  REQUIRE(exports.look().value());
  REQUIRE(exports.look().value());
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder / "out")) {
    files += entry.path().filename().string().starts_with("receipts-") ? 1U : 0U;
  }
  REQUIRE(files == 2);
}
