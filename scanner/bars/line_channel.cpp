#include "scanner/bars/line_channel.h"

#include <algorithm>
#include <cmath>

#include "scanner/image/least_squares.h"

namespace dockhand {
namespace {

constexpr float impossible = 1e9F;

float sample(std::span<const float> line, double x) {
  const auto at = std::clamp(static_cast<float>(x), 0.0F, static_cast<float>(line.size()) - 1.001F);
  const auto i = static_cast<std::size_t>(at);
  const float t = at - static_cast<float>(i);
  return line[i] + (line[i + 1] - line[i]) * t;
}

}  // namespace

LineChannel::Ink LineChannel::ink_of_states(double blur, double tone) {
  // What a module gives to a sample: by which of the five it is, and which of the samples.
  std::array<std::array<double, samples>, window_modules> shares{};
  const double scale = blur * std::sqrt(2.0);
  for (int i = 0; i < window_modules; ++i) {
    for (int part = 0; part < samples; ++part) {
      const double distance = (part + 0.5) / samples - 0.5 - (window_modules / 2 - i);
      shares[static_cast<std::size_t>(i)][static_cast<std::size_t>(part)] =
          0.5 * (std::erf((distance + 0.5) / scale) - std::erf((distance - 0.5) / scale));
    }
  }
  Ink ink{};
  for (unsigned state = 0; state < windows; ++state) {
    for (std::size_t part = 0; part < samples; ++part) {
      double sum = 0;
      for (std::size_t i = 0; i < window_modules; ++i)
        if ((state >> i & 1U) != 0) sum += shares[i][part];
      ink[part][state] = static_cast<float>(std::pow(sum, tone));
    }
  }
  return ink;
}

LineChannel::LineChannel(std::span<const float> line, const Geometry& geometry, const Layout& layout)
    : line_(line), layout_(&layout), count_(layout.modules) {
  prepare(geometry);
}
LineChannel::LineChannel(std::span<const float> line, const Geometry& geometry, std::span<const std::uint8_t> known)
    : line_(line), count_(static_cast<int>(known.size())), known_(known.begin(), known.end()), bars_(known_) {
  prepare(geometry);
}

void LineChannel::prepare(const Geometry& geometry) {
  static_cast<Geometry&>(model_) = geometry;
  const int total = (count_ + 2 * quiet_modules) * samples;
  for (int i = 0; i < total; ++i) along_.push_back(static_cast<float>(((i + 0.5) / samples - quiet_modules) / count_));
  levels_.resize(along_.size());
  costs_.resize(along_.size() / samples);
  estimate_light();
  error_ = evaluate(model_);
}

void LineChannel::start(std::span<const Geometry> geometries) {
  const Light light = light_;
  Model other = model_;
  for (const Geometry& geometry : geometries) {
    static_cast<Geometry&>(other) = geometry;
    keep_if_better(other, light);
  }
}

double LineChannel::free_error() const {
  LineChannel free = *this;
  free.sample_levels(model_);
  free.detect();
  return free.remaining_error();
}

void LineChannel::refine(int rounds) {
  for (int round = 0; round < rounds; ++round, step_ /= 2) {
    const double module = (model_.last - model_.first) / count_;
    modules_stay_ = true;
    take(bars_);
    descend(&Model::blur, 0.15 * step_);
    descend(&Model::first, 0.5 * module * step_);
    descend(&Model::last, 0.5 * module * step_);
    descend(&Model::bend, 0.02 * step_);
    descend(&Model::tone, 0.3 * step_);
    descend(&Model::curl, 0.03 * step_);
    modules_stay_ = false;
    error_ = evaluate(model_);
  }
}

bool LineChannel::keep_if_better(const Model& other, const Light& light) {
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

void LineChannel::descend(double Model::*parameter, double step) {
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

void LineChannel::estimate_light() {
  const auto level = [&](double from, double to, double part) {
    std::vector<float> levels;
    for (double x = from; x < to; x += 1) levels.push_back(sample(line_, x));
    const auto nth = levels.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(levels.size() - 1));
    std::nth_element(levels.begin(), nth, levels.end());
    return *nth;
  };
  const double middle = (model_.first + model_.last) / 2;
  light_.paper_first = level(model_.first - 4, middle, 0.95);
  light_.paper_last = level(middle, model_.last + 4, 0.95);
  light_.ink_first = std::min(level(model_.first, middle, 0.05) - light_.paper_first, -4.0F);
  light_.ink_last = std::min(level(middle, model_.last, 0.05) - light_.paper_last, -4.0F);
}

void LineChannel::sample_levels(const Model& model) {
  for (std::size_t i = 0; i < along_.size(); ++i) levels_[i] = sample(line_, model.at(static_cast<double>(along_[i])));
  if (model.blur == ink_blur_ && model.tone == ink_tone_) return;
  ink_ = ink_of_states(model.blur, model.tone);
  ink_blur_ = model.blur;
  ink_tone_ = model.tone;
}

void LineChannel::find_modules() {
  if (layout_ == nullptr && known_.empty()) return detect();
  if (known_.empty()) {
    compare();
    bars_ = likeliest(costs_, *layout_).bars;
  }
  take(bars_);
}

// The error of the likeliest modules under this model, with the light fitted to them.
double LineChannel::evaluate(const Model& model) {
  sample_levels(model);
  if (!modules_stay_) find_modules();
  fit_light();
  return remaining_error();
}

const std::vector<Costs>& LineChannel::costs() {
  sample_levels(model_);
  compare();
  return costs_;
}

void LineChannel::hold(std::vector<std::uint8_t> bars) {
  known_ = std::move(bars);
  bars_ = known_;
  step_ = 0.5;
  error_ = evaluate(model_);
}

float LineChannel::observed_ink(std::size_t i) const {
  static constexpr float least_depth = -2;
  const float paper = light_.paper_first + (light_.paper_last - light_.paper_first) * along_[i];
  const float depth = light_.ink_first + (light_.ink_last - light_.ink_first) * along_[i];
  return (levels_[i] - paper) / std::min(depth, least_depth);
}

void LineChannel::compare() {
  const Ink ink = ink_;
  for (std::size_t i = 0; i < costs_.size(); ++i) {
    const float early = observed_ink(i * samples);
    const float late = observed_ink(i * samples + 1);
    Costs costs;
    for (std::size_t state = 0; state < windows; ++state) {
      const float a = early - ink[0][state];
      const float b = late - ink[1][state];
      costs[state] = a * a + b * b;
    }
    costs_[i] = costs;
  }
}

void LineChannel::detect() {
  compare();
  const std::size_t total = costs_.size();
  Costs cost;
  cost.fill(impossible);
  cost[0] = 0;
  came_from_.resize(total);
  for (std::size_t i = 0; i < total; ++i) {
    std::array<float, windows / 2> best;
    std::array<std::uint8_t, windows / 2> from;
    for (std::size_t state = 0; state < windows / 2; ++state) {
      from[state] = cost[state + windows / 2] < cost[state] ? 1 : 0;
      best[state] = std::min(cost[state], cost[state + windows / 2]);
    }
    came_from_[i] = from;
    // The samples of the middle module are compared when the newest is known.
    Costs next{};
    if (i >= window_modules / 2) next = costs_[i - window_modules / 2];
    for (std::size_t state = 0; state < windows; ++state) next[state] += best[state / 2];
    forbid(next, static_cast<int>(i) - quiet_modules);
    cost = next;
  }
  trace_back(static_cast<int>(total));
}

// What must not be, by the newest module, which is in the lowest bit: bars in the quiet zones, spaces at the ends, long
// runs of either between them.
void LineChannel::forbid(Costs& costs, int module) const {
  const bool outside = module < 0 || module >= count_;
  const bool outermost = module == 0 || module == count_ - 1;
  for (std::size_t state = 0; (outside || outermost) && state < windows; ++state)
    if ((state % 2 == 1) == outside) costs[state] = impossible;
  if (!outside) costs[0] = costs[windows - 1] = impossible;
}

void LineChannel::take(std::span<const std::uint8_t> bars) {
  windows_.clear();
  unsigned window = 0;
  const std::size_t total = bars.size() + 2 * quiet_modules;
  for (std::size_t i = 0; i < total + window_modules / 2; ++i) {
    const bool inside = i >= quiet_modules && i - quiet_modules < bars.size();
    window = (window << 1U | (inside ? bars[i - quiet_modules] : 0U)) & (windows - 1);
    if (i >= window_modules / 2) windows_.push_back(static_cast<std::uint8_t>(window));
  }
}

void LineChannel::trace_back(int total) {
  sequence_.assign(static_cast<std::size_t>(total), 0);
  windows_.assign(static_cast<std::size_t>(total), 0);
  unsigned state = 0;
  for (int i = total - 1; i >= 0; --i) {
    sequence_[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(state & 1U);
    if (i >= window_modules / 2)
      windows_[static_cast<std::size_t>(i - window_modules / 2)] = static_cast<std::uint8_t>(state);
    const bool bar = came_from_[static_cast<std::size_t>(i)][state >> 1U] != 0;
    state = state >> 1U | (bar ? windows >> 1U : 0U);
  }
  bars_.assign(sequence_.begin() + quiet_modules, sequence_.begin() + quiet_modules + count_);
}

// Least squares for level = paper(u) + depth(u) * ink, each linear in u.
void LineChannel::fit_light() {
  LeastSquares<4> light;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const auto u = static_cast<double>(along_[i]);
    const auto v = static_cast<double>(ink_[i % samples][windows_[i / samples]]);
    light.add({1 - u, u, (1 - u) * v, u * v}, static_cast<double>(levels_[i]));
  }
  const auto solved = light.solve();
  if (!solved || (*solved)[2] > -2 || (*solved)[3] > -2) return;  // ink is darker than paper
  const auto [paper_first, paper_last, ink_first, ink_last] = *solved;
  light_ = {static_cast<float>(paper_first), static_cast<float>(paper_last), static_cast<float>(ink_first),
            static_cast<float>(ink_last)};
}

double LineChannel::remaining_error() const {
  float sum = 0;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const float difference = observed_ink(i) - ink_[i % samples][windows_[i / samples]];
    sum += difference * difference;
  }
  return std::sqrt(static_cast<double>(sum) / static_cast<double>(levels_.size()));
}

}  // namespace dockhand
