// What a person finds again after the program was ended in the middle of his work.
//
// Decides: where in a sequence the program ends, and that what was begun there is gone on with on the same page, and
// that UNDO takes back the same. Leaves to others: what is done until then (tests/support/person/work_player.h).
#pragma once

#include "tests/support/person/begun_jobs.h"
#include "tests/support/person/work_player.h"

namespace dockhand::test {

class RestartedWork {
 public:
  explicit RestartedWork(Work work) : work_(std::move(work)) { look(); }

  // What is gone, or is another one; empty: nothing.
  std::string lost() const {
    if (const std::string wrong = begun_ == 0 ? "" : begun_lost(); !wrong.empty()) return until(begun_) + wrong;
    if (const std::string wrong = asked_ == 0 ? "" : asked_lost(); !wrong.empty()) return until(asked_) + wrong;
    if (const std::string wrong = booked_ == 0 ? "" : undone_otherwise(); !wrong.empty()) return until(booked_) + wrong;
    return {};
  }

 private:
  // Reads the events of this terminal.
  struct Events {
    std::int64_t newest = 0;  // that counts still
    std::vector<std::int64_t> undone;
    bool operator==(const Events&) const = default;
  };
  static Events events_of(const WorkFloor& floor) {
    floor.ledger->drain();
    const auto db = Engine::open(floor.file(), Access::read_only, Disk::real()).value();
    Events events;
    for (auto rows = db->query("SELECT seq, undone_by, action FROM event WHERE operator <> 'office' ORDER BY seq");
         rows.next();) {
      if (rows.text(2) == "begin_day" || rows.text(2) == "undo") continue;
      if (rows.text(1).empty()) {
        events.newest = rows.integer(0);
      } else {
        events.undone.push_back(rows.integer(0));
      }
    }
    return events;
  }

  // Says where it ends: after the last step that left something begun, and after the last one that booked something.
  void look() {
    WorkPlayer player;
    Events events = events_of(player.floor());
    for (std::size_t i = 0; i < work_.size(); ++i) {
      perform(player, work_[i]);
      const Events now = events_of(player.floor());
      if (now.newest > events.newest) booked_ = i + 1;
      events = now;
      if (is_begun(player.floor())) begun_ = i + 1;
      if (!row_of_asked(player.floor()).empty()) asked_ = i + 1;
    }
  }
  static void perform(WorkPlayer& player, const WorkStep& step) {
    player.perform(step);
    if (step.what == "unseen" || step.what == "type") player.floor().settle();
  }
  void perform_until(WorkPlayer& player, std::size_t end) const {
    for (std::size_t i = 0; i < end; ++i) perform(player, work_[i]);
  }
  std::string until(std::size_t end) const {
    return text_of(Work(work_.begin(), work_.begin() + static_cast<std::ptrdiff_t>(end))) + "--- and after a restart: ";
  }
  void restart(WorkPlayer& player, std::size_t end) const {
    player.perform({"crash"});
    for (std::size_t i = end; i > 0; --i) {
      if (work_[i - 1].what == "sign") return static_cast<void>(player.perform(work_[i - 1]));
    }
  }

  static bool asks(const WorkPage& page) {
    const auto is_no = [](const auto& one) { return one.id == "no"; };
    return std::any_of(page.actions.begin(), page.actions.end(), is_no) ||
           std::any_of(page.rows.begin(), page.rows.end(), is_no);
  }
  // Returns the job of the screen on top, by the row that goes on with it. Empty: nothing is begun there, or something
  // lies over the page.
  static std::string row_of_begun(const WorkFloor& floor) {
    const auto* page = std::get_if<WorkPage>(&floor.app->frame().page);
    if (page == nullptr || asks(*page) || page->instruction.task == "Sign on") return {};
    if (page->strip.find("Not booked yet") == std::string::npos && page->list_heading != "Counted, not booked yet") {
      return {};
    }
    const std::string screen = floor.app->screen();
    std::string id;
    for (const JobRow& row : floor.views->jobs().value()) {
      if (row.screen != screen) continue;
      if (!id.empty()) return {};  // which of them it is the page does not say
      id = "begun:" + row.screen + ":" + row.about;
    }
    return id.empty() ? "begun:" + screen : id;
  }
  static bool is_begun(const WorkFloor& floor) {
    floor.ledger->drain();
    return !row_of_begun(floor).empty();
  }

