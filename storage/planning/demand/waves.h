// The shape of a year as a sum of waves: what goes up and down once a year, twice, three times ...
//
// Decides: how a shape becomes its waves and back, without the constant and without the shortest wave of an even number
// of positions. Leaves to others: how much of a wave is believed (storage/planning/demand/seasons.h).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace dockhand::planning {

class Waves {
 public:
  struct Wave {
    double cosine = 0, sine = 0;
    // Returns how much of the variance of the shape it makes.
    double energy() const { return (cosine * cosine + sine * sine) / 2; }
  };

  // `positions` is how many values a shape has, at least 7.
  explicit Waves(std::size_t positions);

  // `times` a year: 1 to most().
  std::size_t most() const { return (cosines_.size() - 1) / 2; }
  Wave of(std::span<const double> shape, std::size_t times) const;
  double at(const Wave& wave, std::size_t times, std::size_t position) const;

 private:
  std::vector<double> cosines_, sines_;  // of each position's part of a turn
};

}  // namespace dockhand::planning
