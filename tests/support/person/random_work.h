// What a person at a terminal may do, at random.
//
// Decides: which steps follow each other, and in the middle of what half of the sequences begin. Leaves to others: what
// a step does (tests/support/person/work_player.h).
#pragma once

#include <random>

#include "tests/support/person/work_floor.h"
#include "tests/support/person/work_step.h"

namespace dockhand::test {

// Draws what a person may do, the likely things more often.
class RandomWork {
 public:
  explicit RandomWork(unsigned seed) : random_(seed), lanes_(seed % 4 == 0), stick_(seed % 10 == 3) {}

  // In some of them people sign on, in some more stands about.
  Work sequence() {
    staffed_ = number(0, 19) == 0;
    Work work = opening();
    if (staffed_) work.insert(work.begin(), {WorkStep{"staff"}, WorkStep{"sign", "BADGE-2"}});
    if (lanes_) work.insert(work.begin(), WorkStep{"lanes"});
    if (stick_) work.insert(work.begin(), WorkStep{"stick"});
    const int steps = number(6, 24);
    for (int i = 0; i < steps; ++i) work.push_back(step());
    return work;
  }

 private:
  int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

  // Half of the sequences begin in the middle of something.
  Work opening() {
    switch (number(0, 39)) {
      case 0: return {{"scan", "SO-118"}, {"scan", "A-02"}};
      case 1: return {{"scan", "SO-118"}, {"scan", "A-02"}, {"press", "number"}};
      case 2: return {{"press", "count"}, {"scan", "B-12"}, {"scan", Terminal::other_bearing}};
      case 3: return {{"press", "count"}, {"scan", "B-12"}, {"press", "done"}};
      case 4: return {{"press", "move"}, {"scan", "B-12"}, {"scan", Terminal::other_bearing}};
      case 5: return {{"press", "orders"}, {"press", "several"}, {"scan", "T-01"}, {"press", "done"}};
      case 6:
        return {{"scan", "SO-118"}, {"scan", "A-02"},  {"scan", Terminal::bearing},
                {"scan", "BACK"},   {"press", "ship"}, {"scan", "SO-118"}};
      case 7: return {{"scan", "PO-8"}, {"scan", Terminal::gloves}};
      case 8: return {{"press", "adjust"}, {"scan", "B-12"}};
      case 9: return {{"press", "send_back"}, {"scan", "B-12"}};
      case 10: return {{"press", "ship"}, {"scan", "SO-118"}, {"scan", "YES"}};
      case 11: return with_a_full_tote({{"press", "drop_off"}, {"scan", "T-01"}});
      case 12: return with_a_full_tote({{"press", "pack"}, {"scan", "T-01"}, {"scan", WorkFloor::carton}});
      case 13: return with_a_full_tote({{"elsewhere", "", 6, 2}, {"press", "orders"}, {"press", "several"}});
      case 14: return {{"scan", "SO-170"}, {"scan", "A-01"}};
      case 15: return {{"scan", "PO-9"}, {"scan", WorkFloor::pump}};
      case 16: return {{"press", "count"}, {"scan", "A-01"}, {"scan", pump_1}};
      case 17:
      case 18: return {{"scan", "PO-7"}, {"scan", WorkFloor::new_pallet}, {"scan", "YES"}};
      case 19: return {{"press", "lots"}, {"scan", gloves_1}};
      case 20: return {{"press", "lots"}, {"scan", gloves_1}, {"press", "expiry"}, {"type", "", 270131}};
      case 21: return {{"scan", Terminal::other_bearing}, {"press", "tracking"}};
      case 22: return {{"press", "replenish"}, {"press", "here"}};
      case 23: return {{"press", "customer_return"}, {"scan", "SO-171"}};
      case 24:
        return {{"press", "adjust"}, {"scan", "B-12"}, {"scan", Terminal::other_bearing}, {"press", "why:found"}};
      case 25: return with_a_pallet({{"press", "count"}, {"scan", "DOCK-1"}, {"scan", WorkFloor::pallet}});
      case 26: return with_a_pallet({{"press", "count"}, {"scan", "DOCK-1"}, {"scan", Terminal::other_bearing}});
      case 27: return with_a_pallet({{"press", "adjust"}, {"scan", "DOCK-1"}, {"scan", Terminal::other_bearing}});
      case 28: return {{"scan", "PO-8"}, {"scan", gloves_1}, {"scan", "DAMAGED"}, {"scan", "CHOICE-1"}};
      case 29:  // the page of a pallet that was left, and is come back to after another booking
        return {{"scan", WorkFloor::pallet}, {"scan", WorkFloor::pallet}, {"scan", "PO-8"},
                {"scan", gloves_1},          {"scan", "GO-TODAY"},        {"scan", WorkFloor::pallet}};
      case 30:
        return {{"scan", "PO-7"},
                {"scan", Terminal::bearing},
                {"scan", "GO-ADJUST"},
                {"scan", "B-12"},
                {"scan", Terminal::other_bearing},
                {"press", "why:found"},
                {"type", "", 2},
                {"scan", "BACK"}};
      case 31: return with_a_pallet({{"elsewhere", "", 17, 1}, {"scan", WorkFloor::pallet}, {"press", "found"}});
      case 33: return {{"press", "reorder"}, {"scan", Terminal::other_bearing}};
      case 34: return {{"press", "reorder"}, {"scan", Terminal::other_bearing}, {"press", "change"}};
      case 35: return {{"scan", "HELLO"}, {"press", "give"}, {"scan", Terminal::bearing}};
      case 32: return {{"press", "ship"}, {"scan", "SO-118"}, {"elsewhere", "", 5, 1}};
      case 36: return {{"scan", "GO-FILES"}, {"press", "file:0"}, {"press", "take"}};
      case 37:
        return {{"press", "count"}, {"scan", "B-12"},  {"scan", Terminal::other_bearing},
                {"scan", "BACK"},   {"press", "keep"}, {"scan", "GO-SETTINGS"}};
      case 38: return {{"press", "leases"}, {"scan", "PO-7"}};
      default: return {};
    }
  }
  // It stands at the dock.
  static Work with_a_pallet(Work then) {
    return joined({{"scan", WorkFloor::pallet}, {"scan", WorkFloor::pallet}, {"scan", "GO-HOME"}}, std::move(then));
  }
  // Puts three bearings of SO-118 into T-01.
  static Work with_a_full_tote(Work then) {
    const Work full{{"press", "orders"}, {"press", "several"}, {"scan", "T-01"}, {"press", "done"},  {"scan", "A-02"},
                    {"press", "number"}, {"type", "", 3},      {"scan", "T-01"}, {"scan", "GO-HOME"}};
    return joined(full, std::move(then));
  }