  std::string begun_lost() const {
    WorkPlayer player;
    perform_until(player, begun_);
    WorkFloor& floor = player.floor();
    floor.ledger->drain();
    const std::string row = row_of_begun(floor);
    const WorkPage was = std::get<WorkPage>(floor.app->frame().page);
    const std::string words = texts_of(floor.app->frame());
    restart(player, begun_);
    const auto ids = tappable(floor.app->frame().page);
    if (std::find(ids.begin(), ids.end(), row) == ids.end()) return row + " is not to be gone on with\n" + words;
    player.perform({"press", row});
    const auto* now = std::get_if<WorkPage>(&floor.app->frame().page);
    const bool same = now != nullptr && now->strip == was.strip && said(*now) == said(was);
    return same ? "" : "the page is another one\n" + words + "\nis now\n" + texts_of(floor.app->frame());
  }
  // Returns the row that goes on with what is asked or typed over the screen on top. Empty: nothing is.
  static std::string row_of_asked(const WorkFloor& floor) {
    floor.ledger->drain();
    const std::string screen = floor.app->screen();
    for (const JobRow& row : floor.views->jobs().value()) {
      const auto job = parse_job(row.text);
      if (row.screen == screen && job && job->asked) return "begun:" + row.screen + ":" + row.about;
    }
    return {};
  }
  // What lies over the page: the question, or the keypad with what is typed.
  static std::string over(const WorkFloor& floor) {
    const auto* page = std::get_if<WorkPage>(&floor.app->frame().page);
    const auto* pad = std::get_if<KeypadPage>(&floor.app->frame().page);
    if (pad != nullptr) return pad->title + "|" + pad->subject + "|" + pad->typed;
    return page != nullptr ? page->strip : "";
  }
  // It is asked again, or told in its job that it was not answered.
  std::string asked_lost() const {
    WorkPlayer player;
    perform_until(player, asked_);
    WorkFloor& floor = player.floor();
    const std::string row = row_of_asked(floor), was = over(floor), words = texts_of(floor.app->frame());
    if (row.empty() || SignedOn::is_sign_on(floor.app->frame().page) || words.find("What is wanted here") == 0)
      return {};
    restart(player, asked_);
    const auto ids = tappable(floor.app->frame().page);
    if (std::find(ids.begin(), ids.end(), row) == ids.end()) return row + " is not to be gone on with\n" + words;
    player.perform({"press", row});
    const std::string now = over(floor);
    const bool again = now == was || now.find(was) != std::string::npos;
    const bool throws = was.find("Throw it away?") != std::string::npos && now.find('|') != std::string::npos;
    const bool told = texts_of(floor.app->frame()).find("not answered: " + was) != std::string::npos ||
                      now.find("nobody has answered: ") != std::string::npos ||
                      now.find("was typed and not confirmed: ") != std::string::npos;
    return again || throws || told ? ""
                                   : "what was asked is gone\n" + words + "\nis now\n" + texts_of(floor.app->frame());
  }
  static std::string said(const WorkPage& page) {
    const Instruction& one = page.instruction;
    return one.verb + "|" + one.task + "|" + one.location + "|" + one.count + "|" + one.name + "|" + one.code + "|" +
           page.scan_prompt;
  }

  // UNDO where it was booked, and UNDO with the yes to its question after a restart.
  std::string undone_otherwise() const {
    WorkPlayer here, later;
    perform_until(here, booked_);
    const Events booked = events_of(here.floor());
    here.perform({"scan", "UNDO"});
    const Events now = events_of(here.floor());
    if (now.undone == booked.undone || now.newest >= booked.newest) return {};  // it was not the last one
    perform_until(later, booked_);
    restart(later, booked_);
    later.perform({"scan", "UNDO"});
    const std::string asked = texts_of(later.floor().app->frame());
    later.perform({"scan", "YES"});
    if (events_of(later.floor()) == now) return {};
    return "UNDO has taken back something else than before it\n" + texts_of(here.floor().app->frame()) + "\nand\n" +
           asked;
  }

  Work work_;
  std::size_t begun_ = 0, asked_ = 0, booked_ = 0;  // steps
};

}  // namespace dockhand::test
