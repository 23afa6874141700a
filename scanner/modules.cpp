#include "scanner/modules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace dockhand {
namespace {

constexpr int memory = 5;  // modules that a grey level depends on: itself and two on each side
constexpr unsigned states = 1U << memory;
constexpr int quiet = memory;  // spaces before and after: the first and the last state are known
constexpr int samples = 2;     // a module
constexpr float impossible = 1e9F;
static_assert(samples == 2);
using Costs = std::array<float, states>;

// What is fitted: the ends, the perspective, and the blur in modules.
struct Model {
  double first = 0, last = 0;
  double bend = 0;  // how much nearer the first end is: 0.02 moves the middle by half a hundredth of the length
  double curl = 0;  // how much nearer both ends are than the middle, as on a can
  double blur = 0.5;
  double tone = 1;  // exponent on the ink: the camera's curve after the blur, ink that has spread
};
// The light: grey level of paper and of its difference to ink, at both ends.
struct Light {
  double paper_first = 255, paper_last = 255;
  double ink_first = -255, ink_last = -255;
};

float sample(std::span<const float> line, double x) {
  const double inside = std::clamp(x, 0.0, static_cast<double>(line.size()) - 1.001);
  const auto i = static_cast<std::size_t>(inside);
  const auto t = static_cast<float>(inside - static_cast<double>(i));
  return line[i] * (1 - t) + line[std::min(i + 1, line.size() - 1)] * t;
}

// Ink at the sample `part` of a state's middle module, 0 to 1, after the blur.
using Ink = std::array<std::array<float, states>, samples>;
Ink ink_of_states(double blur, double tone) {
  // What a module gives to a sample: by which of the five it is, and which of the samples.
  std::array<std::array<double, samples>, memory> shares{};
  const double scale = blur * std::sqrt(2.0);
  for (int i = 0; i < memory; ++i) {
    for (int part = 0; part < samples; ++part) {
      const double distance = (part + 0.5) / samples - 0.5 - (memory / 2 - i);
      shares[static_cast<std::size_t>(i)][static_cast<std::size_t>(part)] =
          0.5 * (std::erf((distance + 0.5) / scale) - std::erf((distance - 0.5) / scale));
    }
  }
  Ink ink{};
  for (unsigned state = 0; state < states; ++state) {
    for (std::size_t part = 0; part < samples; ++part) {
      double sum = 0;
      for (std::size_t i = 0; i < memory; ++i)
        if ((state >> i & 1U) != 0) sum += shares[i][part];
      ink[part][state] = static_cast<float>(std::pow(sum, tone));
    }
  }
  return ink;
}

class Detector {
 public:
  // With `known` modules only the model is fitted.
  Detector(std::span<const float> line, const Stretch& stretch, int count, std::span<const std::uint8_t> known = {})
      : line_(line), count_(count), known_(known) {
    model_.first = stretch.first;
    model_.last = stretch.last;
    estimate_light();
    error_ = evaluate(model_);
  }

  // From the best of many ends and perspectives: further from the truth than a module, the way downhill leads astray.
  void start(Effort effort) {
    const bool thorough = effort == Effort::thorough;
    const int bends = thorough ? 4 : 2;  // to each side
    const int ends = thorough ? 3 : 1;
    const double between = thorough ? 0.67 : 1;  // modules
    const Model middle = model_;
    const Light light = light_;
    const double module = (middle.last - middle.first) / count_;
    for (int bend = -bends; bend <= bends; ++bend)
      for (int first = -ends; first <= ends; ++first)
        for (int last = -ends; last <= ends; ++last) {
          Model other = middle;
          other.bend = 0.03 * bend;
          other.first += between * first * module;
          other.last += between * last * module;
          keep_if_better(other, light);
        }
  }

  double error() const { return error_; }
  // The smallest error that any modules would have under this model.
  double free_error() {
    known_ = {};
    const Ink ink = ink_of_states(model_.blur, model_.tone);
    detect(ink);
    return remaining_error(ink);
  }
  const std::vector<std::uint8_t>& bars() const { return bars_; }

