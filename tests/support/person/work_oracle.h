// What a terminal may book after a frame was shown: read from the frame's words, not from the program's state.
//
// Decides: for each event that an input brought about, whether the frame that lay before the person said its item,
// place, lot, quantity or question; whether anything begun is gone that nobody booked or threw away; and whether every
// answer belonged to an open question. Leaves to others: which inputs come (tests/support/person/random_work.h).
#pragma once

#include <sstream>

#include "storage/codec/codec.h"
#include "storage/model/fresh_id.h"
#include "storage/words/summary.h"
#include "terminal/kit/words.h"
#include "tests/support/person/counted_places.h"
#include "tests/support/person/filled_pallets.h"
#include "tests/support/person/kept_work.h"
#include "tests/support/person/shown_sums.h"

namespace dockhand::test {

class WorkOracle : KeptWork {
 public:
  explicit WorkOracle(WorkFloor& floor) : KeptWork(floor), last_(newest()) {}

  // What came unseen is on the glass by now.
  void sees() {
    if (!unseen_) return;
    floor_.app->tick();
    unseen_ = false;
  }
  // The frame that a person sees when he acts.
  void before(bool unseen) {
    after_unseen_ = unseen_;
    people_.read(floor_.app->frame());
    // While somebody signs on, or reads the help, what lies under it is what he is asked about.
    const Page& page_now = floor_.app->frame().page;
    if (!unseen_ && !SignedOn::is_sign_on(page_now) && !is_help(page_now)) shown_ = page_now;
    const auto* pad = std::get_if<KeypadPage>(&shown_);
    if (pad == nullptr || !pad->has_list) covered_ = shown_;
    if (const auto* page = std::get_if<WorkPage>(&shown_)) {
      page_ = *page;
      under_ = words();
      if (!asks()) sent_to_ = pallet_in(page->strip);
    }
    unseen_ = unseen;
    begun_ = begun_jobs(floor_);
    screen_ = floor_.app->screen();
    liked_ = floor_.likes.now;
    counted_.read(screen_ == "count");
    read_decided(screen_);
    last_ = newest();
    sums_.before(after_unseen_);
  }

  std::string after(const std::vector<WorkInput>& inputs, bool crashed) {
    int confirmed = 0;
    const std::vector<Command> commands = booked();
    inputs_ = &inputs;
    for (const Command& command : commands) {
      // The ledger itself begins a day.
      if (command.by.text() == "office" || std::holds_alternative<BeginDay>(command.action)) continue;
      if (inputs.empty()) return "was booked without an input: " + name(command);
      if (const std::string wrong = people_.check(command, inputs); !wrong.empty()) {
        return name(command) + " was booked, but " + wrong + "\n" + words();
      }
      if (comes_again(commands, command.action)) continue;
      by_ = command.by.text();
      std::string wrong = says("Book it all the same")
                              ? check_again(command.action)
                              : std::visit([&](const auto& action) { return check(action); }, command.action);
      if (wrong.empty() && scanned("YES") && answers() > 1) wrong = "yes was none of its answers";
      if (!wrong.empty()) return name(command) + " was booked, but " + wrong + "\n" + words();
      confirmed += is_answer(command.action) ? 1 : 0;
      answered_ = true;
      note_item(command.action);
    }
    if (confirmed > 1 && !std::holds_alternative<WorkPage>(shown_)) return "one answer was booked twice";
    if (leaves_a_pallet()) pallets_.left(task());
    note_how_it_came();
    if (std::string wrong = halved(commands); !wrong.empty()) return wrong;
    if (std::string wrong = not_empty(); !wrong.empty()) return wrong;
    // What came unseen is on the glass after the next input.
    const bool is_old = unseen_ || (after_unseen_ && inputs.empty());
    if (std::string wrong = is_old ? "" : sums_.wrong(); !wrong.empty()) return wrong + "\n" + words_now();
    if (std::string wrong = miscounted(); !wrong.empty()) return wrong;
    if (std::string wrong = counted_too_many(); !wrong.empty()) return wrong;
    if (std::string wrong = led_astray(); !wrong.empty()) return wrong;
    if (std::string wrong = set_otherwise(); !wrong.empty()) return wrong;
    if (answered_ && is_asked_again()) return "the question is open after its answer\n" + words();
    return crashed || !inputs.empty() ? vanished(crashed) : "";
  }

