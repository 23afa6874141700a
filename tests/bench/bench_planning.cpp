// How good forecasts are, on series that stand in a file: one a line, as "ID PERIOD AHEAD LENGTH HISTORY... FUTURE...".
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "storage/planning/demand/counts.h"
#include "storage/planning/demand/smooth.h"
#include "storage/planning/numbers.h"
#include "storage/planning/ordering/proposals.h"
#include "tests/bench/bench_arguments.h"
#include "tests/bench/night_of_many.h"
#include "tests/bench/planning_policies.h"
#include "tests/bench/scans_while_planning.h"

namespace {

constexpr const char* usage =
    "bench_planning [--m3 FILE] [--intermittent FILE] [--world ITEMS/SEEDS] [--proposals ITEMS] [--night ITEMS] "
    "[--scans ITEMS]\n"
    "  --m3            smooth series: sMAPE of all steps and of the first, WQL, MASE, coverage\n"
    "  --intermittent  counts, all learned from together: WQL, MASE, coverage by the randomised probability integral\n"
    "                  transform\n"
    "  --world         the stock that each policy needs for one service, in seeded warehouses: without promotions,\n"
    "                  with them, and with suppliers that fail as well\n"
    "  --proposals     the time and the memory of one night's proposals for this many items of three years\n"
    "  --night         the same from a database of so many items, with reading it and two cores from 20,000 items on\n"
    "  --scans         a scan until its answer is safe, alone and while the night's plan of this many items is made";

namespace plan = dockhand::planning;

struct Series {
  std::string id;
  std::size_t period = 1;
  std::vector<double> history, future;
};

std::vector<Series> series_in(const char* file) {
  std::vector<Series> all;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream text(line);
    Series series;
    std::size_t ahead = 0, length = 0;
    text >> series.id >> series.period >> ahead >> length;
    series.history.resize(length);
    series.future.resize(ahead);
    for (double& value : series.history) text >> value;
    for (double& value : series.future) text >> value;
    if (text && length > 0) all.push_back(series);
  }
  return all;
}

// The first nine make the weighted quantile loss; coverage is told of all.
constexpr std::array levels{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
constexpr std::size_t of_loss = 9, median = 4;

struct Scores {
  double series = 0, steps = 0, smape = 0, first = 0, mase = 0, scaled = 0, sum = 0;
  std::array<double, levels.size()> loss{}, below{};

  template <class Quantile>
  void add_quantiles(double truth, const Quantile& quantile) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const double off = truth - quantile(levels[i]);
      loss[i] += 2 * (off >= 0 ? levels[i] * off : (levels[i] - 1) * off);
    }
    sum += std::fabs(truth);
    steps += 1;
  }
  void add_point(double truth, double point, bool is_first) {
    const double both = std::fabs(truth) + std::fabs(point);
    const double error = both > 0 ? 200 * std::fabs(truth - point) / both : 0;
    smape += error;
    if (is_first) first += error;
  }
  // Adds errors of the median, divided by those of "as a year before" within the history.
  void add_scaled(const Series& of, double error) {
    double naive = 0, count = 0;
    for (std::size_t t = of.period; t < of.history.size(); ++t) {
      naive += std::fabs(of.history[t] - of.history[t - of.period]);
      count += 1;
    }
    series += 1;
    if (naive <= 0) return;
    mase += error / static_cast<double>(of.future.size()) / (naive / count);
    scaled += 1;
  }
  void print(const char* name, bool with_points) const {
    double all = 0;
    for (std::size_t i = 0; i < of_loss; ++i) all += loss[i] / sum / of_loss;
    std::printf("%-10s %5.0f series", name, series);
    if (with_points) std::printf("  sMAPE %.3f  first step %.3f", smape / steps, first / series);
    std::printf("  WQL %.4f  MASE %.4f  covered", all, mase / scaled);
    for (std::size_t i = 0; i < levels.size(); ++i) std::printf(" p%.0f %.3f", 100 * levels[i], below[i] / steps);
    std::printf("\n");
  }
};

