// What a terminal may book after a frame was shown: read from the frame's words, not from the program's state.
//
// Decides: for each event that an input brought about, whether the frame that lay before the person said its item,
// place, lot, quantity or question; whether anything begun is gone that nobody booked or threw away; and whether every
// answer belonged to an open question. Leaves to others: which inputs come (tests/support/random_work.h).
#pragma once

#include <map>
#include <sstream>

#include "storage/codec/codec.h"
#include "storage/engine/engine.h"
#include "terminal/kit/job.h"
#include "tests/support/terminal_fixture.h"

namespace dockhand::test {

struct WorkInput {
  std::string scan{};
  std::string tap{};
  std::optional<int> typed{};
};

// What can be tapped on a page.
inline std::vector<std::string> tappable(const Page& page) {
  std::vector<std::string> ids;
  if (const auto* work = std::get_if<WorkPage>(&page)) {
    for (const Button& button : work->actions) ids.push_back(button.id);
    for (const Row& row : work->rows) {
      if (!row.id.empty()) ids.push_back(row.id);
    }
  } else if (const auto* keypad = std::get_if<KeypadPage>(&page)) {
    for (const Button& button : keypad->actions) ids.push_back(button.id);
    ids.insert(ids.end(), {"key:1", "key:2", "key:delete"});
  } else {
    ids.push_back(std::get<RefusalPage>(page).acknowledge.id);
  }
  return ids;
}

// The warehouse of these sequences, made once and copied for each of them.
struct WorkFloor : Terminal {
  static constexpr auto pallet = "340123450000000017";

  void open() {
    ::setenv("TZ", "UTC", 1);
    static int number = 0;
    const std::filesystem::path memory = "/dev/shm";  // nothing of this has to survive a power cut
    const auto root = std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
    folder = root / ("dockhand-work-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    std::filesystem::create_directories(folder);
    static const std::string made = template_database();
    std::ofstream(file(), std::ios::binary) << made;
    ledger = std::make_unique<LedgerThread>(Ledger::open(file(), LedgerRole::terminal, clock).value());
    views = Views::open(file(), clock).value();
    start();
    settle();
  }

  // What a sync brings: `kind` says what, on behalf of other terminals and the office.
  void elsewhere(int kind, int count) {
    const Units bearings{item("BRG-6204"), units(count), {}, {}, {}};
    const Units gloves_of{item("GLV-L"), units(count), Lot::parse(count % 2 == 0 ? "L1" : "L2").value(), {}, {}};
    const Action actions[] = {Receive{bearings, place("A-01"), {}},
                              Receive{bearings, place("A-02"), {}},
                              Receive{gloves_of, place("B-12"), {}},
                              Receive{bearings, place("DOCK-1"), PurchaseLine::parse("PO-7/1").value(), true},
                              Move{bearings, place("A-01"), place("B-12")},
                              Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(1), {}, {}, {}},
                                   place("A-01"), place("X-01")},
                              CancelOrder{OrderNumber::parse(count % 2 == 0 ? "SO-118" : "SO-131").value(), {}},
                              Import{{order("SO-118", "BRG-6204", 4 + count % 3, 1)}},
                              Count{bearings, place("B-12"), "count", true},
                              Ship{OrderNumber::parse("SO-118").value(), {}}};
    static_cast<void>(ledger->submit({office_at(actions[kind % 10])}, Flush::now, [](const LedgerThread::Answers&) {}));
    ledger->drain();
  }

 private:
  Command office_at(Action action) {
    return {CommandId::parse("elsewhere-" + std::to_string(++given_)).value(), person("office"), clock.now(),
            std::move(action)};
  }

