#include "sync/hub_log.h"

#include "storage/codec/json.h"

namespace dockhand {

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
  OrderedJson line{{"time", now.text()}, {"event", event}};
  for (const auto& [name, value] : fields) line[name] = value;
  if (left_out_ > 0) line["lines_left_out"] = std::exchange(left_out_, 0);
  const std::string text = print_json(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), file_);
  std::fflush(file_);
}

}  // namespace dockhand
