// What a hub writes down for those who look after it: one JSON object a line.
//
// Decides: the form of a line, and that a flood of them is cut to a few a second with a count of what was left out.
// Leaves to others: what is worth a line. No secret is ever given to it. Any thread may use it.
#pragma once

#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "storage/model/time.h"

namespace dockhand {

class HubLog {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;
  static constexpr int lines_a_second = 20;

  // `file` must outlive the log. Null: nothing is written.
  HubLog(std::FILE* file, const Clock& clock) : file_(file), clock_(clock) {}

  // Writes {"time":"2026-11-22T14:03:00.000Z","event":"refused","from":"10.0.0.7",...}
  void say(const std::string& event, const Fields& fields);
  static std::string line_of(Instant now, const std::string& event, const Fields& fields, std::int64_t left_out = 0);

 private:
  std::FILE* const file_;
  const Clock& clock_;
  std::mutex mutex_;  // guards the rest
  std::int64_t second_ = 0;
  int lines_ = 0;  // lines in this second
  std::int64_t left_out_ = 0;
};

}  // namespace dockhand
