// Letters of random histories, read one after another by a customer who remembers: none contradicts what came before.
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>

#include "storage/ledger/ledger.h"
#include "storage/views/views.h"
#include "tests/support/seeds.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// Nothing is to survive here, so nothing has to wait for a disk.
[[maybe_unused]] const bool in_memory =
    std::filesystem::is_directory("/dev/shm") && ::setenv("TMPDIR", "/dev/shm", 0) == 0;

bool carries(const LetterLine& line, const std::string& text) {
  return (" " + line.law + " ").find(" " + text + " ") != std::string::npos;
}

// What a customer remembers of a line.
struct Memory {
  std::optional<LetterLine> last{};  // about its wait, not a shipment
  std::optional<Date> told{};        // the day that holds; none: none was told, or it was taken back
  std::optional<Date> until{};       // the last day by which they were to leave; that they are here does not end it
  std::optional<Date> agreed{};      // the last day to which no word was asked for
  bool word_asked = false;           // it is cancelled after the agreed day, unless the customer agrees
  std::int64_t shipped = 0;          // since it was taken back last
  Quantity wanted{};                 // units of the line when `last` was read
  bool left_since = false;           // units have left since `last`; that may have been undone
};

// Returns what is wrong with a letter's line after all that came before; empty when nothing is.
std::string contradiction(const Memory& before, const LetterLine& now, Quantity wanted, Date today) {
  const MessageKind kind = now.kind;
  const bool about_wait = kind != MessageKind::shipped && kind != MessageKind::follow_up;
  if (now.units.none()) return "it is about no units";
  if (now.day && *now.day < today && about_wait) return "it names a day that is over";
  if (!before.last) {
    return kind == MessageKind::accepted || kind == MessageKind::no_day || kind == MessageKind::cannot
               ? ""
               : "it follows no first letter";
  }
  const LetterLine& last = *before.last;
  const bool refused = last.kind == MessageKind::cannot || last.kind == MessageKind::cancelled;
  const bool refuses = kind == MessageKind::cannot || kind == MessageKind::cancelled;
  switch (kind) {
    case MessageKind::accepted:
      if (before.told && last.item == now.item && now.day != before.told) return "it names another day as if first";
      if (before.told && now.law.find("note_") == std::string::npos) return "it is told as if first";
      break;
    case MessageKind::here:
      if (before.word_asked && before.agreed && *before.agreed < today) return "it is here after 'we cancel'";
      if (last.kind == kind && last.units == now.units && !before.left_since) return "it is here twice";
      break;
    case MessageKind::moved:
      if (carries(now, "note_late")) {
        if (!now.was || now.was != before.until) return "they are late after a day that was not told";
        break;
      }
      if (!now.was && last.kind != MessageKind::here) return "it does not say which day it was";
      if (now.was && now.was != before.told) return "it takes back a day that was not told";
      if (now.was == now.day) return "another day is the same day";
      break;
    case MessageKind::no_day:
    case MessageKind::cannot:
      if (last.kind == kind && last.item == now.item && last.units == now.units) return "it is said twice";
      if (before.told && now.was != before.told) return "it is silent about the day that was told";
      break;
    case MessageKind::follow_up:
      if (before.shipped == 0) return "it asks about what has not left";
      return "";
    case MessageKind::shipped: return "";
    case MessageKind::cancelled:
      if (last.kind == kind) return "it is cancelled twice";
      break;
    default: break;
  }
  if (refused && !refuses && !carries(now, "note_again")) return "it forgets that we do not send them";
  const bool gone = last.kind == MessageKind::here && kind != MessageKind::here && !refuses &&
                    before.wanted == wanted && !carries(now, "note_late");
  if (gone && !carries(now, "note_gone")) return "it forgets that they were here";
  return "";
}

