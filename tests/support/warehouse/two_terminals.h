// Two terminals and a hub, without a network between them. SO-1/1 waits for 4 bearings and ranks first, SO-2/1 for 3.
#pragma once

#include <vector>

#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

struct TwoTerminals {
  void setUp() {
    hub.open_warehouse();
    hub.demand_is({hub.demand("SO-1/1", 4, 1), hub.demand("SO-2/1", 3, 5)});
    sync(a);
    sync(b);
  }
  void tearDown() {}

  void push(Floor& terminal) {
    for (;;) {
      const Push push = terminal.ledger->unacknowledged().value();
      if (push.events.empty()) return;
      const PushReply reply = hub.ledger->accept(push).value();
      REQUIRE_FALSE(reply.refusal);
      REQUIRE(terminal.ledger->acknowledged(reply).ok());
    }
  }
  std::vector<Notice> pull(Floor& terminal) { return terminal.ledger->apply(asked(terminal)).value().notices; }
  Changes asked(Floor& terminal) {
    PullPosition position = terminal.ledger->pull_position().value();
    Changes all;
    for (bool more = true; more;) {
      Changes part = hub.ledger->changes_since({terminal.ledger->writer(), position, clock.now()}, 3).value();
      position = PullPosition{part.generation, part.cursor, part.life};
      more = part.more;
      for (auto& rows : part.tables) all.tables.push_back(rows);
      all.generation = part.generation;
      all.cursor = part.cursor;
      all.applied = part.applied;
    }
    return all;
  }
  // Takes a part of what the hub has. Returns whether there is more.
  bool take_part(Floor& terminal) {
    const PullPosition position = terminal.ledger->pull_position().value();
    const Changes part = hub.ledger->changes_since({terminal.ledger->writer(), position, clock.now()}, 1).value();
    REQUIRE(terminal.ledger->apply(part).ok());
    return part.more;
  }
  // Takes all that the hub has, as a piece of a first pull.
  void take_piece(Floor& terminal, bool more) {
    const PullPosition position = terminal.ledger->pull_position().value();
    Changes piece = hub.ledger->changes_since({terminal.ledger->writer(), position, clock.now()}, 1000).value();
    piece.more = more;
    REQUIRE(terminal.ledger->apply(piece).ok());
  }
  std::vector<Notice> sync(Floor& terminal) {
    push(terminal);
    return pull(terminal);
  }
  // Goes on until nothing moves any more.
  void settle() {
    for (int i = 0; i < 3; ++i) {
      sync(a);
      sync(b);
    }
  }
  void require_sound(const char* name) {
    for (const AuditCheck& check : audit(folder / name).value()) {
      INFO(name << ": " << check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }
  void require_one_truth() {
    const auto truth = table_hashes(folder / "hub.db").value();
    for (const char* name : {"a.db", "b.db"}) {
      const auto mine = table_hashes(folder / name).value();
      REQUIRE(mine.size() == truth.size());
      for (std::size_t i = 0; i < truth.size(); ++i) {
        INFO(name << " " << truth[i].table);
        REQUIRE(mine[i].hash == truth[i].hash);
      }
    }
    for (const char* name : {"hub.db", "a.db", "b.db"}) require_sound(name);
  }
  static Pick pick(const char* line, std::int64_t count, const char* from) {
    return Pick{order(line), Units{item("BRG"), units(count), {}, {}, {}}, place(from), place("X-01")};
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor hub{folder / "hub.db", LedgerRole::hub, clock, "hub"};
  Floor a{folder / "a.db", LedgerRole::terminal, clock, "a"};
  Floor b{folder / "b.db", LedgerRole::terminal, clock, "b"};
};

}  // namespace dockhand::test
