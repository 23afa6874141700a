#include "sync/ear.h"

#include <utility>

#include "sync/session.h"

namespace dockhand {

HubEar::HubEar(LedgerThread& ledger, std::unique_ptr<Connector> connector, const Clock& clock, Calls call)
    : ledger_(ledger), connector_(std::move(connector)), clock_(clock), call_(std::move(call)), thread_([this] {
        work();
      }) {}

HubEar::~HubEar() {
  stop_.close();
  connector_->cancel();
  thread_.join();
}

void HubEar::work() {
  while (!stop_.closed()) stop_.wait_for(listen_once());
}

void HubEar::say(bool listens) {
  if (std::exchange(listens_, listens) != listens) call_.listens(listens);
}

std::chrono::milliseconds HubEar::listen_once() {
  std::optional<Result<PullRequest>> asked;
  const Status taken = on_ledger_thread(ledger_)([&](Ledger& ledger) {
    auto position = ledger.pull_position();
    asked = position ? Result<PullRequest>(PullRequest{ledger.writer(), *std::move(position), clock_.now()})
                     : Result<PullRequest>(position.error());
  });
  if (!taken || !*asked || (*asked)->position.generation.empty()) return first_pull;
  const auto changed = connector_->wait(**asked);
  if (stop_.closed()) return {};
  say(changed.ok());
  if (!changed) return try_again;
  if (!*changed) return {};
  call_.changed();
  return breath;
}

}  // namespace dockhand
