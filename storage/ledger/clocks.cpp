// Clocks that are wrong. The order of events never depends on them: it is the chain's and the hub's. But people read
// times, so they are told.
#include <cstdlib>

#include "storage/ledger/ledger_state.h"

namespace dockhand {
namespace {

// Below this a difference is what an ordinary clock, a slow network and a person's own watch differ by.
constexpr std::int64_t tolerated = std::int64_t{5} * 60 * 1000;

std::string long_text(std::int64_t ms) {
  const std::int64_t minutes = std::abs(ms) / 60'000;
  if (minutes < 60) return std::to_string(minutes) + " min";
  if (minutes < std::int64_t{48} * 60)
    return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
  return std::to_string(minutes / (24 * 60)) + " days";
}

std::string last_person(Engine& db, const std::string& writer) {
  auto rows = db.query(
      "SELECT operator FROM event WHERE writer=$1 AND operator NOT IN ('dockhand', 'office')"
      " ORDER BY writer_seq DESC LIMIT 1",
      writer);
  return rows.next() ? " that " + rows.text(0) + " used last" : "";
}

// Who follows a notice that says behind of a clock that is ahead by now sets it the wrong way.
bool is_still_true(const std::string& told, std::int64_t off) {
  return !told.empty() && std::abs(off - std::strtoll(told.c_str(), nullptr, 10)) <= tolerated;
}

}  // namespace

void Ledger::State::watch_clock() {
  if (role != LedgerRole::terminal) return;
  const Instant now = clock.now();
  std::int64_t last = now.ms;
  {
    auto rows = engine->query("SELECT at FROM event ORDER BY seq DESC LIMIT 1");
    if (rows.next()) last = rows.integer(0);
  }
  if (now.ms + tolerated >= last) return;
  tell(*writer, Tell{Tell::Trouble::wrong_clock, "The clock of the terminal" + last_person(*engine, writer->text()) +
                                                     " says " + now.text() + ", " + long_text(last - now.ms) +
                                                     " before the scan before it"});
}

// Also what the terminal has told itself: a clock that goes back is either set right or wrong from then on, and the hub
// alone can see which.
bool Ledger::State::take_back_doubts(const WriterId& of) {
  auto told = engine->query("SELECT 1 FROM notice WHERE open=1 AND kind='wrong_clock' AND writer=$1", of.text());
  if (!told.next()) return false;
  engine->run("UPDATE notice SET open=0, changed=$2 WHERE open=1 AND kind='wrong_clock' AND writer=$1", of.text(),
              next_change());
  return true;
}

bool Ledger::State::note_clock(const WriterId& of, Instant its_time) {
  const std::int64_t off = its_time.ms - clock.now().ms;
  const bool wrong = std::abs(off) > tolerated;
  const std::string name = "clock " + of.text(), told_as = "clock off " + of.text();
  const bool was_wrong = setting(name.c_str()) == "wrong";
  if (!wrong && !was_wrong) return take_back_doubts(of);
  if (wrong && was_wrong && is_still_true(setting(told_as.c_str()), off)) return false;
  set(name.c_str(), wrong ? "wrong" : "right");
  set(told_as.c_str(), std::to_string(off));
  if (!wrong) {
    take_back_doubts(of);
    return true;
  }
  Notice notice;
  notice.kind = NoticeKind::wrong_clock;
  notice.detail = "The clock of the terminal" + last_person(*engine, of.text()) + " is " + long_text(off) +
                  (off > 0 ? " ahead of" : " behind") + " the hub's: set it, times of its scans are wrong";
  const std::int64_t change = next_change();
  put_notice(*engine, of.text() + "#clock", of.text(), clock.now(), notice, change, change);
  return true;
}

}  // namespace dockhand
