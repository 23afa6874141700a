// What was begun at the terminal, what an input has added to it, and whether any of it is gone.
//
// Decides: that a scan means as many units on every screen, that it leads nobody elsewhere from the middle of
// something, and that nothing begun is gone that nobody booked, threw away or was told of. Leaves to others: what may
// be booked (tests/support/person/work_oracle.h).
#pragma once

#include <set>

#include "tests/support/person/begun_jobs.h"
#include "tests/support/person/decided_frame.h"
#include "tests/support/person/signed_on.h"

namespace dockhand::test {

class KeptWork : protected DecidedFrame {
 protected:
  explicit KeptWork(WorkFloor& floor) : DecidedFrame(floor) {}

  // --- what a scan brought ---
  // The number of a label that waited for its second code when the person scanned.
  bool waited(std::int64_t units) const {
    return std::any_of(begun_.begin(), begun_.end(),
                       [&](const auto& one) { return one.second.waits && one.second.label_units == units; });
  }
  bool a_label_waits() const {
    return std::any_of(begun_.begin(), begun_.end(), [](const auto& one) { return !one.second.label.empty(); });
  }
  std::int64_t was_in(const std::string& job) const { return begun_.contains(job) ? begun_.at(job).units : 0; }
  // One scan of an item, or its second code, means as many units on every screen; digits of a scanner are no number.
  std::string miscounted() const {
    if (inputs_->size() != 1 || inputs_->front().scan.empty() || asks()) return {};
    if (inputs_->front().scan == "OK") return {};
    const auto label = label_of(inputs_->front().scan);
    const auto right = [&](std::int64_t units) { return (label && label->units == units) || waited(units); };
    if (by_scan_ > 0 && (label || a_label_waits()) && !right(by_scan_)) {
      return "the label says another number than " + std::to_string(by_scan_) + "\n" + words();
    }
    if (by_scan_ > 0 && types() && !a_label_waits() && !(label && booked_items_.contains(label->item.text())) &&
        !booked_items_.contains(inputs_->front().scan)) {
      return "a scan was taken for a number\n" + words();
    }
    for (const auto& [name, now] : begun_jobs(floor_)) {
      const std::int64_t was = was_in(name);
      // The label of a single unit takes all that is missing there; a case takes no more than is free there.
      const bool says = label && (label->units == 1 || label->units > now.units - was);
      const bool takes_all = screen_ == "replenish" && says && page_.instruction.count == std::to_string(now.units);
      const bool waits_here = begun_.contains(name) && !begun_.at(name).label.empty();
      if (!takes_all && (label || waits_here) && now.units > was && !right(now.units - was)) {
        return name + " has got " + std::to_string(now.units - was) + ", and the label says another number";
      }
    }
    return {};
  }

  std::string counted_too_many() const {
    const auto* pad = std::get_if<KeypadPage>(&shown_);
    if (pad == nullptr || pad->title.find("Counted ") != 0) return {};
    for (const auto& [name, now] : begun_jobs(floor_)) {
      for (const auto& [units, there] : now.counted) {
        if (units == number_on(*pad) && is_large(units, there)) return name + ": such a number is typed twice";
      }
    }
    return {};
  }

