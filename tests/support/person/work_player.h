// A person at a terminal who does what a sequence says, with an oracle that reads what the person reads.
//
// A sequence is a list of steps, each a line of text; what a step does follows from the text and the frame alone, so a
// sequence that fails is played again, shrunk and kept. After each step the oracle compares what was booked with the
// frame that was shown before it (tests/support/person/work_oracle.h). Leaves to others: which steps there are
// (tests/support/person/random_work.h).
#pragma once

#include <array>

#include "terminal/draw/surface.h"
#include "tests/support/person/work_oracle.h"
#include "tests/support/person/work_step.h"

namespace dockhand::test {

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
      if (work[i].what == "hasty" || work[i].what == "keys") oracle.sees();  // whoever taps looks at the glass
      oracle.before(work[i].what == "unseen");
      const Done done = perform(work[i]);
      floor_.finish_files();
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
    if (step.what == "keys") return press_twice(step.a);
    if (step.what == "press") return press(step.text);
    if (step.what == "type") return type(step.a);
    if (step.what == "wait") return wait(step.a);
    if (step.what == "sign") return sign_on(step.text);
    if (step.what == "staff") {
      floor_.staff();
      floor_.settle();
      return {{}, true};
    }
    if (step.what == "stick") {
      floor_.plug_in();
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
      take_taps(done);
    }
    return done;
  }
  // Presses one key of F1 to F4 twice.
  Done press_twice(int which) {
    constexpr std::array keys{Key::f1, Key::f2, Key::f3, Key::f4};
    show();
    floor_.clock.advance(std::chrono::seconds(1));
    show();
    Done done;
    for (int i = 0; i < 2; ++i) {
      glass().press(keys[static_cast<std::size_t>(which) % keys.size()], glass_time());
      take_taps(done);
    }
    return done;
  }
  void take_taps(Done& done) {
    while (const auto input = glass().next_input()) {
      const auto* key = std::get_if<KeyTap>(&*input);
      if (key == nullptr) continue;
      done.inputs.push_back({.tap = key->id});
      floor_.app->tap(key->id);
      floor_.settle();
    }
    show();
    floor_.clock.advance(std::chrono::milliseconds(100));
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
    if (const auto* keypad = std::get_if<KeypadPage>(&floor_.app->frame().page)) drawn.enter = keypad->enter;
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