  // Downhill along one parameter after the other, with smaller and smaller steps.
  void refine(int rounds) {
    for (int round = 0; round < rounds; ++round, step_ /= 2) {
      const double module = (model_.last - model_.first) / count_;
      descend(&Model::blur, 0.15 * step_);
      descend(&Model::first, 0.5 * module * step_);
      descend(&Model::last, 0.5 * module * step_);
      descend(&Model::bend, 0.02 * step_);
      descend(&Model::tone, 0.3 * step_);
      descend(&Model::curl, 0.03 * step_);
    }
  }

 private:
  double position(const Model& model, double module) const {
    const double u = module / count_;
    return model.first + (model.last - model.first) * (u + u * (1 - u) * (model.bend + model.curl * (1 - 2 * u)));
  }

  bool keep_if_better(const Model& other, const Light& light) {
    const Light before = light_;
    const std::vector<std::uint8_t> bars = bars_;
    light_ = light;
    const double error = evaluate(other);
    if (error >= error_) {
      light_ = before;
      bars_ = bars;
      return false;
    }
    error_ = error;
    model_ = other;
    return true;
  }

  void descend(double Model::*parameter, double step) {
    static constexpr int most_steps = 4;
    for (const double way : {step, -step}) {
      for (int steps = 0; steps < most_steps; ++steps) {
        Model other = model_;
        other.*parameter += way;
        const bool sane = other.blur > 0.15 && other.blur < 1.3 && other.tone > 0.4 && other.tone < 2.5;
        if (!sane || std::abs(other.bend) > 0.2 || std::abs(other.curl) > 0.3 || !keep_if_better(other, light_)) break;
      }
    }
  }

  void estimate_light() {
    const auto level = [&](double from, double to, double part) {
      std::vector<float> levels;
      for (double x = from; x < to; x += 1) levels.push_back(sample(line_, x));
      const auto nth = levels.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(levels.size() - 1));
      std::nth_element(levels.begin(), nth, levels.end());
      return static_cast<double>(*nth);
    };
    const double middle = (model_.first + model_.last) / 2;
    light_.paper_first = level(model_.first - 4, middle, 0.95);
    light_.paper_last = level(middle, model_.last + 4, 0.95);
    light_.ink_first = std::min(level(model_.first, middle, 0.05) - light_.paper_first, -4.0);
    light_.ink_last = std::min(level(middle, model_.last, 0.05) - light_.paper_last, -4.0);
  }

  // The best sequence under this model; its error, with the light fitted to it.
  double evaluate(const Model& model) {
    const int total = count_ + 2 * quiet;
    levels_.resize(static_cast<std::size_t>(total * samples));
    for (int i = 0; i < total * samples; ++i)
      levels_[static_cast<std::size_t>(i)] = sample(line_, position(model, (i + 0.5) / samples - quiet));
    if (model.blur != ink_for_.blur || model.tone != ink_for_.tone) {
      ink_ = ink_of_states(model.blur, model.tone);
      ink_for_ = model;
    }
    if (known_.empty())
      detect(ink_);
    else
      take(known_);
    fit_light(ink_);
    return remaining_error(ink_);
  }

  double along(int i) const { return (static_cast<double>(i) / samples - quiet) / count_; }
  float observed_ink(int i) const {
    const double u = along(i);
    const double paper = light_.paper_first + (light_.paper_last - light_.paper_first) * u;
    const double depth = light_.ink_first + (light_.ink_last - light_.ink_first) * u;
    return static_cast<float>((static_cast<double>(levels_[static_cast<std::size_t>(i)]) - paper) /
                              std::min(depth, -2.0));
  }

  void compare(const Ink& ink) {
    costs_.resize(static_cast<std::size_t>(count_ + 2 * quiet));
    for (std::size_t i = 0; i < costs_.size(); ++i) {
      const float early = observed_ink(static_cast<int>(i) * samples);
      const float late = observed_ink(static_cast<int>(i) * samples + 1);
      for (std::size_t state = 0; state < states; ++state) {
        const float a = early - ink[0][state];
        const float b = late - ink[1][state];
        costs_[i][state] = a * a + b * b;
      }
    }
  }