 private:
  // --- what was booked ---
  std::int64_t newest() {
    auto rows = db_->query("SELECT coalesce(max(seq), 0) FROM event");
    return rows.next() ? rows.integer(0) : 0;
  }
  std::vector<Command> booked() {
    std::vector<Command> commands;
    for (auto rows = db_->query("SELECT body FROM event WHERE seq > $1 ORDER BY seq", last_); rows.next();) {
      commands.push_back(decode_body(rows.text(0))->command);
    }
    answered_ = false;
    booked_items_.clear();
    by_scan_ = 0;
    return commands;
  }
  static std::string name(const Command& command) { return name_of(command.action); }
  void note_item(const Action& action) {
    std::visit(
        [&](const auto& fact) {
          if constexpr (requires { fact.units.item; }) {
            booked_items_.insert(fact.units.item.text());
            booked_items_.insert(serial_of(fact.units));  // that a run of serials was scanned for
          }
          if constexpr (requires { fact.status; }) booked_items_.insert(fact.item.text());
        },
        action);
    if (const auto* receive = std::get_if<Receive>(&action)) by_scan_ += receive->units.quantity.units();
    if (const auto* pick = std::get_if<Pick>(&action)) by_scan_ += pick->units.quantity.units();
    const auto* unit = std::get_if<ReceiveUnit>(&action);
    if (unit != nullptr && screen_ == "receive") pallets_.begun(task(), unit->unit);
    if (const auto* put = std::get_if<MoveUnit>(&action)) pallets_.put_away(put->unit);
  }
  // A setting changes by the tap on its row, or by the scan of another dock there, and the bar names the dock.
  std::string set_otherwise() const {
    const Preferences& now = floor_.likes.now;
    const bool meant = tapped("volume") || tapped("vibration") || tapped("theme") || tapped("hand") || tapped("text") ||
                       tapped("dock") || scanned(now.dock);
    if (now != liked_ && (screen_ != "settings" || !meant)) return "nobody has changed this setting\n" + words();
    const std::string& bar = floor_.app->frame().status.place_and_person;
    return bar.starts_with(now.dock) ? "" : "the bar names another dock than " + now.dock + ": " + bar;
  }
  std::string task() const { return page_.instruction.task; }
  static bool is_answer(const Action& action) {
    const auto* receive = std::get_if<Receive>(&action);
    return std::holds_alternative<Ship>(action) || (receive != nullptr && receive->confirmed);
  }

  std::string words_now() const { return texts_of(floor_.app->frame()); }
  // The same words with the same answers, although one was given and booked.
  bool is_asked_again() const {
    const auto* was = std::get_if<WorkPage>(&shown_);
    const auto* now = std::get_if<WorkPage>(&floor_.app->frame().page);
    if (was == nullptr || now == nullptr || !asks() || was->strip != now->strip) return false;
    return std::any_of(now->actions.begin(), now->actions.end(), [](const Button& one) { return one.id == "no"; });
  }

  // The pallet's page came by its label, and not because it was received.
  void note_how_it_came() {
    const bool is_here = std::string(floor_.app->screen()) == "unit";
    if (screen_ != "unit") by_label_ = is_here && inputs_->size() == 1 && Sscc::parse(inputs_->front().scan).ok();
    by_label_ = by_label_ && is_here && !answered_;
  }
  // What this person has booked last before the input and what counted then: its id, and what it was.
  std::pair<std::string, std::string> last_of_person() const {
    auto rows = db_->query(
        "SELECT id, body FROM event WHERE seq <= $1 AND operator = $2 AND action NOT IN ('undo', 'settle')"
        " AND (undone_by = '' OR undone_by IN (SELECT id FROM event WHERE seq > $1)) ORDER BY seq DESC LIMIT 1",
        last_, by_);
    return rows.next() ? std::pair(rows.text(0), rows.text(1)) : std::pair<std::string, std::string>();
  }

