#include "sync/hub_log.h"

#include "storage/codec/json.h"

namespace dockhand {

std::string HubLog::line_of(Instant now, const std::string& event, const Fields& fields, std::int64_t left_out) {
  OrderedJson line{{"time", now.text()}, {"event", event}};
  for (const auto& [name, value] : fields) line[name] = value;
  if (left_out > 0) line["lines_left_out"] = left_out;
  return print_json(line) + "\n";
}

void HubLog::say(const std::string& event, const Fields& fields) {
  if (file_ == nullptr) return;
  const Instant now = clock_.now();
  const std::lock_guard lock(mutex_);
  if (now.ms / 1000 != second_) {
    second_ = now.ms / 1000;
    lines_ = 0;
  }
  if (++lines_ > lines_a_second) {
    ++left_out_;
    return;
  }
  const std::string text = line_of(now, event, fields, std::exchange(left_out_, 0));
  std::fwrite(text.data(), 1, text.size(), file_);
  std::fflush(file_);
}

}  // namespace dockhand
