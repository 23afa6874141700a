// A person at a terminal, at random, with an oracle that reads what the person reads.
//
// A sequence is a list of steps, each a line of text; what a step does follows from the text and the frame alone, so a
// sequence that fails is played again, shrunk and kept. After each step the oracle compares what was booked with the
// frame that was shown before it (tests/support/work/work_oracle.h).
#pragma once

#include <random>

#include "terminal/draw/surface.h"
#include "tests/support/work/work_oracle.h"
#include "tests/support/work/work_step.h"

namespace dockhand::test {

// Draws what a person may do, the likely things more often.
class RandomWork {
 public:
  explicit RandomWork(unsigned seed) : random_(seed), lanes_(seed % 4 == 0) {}

  // In some of them people sign on, in some more stands about.
  Work sequence() {
    staffed_ = number(0, 19) == 0;
    Work work = opening();
    if (staffed_) work.insert(work.begin(), {WorkStep{"staff"}, WorkStep{"sign", "BADGE-2"}});
    if (lanes_) work.insert(work.begin(), WorkStep{"lanes"});
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
    if (lanes_ && number(0, 4) == 0) return {"scan", any_of(in_lanes())};
    if (staffed_ && number(0, 6) == 0) return {"sign", number(0, 1) == 0 ? "BADGE-1" : "BADGE-2"};
    switch (number(0, 21)) {
      case 0:
      case 1: return {"scan", any_of(cards())};
      case 14: return {"hasty", "", number(0, 60)};
      case 15: return {"typed", number(0, 1) == 0 ? "12" : any_of(codes())};
      case 2: return {"twice", number(0, 1) == 0 ? "YES" : any_of(codes())};
      case 3: return {"elsewhere", "", number(0, WorkFloor::kinds - 1), number(1, 12)};
      case 4: return {"unseen", "", number(0, WorkFloor::kinds - 1), number(1, 12)};
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

  const std::string& any_of(const std::vector<std::string>& all) {
    return all[static_cast<std::size_t>(number(0, static_cast<int>(all.size()) - 1))];
  }
  static const std::vector<std::string>& cards() {
    static const std::vector<std::string> all{"BACK", "UNDO", "SKIP", "SHORT",    "DAMAGED", "DONE",
                                              "OK",   "YES",  "NO",   "CHOICE-1", "CHOICE-2"};
    return all;
  }
  static const std::vector<std::string>& buttons() {
    static const std::vector<std::string> all{"number",  "done", "here", "short",  "put",   "yes",
                                              "confirm", "ship", "take", "expiry", "serial"};
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
  bool staffed_ = false, lanes_ = false;
};

// Plays steps; what is wrong after one of them, or nothing.
class WorkPlayer {
 public:
  WorkPlayer() { floor_.open(WorkFloor::Goods::all); }
  ~WorkPlayer() { floor_.tearDown(); }
  WorkPlayer(const WorkPlayer&) = delete;
  WorkPlayer& operator=(const WorkPlayer&) = delete;

  std::string play(const Work& work) {
    WorkOracle oracle(floor_);
    for (std::size_t i = 0; i < work.size(); ++i) {
      if (work[i].what == "hasty") oracle.sees();  // whoever taps looks at the glass
      oracle.before(work[i].what == "unseen");
      const Done done = perform(work[i]);
      std::string wrong = oracle.after(done.inputs, done.crashed);
      if (wrong.empty() && work[i].what == "twice") wrong = read_once_more(work[i].text);
      if (!wrong.empty()) return "step " + std::to_string(i + 1) + " (" + work[i].line() + "): " + wrong;
    }
    return {};
  }

  // What a step has put in.
  struct Done {
    std::vector<WorkInput> inputs;
    bool crashed = false;
  };
  Done perform(const WorkStep& step) {
    if (step.what == "scan") {
      floor_.scan(step.text);
      return {{{.scan = step.text}}};
    }
    if (step.what == "twice") return scan_twice(step.text);
    if (step.what == "typed") return type_scan(step.text);
    if (step.what == "tap") return tap(step.a);
    if (step.what == "hasty") return tap_twice(step.a);
    if (step.what == "press") return press(step.text);
    if (step.what == "type") return type(step.a);
    if (step.what == "wait") return wait(step.a);
    if (step.what == "sign") return sign_on(step.text);
    if (step.what == "staff") {
      floor_.staff();
      floor_.settle();
      return {{}, true};
    }
    if (step.what == "lanes") {
      floor_.fill_lanes();
      return {};
    }
    if (step.what == "crash") {
      floor_.start();
      floor_.settle();
      return {{}, true};
    }
    floor_.elsewhere(step.a, step.b);
    if (step.what == "elsewhere") floor_.settle();
    return {};
  }
  WorkFloor& floor() { return floor_; }

 private:
  // One pull of the trigger sends the text twice.
  Done scan_twice(const std::string& text) {
    floor_.queue(text);
    floor_.queue(text);
    floor_.settle();
    return {{{.scan = text}, {.scan = text}}};
  }
  // Only what is counted unit by unit is scanned again at once.
  std::string read_once_more(const std::string& text) {
    const Heard heard = floor_.hears(text);
    if (card_of(text) == nullptr && (!heard.scan || label_or_item(heard))) return {};
    const std::string before = texts_of(floor_.app->frame());
    floor_.queue(text);
    floor_.settle();
    const std::string after = texts_of(floor_.app->frame());
    return after == before ? "" : "one pull of the trigger was taken twice\n" + before + "\nis now\n" + after;
  }
  bool label_or_item(const Heard& heard) const {
    const auto found = floor_.views->identify(*heard.scan);
    return !found || std::holds_alternative<FoundItem>(*found) || std::holds_alternative<FoundNothing>(*found);
  }

  // The badge, and its PIN where one is asked for.
  Done sign_on(const std::string& badge) {
    floor_.queue(badge);
    floor_.settle();
    if (!SignedOn::is_sign_on(floor_.app->frame().page)) return {{{.scan = badge, .is_badge = true}}};
    for (const char digit : WorkFloor::pin_of(badge)) floor_.app->tap(std::string("key:") + digit);
    floor_.app->tap("confirm");
    floor_.settle();
    return {{{.scan = badge, .is_badge = true}, {.tap = "confirm"}}};
  }

  // Taps one of the things that the frame offers.
  Done tap(int which) {
    const auto ids = tappable(floor_.app->frame().page);
    if (ids.empty()) return {};
    return press(ids[static_cast<std::size_t>(which) % ids.size()]);
  }
  Done press(const std::string& id) {
    floor_.app->tap(id);
    floor_.settle();
    return {{{.tap = id}}};
  }

  // Taps twice at one spot of the glass, faster than a person reads.
  Done tap_twice(int which) {
    Surface& glass = this->glass();
    show();
    floor_.clock.advance(std::chrono::seconds(1));  // the first tap is meant
    show();
    const auto& targets = glass.drawn().targets;
    if (targets.empty()) return {};
    const Pos at = targets[static_cast<std::size_t>(which) % targets.size()].visible.centre();
    Done done;
    for (int i = 0; i < 2; ++i) {
      glass.touch({TouchPhase::down, at, glass_time()});
      glass.touch({TouchPhase::up, at, glass_time() + 50});
      while (const auto input = glass.next_input()) {
        const auto* key = std::get_if<KeyTap>(&*input);
        if (key == nullptr) continue;
        done.inputs.push_back({.tap = key->id});
        floor_.app->tap(key->id);
        floor_.settle();
      }
      show();
      floor_.clock.advance(std::chrono::milliseconds(100));
    }
    return done;
  }
  void show() {
    floor_.app->tick();
    glass().show(floor_.app->frame(), glass_time());
  }
  // Its letters are set once for all sequences, and nothing else of what was before lasts: an empty page comes between.
  Surface& glass() {
    static Surface surface{Display{}};
    if (is_blank_) return surface;
    is_blank_ = true;
    glass_later_ = std::max<std::int64_t>(0, glass_last_ + 10'000 - floor_.clock.now().ms);
    WorkPage empty;
    empty.instruction.task = "Nothing yet";
    Frame frame;
    frame.page = empty;
    surface.show(frame, glass_time() - 5'000);
    return surface;
  }
  // Goes on from one sequence to the next.
  std::int64_t glass_time() {
    glass_last_ = std::max(glass_last_, floor_.clock.now().ms + glass_later_);
    return glass_last_;
  }

  // All characters and the suffix at once, as a scanner that plays a keyboard sends them.
  Done type_scan(const std::string& text) {
    Keys keys;
    Drawn drawn;
    for (const std::string& id : keys_of(floor_.app->frame().page)) {
      drawn.targets.push_back({id, id, {}, {}});
      drawn.targets.back().kind = id.starts_with("key:") ? TargetKind::key : TargetKind::action;
    }
    for (const KeyAction& action : keys.text(text + "\n", drawn, floor_.clock.now().ms)) {
      if (const auto* key = std::get_if<KeyTap>(&action)) floor_.app->tap(key->id);
      if (const auto* scan = std::get_if<KeyScan>(&action)) {
        floor_.app->scan(heard_as(*scan, floor_.site, floor_.clock.now().date()));
      }
    }
    floor_.settle();
    return {{{.scan = text}}};
  }
  static std::vector<std::string> keys_of(const Page& page) {
    const auto* keypad = std::get_if<KeypadPage>(&page);
    if (keypad == nullptr || keypad->keys != Keypad::number) return {};
    std::vector<std::string> ids{"key:0"};
    for (const Button& button : keypad->actions) ids.push_back(button.id);
    return ids;
  }

  // Types digits and confirms. Without a keypad nobody types. What a search finds is read before it is confirmed.
  Done type(int number) {
    const auto* pad = std::get_if<KeypadPage>(&floor_.app->frame().page);
    if (pad == nullptr) return {};
    const bool searches = pad->has_list;
    for (const char digit : std::to_string(number)) {
      floor_.app->tap(std::string("key:") + digit);
      floor_.app->tap(std::string("abc:") + digit);
    }
    floor_.app->tick();
    if (searches) return {{{.tap = "key"}}};
    floor_.app->tap("confirm");
    floor_.settle();
    return {{{.tap = "confirm", .typed = number}}};
  }

  Done wait(int minutes) {
    floor_.clock.advance(std::chrono::minutes(minutes));
    floor_.settle();
    return {};
  }

  WorkFloor floor_;
  bool is_blank_ = false;  // the glass is blank
  std::int64_t glass_later_ = 0;
  static inline std::int64_t glass_last_ = 0;
};

}  // namespace dockhand::test
