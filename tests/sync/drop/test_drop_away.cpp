// Folders that were away, or that somebody has deleted, while files are left in them.
#include "tests/support/site/drop_fixture.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

struct Fixture : DropFixture {
  static std::string order(const std::string& number) { return orders_header + number + ",1,ACME,BRG,4,2026-12-01\n"; }
};

}  // namespace

TEST(folders_that_were_deleted_are_made_again) {
  for (const char* one : {"done", "refused", "taking"}) {
    INFO(one);
    fs::remove_all(folder / "in" / one);
    const std::string name = std::string(one) + ".csv";
    leave(name, order("SO-" + std::string(one)));
    REQUIRE(wait_and_look().at(0).booked);
    REQUIRE(there("done/" + name + ".report.txt"));
    REQUIRE_FALSE(there(name));
  }
}

TEST(a_folder_that_is_away_is_told_and_used_again_once_it_is_there) {
  fs::rename(folder / "in", folder / "away");
  const auto away = drop->look();
  REQUIRE_FALSE(away.ok());
  REQUIRE(away.error().sentence().find("the folder is away") != std::string::npos);
  REQUIRE_FALSE(fs::exists(folder / "in"));
  fs::create_directory(folder / "in");
  leave("orders.csv", order("SO-9"));
  REQUIRE(wait_and_look().at(0).booked);
  REQUIRE(there("done/orders.csv"));
}

TEST(what_is_booked_and_cannot_be_reported_is_not_put_back_and_is_reported_later) {
  const fs::path report = folder / "in/done/orders.csv.report.txt";
  fs::create_directories(report / "in the way");
  leave("orders.csv", order("SO-9"));
  REQUIRE(look().empty());
  clock.advance(std::chrono::seconds(5));
  for (int looks = 0; looks < 8; ++looks) REQUIRE_FALSE(drop->look().ok());
  REQUIRE_FALSE(there("orders.csv"));
  REQUIRE(state("SO-9/1") == "4 0 0 0");
  fs::remove_all(report);
  const auto told = look();
  REQUIRE(told.size() == 1);
  REQUIRE(told[0].booked);
  REQUIRE(there("done/orders.csv"));
  REQUIRE(state("SO-9/1") == "4 0 0 0");
}
