// Everything that is begun at this terminal and not booked, whoever began it.
//
// Decides: which job belongs to which screen and subject, and what has to be written down. The jobs in memory are the
// truth while the program runs; the database follows, and is read once, at the start.
// Leaves to others: when it is written (terminal/app/), what a job holds (terminal/kit/job.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "terminal/kit/job.h"

namespace dockhand {

class Jobs {
 public:
  struct Begun {
    std::string screen, about;
    OperatorName by;
    Instant since;
    Job job;
  };

  // Reads what the database has kept. Returns how many of its rows could not be understood; they stay where they are.
  int read(const std::vector<JobRow>& rows);

  const std::vector<Begun>& all() const { return all_; }  // the oldest first
  const Begun* find(std::string_view screen, std::string_view about) const;

  // Returns the row that says so; for an empty job it is the row that ends it. The person who began it stays its owner.
  JobRow row(const std::string& screen, const std::string& about, const Job& job, const OperatorName& by,
             Instant now) const;
  JobRow put(const std::string& screen, const std::string& about, const Job& job, const OperatorName& by, Instant now);

 private:
  Begun begun_as(const std::string& screen, const std::string& about, const OperatorName& by, Instant now) const;

  std::vector<Begun> all_;
};

}  // namespace dockhand
