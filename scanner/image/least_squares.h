// Linear least squares with a handful of unknowns, by the normal equations.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace dockhand {

template <std::size_t N>
class LeastSquares {
 public:
  using Terms = std::array<double, N>;

  // One equation more: terms[0] * x[0] + terms[1] * x[1] + ... = value.
  void add(const Terms& terms, double value, double weight = 1) {
    for (std::size_t a = 0; a < N; ++a)
      for (std::size_t b = a; b < N; ++b) rows_[a][b] += weight * terms[a] * terms[b];
    add_value(terms, value, weight);
  }
  // The value of an equation that was added with the value 0: where only values differ, the rest is added up once.
  void add_value(const Terms& terms, double value, double weight = 1) {
    for (std::size_t a = 0; a < N; ++a) rows_[a][N] += weight * terms[a] * value;
  }
  // Keeps an unknown near nought that the equations hardly tell.
  void hold(std::size_t unknown, double weight) { rows_[unknown][unknown] += weight; }

  // None where the equations leave an unknown open. Gauss and Jordan without pivots: the matrix is positive definite.
  std::optional<Terms> solve() const {
    auto rows = rows_;
    for (std::size_t a = 1; a < N; ++a)
      for (std::size_t b = 0; b < a; ++b) rows[a][b] = rows[b][a];
    for (std::size_t a = 0; a < N; ++a) {
      if (std::abs(rows[a][a]) < 1e-9) return std::nullopt;
      for (std::size_t b = 0; b < N; ++b) {
        if (a == b) continue;
        const double factor = rows[b][a] / rows[a][a];
        for (std::size_t c = a; c <= N; ++c) rows[b][c] -= factor * rows[a][c];
      }
    }
    Terms solved{};
    for (std::size_t a = 0; a < N; ++a) solved[a] = rows[a][N] / rows[a][a];
    return solved;
  }

 private:
  std::array<std::array<double, N + 1>, N> rows_{};  // the upper half of the matrix, and the values
};

}  // namespace dockhand
