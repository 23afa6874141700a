#include "storage/ledger/hub_lives.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace dockhand {
namespace {

struct Life {
  std::string id;
  std::int64_t began_after = 0;
};

std::vector<Life> read(const std::string& lives) {
  std::vector<Life> all;
  std::istringstream words(lives);
  for (Life life; words >> life.id >> life.began_after;) all.push_back(life);
  return all;
}

}  // namespace

std::string with_new_life(const std::string& lives, const std::string& id, std::int64_t last_change) {
  auto all = read(lives);
  all.push_back({id, last_change});
  if (all.size() > max_hub_lives) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(max_hub_lives));
  std::string text;
  for (const Life& life : all) text += life.id + " " + std::to_string(life.began_after) + "\n";
  return text;
}

std::string newest_life(const std::string& lives) {
  const auto all = read(lives);
  return all.empty() ? "" : all.back().id;
}

bool is_among(const std::string& lives, const std::string& id) {
  const auto all = read(lives);
  return std::any_of(all.begin(), all.end(), [&](const Life& one) { return one.id == id; });
}

bool still_holds(const std::string& lives, const PullPosition& position, std::int64_t last_change) {
  if (position.life.empty()) return position.cursor <= last_change;
  const auto all = read(lives);
  const auto life = std::find_if(all.begin(), all.end(), [&](const Life& one) { return one.id == position.life; });
  if (life == all.end()) return false;
  const auto next = life + 1;
  return position.cursor <= (next == all.end() ? last_change : next->began_after);
}

}  // namespace dockhand
