#include "storage/nightly/plan_thread.h"

#include <sys/resource.h>

#include <algorithm>
#include <future>
#include <memory>
#include <span>
#include <utility>

#include "storage/assortment/assortment_of.h"
#include "storage/model/fresh_id.h"

namespace dockhand {
namespace {

constexpr std::size_t page = 50;  // rows; they take the ledger's thread a few milliseconds
constexpr int least_hurry = 10;   // niceness: a scan's thread goes first

OperatorName ourselves() { return OperatorName::parse("dockhand").value(); }

Error not_now() { return {ErrorKind::busy, "plan", "the books are busy or closing; the plan is made later"}; }

// Writes all rows in pages; how many were others than before.
template <class Row>
Result<std::int64_t> keep_in_pages(const std::vector<Row>& rows, const OnLedger& on_ledger) {
  std::int64_t changed = 0;
  for (std::size_t at = 0; at < rows.size(); at += page) {
    const std::span<const Row> some(rows.data() + at, std::min(page, rows.size() - at));
    Result<std::int64_t> kept = not_now();
    if (!on_ledger([&](Ledger& books) { kept = books.keep_plan(some); })) return not_now();
    if (!kept) return kept.error();
    changed += *kept;
  }
  return changed;
}

Status give(const Action& action, Instant now, const OnLedger& on_ledger) {
  const Command command{fresh_command_id(), ourselves(), now, action};
  Result<Outcome> outcome = not_now();
  if (!on_ledger([&](Ledger& books) { outcome = books.execute(command); })) return not_now();
  if (!outcome) return outcome.error();
  if (const auto* no = std::get_if<Refused>(&*outcome)) return no->error;
  return Done{};
}

}  // namespace

Result<PlanMade> plan_for(const std::filesystem::path& database, Date today, Instant now, const OnLedger& on_ledger) {
  auto views = PlanningViews::open(database);
  if (!views) return views.error();
  const auto settings = plan_settings_of(**views);
  if (!settings) return settings.error();
  const auto night = night_plan(**views, today, *settings);
  if (!night) return night.error();
  PlanMade made{today, night->hash, static_cast<std::int64_t>(night->plans.size()), night->proposed, 0, night->room};
  if (night->plans.empty() && night->proposals.empty()) return made;
  const auto plans = keep_in_pages(night->plans, on_ledger);
  if (!plans) return plans.error();
  const auto proposals = keep_in_pages(night->proposals, on_ledger);
  if (!proposals) return proposals.error();
  made.changed = *plans + *proposals;
  // The plan's event comes last: whoever is stopped before it plans the day again, and approves what is left.
  for (const std::string& id : night->approved) {
    // One that somebody has decided about in the meantime is refused, and stays as it was decided.
    if (auto given = give(Approve{id, {}}, now, on_ledger); !given && given.error().kind != ErrorKind::refused) {
      return given.error();
    }
  }
  if (auto given = give(made, now, on_ledger); !given) return given.error();
  return made;
}

PlanThread::PlanThread(std::filesystem::path database, LedgerThread& ledger, const Clock& clock,
                       std::function<void(const Result<PlanMade>&)> made, std::chrono::milliseconds between_looks)
    : database_(std::move(database)),
      ledger_(ledger),
      clock_(clock),
      made_(std::move(made)),
      between_looks_(between_looks),
      thread_([this] { work(); }) {}

PlanThread::~PlanThread() {
  stop_.give();
  thread_.join();
}

// The ledger's thread finishes what it has taken before it ends, so that the promise is always kept.
bool PlanThread::on_ledger(const std::function<void(Ledger&)>& work) {
  if (stop_.given()) return false;
  const auto done = std::make_shared<std::promise<void>>();
  auto finished = done->get_future();
  if (!ledger_.run([&work, done](Ledger& books) {
        work(books);
        done->set_value();
      })) {
    return false;
  }
  finished.wait();
  return true;
}

void PlanThread::look() {
  Result<std::optional<Date>> due = std::optional<Date>();
  if (!on_ledger([&](Ledger& books) { due = books.plan_due(); })) return;
  if (!due || !*due || !pause_.is_over(**due, clock_.now())) return;
  const auto begun = std::chrono::steady_clock::now();
  const auto made = plan_for(database_, **due, clock_.now(), [this](const auto& work) { return on_ledger(work); });
  const auto took = std::chrono::steady_clock::now() - begun;
  const bool was_in_the_way = !made && made.error().kind == ErrorKind::busy;
  pause_.begin(**due, clock_.now(), std::chrono::ceil<std::chrono::milliseconds>(took),
               was_in_the_way ? PlanEnd::in_the_way : PlanEnd::done);
  if (made_) made_(made);
}

void PlanThread::work() {
  setpriority(PRIO_PROCESS, 0, least_hurry);  // on Linux this is for this thread alone
  while (!stop_.given()) {
    look();
    stop_.rest(between_looks_);
  }
}

}  // namespace dockhand