  // What a state adds that must not be, by its newest module, which is in its lowest bit.
  const Costs& penalty(int module) const {
    static const auto penalties = [] {
      std::array<Costs, 3> all{};
      for (unsigned state = 0; state < states; ++state) {
        const bool bar = (state & 1U) != 0;
        const bool long_run = state == 0 || state == states - 1;
        all[0][state] = bar ? impossible : 0;
        all[1][state] = bar && !long_run ? 0 : impossible;
        all[2][state] = long_run ? impossible : 0;
      }
      return all;
    }();
    if (module < 0 || module >= count_) return penalties[0];
    return penalties[module == 0 || module == count_ - 1 ? 1 : 2];
  }

  void detect(const Ink& ink) {
    compare(ink);
    const auto total = costs_.size();
    Costs cost{};
    cost.fill(impossible);
    cost[0] = 0;
    came_from_.resize(total);
    for (std::size_t i = 0; i < total; ++i) {
      // The samples of the middle module are compared when the newest is known.
      static constexpr Costs nothing{};
      const Costs& branch = i >= memory / 2 ? costs_[i - memory / 2] : nothing;
      const Costs& wrong = penalty(static_cast<int>(i) - quiet);
      Costs next{};
      for (std::size_t before = 0; before < states / 2; ++before) {
        const float space = cost[before];
        const float bar = cost[before + states / 2];
        const float best = std::min(space, bar);
        came_from_[i][before] = static_cast<std::uint8_t>(bar < space);
        next[2 * before] = best + branch[2 * before] + wrong[2 * before];
        next[2 * before + 1] = best + branch[2 * before + 1] + wrong[2 * before + 1];
      }
      cost = next;
    }
    trace_back(static_cast<int>(total));
  }

  void take(std::span<const std::uint8_t> bars) {
    windows_.clear();
    unsigned window = 0;
    const std::size_t total = bars.size() + 2 * quiet;
    for (std::size_t i = 0; i < total + memory / 2; ++i) {
      const bool inside = i >= quiet && i - quiet < bars.size();
      window = (window << 1U | (inside ? bars[i - quiet] : 0U)) & (states - 1);
      if (i >= memory / 2) windows_.push_back(static_cast<std::uint8_t>(window));
    }
  }

  // From the last space backwards.
  void trace_back(int total) {
    sequence_.assign(static_cast<std::size_t>(total), 0);
    windows_.assign(static_cast<std::size_t>(total), 0);
    unsigned state = 0;
    for (int i = total - 1; i >= 0; --i) {
      sequence_[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(state & 1U);
      if (i >= memory / 2) windows_[static_cast<std::size_t>(i - memory / 2)] = static_cast<std::uint8_t>(state);
      const bool bar = came_from_[static_cast<std::size_t>(i)][state >> 1U] != 0;
      state = state >> 1U | (bar ? states >> 1U : 0U);
    }
    bars_.assign(sequence_.begin() + quiet, sequence_.begin() + quiet + count_);
  }

  // Least squares for level = paper(u) + depth(u) * ink, each linear in u.
  void fit_light(const Ink& ink) {
    std::array<std::array<double, 5>, 4> rows{};
    for (int i = 0; i < static_cast<int>(levels_.size()); ++i) {
      const double u = along(i);
      const double v = static_cast<double>(
          ink[static_cast<std::size_t>(i % samples)][windows_[static_cast<std::size_t>(i / samples)]]);
      const std::array<double, 5> term{1 - u, u, (1 - u) * v, u * v,
                                       static_cast<double>(levels_[static_cast<std::size_t>(i)])};
      for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 5; ++b) rows[a][b] += term[a] * term[b];
    }
    for (std::size_t a = 0; a < 4; ++a) {  // Gauss and Jordan; the matrix is positive definite
      if (std::abs(rows[a][a]) < 1e-9) return;
      for (std::size_t b = 0; b < 4; ++b) {
        if (a == b) continue;
        const double factor = rows[b][a] / rows[a][a];
        for (std::size_t c = a; c < 5; ++c) rows[b][c] -= factor * rows[a][c];
      }
    }
    const auto solved = [&](std::size_t a) { return rows[a][4] / rows[a][a]; };
    if (solved(2) > -2 || solved(3) > -2) return;  // ink is darker than paper
    light_ = {solved(0), solved(1), solved(2), solved(3)};
  }

