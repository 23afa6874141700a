#include "storage/views/cause_sums.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace dockhand {
namespace {

std::string group_of(std::string_view by, const std::string& supplier, const ItemCode& item, Date day) {
  if (by == "supplier") return supplier;
  if (by == "item") return item.text();
  return by == "month" ? day.text().substr(0, 7) : std::string();
}

}  // namespace

std::vector<CauseSum> sums_of(const std::vector<CauseView>& causes, const std::vector<SpentView>& spent,
                              std::string_view by) {
  std::map<std::pair<std::string, planning::Cause>, CauseSum> sums;
  const auto sum_of = [&](const std::string& group, planning::Cause cause) -> CauseSum& {
    return sums.try_emplace({group, cause}, CauseSum{group, cause}).first->second;
  };
  std::set<std::pair<const CauseSum*, OrderLine>> lines;
  for (const CauseView& one : causes) {
    CauseSum& sum = sum_of(group_of(by, one.supplier, one.item, one.since), one.cause);
    // A line may have a cause of several suppliers.
    if (lines.insert({&sum, one.line}).second) ++sum.lines;
    sum.waiting += one.units;
    sum.most += one.most;
  }
  for (const SpentView& one : spent) {
    if (!one.cause) continue;
    CauseSum& sum = sum_of(group_of(by, one.supplier, one.item, one.day), *one.cause);
    sum.spent = Price::nearest(sum.spent.parts() + one.cost.parts());
  }
  std::map<std::string, std::int64_t> of_group;
  for (const auto& [key, sum] : sums) of_group[key.first] += sum.most;
  std::vector<CauseSum> sorted;
  sorted.reserve(sums.size());
  for (auto& [key, sum] : sums) sorted.push_back(std::move(sum));
  const bool newest_first = by == "month";
  std::stable_sort(sorted.begin(), sorted.end(), [&](const CauseSum& a, const CauseSum& b) {
    if (a.group == b.group) return a.most > b.most;
    if (newest_first) return a.group > b.group;
    return of_group[a.group] > of_group[b.group];
  });
  return sorted;
}

}  // namespace dockhand
