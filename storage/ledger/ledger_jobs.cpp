// What people have begun and not booked: rows of this database alone.
#include "storage/ledger/ledger_state.h"

namespace dockhand {

void Ledger::State::write_job(const JobRow& job) {
  if (job.text.empty()) {
    engine->run("DELETE FROM job WHERE screen=$1 AND about=$2", job.screen, job.about);
    return;
  }
  engine->run(
      "INSERT INTO job(screen, about, operator, since, detail) VALUES($1,$2,$3,$4,$5)"
      " ON CONFLICT(screen, about) DO UPDATE SET operator=excluded.operator, since=excluded.since,"
      " detail=excluded.detail",
      job.screen, job.about, job.by.text(), job.since.ms, job.text);
}

Status Ledger::keep(const std::vector<JobRow>& jobs) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  for (const JobRow& job : jobs) state_->write_job(job);
  if (state_->engine->failed()) return state_->engine->failure();
  return transaction.commit();
}

}  // namespace dockhand
