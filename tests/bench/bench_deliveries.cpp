// How often a day that is told on the day of the order is kept, in a house's own deliveries.
//
// The command line is: bench_deliveries FILE. The file is CSV with the headings supplier, ordered, said and came, days
// as 2026-11-22; `said` is the day that the supplier gave first, `came` is empty where nothing has come yet. Each
// delivery is told with what was known of all others on the day of its order, as the program would have told it.
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "storage/outlook/learning.h"
#include "storage/planning/promises/arrival.h"

using namespace dockhand;

namespace {

constexpr std::size_t own_kept = 40, all_kept = 150;  // as many as a night keeps (storage/outlook/learning.cpp)

struct Delivery {
  std::string supplier;
  Date ordered, said;
  std::optional<Date> came;
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream rest(line);
  for (std::string cell; std::getline(rest, cell, line.find(';') == std::string::npos ? ',' : ';');) {
    while (!cell.empty() && (cell.back() == '\r' || cell.back() == ' ')) cell.pop_back();
    cells.push_back(cell);
  }
  cells.resize(4);
  return cells;
}

// Lines that are no delivery are counted, the heading among them.
std::vector<Delivery> read(const char* file, int& left_out) {
  std::ifstream in(file);
  std::vector<Delivery> all;
  for (std::string line; std::getline(in, line);) {
    const auto cells = cells_of(line);
    const auto ordered = Date::parse(cells[1]), said = Date::parse(cells[2]), came = Date::parse(cells[3]);
    if (!ordered || !said || (!came && !cells[3].empty())) {
      ++left_out;
      continue;
    }
    all.push_back({cells[0], *ordered, *said, came ? std::optional(*came) : std::nullopt});
  }
  std::stable_sort(all.begin(), all.end(), [](const Delivery& a, const Delivery& b) { return a.ordered < b.ordered; });
  return all;
}

// What a night knows of the deliveries that were ordered before.
std::vector<planning::Lateness> known(const std::vector<Delivery>& before, std::size_t most, Date today) {
  std::vector<planning::PastPurchase> lines;
  for (std::size_t i = before.size() - std::min(most, before.size()); i < before.size(); ++i) {
    const Delivery& one = before[i];
    const bool came = one.came && *one.came < today;
    planning::PastPurchase line{one.ordered, one.said, 1, came ? 1 : 0, std::nullopt};
    if (came) line.arrived = one.came;
    lines.push_back(line);
  }
  return lateness_of(lines, Against::first_day, today);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "bench_deliveries FILE: supplier,ordered,said,came\n");
    return 2;
  }
  int left_out = 0;
  const auto deliveries = read(arguments[1], left_out);
  constexpr std::array levels{0.5, 0.8, 0.9};
  std::array<int, levels.size()> kept{};
  int judged = 0;
  std::map<std::string, std::vector<Delivery>> by_supplier;
  std::vector<Delivery> all;
  for (const Delivery& one : deliveries) {
    std::vector<Delivery>& own = by_supplier[one.supplier];
    const auto day = planning::Arrival::learned({one.said, one.ordered}, known(own, own_kept, one.ordered),
                                                known(all, all_kept, one.ordered), one.ordered);
    own.push_back(one);
    all.push_back(one);
    if (!one.came) continue;
    ++judged;
    for (std::size_t i = 0; i < levels.size(); ++i) kept[i] += *one.came <= day.at(levels[i]) ? 1 : 0;
  }
  std::printf("%d deliveries of %zu suppliers; %d lines were none, the heading among them\n", judged,
              by_supplier.size(), left_out);
  for (std::size_t i = 0; i < levels.size() && judged > 0; ++i) {
    std::printf("p%.0f kept %.3f\n", levels[i] * 100, static_cast<double>(kept[i]) / judged);
  }
  return judged > 0 ? 0 : 1;
}