  // --- what each kind of event needs ---
  using KeptWork::check;
  // What was shown has changed, and the person was asked about exactly this.
  std::string check_again(const Action& action) const {
    return asks() && says(summary(action)) ? "" : "the question did not say it: " + summary(action);
  }
  std::string check(const Receive& receive) const {
    const bool named =
        scanned_item(receive.units.item) || says(receive.units.item.text()) || says(name_of_item(receive.units.item));
    if (!named) return "its item was neither scanned nor shown";
    if (receive.at.text() != liked_.dock && !shows(receive.at.text())) return "the frame does not show where";
    if (const std::string wrong = screen_ == "receive" ? pallets_.check(task(), receive) : ""; !wrong.empty()) {
      return wrong;
    }
    if (!names_serial(receive.units)) return "nobody scanned or typed its serial";
    for (const std::string& name : {lot_of(receive.units), serial_of(receive.units)}) {
      if (is_no_shelf(name) && !says(name)) return name + " is a place, and the frame does not say that it was read";
    }
    if (receive.confirmed && !asks() && !types()) return "it is confirmed and nobody was asked";
    return receive.confirmed ? check_over(receive) : check_free(receive);
  }
  // A dock, a lane, a tote: whoever scans one may want to go on there.
  bool is_no_shelf(const std::string& name) const {
    if (name.empty()) return false;
    const auto places = floor_.views->locations().value();
    return std::any_of(places.begin(), places.end(), [&](const auto& place) {
      return place.first.text() == name && place.second != LocationKind::storage;
    });
  }
  std::string check_free(const Receive& receive) const {
    const auto* pad = std::get_if<KeypadPage>(&shown_);
    if (answered_) return {};
    if (!receive.purchase) return check_blind(receive, pad);
    const auto [expected, received] = line_of(receive);
    const bool sets = pad != nullptr && pad->title == "Received" && (tapped("confirm") || scanned("OK"));
    const bool tracked = receive.units.lot || receive.units.serial;
    if (sets && tracked && !says(tracked_as(receive.units))) return "the keypad names another lot or serial";
    const std::int64_t set = tracked ? received_alike(receive) : received;
    if (sets && set != number_on(*pad)) return "another number is received than was typed";
    return received > expected && received - receive.units.quantity.units() <= expected && inputs_->size() == 1
               ? "it is too many and nobody was asked"
               : "";
  }
  // On its line, of its lot or serial.
  std::int64_t received_alike(const Receive& receive) const {
    std::int64_t sum = 0;
    for (const DeedView& deed : floor_.views->deeds(receive.purchase->document.text(), 1000).value()) {
      const auto* other = std::get_if<Receive>(&deed.command.action);
      const bool alike = other != nullptr && other->purchase == receive.purchase && other->reason.empty() &&
                         other->units.lot == receive.units.lot && other->units.serial == receive.units.serial;
      if (alike && !deed.undone) sum += deed.outcome.quantity.units();
    }
    return sum;
  }
  // A typed number sets what was received of it.
  std::string check_blind(const Receive& receive, const KeypadPage* pad) const {
    if (pad == nullptr || pad->title != "Received") return {};
    const std::int64_t number = number_on(*pad);
    return is_large(number, number - receive.units.quantity.units()) ? "such a number is typed twice" : "";
  }
  std::string check_over(const Receive& receive) const {
    const auto [expected, received] = line_of(receive);
    if (received <= 2 * expected) return {};
    return types() && says("Type " + std::to_string(received)) ? ""
                                                               : "it is more than twice the line and was not typed";
  }
  std::string check(const ReceiveUnit& receive) const {
    if (!says(receive.unit.text()) && !scanned(receive.unit.text())) return "nobody named the pallet";
    const auto unit = floor_.views->unit(receive.unit).value();
    return says("No notice says what is on") && unit && !unit->contents.empty() ? "a notice says what is on it" : "";
  }
  std::string check(const Move& move) const {
    if (const std::string wrong = shows_units(move.units); !wrong.empty()) return wrong;
    if (!shows(move.from.text())) return "the frame does not show from where";
    if (!shows(move.units.quantity.text())) return "the frame does not show how many";
    if (!move.reason.empty() && !after_unseen_ && loose(move.from, move.units) < 0) {
      return "more are set aside than were received there";
    }
    return scanned(move.to.text()) || tapped(move.to.text()) || says(move.to.text()) ? "" : "nobody said where to";
  }
  std::string check(const MoveUnit& move) const {
    if (!says(move.unit.text())) return "the frame does not show the pallet";
    if (!says("where you put it") && !says("Scan where it stands") && !asks()) return "nobody asked where it is put";
    const bool two_scans = screen_ == "unit" && by_label_ && !asks() && !says("Scan where it stands");
    if (two_scans && last_of_person().second.find(move.unit.text()) == std::string::npos) {
      return "two scans in a row have moved it";
    }
    return scanned(move.to.text()) || tapped("to:" + move.to.text()) || asks() ? "" : "nobody said where to";
  }
  std::string check(const Pick& pick) const {
    if (const std::string wrong = shows_units(pick.units); !wrong.empty()) return wrong;
    if (!shows(pick.from.text())) return "the frame does not show from where";
    if (pick.to.text().starts_with("T-") && holds_unwanted(pick.to)) return "its tote holds what nobody wants any more";
    const auto* page = std::get_if<WorkPage>(&shown_);
    const bool by_scan =
        scanned_item(pick.units.item) && page != nullptr && page->instruction.location != pick.from.text();
    return by_scan ? "the frame says to take from another place" : "";
  }
  // All that the yes has packed, of however many places and items.
  std::string check(const PackCarton& pack) {
    std::int64_t units = 0;
    for (auto rows = db_->query("SELECT outcome FROM event WHERE seq > $1 AND action='pack'", last_); rows.next();) {
      const auto outcome = parse_outcome(rows.text(0));
      if (const auto* packed = outcome ? std::get_if<Accepted>(&*outcome) : nullptr) units += packed->quantity.units();
    }
    const std::string of = std::to_string(units) + " of " + pack.order.text() + " into carton " + pack.carton.text();
    return asks() && (says("Pack " + of) || says("Pack all " + of)) ? "" : "the question said something else";
  }
  static std::string pallet_in(const std::string& strip) {
    const auto at = strip.find(" on pallet ");
    return at == std::string::npos ? "" : strip.substr(at + 11, 18);
  }
  std::string check(const ShortPick& pick) const {
    if (!asks()) return "nobody was asked why";
    if (!says(pick.missing.quantity.text()) || !says("missing at " + pick.from.text())) {
      return "the question is another one";
    }
    const auto* next = std::get_if<WorkPage>(&floor_.app->frame().page);
    const bool again =
        next != nullptr && next->instruction.location == pick.from.text() &&
        next->instruction.task == pick.line.document.text() &&
        next->instruction.name == name_of_item(pick.missing.item) &&
        (!pick.missing.lot || next->instruction.code.find("lot " + lot_of(pick.missing)) != std::string::npos) &&
        (!pick.missing.serial || next->instruction.code.find("no. " + serial_of(pick.missing)) != std::string::npos);
    const std::string pallet = again ? pallet_in(next->strip) : "";
    const bool to_a_pallet = !pallet.empty() && pallet != sent_to_;  // that stands there, and where he was not sent
    return again && !to_a_pallet && !after_unseen_ && pick.reason == "Not there" ? "the picker is sent there again"
                                                                                 : "";
  }
  static std::optional<Accepted> accepted_of(Rows rows) {
    const auto outcome = rows.next() ? parse_outcome(rows.text(0)) : Result<Outcome>(Error{});
    const auto* accepted = outcome ? std::get_if<Accepted>(&*outcome) : nullptr;
    return accepted == nullptr ? std::nullopt : std::optional(*accepted);
  }
  // What has left is booked once more with its carrier, or its parcel's number: as many units, where that was asked.
  bool has_left_so(const Ship& ship, Quantity units) const {
    const auto before = accepted_of(db_->query(
        "SELECT s.outcome FROM event u JOIN event s ON s.undone_by = u.id WHERE u.seq > $1 AND s.action='ship'",
        last_));
    const bool of_it = says(ship.order.text()) && (says("left as parcel") || says(", which has left"));
    return before && before->quantity == units && (of_it || says("Who takes what is loaded"));
  }
  std::string check(const Ship& ship) {
    const auto accepted = accepted_of(db_->query("SELECT outcome FROM event WHERE seq > $1 AND action='ship'", last_));
    if (!accepted) return "its outcome cannot be read";
    if (has_left_so(ship, accepted->quantity)) return "";
    if (!asks()) return "nobody was asked";
    // What is handed over at the counter is picked with the same yes, and each pick is looked at by itself.
    const std::string order = ship.order.text();
    if (ship.carton) {
      return says("Ship this carton of " + order + " with " + accepted->quantity.text() + "?") ? "" : "it said another";
    }
    return (says("Ship " + accepted->quantity.text() + " ") && says(order)) ||
                   (says("Nothing of " + order + " is in a lane. Hand ") && by_scan_ == accepted->quantity.units())
               ? ""
               : "the question said another number";
  }
  // What is on a pallet, or at another place, is no part of what the frame said.
  std::string took_elsewhere() const {
    for (auto rows =
             db_->query("SELECT p.place FROM posting p JOIN event e ON e.seq = p.event WHERE e.seq > $1"
                        " AND e.action IN ('count', 'adjust', 'lose_unit') AND p.serial = '' AND p.place NOT LIKE '@%'"
                        " GROUP BY e.seq, p.place, p.item, p.lot HAVING sum(p.quantity) <> 0",
                        last_);
         rows.next();) {
      if (!says(rows.text(0))) return "it changed what is at " + rows.text(0) + ", which the frame does not name";
    }
    return {};
  }
  std::string check(const Count& count) const {
    if (const std::string wrong = took_elsewhere(); !wrong.empty()) return wrong;
    const std::string name = name_of_item(count.units.item);
    const std::string lot = count.units.lot ? count.units.lot->text() : "";
    if (count.reason == "count: gone") {
      return asks() && says(name) && says(lot) ? "" : "nobody was asked whether it is gone";
    }
    if (!says(name) || !says(lot)) return "the frame does not show what was counted";
    if (!asks() && counted_.came_or_went(count)) return "something came or went, and nobody was asked";
    return says(count.units.quantity.text()) && says(count.at.text()) ? "" : "the frame shows another number";
  }
  std::string check(const LoseUnit& lost) const {
    if (const std::string wrong = took_elsewhere(); !wrong.empty()) return wrong;
    const std::string pallet = lost.unit.text();
    const bool asked =
        says("allet " + pallet + " was not counted") || says(", pallet " + pallet) || says("counted pallet " + pallet);
    return asks() && asked ? "" : "nobody was asked whether the pallet is gone";
  }
  std::string check(const Adjust& adjust) const {
    const auto* pad = std::get_if<KeypadPage>(&shown_);
    if (pad == nullptr) return "nobody typed how many";
    if (const std::string wrong = shows_units(adjust.units); !wrong.empty()) return wrong;
    if (const std::string wrong = took_elsewhere(); !wrong.empty()) return wrong;
    const bool more = adjust.change == Change::plus;
    const std::int64_t units = adjust.units.quantity.units();
    const bool shows_where = says((more ? "More at " : "Fewer at ") + adjust.at.text() + ": " + adjust.reason) ||
                             (typed_twice(units) && says(" at " + adjust.at.text() + ", "));
    if (!shows_where) return "the frame does not show where and why";
    const std::int64_t before = loose(adjust.at, adjust.units) - (more ? units : -units);
    if (more && is_large(units, before)) return "such a number is typed twice";
    if (typed_twice(units)) return "";
    if (number_on(*pad) != units) return "another number was typed";
    return after_unseen_ || says(" than " + std::to_string(before) + " by the books")
               ? ""
               : "the frame shows another number by the books";
  }
  // Without a question it is what this person has booked last.
  std::string check(const Undo& undo) const {
    if (types() || asks()) return "";
    if (!scanned("UNDO") && !tapped("undo")) return "nobody took anything back";
    const bool is_last = booking_of(undo.target) == booking_of(CommandId::parse(last_of_person().first).value());
    return is_last ? "" : "it is not what this person has booked last, and nobody was asked";
  }
  std::string check(const Settle&) const { return tapped("done") || scanned("DONE") ? "" : "nobody settled it"; }
  std::string check(const auto&) const { return "no screen books that"; }

  std::int64_t last_ = 0;
  Preferences liked_;      // before the input
  std::string by_;         // who has booked what is looked at
  bool by_label_ = false;  // the pallet's page came by its label
  std::string sent_to_;    // the pallet that the walk named last
  CountedPlaces counted_{floor_};
  FilledPallets pallets_{floor_};
  ShownSums sums_{floor_, *db_};
  SignedOn people_{floor_};
  bool unseen_ = false;
};

}  // namespace dockhand::test
