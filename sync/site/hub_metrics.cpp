#include "sync/site/hub_metrics.h"

#include <fmt/format.h>

namespace dockhand {
namespace {

template <class Number>
std::string one(const char* name, const char* kind, const char* help, Number value) {
  return fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, kind, help, value);
}

}  // namespace

void HubMetrics::answered(const std::string& path, int status, std::chrono::microseconds took) {
  const std::lock_guard lock(mutex_);
  Requests& asked = requests_[{path, status}];
  ++asked.count;
  asked.seconds += std::chrono::duration<double>(took).count();
}

void HubMetrics::took_events(std::int64_t taken, std::int64_t questioned) {
  const std::lock_guard lock(mutex_);
  events_ += taken;
  questioned_ += questioned;
}

void HubMetrics::refused_token() {
  const std::lock_guard lock(mutex_);
  ++refused_tokens_;
}

std::string HubMetrics::text(const HttpCounts& server, const HubStanding& standing) const {
  const std::lock_guard lock(mutex_);
  std::string all =
      "# HELP dockhand_hub_request_seconds how long requests took, by path and status\n"
      "# TYPE dockhand_hub_request_seconds summary\n";
  for (const auto& [key, asked] : requests_) {
    const std::string labels = fmt::format("{{path=\"{}\",status=\"{}\"}}", key.first, key.second);
    all += fmt::format("dockhand_hub_request_seconds_count{} {}\n", labels, asked.count);
    all += fmt::format("dockhand_hub_request_seconds_sum{} {:.6f}\n", labels, asked.seconds);
  }
  all += one("dockhand_hub_owns_site", "gauge", "1 while this hub owns the site", standing.owns ? 1 : 0);
  all += one("dockhand_hub_file_good", "gauge", "0 once the site's file was found damaged", standing.file_good ? 1 : 0);
  all += one("dockhand_hub_books_answer", "gauge", "0 while the books, or their store, cannot be asked",
             standing.books_answer ? 1 : 0);
  all += one("dockhand_hub_disk_takes", "gauge", "0 while the disk is full or fails, and nothing can be booked",
             standing.disk_takes ? 1 : 0);
  all += one("dockhand_hub_events_total", "counter", "events that terminals sent and the hub took", events_);
  all +=
      one("dockhand_hub_questioned_total", "counter", "events applied otherwise than sent, or set aside", questioned_);
  all += one("dockhand_hub_refused_tokens_total", "counter", "requests without the right token", refused_tokens_);
  all += one("dockhand_hub_connections", "gauge", "open connections", server.connections);
  all += one("dockhand_hub_held_bytes", "gauge", "bytes of bodies and answers held now", server.held_bytes);
  all += one("dockhand_hub_accepted_total", "counter", "connections since the start", server.accepted);
  all += one("dockhand_hub_evicted_total", "counter", "connections closed to make room", server.evicted);
  all += one("dockhand_hub_overdue_total", "counter", "connections closed because they took too long", server.overdue);
  all += one("dockhand_hub_overloaded_total", "counter", "requests that found no room", server.overloaded);
  all += one("dockhand_hub_received_bytes_total", "counter", "bytes of bodies", server.bytes_in);
  all += one("dockhand_hub_sent_bytes_total", "counter", "bytes of answers", server.bytes_out);
  return all;
}

}  // namespace dockhand