class Stopwatch {
 public:
  double ms() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

void add_smooth(const Series& one, Scores& scores) {
  const plan::Ahead ahead = plan::smooth_forecast(one.history, one.period, one.future.size());
  double error = 0;
  for (std::size_t h = 0; h < one.future.size(); ++h) {
    const auto quantile = [&](double level) { return ahead.quantile(h, level); };
    scores.add_quantiles(one.future[h], quantile);
    for (std::size_t i = 0; i < levels.size(); ++i) scores.below[i] += one.future[h] <= quantile(levels[i]) ? 1 : 0;
    scores.add_point(one.future[h], ahead.mean[h], h == 0);
    error += std::fabs(one.future[h] - quantile(levels[median]));
  }
  scores.add_scaled(one, error);
}

int score_smooth(const char* file) {
  const std::vector<Series> all = series_in(file);
  Scores together;
  std::map<std::size_t, Scores> by_period;
  const Stopwatch watch;
  for (const Series& one : all) {
    add_smooth(one, together);
  }
  const double ms = watch.ms();
  for (const Series& one : all) add_smooth(one, by_period[one.period]);
  for (const auto& [period, scores] : by_period) scores.print(("period " + std::to_string(period)).c_str(), true);
  together.print("all", true);
  std::printf("%.3f ms a series\n", ms / static_cast<double>(std::max<std::size_t>(1, all.size())));
  return all.empty() ? 1 : 0;
}

// A truth that is a count lies at many levels at once: it is put at one of them at random, which is uniform where the
// forecast is right.
double probability_at_random(const plan::Counts& next, double truth, std::mt19937& random) {
  double below = 0;
  for (double count = 0; count < truth; count += 1) below += plan::exp_of(next.log_probability(count));
  const double here = plan::exp_of(next.log_probability(truth));
  return below + here * static_cast<double>(random()) / static_cast<double>(std::mt19937::max());
}

int score_counts(const char* file) {
  const std::vector<Series> all = series_in(file);
  std::vector<std::span<const double>> histories;
  for (const Series& one : all) histories.emplace_back(one.history);
  const Stopwatch watch;
  const plan::CountPrior prior = plan::fit_prior(histories);
  std::printf("prior: shape %.3f mean %.3f memory %.3f dispersion %.3f, learned in %.0f ms\n", prior.shape, prior.mean,
              prior.memory, prior.dispersion, watch.ms());
  Scores scores;
  std::mt19937 random(1);
  for (const Series& one : all) {
    const plan::Counts next = plan::next_count(one.history, prior);
    double error = 0;
    for (const double truth : one.future) {
      scores.add_quantiles(truth, [&](double level) { return next.quantile(level); });
      const double at = probability_at_random(next, truth, random);
      for (std::size_t i = 0; i < levels.size(); ++i) scores.below[i] += at <= levels[i] ? 1 : 0;
      error += std::fabs(truth - next.quantile(levels[median]));
    }
    scores.add_scaled(one, error);
  }
  scores.print("counts", false);
  std::printf("%.3f ms a series\n", watch.ms() / static_cast<double>(std::max<std::size_t>(1, all.size())));
  return all.empty() ? 1 : 0;
}

// Returns the stock value at which a policy serves `share`. Its knob is found by halving.
template <class Served>
double stock_for(const dockhand::test::World& world, const dockhand::bench::NamedPolicy& named, double share,
                 const Served& served) {
  double low = named.low, high = named.high;
  for (int step = 0; step < 18; ++step) {
    const double middle = named.by_ratio ? std::sqrt(low * high) : (low + high) / 2;
    (served(judge(world, named.policy, middle)) < share ? low : high) = middle;
  }
  return judge(world, named.policy, high).stock_value;
}

struct Stock {
  double for_lines = 0, for_units = 0;  // summed over the seeds
};

void print_policies(const std::vector<std::string>& names, std::map<std::string, Stock>& stock, int items, int seeds,
                    const char* world) {
  const double king_lines = stock["King"].for_lines, king_units = stock["King"].for_units;
  const double true_lines = stock["true model, by lines"].for_lines;
  const double true_units = stock["true model, by units"].for_units;
  std::printf("stock value for 98 %% from the shelf, %d items, mean of %d seeds, %s\n", items, seeds, world);
  for (const std::string& name : names) {
    const Stock& of = stock[name];
    std::printf("%-28s of lines %9.0f (%.2f of King's, %.2f of the true model's)  of units %9.0f (%.2f, %.2f)\n",
                name.c_str(), of.for_lines / seeds, of.for_lines / king_lines, of.for_lines / true_lines,
                of.for_units / seeds, of.for_units / king_units, of.for_units / true_units);
  }
}

void compare_policies_in(int items, int seeds, dockhand::test::Trouble trouble, const char* called) {
  std::map<std::string, Stock> stock;
  std::vector<std::string> names;
  for (int seed = 1; seed <= seeds; ++seed) {
    const dockhand::test::World world(static_cast<std::size_t>(items), static_cast<std::uint64_t>(seed), trouble);
    const dockhand::bench::Policies policies(world);
    names.clear();
    for (const auto& named : policies.all()) {
      Stock& of = stock[named.name];
      names.push_back(named.name);
      of.for_lines += stock_for(world, named, 0.98, [](const auto& j) { return j.lines_served / j.lines; });
      of.for_units += stock_for(world, named, 0.98, [](const auto& j) { return j.units_served / j.units; });
    }
  }
  print_policies(names, stock, items, seeds, called);
}

int compare_policies(const char* sizes) {
  int items = 0, seeds = 0;
  if (std::sscanf(sizes, "%d/%d", &items, &seeds) != 2 || items < 1 || seeds < 1) return 2;
  compare_policies_in(items, seeds, {}, "without promotions, no supplier fails");
  compare_policies_in(items, seeds, {.promotions = true}, "with promotions that are known eight weeks before");
  compare_policies_in(items, seeds, {.promotions = true, .failures = true},
                      "with promotions, and suppliers that fail for two months");
  return 0;
}

// As many items as are asked for, made of a thousand that differ.
std::vector<plan::Candidate> candidates_of(std::size_t count) {
  constexpr std::size_t different = 1000;
  constexpr int history = dockhand::test::World::history;
  const dockhand::test::World world(std::min(count, different), 1);
  std::vector<plan::LeadTime> leads;
  for (const auto& supplier : world.suppliers) {
    leads.push_back(plan::LeadTime::learned(supplier.seen, static_cast<std::int32_t>(7 * supplier.mean)));
  }
  std::vector<plan::Candidate> candidates;
  candidates.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& item = world.items[i % world.items.size()];
    plan::Candidate one{{dockhand::Date::from_days(20'400), {}, {}}};
    one.demand.weeks.assign(item.demand.begin(), item.demand.begin() + history);
    for (const double units : one.demand.weeks) one.demand.orders.push_back(units > 0 ? 1 : 0);
    one.sources.push_back({leads[item.supplier], item.buying, 6, 1});
    candidates.push_back(std::move(one));
  }
  return candidates;
}

int time_proposals(const std::string& items) {
  const std::size_t count = std::strtoul(items.c_str(), nullptr, 10);
  if (count == 0) return 2;
  const std::vector<plan::Candidate> candidates = candidates_of(count);
  const std::clock_t start = std::clock();
  const auto proposals = plan::propose(candidates, {}, dockhand::Date::from_days(20'400));
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf("%zu proposals of %zu items in %.1f s of one core; %ld MB at most, histories included\n",
              proposals.size(), count, seconds, used.ru_maxrss / 1024);
  return 0;
}

int time_night(const std::string& items) {
  const int count = std::atoi(items.c_str());
  if (count < 1 || count > 1'000'000) return 2;
  const dockhand::bench::Folder folder(std::filesystem::temp_directory_path(), "bench_planning");
  dockhand::bench::NightOfMany(folder.path(), count).print();
  return 0;
}

int time_scans(const std::string& items) {
  const int count = std::atoi(items.c_str());
  if (count < 1 || count > 100'000) return 2;
  const dockhand::bench::Folder folder(std::filesystem::temp_directory_path(), "bench_planning");
  dockhand::bench::ScansWhilePlanning(folder.path(), count).print();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  dockhand::bench::Arguments arguments(argc, argv, usage);
  const std::string smooth = arguments.value("--m3");
  const std::string sizes = arguments.value("--world");
  const std::string counts = arguments.value("--intermittent");
  const std::string items = arguments.value("--proposals");
  const std::string night = arguments.value("--night");
  const std::string scans = arguments.value("--scans");
  arguments.done();
  if (smooth.empty() && sizes.empty() && counts.empty() && items.empty() && night.empty() && scans.empty())
    arguments.refuse("nothing is asked for");
  int code = 0;
  if (!smooth.empty()) code = std::max(code, score_smooth(smooth.c_str()));
  if (!sizes.empty()) code = std::max(code, compare_policies(sizes.c_str()));
  if (!counts.empty()) code = std::max(code, score_counts(counts.c_str()));
  if (!items.empty()) code = std::max(code, time_proposals(items));
  if (!night.empty()) code = std::max(code, time_night(night));
  if (!scans.empty()) code = std::max(code, time_scans(scans));
  return code;
}
