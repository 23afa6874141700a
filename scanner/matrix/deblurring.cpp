#include "scanner/matrix/deblurring.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "scanner/image/least_squares.h"
#include "scanner/image/sampling.h"

namespace dockhand {
namespace {

class ModuleDeblurring {
 public:
  ModuleDeblurring(const PictureView& part, const Pose& pose)
      : pattern_(*pose.pattern),
        side_(pattern_.side()),
        levels_(side_, side_),
        dark_(side_, side_),
        left_(side_, side_) {
    for (int y = 0; y < side_; ++y)
      for (int x = 0; x < side_; ++x) levels_.at(x, y) = mean_level(part, pose, x, y);
    guess();
  }

  DeblurredModules resolve() {
    // Rounds of weights and modules in turn. It ends by itself when no module changes. A module that still changes
    // after these would change back and forth. Fitted pass, 800 frames: 565 are read; 555 with 2, 561 with 3, 565
    // with 12.
    static constexpr int most_rounds = 6;
    for (int round = 0; round < most_rounds; ++round) {
      if (!fit() || !turn_over()) break;
    }
    double sum = 0;
    for (int y = 0; y < side_; ++y)
      for (int x = 0; x < side_; ++x) sum += left_.at(x, y) * left_.at(x, y);
    double ink = 0;
    for (const double weight : weights_) ink += weight;
    return {dark_, std::sqrt(sum) / side_ / std::max(1.0, -ink)};
  }

 private:
  static constexpr std::size_t neighbourhood = 9;  // a module and its neighbours, row by row

  static double mean_level(const PictureView& part, const Pose& pose, int x, int y) {
    // In modules from the middle. Four samples stand for the middle fifth of the module, in each direction. Further out
    // they lie in the neighbours' edges. Fitted pass, 800 frames: 565 are read; 568 with 0.05, 555 with 0.17, 546 with
    // 0.24, 486 with 0.34.
    static constexpr double off = 0.1;
    double sum = 0;
    for (const double dy : {-off, off})
      for (const double dx : {-off, off})
        sum += static_cast<double>(exact_level_at(part, pose.at(x + 0.5 + dx, y + 0.5 + dy)));
    return sum / 4;
  }

  bool known(int x, int y) const { return pattern_.at(x, y) != 0; }
  double level(int x, int y) const { return levels_.at(std::clamp(x, 0, side_ - 1), std::clamp(y, 0, side_ - 1)); }
  double dark(int x, int y) const { return dark_.has(x, y) ? dark_.at(x, y) : 0; }

  // Takes a module as dark when it is darker than half way between the darkest and the lightest around, once some of
  // the blur is taken away.
  void guess() {
    // Times the difference to the mean of the four neighbours: some of the blur is undone, and noise is not yet a
    // module. Only a guess, with which the fit begins. A square of nine modules always holds some of either colour, and
    // light changes little over it. Fitted pass, 800 frames: 565 are read; 556 without the sharpening, 561 with half of
    // it, 570 with twice; 560 with a reach of 2, 567 with 8.
    static constexpr double sharpening = 0.7;
    static constexpr int reach = 4;
    for (int y = 0; y < side_; ++y)
      for (int x = 0; x < side_; ++x) {
        double low = 255, high = 0;
        for (int dy = -reach; dy <= reach; ++dy)
          for (int dx = -reach; dx <= reach; ++dx) {
            low = std::min(low, level(x + dx, y + dy));
            high = std::max(high, level(x + dx, y + dy));
          }
        const double around = (level(x - 1, y) + level(x + 1, y) + level(x, y - 1) + level(x, y + 1)) / 4;
        const double sharp = level(x, y) + sharpening * (level(x, y) - around);
        dark_.at(x, y) = known(x, y) ? pattern_.at(x, y) > 0 : sharp < (low + high) / 2;
      }
  }

  using Response = LeastSquares<neighbourhood + 3>;  // and three more: paper, shade across, shade down
  Response::Coefficients terms_at(int x, int y) const {
    Response::Coefficients terms{};
    std::size_t i = 0;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) terms[i++] = dark(x + dx, y + dy);
    terms[neighbourhood] = 1;
    terms[neighbourhood + 1] = static_cast<double>(x) / side_;
    terms[neighbourhood + 2] = static_cast<double>(y) / side_;
    return terms;
  }

  // Finds the weights that explain the levels by the modules as they are now, and what they leave unexplained.
  bool fit() {
    Response channel;
    for (int y = 0; y < side_; ++y)
      for (int x = 0; x < side_; ++x) channel.add(terms_at(x, y), level(x, y));
    const auto solved = channel.solve();
    if (!solved) return false;
    std::copy_n(solved->begin(), neighbourhood, weights_.begin());
    for (int y = 0; y < side_; ++y)
      for (int x = 0; x < side_; ++x) {
        const auto terms = terms_at(x, y);
        double explained = 0;
        for (std::size_t i = 0; i < terms.size(); ++i) explained += terms[i] * (*solved)[i];
        left_.at(x, y) = level(x, y) - explained;
      }
    return true;
  }

  // Visits, for a module at (x, y), what each neighbour's level has of it.
  template <class Visit>
  void around(int x, int y, Visit visit) {
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx)
        if (left_.has(x + dx, y + dy))
          visit(left_.at(x + dx, y + dy), weights_[static_cast<std::size_t>(3 * (1 - dy) + 1 - dx)]);
  }

  bool turn_over_if_better(int x, int y) {
    const double change = dark_.at(x, y) != 0 ? -1 : 1;
    double gain = 0;
    around(x, y, [&](double left, double weight) {
      const double then = left - change * weight;
      gain += left * left - then * then;
    });
    if (gain <= 0) return false;
    dark_.at(x, y) = dark_.at(x, y) == 0;
    around(x, y, [&](double& left, double weight) { left -= change * weight; });
    return true;
  }

  bool turn_over() {
    // A module's turn may free a neighbour's. Fitted pass, 800 frames: 565 are read with 3 and more, 564 with 1 and
    // with 2.
    static constexpr int most_sweeps = 3;
    bool any = false;
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
      bool changed = false;
      for (int y = 0; y < side_; ++y)
        for (int x = 0; x < side_; ++x)
          if (!known(x, y)) changed = turn_over_if_better(x, y) || changed;
      if (!changed) break;
      any = true;
    }
    return any;
  }

  const FunctionPattern& pattern_;
  const int side_;
  Grid<double> levels_;
  Grid<char> dark_;
  Grid<double> left_;  // what of the levels is left when all that is explained is taken away
  std::array<double, neighbourhood> weights_{};
};

}  // namespace

DeblurredModules deblur_modules(const PictureView& part, const Pose& pose) {
  return ModuleDeblurring(part, pose).resolve();
}

}  // namespace dockhand
