// What is told of a simulated site: its seed, its length, and all that may go wrong.
//
// Decides: the mishaps, and which of them a seed has. Leaves to others: what they do to a site (sim_site.h).
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace dockhand::test {

enum class Mishap : unsigned {
  bad_network,     // messages are dropped, doubled, delayed, answered from an old memory
  days_offline,    // a terminal works by itself
  power,           // of a terminal, at any write
  hub_power,       // of the hub, at any write
  set_back,        // a terminal's file as it was once
  clone,           // a second terminal with the same file
  restored,        // a terminal is restored from a backup
  hub_set_back,    // the hub's file as it was once
  hub_restored,    // the hub is restored from a backup
  hub_wiped,       // another hub, with nothing but what the office knows
  poison,          // a stranger sends what cannot be read
  forgery,         // somebody sends what no terminal has written
  same_ids,        // two terminals give one id to two facts
  bursts,          // scans share a flush
  no_role,         // somebody whom the hub does not allow it changes a document
  store_set_back,  // the hub's store as it was once, of a dump that was put back
  revoked,         // a terminal is shut out for a while, and then enrolled anew
  count
};

struct Story {
  std::uint64_t seed = 1;
  int steps = 60;
  unsigned mishaps = 0;
  // The hub's truth is in a store, which fails now and then; its disk is a cache, which is lost or set back. Two
  // more hubs follow the store, answer some of the pulls and take over.
  bool stored = false;

  bool may(Mishap one) const { return (mishaps & (1U << static_cast<unsigned>(one))) != 0; }
  std::string text() const {
    return "DOCKHAND_SEED=" + std::to_string(seed) + " DOCKHAND_STEPS=" + std::to_string(steps) +
           " DOCKHAND_MISHAPS=" + std::to_string(mishaps);
  }
  // Each story has half of all mishaps, so that each is also met without the others.
  static Story of(std::uint64_t seed) {
    std::mt19937_64 dice(seed * 0x9E3779B97F4A7C15U);
    return {seed, 30 + static_cast<int>(dice() % 50),
            static_cast<unsigned>(dice() & dice()) % (1U << static_cast<unsigned>(Mishap::count))};
  }
};

}  // namespace dockhand::test