  // Whoever is in the middle of something is not led elsewhere by a scan, but by an answer.
  bool is_in_the_middle() const {
    const auto* page = std::get_if<WorkPage>(&shown_);
    if (page == nullptr || asks() || after_unseen_) return false;
    const bool walks = screen_ == "pick" || screen_ == "cluster";
    const std::string& verb = page->instruction.verb;
    return (walks && (verb == "Go to" || verb == "Take from" || verb == "Put into")) ||
           page->strip.find("Not booked yet") != std::string::npos;
  }
  std::string led_astray() const {
    if (inputs_->size() != 1 || inputs_->front().scan.empty() || !is_in_the_middle()) return {};
    if (card_of(inputs_->front().scan) != nullptr || floor_.app->screen() == screen_) return {};
    return "a scan has led from " + screen_ + " to " + floor_.app->screen() + "\n" + words();
  }
  // --- what was begun ---
  // A question of a screen, or digits on a keypad, stand among what can be gone on with. Whether to leave or to undo is
  // not asked again: what was begun or booked is still there.
  bool tells_what_was_open() const {
    const auto* page = std::get_if<WorkPage>(&shown_);
    const auto* keypad = std::get_if<KeypadPage>(&shown_);
    const std::string now = texts_of(floor_.app->frame());
    if (SignedOn::is_sign_on(floor_.app->frame().page)) return true;  // told to whoever goes on with it
    if (keypad != nullptr) return keypad->typed.empty() || now.find(keypad->subject) != std::string::npos;
    if (says("Throw it away?")) return says("Search: ") || now.find("typed and not confirmed") != std::string::npos;
    if ((says("nobody has answered: ") || says("was typed and not confirmed: "))) {
      return now.find("not answered") != std::string::npos || now.find("not confirmed") != std::string::npos;
    }
    if (page == nullptr || !asks() || says("Forget it?") || says("Put it back?") || says("Leave ") ||
        says("Undo this: "))
      return true;
    return now.find(page->strip) != std::string::npos;
  }
  // Others have emptied the tote that was on its way, or have packed what was chosen.
  bool tells_what_others_did(const std::string& told) const {
    const auto* now = std::get_if<WorkPage>(&floor_.app->frame().page);
    return (now != nullptr && now->strip.find("others have emptied it") != std::string::npos) ||
           (says("Take what is left") && tapped("rest")) ||
           (after_unseen_ &&
            (told.find("The screen has changed") != std::string::npos || told.find("Answer first") == 0));
  }
  // Says what has gone without a booking, without a yes, and without a word.
  std::string vanished(bool crashed) const {
    if (crashed && !tells_what_was_open()) return "a crash has lost what was asked\n" + words();
    const auto now = begun_jobs(floor_);
    const auto* page = std::get_if<WorkPage>(&shown_);
    const bool said_begun = page != nullptr && !after_unseen_ && !asks() &&
                            (page->strip.find("Not booked yet") != std::string::npos ||
                             (!page->rows.empty() && page->list_heading == "Counted, not booked yet"));
    if (crashed && said_begun && now.empty()) return "a crash has lost what the frame said is begun\n" + words();
    for (const auto& [name, was] : begun_) {
      const auto known = now.find(name);
      const BegunJob left = known == now.end() ? BegunJob{} : known->second;
      if (left.units >= was.units && (left.waits || !was.waits)) continue;
      if (crashed) return "a crash has lost " + name;
      if (answered_ && !was.label.empty() && left.label.empty() && !booked_items_.contains(was.label)) {
        return "the label of " + was.label + " is gone, and something else was booked";
      }
      const std::string told = floor_.app->frame().toast ? floor_.app->frame().toast->text : "";
      const bool said = answered_ || types() || tells_what_others_did(told) || floor_.refused() ||
                        is_asked_about(was.label) || leaves_a_pallet() || says_how_many_in_hand() ||
                        told.find("othing was booked") != std::string::npos || told.starts_with("Forgotten: ");
      const bool is_there = left.units == was.units && told.find(" is counted already") != std::string::npos;
      const bool went_on = left.units > was.units;  // a label became counted units
      if (!said && !is_there && !went_on) return name + " is gone in silence; toast: " + told + "\n" + words();
    }
    return {};
  }

  // As many as were scanned, in place of those that were proposed.
  bool says_how_many_in_hand() const { return asks() && says(" were proposed for "); }

  bool leaves_a_pallet() const {
    return asks() && (says("Leave pallet ") || says("Go on without it?") || says("Go on with pallet "));
  }

  bool after_unseen_ = false;
  bool answered_ = false;  // something was booked by the step
  std::set<std::string> booked_items_;
  std::int64_t by_scan_ = 0;  // units received or picked by the step
  std::map<std::string, BegunJob> begun_;
};

}  // namespace dockhand::test
