#include "terminal/script/own_hub.h"

#include "storage/import/import.h"
#include "storage/nightly/plan_thread.h"

namespace dockhand {

OwnHub::OwnHub(std::filesystem::path database, const Clock& clock) : database_(std::move(database)), clock_(clock) {}
OwnHub::~OwnHub() = default;

Status OwnHub::start() {
  auto ledger = Ledger::open(database_, LedgerRole::hub, clock_);
  if (!ledger) return ledger.error();
  if (auto filled = import_demo(**ledger, database_, clock_.now()); !filled) return filled;
  HubOptions options;
  options.port = 0;
  auto hub = Hub::start(std::move(*ledger), options);
  if (!hub) return hub.error();
  hub_ = std::move(*hub);
  return Done{};
}

void OwnHub::stop() { hub_.reset(); }

Status OwnHub::sync(Station& station) {
  auto connector = make_connector(Upstream{hub_->address(), {}});
  if (!connector) return connector.error();
  SyncResult result = sync_once(on_ledger_thread(station.ledger()), **connector, clock_);
  last_sync_ = std::move(result.report);
  return result.status;
}

// The address is what an office would see: the port differs each time, and pictures should not.
void OwnHub::tell(Station& station) {
  if (runs()) last_answer_ = clock_.now();
  if (runs()) offline_since_.reset();
  if (!runs() && !offline_since_) offline_since_ = clock_.now();
  const char* problem = runs() ? "" : "The hub cannot be reached: is it running, and is the network there?";
  station.app().set_hub(
      {true, runs(), offline_since_.value_or(clock_.now()), "https://hub.local:8470", problem, last_answer_});
}

Status OwnHub::book(const std::filesystem::path& file) {
  const bool ran = runs();
  stop();
  {
    auto ledger = Ledger::open(database_, LedgerRole::hub, clock_);
    if (!ledger) return ledger.error();
    const auto booked = import_file(**ledger, file, OperatorName::parse("Office").value(), clock_.now());
    if (!booked) return booked.error();
    if (!booked->errors.empty()) return booked->errors.front();
  }
  return ran ? start() : Status(Done{});
}

Status OwnHub::plan() {
  auto ledger = Ledger::open(database_, LedgerRole::hub, clock_);
  if (!ledger) return ledger.error();
  if (auto begun = (*ledger)->begin_day(); !begun) return begun.error();
  const auto due = (*ledger)->plan_due();
  if (!due) return due.error();
  if (!*due) return Done{};
  const auto made = plan_for(database_, **due, clock_.now(), [&](const auto& work) {
    work(**ledger);
    return true;
  });
  return made ? Status(Done{}) : Status(made.error());
}

}  // namespace dockhand
