// What a hub counts, in the text form that Prometheus reads.
//
// Decides: the names and the form. Leaves to others: counting connections (sync/http/http_server.h). Any thread may use
// it.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "sync/http/http_service.h"

namespace dockhand {

// What the hub is at this moment.
struct HubStanding {
  bool owns = false;          // the site
  bool file_good = false;     // nobody has found the file damaged
  bool books_answer = false;  // and their store
  bool disk_takes = false;    // what is sent for the books
};

class HubMetrics {
 public:
  // Counts a request that the hub itself has answered.
  void answered(const std::string& path, int status, std::chrono::microseconds took);
  // Counts what came by pushes: events that are in now, and those of them that were questioned or set aside.
  void took_events(std::int64_t taken, std::int64_t questioned);
  void refused_token();

  std::string text(const HttpCounts& server, const HubStanding& standing) const;

 private:
  struct Requests {
    std::uint64_t count = 0;
    double seconds = 0;
  };
  mutable std::mutex mutex_;  // guards the rest
  std::map<std::pair<std::string, int>, Requests> requests_;
  std::int64_t events_ = 0;
  std::int64_t questioned_ = 0;
  std::int64_t refused_tokens_ = 0;
};

}  // namespace dockhand
