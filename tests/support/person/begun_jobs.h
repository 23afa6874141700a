// What is begun at the terminal, as its database keeps it.
//
// Decides: what of a job has to be there still after the next input. Leaves to others: whether it may be gone
// (tests/support/person/work_oracle.h).
#pragma once

#include <map>

#include "terminal/kit/job.h"
#include "tests/support/person/work_floor.h"

namespace dockhand::test {

struct BegunJob {
  std::int64_t units = 0;
  bool waits = false;
  std::string label{};  // the item whose label waits
  std::int64_t label_units = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> counted{};  // of each line, and what was there by the books
};

// Returns the jobs by screen and subject.
inline std::map<std::string, BegunJob> begun_jobs(const WorkFloor& floor) {
  floor.ledger->drain();  // no answer waits for what is written down
  std::map<std::string, BegunJob> all;
  for (const JobRow& row : floor.views->jobs().value()) {
    const Job job = parse_job(row.text).value();
    BegunJob& begun = all[row.screen + " " + row.about];
    for (const Job::Line& line : job.lines) {
      begun.units += line.units.quantity.units();
      begun.counted.emplace_back(line.units.quantity.units(), line.there);
    }
    for (const Job::Line& line : job.before) begun.units += line.units.quantity.units();
    if (job.hand) begun.units += job.hand->units.quantity.units();
    begun.waits = job.label || job.damage || job.unit || job.found || job.onto || job.tote;
    if (!job.label) continue;
    begun.label = job.label->units.item.text();
    begun.label_units = job.label->units.quantity.units();
  }
  return all;
}

}  // namespace dockhand::test
