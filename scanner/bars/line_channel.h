// One line of grey levels through a linear symbol, as a channel that smears modules into each other.
//
// Decides: where the symbol's modules lie on the line, how far they are smeared and how they are lit, and what
// each grey level then says about the modules around it. Leaves to others: how many modules there are
// (scanner/bars/module_fit.h), what they spell (scanner/bars/symbol_codec.h, scanner/bars/symbol_templates.h).
//
// A line of sight through a blurred symbol is a channel with intersymbol interference: each grey level is the sum of a
// module and its neighbours, weighted by the blur. Forney's maximum-likelihood sequence estimation (IEEE Trans. Inf.
// Theory 18, 1972) finds the modules by Viterbi's algorithm. Blur, perspective and light are fitted along. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "scanner/bars/symbol_templates.h"
#include "scanner/bars/viterbi.h"

namespace dockhand {

// Where the modules lie on a line, in samples.
struct Placement {
  double first = 0, last = 0;  // the outer edges of the first and the last bar
  double quadratic = 0;  // how much nearer the first end is: 0.02 moves the middle by half a hundredth of the length
  double cubic = 0;      // how much nearer both ends are than the middle, as on a can

  // `u` of the way from the first end to the last.
  double at(double u) const { return first + (last - first) * (u + u * (1 - u) * (quadratic + cubic * (1 - 2 * u))); }
};

class LineChannel {
 public:
  // `line` and `kind` outlive this. Of the rows of this kind the likeliest is taken.
  LineChannel(std::span<const float> line, const Placement& placement, const SymbolTemplate& kind);
  // These are the modules, and only the model is fitted.
  LineChannel(std::span<const float> line, const Placement& placement, std::span<const std::uint8_t> known);

  // Goes on from the best of these and its own: further from the truth than half a module, the way downhill leads
  // astray.
  void start(std::span<const Placement> placements);
  // Descends along one parameter after the other, with smaller and smaller steps. The modules change rarely and finding
  // them is most of the work: they are found anew once a round.
  void refine(int rounds);
  // From now on these are the modules, and only the model is fitted.
  void hold(std::vector<std::uint8_t> bars);

  // Root mean square difference between the line and the model, 1 the whole contrast.
  double error() const { return error_; }
  // The smallest error that any modules would have under this model, of whatever kind.
  double unconstrained_residual() const;
  // The likeliest modules, or those that are held.
  const std::vector<std::uint8_t>& bars() const { return bars_; }
  int count() const { return count_; }
  const Placement& placement() const { return model_; }
  // Of each module, with the quiet ones, under the model.
  const std::vector<StateCosts>& costs();
  const SymbolTemplate* kind() const { return kind_; }
  bool refined() const { return step_ < 1; }

 private:
  static constexpr int samples = 2;  // a module
  // What is fitted along.
  struct Model : Placement {
    double blur = 0.5;  // sigma, modules
    double gamma = 1;   // exponent on the coverage: the camera's curve after the blur, and ink that has spread
  };
  // The light: grey level of paper, and how far that of ink is from it, at both ends.
  struct Light {
    float paper_first = 255, paper_last = 255;
    float depth_first = -255, depth_last = -255;
  };
  // Coverage at the sample `part` of a state's middle module, 0 to 1, after the blur.
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
  const SymbolTemplate* kind_ = nullptr;  // none: any modules
  int count_;
  std::vector<std::uint8_t> known_;
  Model model_;
  Light light_;
  Coverage coverage_{};
  double coverage_blur_ = -1, coverage_gamma_ = -1;  // those that `coverage_` shows
  double error_ = 1;
  bool modules_stay_ = false;
  double step_ = 1;                                              // halved each round
  std::vector<float> along_;                                     // 0 to 1 from end to end, `samples` a module
  std::vector<float> levels_;                                    // of the line there
  std::vector<StateCosts> costs_;                                // of each state, by the module in its middle
  std::vector<std::array<std::uint8_t, states / 2>> came_from_;  // by step: was the oldest module before it a bar
  std::vector<std::uint8_t> sequence_;                           // with the quiet modules
  std::vector<std::uint8_t> states_;                             // the states around each of them
  std::vector<std::uint8_t> bars_;
};

}  // namespace dockhand