  double remaining_error(const Ink& ink) const {
    double sum = 0;
    for (int i = 0; i < static_cast<int>(levels_.size()); ++i) {
      const float model = ink[static_cast<std::size_t>(i % samples)][windows_[static_cast<std::size_t>(i / samples)]];
      const double difference = static_cast<double>(observed_ink(i) - model);
      sum += difference * difference;
    }
    return std::sqrt(sum / static_cast<double>(levels_.size()));
  }

  std::span<const float> line_;
  int count_;
  std::span<const std::uint8_t> known_;
  Model model_;
  Light light_;
  Ink ink_{};
  Model ink_for_{0, 0, 0, 0, -1, 0};  // the model whose blur and tone `ink_` shows
  double error_ = 1;
  double step_ = 1;                                              // halved each round
  std::vector<float> levels_;                                    // of the line, `samples` a module
  std::vector<Costs> costs_;                                     // of each state, by the module in its middle
  std::vector<std::array<std::uint8_t, states / 2>> came_from_;  // by step: was the oldest module before it a bar
  std::vector<std::uint8_t> sequence_;                           // with the quiet modules
  std::vector<std::uint8_t> windows_;                            // the states around each of them
  std::vector<std::uint8_t> bars_;
};

// How well the edges lie on the borders of so many modules, at most 1; about 0 by chance. The blur moves the edges of
// narrow bars, not those of wide ones.
double in_step(const Stretch& stretch, int count) {
  const double module = stretch.length() / count;
  double sum = 0;
  for (const double edge : stretch.edges) sum += std::cos(2 * std::numbers::pi * (edge - stretch.first) / module);
  return sum / static_cast<double>(stretch.edges.size());
}

}  // namespace

std::vector<Modules> find_modules(std::span<const float> line, const Stretch& stretch, std::span<const int> counts,
                                  Effort effort) {
  const std::size_t most_tried = effort == Effort::thorough ? 5 : 3;
  static constexpr int always_tried = 95;  // an EAN-13, so often met that it needs no other sign
  static constexpr int rough = 1;          // rounds for all that are tried, and what is added for the best
  static constexpr int fine = 4;
  std::vector<int> likely(counts.begin(), counts.end());
  const auto rank = [&](int count) { return count == always_tried ? 2 : in_step(stretch, count); };
  std::stable_sort(likely.begin(), likely.end(), [&](int a, int b) { return rank(a) > rank(b); });
  likely.resize(std::min(likely.size(), most_tried));
  std::vector<Detector> detectors;
  for (const int count : likely) {
    Detector& detector = detectors.emplace_back(line, stretch, count);
    detector.start(effort);
    detector.refine(rough);
  }
  const auto better = [](const Detector& a, const Detector& b) { return a.error() < b.error(); };
  std::sort(detectors.begin(), detectors.end(), better);
  if (detectors.size() > max_sequences) detectors.erase(detectors.begin() + max_sequences, detectors.end());
  for (Detector& detector : detectors) detector.refine(fine);
  std::sort(detectors.begin(), detectors.end(), better);
  std::vector<Modules> found;
  for (const Detector& detector : detectors)
    if (detector.error() <= largest_error) found.push_back({detector.bars(), detector.error()});
  return found;
}

Fit fit_modules(std::span<const float> line, const Stretch& stretch, std::span<const std::uint8_t> bars) {
  static constexpr int rounds = 4;
  Detector detector(line, stretch, static_cast<int>(bars.size()), bars);
  detector.start(Effort::quick);
  detector.refine(rounds);
  const double error = detector.error();
  return {error, detector.free_error()};
}

}  // namespace dockhand
