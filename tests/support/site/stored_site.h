// A site whose truth stands in a store, with hubs that come and go and a terminal: the same for every kind of store.
//
// Decides: what is done at such a site, and how two databases are compared: by every row of every table. Leaves to
// others: the store (`link` makes one), and what has to hold.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/engine/numbered_rows.h"
#include "storage/store/site_store.h"
#include "storage/upkeep/audit.h"
#include "tests/support/warehouse/random_facts.h"

namespace dockhand::test {

inline std::string text_of(const NumberedRow& row) {
  std::string text = std::to_string(row.number);
  for (const Value& cell : row.cells) {
    text += "|";
    if (const auto* number = std::get_if<std::int64_t>(&cell)) text += std::to_string(*number);
    if (const auto* words = std::get_if<std::string>(&cell)) text += "'" + *words + "'";
  }
  return text;
}

// Returns every row of every table, each on a line.
inline std::vector<std::string> contents_of(const std::filesystem::path& file) {
  const auto db = Engine::open(file, Access::read_only).value();
  std::vector<std::string> lines;
  for (const TableShape& table : shapes_of(*db)) {
    read_rows(*db, table, [&](const NumberedRow& row) {
      lines.push_back(table.name + " " + text_of(row));
      return true;
    });
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

inline std::vector<std::string> contents_of(SiteStore& store) {
  std::vector<std::string> lines;
  const Status read = store.read(
      "", [](const StoreHead&, Beyond) -> Status { return Done{}; },
      [&](const TableShape& table, const ChangedRows& rows) -> Status {
        for (const NumberedRow& row : rows.rows) lines.push_back(table.name + " " + text_of(row));
        return Done{};
      });
  INFO((read ? "" : read.error().sentence()));
  REQUIRE(read.ok());
  std::sort(lines.begin(), lines.end());
  return lines;
}

// The first line that one has and the other has not; empty: they are the same.
inline std::string difference(const std::vector<std::string>& here, const std::vector<std::string>& there) {
  std::vector<std::string> apart;
  std::set_symmetric_difference(here.begin(), here.end(), there.begin(), there.end(), std::back_inserter(apart));
  return apart.empty() ? "" : std::to_string(apart.size()) + " lines, the first: " + apart.front();
}

struct StoredSite {
  using Link = std::function<std::unique_ptr<SiteStore>()>;
  explicit StoredSite(Link its_link) : link(std::move(its_link)) {}

  Result<std::unique_ptr<Ledger>> open(const std::string& name) {
    return Ledger::open(folder / name, LedgerRole::hub, clock, Disk::real(), link());
  }
  std::unique_ptr<Ledger> hub(const std::string& name) {
    auto opened = open(name);
    INFO((opened ? "" : opened.error().sentence()));
    REQUIRE(opened.ok());
    return std::move(opened).value();
  }
  // Books the documents of a small warehouse.
  void furnish(std::unique_ptr<Ledger>& hub) {
    Floor& office = floor_with(hub);
    office.open_warehouse();
    office.demand_is({office.demand("SO-1/1", 4, 1), office.demand("SO-2/1", 30)});
    hub = std::move(office.ledger);
  }
  // What may happen; some of it is refused.
  void live(std::unique_ptr<Ledger>& hub, const std::string& name, unsigned seed, int facts) {
    Floor& floor = floor_with(hub);
    LedgerWorld world(folder / name, clock);
    for (const std::string& code : items) world.rules.emplace(code, ItemRow{item(code), code});
    world.rules.at("GLV").tracking = Tracking::lot;
    world.rules.at("DRL").tracking = Tracking::serial;
    RandomFacts random(seed, floor, world);
    for (int i = 0; i < facts; ++i) {
      floor.give(random.next());
      clock.advance(std::chrono::minutes(7));
    }
    hub = std::move(floor.ledger);
  }
  // Returns the outcome of a receipt of `count` bearings.
  Result<Outcome> receive(Ledger& hub, const std::string& id, std::int64_t count = 1) {
    return hub.execute({CommandId::parse(id).value(), OperatorName::parse("anna").value(), clock.now(),
                        Receive{Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), {}, false}});
  }
  // How often the books know a fact: 0 or 1, whatever went wrong.
  bool knows(const std::string& name, const std::string& id) {
    const auto all = contents_of(folder / name);
    return std::count_if(all.begin(), all.end(), [&](const std::string& line) {
             return line.starts_with("event ") && line.find("|'" + id + "'|") != std::string::npos;
           }) == 1;
  }
  bool books_hold(const std::string& name) {
    for (const AuditCheck& check : audit(folder / name).value()) {
      INFO(check.name + ": " + check.detail);
      CHECK(check.passed);
      if (!check.passed) return false;
    }
    return true;
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Link link;

 private:
  // Gives commands under ids of its own, whichever hub it has.
  Floor& floor_with(std::unique_ptr<Ledger>& hub) {
    if (!floor_) floor_.emplace(folder / "of-the-floor.db", LedgerRole::hub, clock, "office");
    floor_->ledger = std::move(hub);
    return *floor_;
  }
  std::optional<Floor> floor_;
};

}  // namespace dockhand::test
