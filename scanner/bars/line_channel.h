// One line of grey levels through a linear symbol, as a channel that smears modules into each other.
//
// Decides: where the symbol's modules lie on the line, how far they are smeared and how they are lit, and what
// each grey level then says about the modules around it. Leaves to others: how many modules there are
// (scanner/bars/module_fit.h), what they spell (scanner/bars/symbol_codec.h, scanner/bars/symbol_templates.h).
//
// A line through a blurred symbol is a channel with intersymbol interference: each grey level is the sum of a module
// and its neighbours, weighted by the blur. Forney's maximum-likelihood sequence estimation (IEEE Trans. Inf. Theory
// 18, 1972) finds the modules by Viterbi's algorithm. Blur, perspective and light are fitted together with them. The
// class has no side effects.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "scanner/bars/symbol_templates.h"
#include "scanner/bars/viterbi.h"

namespace dockhand {

// This says where the modules lie on a line. Positions are in samples.
struct Placement {
  double first = 0, last = 0;  // the outer edges of the first and the last bar
  double quadratic = 0;  // how much nearer the first end is: 0.02 moves the middle by half a hundredth of the length
  double cubic = 0;      // how much nearer both ends are than the middle, as on a can

  // Returns the position that is the part `u` (0 to 1) of the way from the first end to the last.
  double at(double u) const { return first + (last - first) * (u + u * (1 - u) * (quadratic + cubic * (1 - 2 * u))); }
};

class LineChannel {
 public:
  // `line` and `kind` must outlive this object. It looks for the likeliest row of modules that `kind` allows.
  LineChannel(std::span<const float> line, const Placement& placement, const SymbolTemplate& kind);
  // Here the modules are known already, and only the model is fitted to the line.
  LineChannel(std::span<const float> line, const Placement& placement, std::span<const std::uint8_t> known);

  // Goes on from the best of these placements and its own. This is needed where its own is further than half a module
  // from the truth: from there a descent ends in a wrong place.
  void start(std::span<const Placement> placements);
  // Improves one parameter after the other, with smaller and smaller steps. The modules change rarely and finding them
  // is most of the work, so they are found anew only once a round.
  void refine(int rounds);
  // From now on these are the modules, and only the model is fitted.
  void hold(std::vector<std::uint8_t> bars);

  // The root mean square difference between the line and the model. 1 is the whole contrast.
  double error() const { return error_; }
  // Returns the smallest error that any modules would have under this model, of whatever kind they are.
  double unconstrained_residual() const;
  // These are the likeliest modules, or the ones that are held.
  const std::vector<std::uint8_t>& bars() const { return bars_; }
  int count() const { return count_; }
  const Placement& placement() const { return model_; }
  // Returns what each state costs at each module, the modules of the quiet zones included, under the present model.
  const std::vector<StateCosts>& costs();
  const SymbolTemplate* kind() const { return kind_; }
  bool refined() const { return step_ < 1; }

 private:
  static constexpr int samples = 2;  // samples for each module
  // The values that are fitted together with the modules.
  struct Model : Placement {
    double blur = 0.5;  // sigma, in modules
    double gamma = 1;   // exponent on the coverage: it stands for the camera's curve after the blur, and for ink that
                        // has spread
  };
  // The light on the line: the grey level of paper, and the difference from it to that of ink, at both ends.
  struct Light {
    float paper_first = 255, paper_last = 255;
    float depth_first = -255, depth_last = -255;
  };
  // How much of the sample `part` of a state's middle module is covered by ink after the blur, 0 to 1.
  using Coverage = std::array<StateCosts, samples>;

  static Coverage coverage_of_states(double blur, double gamma);
  float observed_coverage(std::size_t sample) const;
  bool keep_if_better(const Model& other, const Light& light);
  void descend(double Model::*parameter, double step);
  void estimate_light();
  void sample_levels(const Model& model);
  double evaluate(const Model& model);
  void find_modules();
  void compare();
  void detect();
  void forbid(StateCosts& costs, int module) const;
  void prepare(const Placement& placement);
  void take(std::span<const std::uint8_t> bars);
  void trace_back(int total);
  void fit_light();
  double remaining_error() const;

  std::span<const float> line_;
  const SymbolTemplate* kind_ = nullptr;  // null: any modules are allowed
  int count_;
  std::vector<std::uint8_t> known_;
  Model model_;
  Light light_;
  Coverage coverage_{};
  double coverage_blur_ = -1, coverage_gamma_ = -1;  // the values for which `coverage_` was computed
  double error_ = 1;
  bool modules_stay_ = false;
  double step_ = 1;  // is halved each round
  // where the samples lie, 0 to 1 from end to end; there are `samples` for each module
  std::vector<float> along_;
  std::vector<float> levels_;      // the grey levels of the line at these samples
  std::vector<StateCosts> costs_;  // what each state costs, for each module in its middle
  // for each step and state: whether the module before its oldest one was a bar
  std::vector<std::array<std::uint8_t, states / 2>> came_from_;
  std::vector<std::uint8_t> sequence_;  // the modules, those of the quiet zones included
  std::vector<std::uint8_t> states_;    // the state around each of these modules
  std::vector<std::uint8_t> bars_;
};

}  // namespace dockhand