  static std::string template_database() {
    WorkFloor first;
    static_cast<Terminal&>(first).setUp();
    first.office_does(Import{
        {LocationRow{place("A-02"), LocationKind::storage, 120},
         LocationRow{place("Q-01"), LocationKind::quarantine, 900}, LocationRow{place("T-01"), LocationKind::tote, 511},
         LocationRow{place("T-02"), LocationKind::tote, 512},
         BarcodeRow{Gtin::parse("25901234123451")->text(), item("BRG-6204"), "plt", units(480)},
         order("SO-150", "GLV-L", 2, 5),
         AsnRow{Sscc::parse(pallet).value(), "ASN-1", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
    first.office_does(Receive{Units{item("BRG-6204"), units(3), {}, {}, {}}, place("A-02"), {}});
    first.office_does(Receive{Units{item("GLV-L"), units(2), Lot::parse("L1").value(), {}, {}}, place("B-12"), {}});
    first.office_does(Receive{Units{item("BRG-6205"), units(10), {}, {}, {}}, place("B-12"), {}});
    const auto path = first.file();
    first.app.reset();
    first.views.reset();
    first.ledger.reset();  // the last connection checkpoints: the file is whole
    std::ifstream stream(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    std::filesystem::remove_all(first.folder);
    return bytes;
  }

  int given_ = 0;
};

class WorkOracle {
 public:
  explicit WorkOracle(WorkFloor& floor)
      : floor_(floor), db_(Engine::open(floor.file(), Access::read_only, Disk::real()).value()), last_(newest()) {}

  // The frame that a person sees when he acts.
  void before(bool unseen) {
    if (!unseen_) shown_ = floor_.app->frame().page;
    unseen_ = unseen;
    begun_ = jobs();
    last_ = newest();
  }

  std::string after(const std::vector<WorkInput>& inputs, bool crashed) {
    int confirmed = 0;
    for (const Command& command : booked()) {
      // The ledger itself begins a day.
      if (command.by.text() == "office" || std::holds_alternative<BeginDay>(command.action)) continue;
      if (inputs.empty()) return "was booked without an input: " + name(command);
      inputs_ = &inputs;
      std::string wrong = std::visit([&](const auto& action) { return check(action); }, command.action);
      if (!wrong.empty()) return name(command) + " was booked, but " + wrong + "\n" + words();
      confirmed += is_answer(command.action) ? 1 : 0;
      answered_ = true;
    }
    if (confirmed > 1 && !std::holds_alternative<WorkPage>(shown_)) return "one answer was booked twice";
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
    return commands;
  }
  static std::string name(const Command& command) { return name_of(command.action); }
  static bool is_answer(const Action& action) {
    const auto* receive = std::get_if<Receive>(&action);
    return std::holds_alternative<Ship>(action) || (receive != nullptr && receive->confirmed);
  }

  // --- the frame before ---
  std::string words() const {
    Frame frame;
    frame.page = shown_;
    return texts_of(frame);
  }
  bool says(const std::string& text) const { return words().find(text) != std::string::npos; }
  bool asks() const {
    const auto* page = std::get_if<WorkPage>(&shown_);
    if (page == nullptr) return false;
    for (const Button& button : page->actions) {
      if (button.id == "no") return true;
    }
    return std::any_of(page->rows.begin(), page->rows.end(), [](const Row& row) { return row.id == "no"; });
  }
  bool types() const { return std::holds_alternative<KeypadPage>(shown_); }
  bool scanned(const std::string& text) const {
    return std::any_of(inputs_->begin(), inputs_->end(), [&](const WorkInput& input) { return input.scan == text; });
  }
  bool tapped(const std::string& part) const {
    return std::any_of(inputs_->begin(), inputs_->end(),
                       [&](const WorkInput& input) { return input.tap.find(part) != std::string::npos; });
  }
  bool scanned_item(const ItemCode& code) const {
    for (const WorkInput& input : *inputs_) {
      if (input.scan.empty()) continue;
      const auto heard = heard_as({typed_symbol(input.scan), input.scan}, floor_.site, floor_.clock.now().date());
      if (!heard.scan) continue;
      const auto found = floor_.views->identify(*heard.scan);
      const auto* item = found ? std::get_if<FoundItem>(&*found) : nullptr;
      if (item != nullptr && item->item == code) return true;
    }
    return false;
  }
  std::string name_of_item(const ItemCode& code) const {
    const auto view = floor_.views->item(code);
    return view && *view ? (*view)->name : code.text();
  }
  // The units' item, and its lot when there is one, stand on the frame.
  std::string shows_units(const Units& units) const {
    if (!says(units.item.text()) && !says(name_of_item(units.item))) return "the frame does not show its item";
    if (units.lot && !says(units.lot->text()) && !scanned_lot(*units.lot)) return "the frame does not show its lot";
    return {};
  }
  bool scanned_lot(const Lot& lot) const {
    return std::any_of(inputs_->begin(), inputs_->end(),
                       [&](const WorkInput& input) { return input.scan.find(lot.text()) != std::string::npos; });
  }

  // --- what each kind of event needs ---
  std::string check(const Receive& receive) const {
    const bool named =
        scanned_item(receive.units.item) || says(receive.units.item.text()) || says(name_of_item(receive.units.item));
    if (!named) return "its item was neither scanned nor shown";
    if (receive.at.text() != "DOCK-1" && !says(receive.at.text())) return "the frame does not show where";
    if (receive.confirmed && !asks() && !types()) return "it is confirmed and nobody was asked";
    return receive.confirmed ? check_over(receive) : check_free(receive);
  }
  std::pair<std::int64_t, std::int64_t> line_of(const Receive& receive) const {  // expected, received
    for (const auto& line : floor_.views->purchase_lines(receive.purchase->document).value()) {
      if (line.line == *receive.purchase) return {line.expected.units(), line.received.units()};
    }
    return {0, 0};
  }
  std::string check_free(const Receive& receive) const {
    if (!receive.purchase || answered_) return {};
    const auto [expected, received] = line_of(receive);
    return received > expected && received - receive.units.quantity.units() <= expected && inputs_->size() == 1
               ? "it is too many and nobody was asked"
               : "";
  }
  std::string check_over(const Receive& receive) const {
    const auto [expected, received] = line_of(receive);
    if (received <= 2 * expected) return {};
    return types() && says("Type " + std::to_string(received)) ? ""
                                                               : "it is more than twice the line and was not typed";
  }
  std::string check(const ReceiveUnit& receive) const {
    return says(receive.unit.text()) || scanned(receive.unit.text()) ? "" : "nobody named the pallet";
  }
  std::string check(const Move& move) const {
    if (const std::string wrong = shows_units(move.units); !wrong.empty()) return wrong;
    if (!says(move.from.text())) return "the frame does not show from where";
    if (!says(move.units.quantity.text())) return "the frame does not show how many";
    return scanned(move.to.text()) || tapped(move.to.text()) || says(move.to.text()) ? "" : "nobody said where to";
  }
  std::string check(const MoveUnit& move) const {
    if (!says(move.unit.text())) return "the frame does not show the pallet";
    if (!says("where you put it") && !asks()) return "nobody asked where it is put";
    return scanned(move.to.text()) || asks() ? "" : "nobody said where to";
  }
  std::string check(const Pick& pick) const {
    if (const std::string wrong = shows_units(pick.units); !wrong.empty()) return wrong;
    if (!says(pick.from.text())) return "the frame does not show from where";
    const auto* page = std::get_if<WorkPage>(&shown_);
    const bool by_scan =
        scanned_item(pick.units.item) && page != nullptr && page->instruction.location != pick.from.text();
    return by_scan ? "the frame says to take from another place" : "";
  }
  std::string check(const ShortPick& pick) const {
    if (!asks()) return "nobody was asked why";
    return says(pick.missing.quantity.text()) && says("missing at " + pick.from.text()) ? ""
                                                                                        : "the question is another one";
  }
  std::string check(const Ship& ship) {
    if (!asks()) return "nobody was asked";
    auto rows = db_->query("SELECT outcome FROM event WHERE seq > $1 AND action='ship'", last_);
    const auto outcome = rows.next() ? parse_outcome(rows.text(0)) : Result<Outcome>(Error{});
    const auto* accepted = outcome ? std::get_if<Accepted>(&*outcome) : nullptr;
    if (accepted == nullptr) return "its outcome cannot be read";
    return says("Ship " + accepted->quantity.text() + " ") && says(ship.order.text())
               ? ""
               : "the question said another number";
  }
  std::string check(const Count& count) const {
    const std::string name = name_of_item(count.units.item);
    const std::string lot = count.units.lot ? count.units.lot->text() : "";
    if (count.reason == "count: gone") {
      return asks() && says(name) && says(lot) ? "" : "nobody was asked whether it is gone";
    }
    if (!says(name) || !says(lot)) return "the frame does not show what was counted";
    return says(count.units.quantity.text()) && says(count.at.text()) ? "" : "the frame shows another number";
  }
  std::string check(const Undo&) const {
    return scanned("UNDO") || tapped("undo") || types() || asks() ? "" : "nobody took anything back";
  }
  std::string check(const Settle&) const { return tapped("settle") ? "" : "nobody settled it"; }
  template <class Other>
  std::string check(const Other&) const {
    return "no screen books that";
  }

  // --- what was begun ---
  struct Begun {
    std::int64_t units = 0;
    bool waits = false;
  };
  std::map<std::string, Begun> jobs() const {
    std::map<std::string, Begun> all;
    for (const JobRow& row : floor_.views->jobs().value()) {
      const Job job = parse_job(row.text).value();
      Begun& begun = all[row.screen + " " + row.about];
      for (const Job::Line& line : job.lines) begun.units += line.units.quantity.units();
      for (const Job::Line& line : job.before) begun.units += line.units.quantity.units();
      if (job.hand) begun.units += job.hand->units.quantity.units();
      begun.waits = job.label || job.damage || job.unit;
    }
    return all;
  }
  // Gone without a booking, without a yes, and without a word.
  std::string vanished(bool crashed) const {
    const auto now = jobs();
    for (const auto& [name, was] : begun_) {
      const auto known = now.find(name);
      const Begun left = known == now.end() ? Begun{} : known->second;
      if (left.units >= was.units && (left.waits || !was.waits)) continue;
      if (crashed) return "a crash has lost " + name;
      const std::string told = floor_.app->frame().toast ? floor_.app->frame().toast->text : "";
      const bool said = answered_ || types() || floor_.refused() || told.find("othing was booked") != std::string::npos;
      const bool went_on = left.units > was.units;  // a label became counted units
      if (!said && !went_on) return name + " is gone in silence; toast: " + told + "\n" + words();
    }
    return {};
  }

  WorkFloor& floor_;
  std::unique_ptr<Engine> db_;
  std::int64_t last_ = 0;
  Page shown_;
  bool unseen_ = false;
  bool answered_ = false;  // something was booked by the step
  std::map<std::string, Begun> begun_;
  const std::vector<WorkInput>* inputs_ = nullptr;
};

}  // namespace dockhand::test