void remember(Memory& memory, const LetterLine& now) {
  if (now.kind == MessageKind::follow_up) return;
  if (carries(now, "note_stayed")) memory.shipped = 0;
  if (now.kind == MessageKind::shipped) {
    memory.shipped += now.units.units();
    memory.left_since = true;
    return;
  }
  memory.word_asked = carries(now, "us_agree");
  memory.told = now.kind == MessageKind::here ? std::optional<Date>() : now.day;
  if (now.kind != MessageKind::here) memory.until = now.day;
  if (now.day && !memory.word_asked) memory.agreed = now.day;
  memory.last = now;
  memory.left_since = false;
}

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    site("tell_customers");
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();
  std::mt19937_64 random{1};
  std::map<std::string, Memory> memories;
  std::map<std::string, int> seen;  // kinds of letters, of all histories
  std::string history;
  std::vector<std::string> commands;

  std::int64_t any(std::int64_t from, std::int64_t to) {
    return from + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(to - from + 1));
  }
  void site(const std::string& setting) { floor.accepted(Import{{SiteRow{setting, true}}}); }
  // What the books refuse is no part of the history.
  void tries(const std::string& what, Action action) {
    const auto outcome = floor.give(std::move(action));
    if (!std::holds_alternative<Accepted>(outcome)) return;
    history += clock.now().date().text() + " " + what + "\n";
    commands.push_back(floor.last_id());
  }
  OrderLineView line() { return views->why(order(line_text)).value()->line; }
  bool is_known() { return views->why(order(line_text)).value().has_value(); }

  void office_writes() {
    switch (any(0, 6)) {
      case 0: return demand(any(1, 30));
      case 1: {
        const Date due = Date::from_days(clock.now().date().days() + static_cast<std::int32_t>(any(-3, 60)));
        return tries("PO-7/1 is due " + due.text(),
                     Import{{PurchaseLineRow{purchase("PO-7/1"), "SKF", item("BRG"), units(any(5, 30)), due, {}}}});
      }
      case 2: return tries("PO-7/1 is closed", ClosePurchase{purchase("PO-7/1"), "no more"});
      case 3: {
        ItemRow row{item("BRG"), "Bearing", Tracking::none};
        row.ended = any(0, 1) == 1;
        return tries(row.ended ? "BRG has ended" : "BRG goes on", Import{{row}});
      }
      case 4:
        return tries("SKF is a source", Import{{SourceRow{item("BRG"), "SKF", {}, units(1), {}, Days{9}, 1, {}}}});
      case 5: return tries("SO-1 is cancelled", CancelOrder{OrderNumber::parse("SO-1").value(), "as he wishes"});
      default: return answers();
    }
  }
  void demand(std::int64_t count) {
    tries("SO-1/1 asks for " + std::to_string(count), Import{{floor.demand(line_text, count)}});
  }
  void answers() {
    if (!is_known()) return;
    const bool waits = any(0, 2) > 0;
    tries(waits ? "he waits" : "he cancels",
          CustomerAnswer{order(line_text), waits ? CustomerSays::wait : CustomerSays::cancel});
    if (!waits || !memories.contains(line_text)) return;
    Memory& memory = memories[line_text];
    if (memory.word_asked && memory.told) memory.agreed = memory.told;
    memory.word_asked = false;
  }
  void hands_work() {
    const std::int64_t count = any(1, 12);
    switch (any(0, 4)) {
      case 0:
      case 1: return tries("received " + std::to_string(count), floor.receipt(count));
      case 2:
        return tries(
            "picked " + std::to_string(count),
            Pick{order(line_text), Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), place("X-01")});
      case 3: return tries("shipped", Ship{OrderNumber::parse("SO-1").value(), {}, "DHL", "1"});
      default:
        if (commands.empty()) return;
        const std::string target = commands.back();
        commands.pop_back();
        return tries("undone", Undo{CommandId::parse(target).value()});
    }
  }
  void time_passes() {
    const std::int64_t days = any(0, 3) == 0 ? any(2, 25) : 1;
    const bool nights = any(0, 5) > 0;
    history +=
        clock.now().date().text() + " " + std::to_string(days) + (nights ? " days\n" : " days without a night\n");
    for (std::int64_t i = 0; i < days; ++i) {
      clock.advance(std::chrono::hours(24));
      if (nights) REQUIRE(floor.ledger->begin_day().ok());
    }
  }
  void post() {
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
      for (const LetterLine& one : letter.lines) read(one);
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::sent}).ok());
    }
  }
  void read(const LetterLine& one) {
    if (!one.line) return;
    ++seen[name_of(one.kind)];
    history += clock.now().date().text() + "   letter: " + name_of(one.kind) + " " + one.units.text() +
               (one.day ? " by " + one.day->text() : "") + (one.was ? " not " + one.was->text() : "") + " " + one.law +
               "\n";
    Memory& memory = memories[one.line->text()];
    const Quantity wanted = is_known() ? line().ordered : Quantity();  // its file may be undone
    const std::string wrong = contradiction(memory, one, wanted, clock.now().date());
    if (!wrong.empty()) FAIL("seed " + std::to_string(seed) + ": " + wrong + "\n" + history);
    remember(memory, one);
    if (is_known() && memory.shipped > line().shipped.units()) {
      FAIL("seed " + std::to_string(seed) + ": he has read of more than have left\n" + history);
    }
    if (memory.last == one) memory.wanted = wanted;
  }
  void play(std::uint64_t from) {
    seed = from;
    random.seed(from);
    if (any(0, 1) == 1) site("law_us");
    if (any(0, 1) == 1) site("law_eu");
    demand(any(1, 30));
    for (int step = 0; step < 40; ++step) {
      const auto next = any(0, 9);
      if (next < 3) office_writes();
      if (next >= 3 && next < 6) hands_work();
      if (next >= 6) time_passes();
      if (any(0, 2) > 0) post();
    }
    post();
  }

  const std::string line_text = "SO-1/1";
  std::uint64_t seed = 0;
};

}  // namespace

TEST(no_letter_of_a_random_history_contradicts_those_before_it) {
  std::map<std::string, int> all;
  for (const std::uint64_t from : seeds(60)) {
    Fixture one;
    one.setUp();
    one.play(from);
    for (const auto& [kind, times] : one.seen) all[kind] += times;
  }
  for (const char* kind : {"accepted", "no_day", "moved", "here", "shipped", "cannot", "cancelled", "follow_up"}) {
    INFO(kind);
    if (seeds(60).size() >= 60) REQUIRE(all[kind] > 0);
  }
}
