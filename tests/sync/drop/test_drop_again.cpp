// Files that belong together, and what goes out once the books were set back.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

#include "storage/upkeep/backup.h"
#include "sync/drop/drop_exports.h"
#include "sync/drop/drop_folder.h"
#include "sync/drop/drop_thread.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Fixture : FactsFixture {
  DropPlan plan{folder / "in", folder / "out"};
  std::optional<DropFolder> drop;

  void setUp() {
    FactsFixture::setUp();
    floor.accepted(Import{{CustomerRow{"ACME", "Acme", {}, {}}, SiteRow{"cancel_left_out", true}}});
    drop.emplace(plan, folder / "dock.db", on_this_thread(*floor.ledger), clock);
    REQUIRE(drop->begin().value().empty());
  }
  void leave(const std::string& name, const std::string& line) const {
    std::ofstream(folder / "in" / name) << "order,line,customer,item,quantity,promised\n" << line;
  }
  std::vector<DroppedFile> wait_and_look() {
    REQUIRE(drop->look().value().empty());
    clock.advance(std::chrono::seconds(5));
    return drop->look().value();
  }
};

}  // namespace

TEST(after_a_backup_is_restored_what_is_booked_since_is_written_and_what_was_lost_is_told) {
  const fs::path file = folder / "again.db", out = folder / "out";
  floor.accepted(receipt(bearings(7)));
  REQUIRE(back_up(folder / "dock.db", folder / "old.db").ok());
  const std::int64_t last = floor.ledger->next_event().value() - 1;
  floor.accepted(receipt(bearings(2)));
  floor.accepted(receipt(bearings(3)));
  REQUIRE(DropExports(out, folder / "dock.db").look().value());
  REQUIRE(Ledger::restore(folder / "old.db", file, clock).ok());
  fs::rename(folder / "dock.db.exports", folder / "again.db.exports");
  Floor again{file, LedgerRole::terminal, clock, "again"};
  again.accepted(receipt(bearings(4)));
  DropExports exports(out, file);
  REQUIRE(exports.look().value());
  std::string receipts, told;
  for (const auto& entry : fs::directory_iterator(out)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("receipts-") && name.size() > std::string("receipts-000000000001-000000000002.csv").size())
      receipts += content(entry.path());
    if (name.starts_with("BOOKS-SET-BACK-")) told += content(entry.path());
  }
  INFO(receipts << told);
  REQUIRE(std::count(receipts.begin(), receipts.end(), '\n') == 2);  // the headings, and what was booked since
  REQUIRE(receipts.find(",4,,,\n") != std::string::npos);
  REQUIRE(told.find("set back to the event " + std::to_string(last) + ".") != std::string::npos);
  REQUIRE_FALSE(exports.look().value());
}

TEST(after_a_file_is_put_back_by_hand_what_is_booked_since_is_written_also_a_second_time) {
  const fs::path file = folder / "again.db", out = folder / "out";
  const auto put_back = [&] {
    for (const char* beside : {"", "-wal", "-shm", "-mark"}) fs::remove(file.string() + beside);
    fs::copy_file(folder / "old.db", file);
  };
  floor.accepted(receipt(bearings(7)));
  REQUIRE(back_up(folder / "dock.db", folder / "old.db").ok());
  put_back();
  DropExports exports(out, file);
  while (exports.look().value()) {}
  for (int life = 1; life <= 3; ++life) {
    {
      Floor again{file, LedgerRole::terminal, clock, "life" + std::to_string(life)};
      for (int more = 0; more < 3; ++more) again.accepted(receipt(bearings(10 * life)));
    }
    while (exports.look().value()) {}
    put_back();
  }
  std::string receipts;
  for (const auto& entry : fs::directory_iterator(out)) {
    if (entry.path().filename().string().starts_with("receipts-")) receipts += content(entry.path());
  }
  INFO(receipts);
  for (const char* units : {",10,,,", ",20,,,", ",30,,,"}) {
    std::size_t rows = 0;
    for (std::size_t at = receipts.find(units); at != std::string::npos; at = receipts.find(units, at + 1)) ++rows;
    CHECK(rows == 3);
  }
}

TEST(an_order_that_goes_on_in_another_file_that_waits_has_the_lines_of_both) {
  for (int day = 0; day < 2; ++day) {
    leave("page1.csv", "SO-9,1,ACME,BRG,4,2026-12-01\n");
    leave("page2.csv", "SO-9,2,ACME,GLV,5,2026-12-01\n");
    REQUIRE(wait_and_look().size() == 2);
    const auto lines = views->order_lines(OrderNumber::parse("SO-9").value()).value();
    REQUIRE(lines.size() == 2);
    for (const OrderLineView& one : lines) REQUIRE_FALSE((one.waiting.none() && one.reserved.none()));
  }
}

TEST(one_folder_for_both_ways_is_refused) {
  const DropPlan both{folder / "both", folder / "in" / ".." / "both"};
  REQUIRE_FALSE(finish_dropped(both, folder / "dock.db", *floor.ledger, clock).ok());
  REQUIRE(finish_dropped({folder / "both", {}}, folder / "dock.db", *floor.ledger, clock).ok());
}
