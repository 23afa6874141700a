// Each guard of storage/ledger/guards.def is removed in turn, and a story has to end badly.
//
// The dice of the simulation soon hit upon most of them. For those that they miss for long there is a story by hand,
// about that guard and nothing else. DOCKHAND_GUARD=NAME removes one alone; DOCKHAND_SEEDS=N tries the first N stories
// of the simulation for each.
#include <array>
#include <cstdio>
#include <cstdlib>

#include "storage/ledger/guards.h"
#include "tests/support/site/hand_site.h"
#include "tests/support/site/sim_site.h"

namespace {
std::optional<dockhand::Guard> removed;
}  // namespace

namespace dockhand {
// Takes the place of the product's own, in which all stand.
bool stands(Guard guard) { return removed != guard; }
}  // namespace dockhand

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Named {
  Guard guard;
  const char* name;
  const char* why;
};
constexpr std::array guards{
#define GUARD(name, why) Named{Guard::name, #name, why},
#include "storage/ledger/guards.def"
#undef GUARD
};

Units bearings(std::int64_t count) { return Units{item("BRG"), units(count), {}, {}, {}}; }
Receive receipt(std::int64_t count, const char* at = "DOCK-1") {
  return Receive{bearings(count), place(at), {}, false};
}
Import demand(std::int64_t count) {
  Import import;
  import.rows = {OrderLineRow {
    order("SO-1/1"),
    "ACME",
    item("BRG"),
    units(count),
    units(0),
    1,
    day("2026-11-24"),
    Instant{},
    true
  }};
  return import;
}

Import demand_of_a_winner(std::int64_t count) {
  Import import = demand(count);
  auto& line = std::get<OrderLineRow>(import.rows.front());
  line.line = order("SO-9/1");
  line.order_class = OrderClass::win;
  return import;
}

Assign assigned_to(const SimTerminal& terminal) {
  return Assign{PurchaseNumber::parse("PO-7").value(), terminal.ledger->writer()};
}
Receive of_purchase(std::int64_t count) { return Receive{bearings(count), place("DOCK-1"), purchase("PO-7/1"), false}; }

struct ByHand {
  Guard guard;
  void (*play)(HandSite&);
};
constexpr std::array stories{
    // Two copies of a database send two events under one number.
    ByHand{Guard::same_past,
           [](HandSite& site) {
             site.a.keep_image();
             site.work(site.a, receipt(5));
             site.sync(site.a);
             site.a.become(site.a.kept);
             site.work(site.a, receipt(2));
             if (!site.push(site.a).refusal) throw Complaint{"the hub says that it has what it has not"};
             site.rest();
           }},
    ByHand{Guard::commit_first,
           [](HandSite& site) {
             site.work(site.a, receipt(5));
             site.push_and_hear(site.a);
             site.nothing_is_lost();
             site.rest();
           }},
    // The hub that is told again what came before the backup has never had it.
    ByHand{Guard::copy_sends_all,
           [](HandSite& site) {
             site.work(site.a, receipt(5));
             site.sync(site.a);
             site.a.restore();
             site.wipe_hub();
             site.rest();
           }},
    // The hub would have an event that the terminal has not, and find another in its place.
    ByHand{Guard::flushed_first,
           [](HandSite& site) {
             site.work_unflushed(site.a, receipt(5));
             site.push(site.a);
             HandSite::lose_power(site.a);
             site.work(site.a, receipt(2));
             site.rest();
             site.nobody_is_called_a_copy();
           }},
    // Nothing else tells the terminal: it has seen nothing yet of what the hub has lost.
    ByHand{Guard::sent_again,
           [](HandSite& site) {
             site.hub.keep_image();
             site.work(site.a, receipt(5));
             site.push_and_hear(site.a);
             site.hub.become(site.hub.kept);
             site.rest();
           }},
    // The hub does not book the receipt, and so writes nothing of the lot.
    ByHand{Guard::asked_for,
           [](HandSite& site) {
             const Units gloves{item("GLV"), units(4), lot("L-9"), {}, day("2027-01-31")};
             site.work(site.a, Receive{gloves, place("DOCK-1"), {}, false}, "boss");
             site.rest();
           }},
    ByHand{Guard::pending_on_top,
           [](HandSite& site) {
             site.work(site.a, receipt(5));
             site.office_works(receipt(2));
             site.pull(site.a);
             SimChecks::books_hold("a", site.a);
             site.rest();
           }},
    ByHand{Guard::documents_on_top,
           [](HandSite& site) {
             site.work(site.a, demand(9));
             site.office_works(demand(5));
             site.pull(site.a);
             SimChecks::sees_its_own_documents(site.a);
             site.rest();
           }},
    // Terminal a receives its purchase without a network; others come before it at the hub.
    ByHand{Guard::leases_heeded,
           [](HandSite& site) {
             site.work(site.a, receipt(1));
             site.sync(site.a);
             site.office_works(assigned_to(site.a));
             site.sync(site.a);
             site.work(site.a, of_purchase(6));
             site.office_works(receipt(9));
             site.rest();
             site.nobody_has_lost_a_claim();
           }},
    // Others bring units without a purchase: they are for no line of the lease.
    ByHand{Guard::leased_demand,
           [](HandSite& site) {
             site.work(site.a, receipt(1));
             site.sync(site.a);
             site.office_works(assigned_to(site.a));
             site.sync(site.b);
             site.work(site.b, receipt(6, "DOCK-2"));
             site.rest();
             site.has_reserved("SO-1/1", 1);
           }},
    // A line of a higher class comes after units were given under the lease: it takes the one that came before it
    // alone.
    ByHand{Guard::leased_claims,
           [](HandSite& site) {
             site.work(site.a, receipt(1));
             site.sync(site.a);
             site.office_works(assigned_to(site.a));
             site.sync(site.a);
             site.work(site.a, of_purchase(3));
             site.sync(site.a);
             site.office_works(demand_of_a_winner(4));
             site.rest();
             site.has_reserved("SO-1/1", 3);
           }},
    // A supervisor at the hub gives the units to another line.
    ByHand{Guard::leases_asked,
           [](HandSite& site) {
             site.work(site.a, receipt(1));
             site.sync(site.a);
             site.office_works(assigned_to(site.a));
             site.sync(site.a);
             site.work(site.a, of_purchase(3));
             site.sync(site.a);
             site.office_works(Claim{order("SO-2/1"), units(3), "a good customer"});
             site.rest();
             site.has_reserved("SO-1/1", 4);
           }},
    // The purchase comes to the terminal that has it.
    ByHand{Guard::leased_first,
           [](HandSite& site) {
             site.work(site.a, receipt(1));
             site.sync(site.a);
             site.office_works(assigned_to(site.a));
             site.sync(site.a);
             site.work(site.a, of_purchase(3));
             site.rest();
             site.has_reserved("SO-1/1", 4);
           }},
    // What was set aside for the copied life is nobody's.
    ByHand{Guard::leases_of_copy_end,
           [](HandSite& site) {
             site.work(site.a, receipt(1));
             site.sync(site.a);
             site.office_works(assigned_to(site.a));
             site.a.restore();
             site.rest();
             site.nothing_is_leased();
           }},
    ByHand{Guard::leases_end_with_hub,
           [](HandSite& site) {
             site.work(site.a, receipt(1));
             site.sync(site.a);
             site.office_works(assigned_to(site.a));
             site.hub.restore();
             site.rest();
             site.nothing_is_leased();
           }},
    // Both have reserved units for one line, which has more than its demand then.
    ByHand{Guard::planned_again,
           [](HandSite& site) {
             site.work(site.b, receipt(6, "DOCK-2"));
             site.work(site.a, receipt(4));
             site.sync(site.a);
             site.pull(site.b);
             SimChecks::books_hold("b", site.b);
             site.rest();
           }},
};