  WorkStep step() {
    if (stick_ && number(0, 2) == 0) return rare_step();
    if (lanes_ && number(0, 4) == 0) return {"scan", any_of(in_lanes())};
    if (staffed_ && number(0, 6) == 0) return {"sign", number(0, 1) == 0 ? "BADGE-1" : "BADGE-2"};
    switch (number(0, 21)) {
      case 0:
      case 1: return {"scan", any_of(cards())};
      case 14: return hasty(number(0, 60));
      case 15: return {"typed", number(0, 1) == 0 ? "12" : any_of(codes())};
      case 2: return {"twice", number(0, 1) == 0 ? "YES" : any_of(codes())};
      case 3: return {"elsewhere", "", number(0, WorkFloor::kinds - 1), number(1, 12)};
      case 4: return {"unseen", "", number(0, WorkFloor::kinds - 1), number(1, 12)};
      case 16: return {"scan", number(0, 2) == 0 ? "UNDO" : any_of(ways())};
      case 5: return {"type", "", number(0, 3) == 0 ? number(0, 600) : number(0, 13)};
      case 13: return {"press", any_of(buttons())};
      case 6: return number(0, 2) == 0 ? WorkStep{"crash"} : WorkStep{"wait", "", number(1, 36 * 60)};
      case 7:
      case 8:
      case 9:
      case 10:
      case 11:
      case 12: return {"tap", "", number(0, 60)};
      default: return {"scan", any_of(codes())};
    }
  }

