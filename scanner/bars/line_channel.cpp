#include "scanner/bars/line_channel.h"

#include <algorithm>
#include <cmath>

#include "scanner/image/least_squares.h"

namespace dockhand {
namespace {

// A cost: more than all samples of a line together can differ, which is some hundreds.
constexpr float impossible = 1e9F;

float sample(std::span<const float> line, double x) {
  const auto at = std::clamp(static_cast<float>(x), 0.0F, static_cast<float>(line.size()) - 1.001F);
  const auto i = static_cast<std::size_t>(at);
  const float t = at - static_cast<float>(i);
  return line[i] + (line[i + 1] - line[i]) * t;
}

}  // namespace

LineChannel::Coverage LineChannel::coverage_of_states(double blur, double gamma) {
  // What a module gives to a sample, by which of the five modules it is, and which of the samples.
  std::array<std::array<double, samples>, state_modules> shares{};
  const double scale = blur * std::sqrt(2.0);
  for (int i = 0; i < state_modules; ++i) {
    for (int part = 0; part < samples; ++part) {
      const double distance = (part + 0.5) / samples - 0.5 - (state_modules / 2 - i);
      shares[static_cast<std::size_t>(i)][static_cast<std::size_t>(part)] =
          0.5 * (std::erf((distance + 0.5) / scale) - std::erf((distance - 0.5) / scale));
    }
  }
  Coverage coverage{};
  for (unsigned state = 0; state < states; ++state) {
    for (std::size_t part = 0; part < samples; ++part) {
      double sum = 0;
      for (std::size_t i = 0; i < state_modules; ++i)
        if ((state >> i & 1U) != 0) sum += shares[i][part];
      coverage[part][state] = static_cast<float>(std::pow(sum, gamma));
    }
  }
  return coverage;
}

LineChannel::LineChannel(std::span<const float> line, const Placement& placement, const SymbolTemplate& kind)
    : line_(line), kind_(&kind), count_(kind.modules) {
  prepare(placement);
}
LineChannel::LineChannel(std::span<const float> line, const Placement& placement, std::span<const std::uint8_t> known)
    : line_(line), count_(static_cast<int>(known.size())), known_(known.begin(), known.end()), bars_(known_) {
  prepare(placement);
}

void LineChannel::prepare(const Placement& placement) {
  static_cast<Placement&>(model_) = placement;
  const int total = (count_ + 2 * quiet_modules) * samples;
  for (int i = 0; i < total; ++i) along_.push_back(static_cast<float>(((i + 0.5) / samples - quiet_modules) / count_));
  levels_.resize(along_.size());
  costs_.resize(along_.size() / samples);
  estimate_light();
  error_ = evaluate(model_);
}

void LineChannel::start(std::span<const Placement> placements) {
  const Light light = light_;
  Model other = model_;
  for (const Placement& placement : placements) {
    static_cast<Placement&>(other) = placement;
    keep_if_better(other, light);
  }
}

double LineChannel::unconstrained_residual() const {
  LineChannel free = *this;
  free.sample_levels(model_);
  free.detect();
  return free.remaining_error();
}

// The first steps of the parameters, halved in each round. They are in the parameters' own units: modules for the blur
// and, by way of `module`, for the ends; the distortions as Placement::at has them, where 0.02 moves the middle of the
// symbol by 0.005 of its length, half a module of 95; an exponent for gamma. Blurred pass, 800 frames: 704 are read;
// 706 with half of all the steps, and 5 % more evaluations; 704 with twice, and 4 % fewer. Only their order of size
// matters.
void LineChannel::refine(int rounds) {
  for (int round = 0; round < rounds; ++round, step_ /= 2) {
    const double module = (model_.last - model_.first) / count_;
    modules_stay_ = true;
    take(bars_);
    descend(&Model::blur, 0.15 * step_);
    descend(&Model::first, 0.5 * module * step_);
    descend(&Model::last, 0.5 * module * step_);
    descend(&Model::quadratic, 0.02 * step_);
    descend(&Model::gamma, 0.3 * step_);
    descend(&Model::cubic, 0.03 * step_);
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
  static constexpr int most_steps = 4;  // a way; with more, one parameter runs after what another one has to explain
  for (const double way : {step, -step}) {
    for (int steps = 0; steps < most_steps; ++steps) {
      Model other = model_;
      other.*parameter += way;
      // The README beside this file has the reasons of the bounds. Gamma: 0.4 to 2.5 holds the tone curves of cameras,
      // about 0.45, and what undoes them, about 2.2.
      const bool sane = other.blur > 0.15 && other.blur < 1.3 && other.gamma > 0.4 && other.gamma < 2.5;
      if (!sane || std::abs(other.quadratic) > 0.2 || std::abs(other.cubic) > 0.3 || !keep_if_better(other, light_))
        break;
    }
  }
}

// Paper and ink at both ends, roughly: the lightest and the darkest sample of each half. Glare and specks of dirt do
// not matter, because fit_light() puts both right: with white and black specks all over the picture the blurred pass
// reads 90 of 300 frames so, and 90 with the twentieth lightest and darkest sample.
void LineChannel::estimate_light() {
  const auto light_between = [&](double from, double to, float& paper, float& depth) {
    float dark = sample(line_, from), light = dark;
    for (double x = from + 1; x < to; x += 1) {
      dark = std::min(dark, sample(line_, x));
      light = std::max(light, sample(line_, x));
    }
    paper = light;
    depth = dark - light;
  };
  const double middle = (model_.first + model_.last) / 2;
  light_between(model_.first, middle, light_.paper_first, light_.depth_first);
  light_between(middle, model_.last, light_.paper_last, light_.depth_last);
}

void LineChannel::sample_levels(const Model& model) {
  for (std::size_t i = 0; i < along_.size(); ++i) levels_[i] = sample(line_, model.at(static_cast<double>(along_[i])));
  if (model.blur == coverage_blur_ && model.gamma == coverage_gamma_) return;
  coverage_ = coverage_of_states(model.blur, model.gamma);
  coverage_blur_ = model.blur;
  coverage_gamma_ = model.gamma;
}

void LineChannel::find_modules() {
  if (kind_ == nullptr && known_.empty()) return detect();
  if (known_.empty()) {
    compare();
    bars_ = likeliest(costs_, *kind_).bars;
  }
  take(bars_);
}

// Returns the error of the likeliest modules under this model, with the light fitted to them.
double LineChannel::evaluate(const Model& model) {
  sample_levels(model);
  if (!modules_stay_) find_modules();
  fit_light();
  return remaining_error();
}

const std::vector<StateCosts>& LineChannel::costs() {
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

float LineChannel::observed_coverage(std::size_t i) const {
  static constexpr float least_depth = -2;  // levels; fit_light() takes no less either: no division by nothing
  const float paper = light_.paper_first + (light_.paper_last - light_.paper_first) * along_[i];
  const float depth = light_.depth_first + (light_.depth_last - light_.depth_first) * along_[i];
  return (levels_[i] - paper) / std::min(depth, least_depth);
}

void LineChannel::compare() {
  const Coverage coverage = coverage_;
  for (std::size_t i = 0; i < costs_.size(); ++i) {
    const float early = observed_coverage(i * samples);
    const float late = observed_coverage(i * samples + 1);
    StateCosts costs;
    for (std::size_t state = 0; state < states; ++state) {
      const float a = early - coverage[0][state];
      const float b = late - coverage[1][state];
      costs[state] = a * a + b * b;
    }
    costs_[i] = costs;
  }
}

void LineChannel::detect() {
  compare();
  const std::size_t total = costs_.size();
  StateCosts cost;
  cost.fill(impossible);
  cost[0] = 0;
  came_from_.resize(total);
  for (std::size_t i = 0; i < total; ++i) {
    std::array<float, states / 2> best;
    std::array<std::uint8_t, states / 2> from;
    for (std::size_t state = 0; state < states / 2; ++state) {
      from[state] = cost[state + states / 2] < cost[state] ? 1 : 0;
      best[state] = std::min(cost[state], cost[state + states / 2]);
    }
    came_from_[i] = from;
    // The samples of the middle module are compared when the newest is known.
    StateCosts next{};
    if (i >= state_modules / 2) next = costs_[i - state_modules / 2];
    for (std::size_t state = 0; state < states; ++state) next[state] += best[state / 2];
    forbid(next, static_cast<int>(i) - quiet_modules);
    cost = next;
  }
  trace_back(static_cast<int>(total));
}

// What must not be, by the newest module, which is in the lowest bit: bars in the quiet zones, spaces at the ends, long
// runs of either between them.
void LineChannel::forbid(StateCosts& costs, int module) const {
  const bool outside = module < 0 || module >= count_;
  const bool outermost = module == 0 || module == count_ - 1;
  for (std::size_t state = 0; (outside || outermost) && state < states; ++state)
    if ((state % 2 == 1) == outside) costs[state] = impossible;
  if (!outside) costs[0] = costs[states - 1] = impossible;
}

void LineChannel::take(std::span<const std::uint8_t> bars) {
  states_.clear();
  unsigned state = 0;
  const std::size_t total = bars.size() + 2 * quiet_modules;
  for (std::size_t i = 0; i < total + state_modules / 2; ++i) {
    const bool inside = i >= quiet_modules && i - quiet_modules < bars.size();
    state = (state << 1U | (inside ? bars[i - quiet_modules] : 0U)) & (states - 1);
    if (i >= state_modules / 2) states_.push_back(static_cast<std::uint8_t>(state));
  }
}

void LineChannel::trace_back(int total) {
  sequence_.assign(static_cast<std::size_t>(total), 0);
  states_.assign(static_cast<std::size_t>(total), 0);
  unsigned state = 0;
  for (int i = total - 1; i >= 0; --i) {
    sequence_[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(state & 1U);
    if (i >= state_modules / 2)
      states_[static_cast<std::size_t>(i - state_modules / 2)] = static_cast<std::uint8_t>(state);
    const bool bar = came_from_[static_cast<std::size_t>(i)][state >> 1U] != 0;
    state = state >> 1U | (bar ? states >> 1U : 0U);
  }
  bars_.assign(sequence_.begin() + quiet_modules, sequence_.begin() + quiet_modules + count_);
}

// Fits level = paper(u) + depth(u) * coverage by least squares; paper and depth are linear in u.
void LineChannel::fit_light() {
  LeastSquares<4> light;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const auto u = static_cast<double>(along_[i]);
    const auto v = static_cast<double>(coverage_[i % samples][states_[i / samples]]);
    light.add({1 - u, u, (1 - u) * v, u * v}, static_cast<double>(levels_[i]));
  }
  const auto solved = light.solve();
  if (!solved || (*solved)[2] > -2 || (*solved)[3] > -2) return;  // ink is darker than paper
  const auto [paper_first, paper_last, depth_first, depth_last] = *solved;
  light_ = {static_cast<float>(paper_first), static_cast<float>(paper_last), static_cast<float>(depth_first),
            static_cast<float>(depth_last)};
}

double LineChannel::remaining_error() const {
  float sum = 0;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const float difference = observed_coverage(i) - coverage_[i % samples][states_[i / samples]];
    sum += difference * difference;
  }
  return std::sqrt(static_cast<double>(sum) / static_cast<double>(levels_.size()));
}

}  // namespace dockhand
