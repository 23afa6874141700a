// The demo as its user runs it.
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>

#include "storage/schema/tables.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

struct Run {
  int code = -1;
  std::string output;
};

Run run(const std::string& command) {
  Run result;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) result.output += buffer.data();
  result.code = WEXITSTATUS(pclose(pipe));
  return result;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> pictures_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".png") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

struct Fixture {
  void setUp() {}
  void tearDown() {}

  Run play(const std::string& name, const std::string& options = "") {
    return run(std::string(DOCKHAND_PROGRAM) + " demo --out " + (folder / name).string() + " " + options);
  }
  TemporaryFolder folder;
};

}  // namespace

TEST(the_demo_plays_to_its_end_and_says_who_got_what) {
  const Run played = play("shift");
  INFO(played.output);
  REQUIRE(played.code == 0);
  const std::string tables = std::to_string(dockhand::synced_tables.size());
  for (const std::string& expected :
       {std::string("SO-118"), std::string("SO-131"), "agree on " + tables + " of " + tables + " tables"}) {
    INFO(expected);
    REQUIRE(played.output.find(expected) != std::string::npos);
  }
}

TEST(the_demos_warehouse_has_learned_who_is_late) {
  REQUIRE(play("shift").code == 0);
  const Run asked =
      run(std::string(DOCKHAND_PROGRAM) + " --db " + (folder / "shift" / "hub.db").string() + " suppliers --json");
  INFO(asked.output);
  REQUIRE(asked.code == 0);
  REQUIRE(asked.output.find(R"("on_time_in_full":"77 %")") != std::string::npos);  // late 3 of 13 times
  REQUIRE(asked.output.find(R"("timed":12)") != std::string::npos);
}

TEST(the_demos_lines_wait_for_many_causes) {
  REQUIRE(play("shift").code == 0);
  const Run asked =
      run(std::string(DOCKHAND_PROGRAM) + " --db " + (folder / "shift" / "hub.db").string() + " causes --json");
  INFO(asked.output);
  for (const char* cause : {"supplier_late", "supplier_short", "stock_lost", "promotion", "peak", "planned_risk"}) {
    INFO(cause);
    REQUIRE(asked.output.find(std::string("\"cause\":\"") + cause + "\"") != std::string::npos);
  }
}

TEST(the_demo_leaves_the_same_pictures_every_time) {
  REQUIRE(play("one").code == 0);
  REQUIRE(play("two").code == 0);
  const auto pictures = pictures_in(folder / "one");
  REQUIRE(pictures.size() >= 10);
  REQUIRE(pictures_in(folder / "two") == pictures);
  for (const std::string& name : pictures) {
    INFO(name);
    REQUIRE(bytes_of(folder / "one" / name) == bytes_of(folder / "two" / name));
  }
}

TEST(the_demo_plays_in_landscape_at_night_as_well) {
  const Run played = play("night", "--size 1280x800 --theme night");
  INFO(played.output);
  REQUIRE(played.code == 0);
}

TEST(a_folder_that_cannot_be_made_is_said) {
  const Run played = run(std::string(DOCKHAND_PROGRAM) + " demo --out /proc/nowhere");
  REQUIRE(played.code == 1);
  REQUIRE(played.output.find("--out") != std::string::npos);
}