  static WorkStep hasty(int which) {
    return which % 4 == 3 ? WorkStep{"keys", "", which / 4} : WorkStep{"hasty", "", which};
  }
  // What is found under More.
  WorkStep rare_step() {
    static const std::vector<std::string> ways{"GO-FILES", "GO-SETTINGS", "DOCK-2"};
    static const std::vector<std::string> taps{"file:0", "file:1", "file:2", "take",  "take",     "yes",
                                               "book",   "good",   "dmy",    "again", "save",     "volume",
                                               "theme",  "hand",   "text",   "dock",  "vibration"};
    return number(0, 2) == 0 ? WorkStep{"scan", any_of(ways)} : WorkStep{"press", any_of(taps)};
  }

  const std::string& any_of(const std::vector<std::string>& all) {
    return all[static_cast<std::size_t>(number(0, static_cast<int>(all.size()) - 1))];
  }
  static const std::vector<std::string>& cards() {
    static const std::vector<std::string> all{"BACK", "UNDO", "SKIP", "SHORT",    "DAMAGED", "DONE",
                                              "OK",   "YES",  "NO",   "CHOICE-1", "CHOICE-2"};
    return all;
  }
  // Cards that leave a page as it is, below the one to which they lead.
  static const std::vector<std::string>& ways() {
    static const std::vector<std::string> all{"GO-HOME",  "GO-TODAY",  "GO-TODAY", "GO-MOVE",
                                              "GO-COUNT", "GO-ADJUST", "GO-SHIP"};
    return all;
  }
  static const std::vector<std::string>& buttons() {
    static const std::vector<std::string> all{"number", "done", "here",   "short",  "put",  "yes",     "confirm",
                                              "ship",   "take", "expiry", "serial", "rest", "put_back"};
    return all;
  }
  static const std::vector<std::string>& codes() {
    static const std::vector<std::string> all{Terminal::bearing,
                                              Terminal::bearing,
                                              Terminal::bearing_case,
                                              Terminal::other_bearing,
                                              Terminal::gloves,
                                              "]C101040123456789013010L1",
                                              gloves_1,
                                              "]C1010401234567890110L2",
                                              "]C10104006381333931306",
                                              "25901234123451",
                                              "L1",
                                              "L2",
                                              "A-01",
                                              "A-02",
                                              "B-12",
                                              "B-12",
                                              "DOCK-1",
                                              "X-01",
                                              "Q-01",
                                              "T-01",
                                              "T-02",
                                              "SO-118",
                                              "SO-131",
                                              "SO-140",
                                              "SO-150",
                                              "PO-7",
                                              "PO-7",
                                              "PO-8",
                                              "SO-170",
                                              "PO-9",
                                              WorkFloor::pump,
                                              pump_1,
                                              "S2",
                                              "S9",
                                              WorkFloor::new_pallet,
                                              WorkFloor::pallet,
                                              WorkFloor::carton,
                                              "HELLO"};
    return all;
  }

  static const std::vector<std::string>& in_lanes() {
    static const std::vector<std::string> all{"SO-160", "SO-161", "SO-162",
                                              "SO-163", "SO-164", "C-01",
                                              "T-02",   "T-03",   WorkFloor::lane_carton,
                                              "X-02",   "PO-11",  WorkFloor::unwanted_carton};
    return all;
  }

  static constexpr auto gloves_1 = "]C1010401234567890110L1";
  static constexpr auto pump_1 = "]C1010401120029690821S1";

  std::mt19937 random_;
  bool staffed_ = false, lanes_ = false, stick_ = false;
};

}  // namespace dockhand::test
