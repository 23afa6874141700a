// A terminal that has no hub yet, and is shown a hub's code.
//
// Decides: that the hub is asked on a thread of its own, about one code at a time, and in which words it is told.
// Leaves to others: the code and what is kept (sync/enrolment.h), who may scan one when (terminal/station/station.cpp).
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "storage/model/tools/mailbox.h"
#include "sync/enrolment.h"
#include "terminal/app/heard.h"

namespace dockhand {

// Returns the hub's code among scans, be it a good one or not.
std::optional<std::string> hub_code_of(const HeardTogether& scans);

class Newcomer {
 public:
  struct Answer {
    bool enrolled = false;
    std::string toast, problem;  // the problem stays on the page
  };
  // `wake` is called from the thread that asks, when `take` has something.
  Newcomer(std::filesystem::path database, std::function<void()> wake);
  // Waits for a hub that is being asked.
  ~Newcomer();
  Newcomer(const Newcomer&) = delete;
  Newcomer& operator=(const Newcomer&) = delete;

  // Returns what is to be told meanwhile. Not to be called while another code is asked about.
  std::string ask(const std::string& code);
  bool asks() const { return asks_; }
  // What has become of it, once.
  std::vector<Answer> take();

 private:
  const std::filesystem::path database_;
  const std::function<void()> wake_;
  bool asks_ = false;
  Mailbox<Result<Enrolment>> answers_;
  std::thread thread_;
};

}  // namespace dockhand
