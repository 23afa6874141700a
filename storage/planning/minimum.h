// The point of a box where a function is smallest, by the simplex of Nelder and Mead (1965).
//
// Decides: how it is searched, in a bounded number of steps; the same start gives the same point, always.
// Leaves to others: the function, and whether the smallest point nearby is the smallest of all.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace dockhand::planning {

template <std::size_t N>
struct Bounds {
  std::array<double, N> lowest, highest;
  std::array<double, N> into(std::array<double, N> point) const {
    for (std::size_t k = 0; k < N; ++k) point[k] = std::clamp(point[k], lowest[k], highest[k]);
    return point;
  }
};

template <std::size_t N, class Function>
class Simplex {
 public:
  using Point = std::array<double, N>;
  struct Corner {
    Point at{};
    double value = 0;
  };

  Simplex(const Function& function, const Bounds<N>& box, const Point& start, const Point& step)
      : function_(function), box_(box) {
    for (std::size_t i = 0; i <= N; ++i) {
      Point point = start;
      if (i > 0) point[i - 1] += step[i - 1];
      corners_[i] = look_at(point);
    }
    sort();
  }

  Point minimum(int steps) {
    while (steps-- > 0 && !settled()) {
      advance();
      sort();
    }
    return corners_.front().at;
  }

 private:
  Corner look_at(const Point& point) const {
    const Point inside = box_.into(point);
    return {inside, function_(inside)};
  }
  void sort() {
    std::stable_sort(corners_.begin(), corners_.end(),
                     [](const Corner& a, const Corner& b) { return a.value < b.value; });
  }
  bool settled() const {
    const double best = corners_.front().value;
    return std::fabs(corners_.back().value - best) <= 1e-7 * (std::fabs(best) + 1e-12);
  }
  // Goes from the centre of the other corners through the worst corner. A factor of -1 is its mirror image.
  Corner along(double factor) const {
    Point point{};
    for (std::size_t k = 0; k < N; ++k) {
      double centre = 0;
      for (std::size_t i = 0; i < N; ++i) centre += corners_[i].at[k] / static_cast<double>(N);
      point[k] = centre + factor * (corners_.back().at[k] - centre);
    }
    return look_at(point);
  }
  void advance() {
    Corner& worst = corners_.back();
    const Corner mirrored = along(-1);
    if (mirrored.value < corners_.front().value) {
      const Corner further = along(-2);
      worst = further.value < mirrored.value ? further : mirrored;
      return;
    }
    if (mirrored.value < corners_[N - 1].value) {
      worst = mirrored;
      return;
    }
    const Corner nearer = along(mirrored.value < worst.value ? -0.5 : 0.5);
    if (nearer.value < std::min(mirrored.value, worst.value)) {
      worst = nearer;
      return;
    }
    shrink();
  }
  void shrink() {
    for (std::size_t i = 1; i <= N; ++i) {
      Point point{};
      for (std::size_t k = 0; k < N; ++k) point[k] = 0.5 * (corners_[i].at[k] + corners_[0].at[k]);
      corners_[i] = look_at(point);
    }
  }

  const Function& function_;
  Bounds<N> box_;
  std::array<Corner, N + 1> corners_;  // sorted, the best first
};

// Starts at `start`, with corners that are one `step` away from it. `steps` bounds the work.
template <std::size_t N, class Function>
std::array<double, N> minimum(const Function& function, const Bounds<N>& box, const std::array<double, N>& start,
                              const std::array<double, N>& step, int steps) {
  return Simplex<N, Function>(function, box, start, step).minimum(steps);
}

}  // namespace dockhand::planning
