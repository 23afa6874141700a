// A folder in which an office leaves its files, looked at by a program with books.
#pragma once

#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "sync/drop/drop_folder.h"
#include "tests/support/warehouse/facts_fixture.h"

namespace dockhand::test {

inline constexpr const char* orders_header = "order,line,customer,item,quantity,promised\n";

inline std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct DropFixture : FactsFixture {
  DropPlan plan{folder / "in", folder / "out"};
  std::optional<DropFolder> drop;

  void setUp() {
    FactsFixture::setUp();
    floor.accepted(Import{{CustomerRow{"ACME", "Acme", {}, {}}}});
    start();
  }
  // As after the program was ended.
  std::vector<DroppedFile> start() {
    drop.emplace(plan, folder / "dock.db", on_this_thread(*floor.ledger), clock);
    return drop->begin().value();
  }
  void leave(const std::string& name, const std::string& text) const {
    std::ofstream(folder / "in" / name, std::ios::binary) << text;
  }
  std::vector<DroppedFile> look() { return drop->look().value(); }
  // Looks until what is whole has settled.
  std::vector<DroppedFile> wait_and_look() {
    REQUIRE(look().empty());
    clock.advance(std::chrono::seconds(5));
    return look();
  }
  bool there(const std::string& name) const { return std::filesystem::exists(folder / "in" / name); }
  std::int64_t events() const { return floor.ledger->next_event().value(); }
};

}  // namespace dockhand::test
