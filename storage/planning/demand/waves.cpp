#include "storage/planning/demand/waves.h"

namespace dockhand::planning {
namespace {

constexpr double whole_turn = 6.283185307179586;
constexpr int terms = 24;  // of the series: more than enough for a seventh of a turn

}  // namespace

// The first position's part is computed by the series of Taylor, and the others by turning it on: the C library's
// functions are not the same everywhere.
Waves::Waves(std::size_t positions) {
  const double part = whole_turn / static_cast<double>(positions);
  double cosine = 0, sine = 0, term = 1;
  for (int n = 0; n < terms; ++n) {
    (n % 2 == 0 ? cosine : sine) += n % 4 < 2 ? term : -term;
    term *= part / (n + 1);
  }
  cosines_.push_back(1);
  sines_.push_back(0);
  for (std::size_t i = 1; i < positions; ++i) {
    const double before = cosines_.back(), beside = sines_.back();
    cosines_.push_back(before * cosine - beside * sine);
    sines_.push_back(beside * cosine + before * sine);
  }
}

Waves::Wave Waves::of(std::span<const double> shape, std::size_t times) const {
  Wave wave;
  const double share = 2 / static_cast<double>(shape.size());
  for (std::size_t i = 0; i < shape.size(); ++i) {
    wave.cosine += share * shape[i] * cosines_[times * i % cosines_.size()];
    wave.sine += share * shape[i] * sines_[times * i % sines_.size()];
  }
  return wave;
}

double Waves::at(const Wave& wave, std::size_t times, std::size_t position) const {
  const std::size_t i = times * position % cosines_.size();
  return wave.cosine * cosines_[i] + wave.sine * sines_[i];
}

}  // namespace dockhand::planning