// What must not have happened; empty when all is well.
std::string complaint_of(const ByHand& story) {
  try {
    HandSite site;
    story.play(site);
    return "";
  } catch (const Complaint& complaint) {
    return complaint.text;
  }
}

struct Noticed {
  std::string story;  // empty: by none
  std::string complaint;
};

// Returns the first story that ends badly without the guard.
Noticed noticed_without(Guard guard, std::uint64_t seeds) {
  removed = guard;
  Noticed noticed;
  const auto* by_hand =
      std::find_if(stories.begin(), stories.end(), [&](const ByHand& one) { return one.guard == guard; });
  if (by_hand != stories.end()) {
    noticed = {"by hand", complaint_of(*by_hand)};
  } else {
    for (std::uint64_t seed = 1; seed <= seeds && noticed.complaint.empty(); ++seed) {
      noticed = {"seed " + std::to_string(seed), SimSite(Story::of(seed)).play()};
    }
  }
  removed.reset();
  if (noticed.complaint.empty()) noticed.story.clear();
  return noticed;
}

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

}  // namespace

TEST(every_story_by_hand_ends_well_while_all_guards_stand) {
  for (const ByHand& story : stories) {
    INFO(guards[static_cast<std::size_t>(story.guard)].name << ": " << complaint_of(story));
    REQUIRE(complaint_of(story).empty());
  }
}

TEST(every_guard_that_is_removed_is_missed) {
  const char* given = std::getenv("DOCKHAND_SEEDS");
  const std::uint64_t seeds = given == nullptr ? 40 : std::strtoull(given, nullptr, 10);
  const char* alone = std::getenv("DOCKHAND_GUARD");
  std::vector<std::string> missed;
  for (const Named& one : guards) {
    if (alone != nullptr && std::string(alone) != one.name) continue;
    const Noticed noticed = noticed_without(one.guard, seeds);
    const bool none = noticed.story.empty();
    std::printf("%-18s %s\n", one.name,
                none ? "NOT NOTICED" : (noticed.story + ": " + noticed.complaint.substr(0, 110)).c_str());
    std::fflush(stdout);
    if (none) missed.push_back(one.name);
  }
  std::printf("%zu of %zu guards are missed when they are gone\n", guards.size() - missed.size(), guards.size());
  REQUIRE(missed == std::vector<std::string>());
}
