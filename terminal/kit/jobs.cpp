#include "terminal/kit/jobs.h"

#include <algorithm>

namespace dockhand {

int Jobs::read(const std::vector<JobRow>& rows) {
  int odd = 0;
  for (const JobRow& row : rows) {
    auto job = parse_job(row.text);
    if (job) {
      all_.push_back({row.screen, row.about, row.by, row.since, std::move(job).value()});
    } else {
      ++odd;
    }
  }
  return odd;
}

const Jobs::Begun* Jobs::find(std::string_view screen, std::string_view about) const {
  const auto known = std::find_if(all_.begin(), all_.end(),
                                  [&](const Begun& one) { return one.screen == screen && one.about == about; });
  return known == all_.end() ? nullptr : &*known;
}

Jobs::Begun Jobs::begun_as(const std::string& screen, const std::string& about, const OperatorName& by,
                           Instant now) const {
  const Begun* known = find(screen, about);
  return known != nullptr ? *known : Begun{screen, about, by, now, {}};
}

JobRow Jobs::row(const std::string& screen, const std::string& about, const Job& job, const OperatorName& by,
                 Instant now) const {
  const Begun begun = begun_as(screen, about, by, now);
  return {screen, about, begun.by, begun.since, job.empty() ? "" : to_text(job)};
}

JobRow Jobs::put(const std::string& screen, const std::string& about, const Job& job, const OperatorName& by,
                 Instant now) {
  const JobRow written = row(screen, about, job, by, now);
  Begun begun = begun_as(screen, about, by, now);
  begun.job = job;
  const auto known = std::find_if(all_.begin(), all_.end(),
                                  [&](const Begun& one) { return one.screen == screen && one.about == about; });
  if (known == all_.end()) {
    if (!job.empty()) all_.push_back(std::move(begun));
  } else if (job.empty()) {
    all_.erase(known);
  } else {
    *known = std::move(begun);
  }
  return written;
}

}  // namespace dockhand
