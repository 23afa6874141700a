// Linear least squares with a handful of unknowns, by the normal equations.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

namespace dockhand {

template <std::size_t N>
class LeastSquares {
 public:
  using Coefficients = std::array<double, N>;

  // Adds an equation: terms[0] * x[0] + terms[1] * x[1] + ... = value.
  void add(const Coefficients& terms, double value, double weight = 1) {
    for (std::size_t a = 0; a < N; ++a)
      for (std::size_t b = a; b < N; ++b) rows_[a][b] += weight * terms[a] * terms[b];
    add_value(terms, value, weight);
  }
  // Gives a value to an equation that was added with the value 0. Where only the values differ, the rest needs to be
  // added up only once.
  void add_value(const Coefficients& terms, double value, double weight = 1) {
    for (std::size_t a = 0; a < N; ++a) rows_[a][N] += weight * terms[a] * value;
  }

  // Returns none when the equations leave an unknown open. The matrix is symmetric and positive, so its factors L D L^T
  // need no pivots. An unknown is open when the others explain all but this part of its own square. The bound is
  // relative, so it does not depend on the units of the unknowns.
  std::optional<Coefficients> solve() const {
    static constexpr double least_left = 1e-12;
    std::array<Coefficients, N> lower{};  // L, whose diagonal of ones is left out
    Coefficients diagonal{};              // D
    for (std::size_t a = 0; a < N; ++a) {
      double left = rows_[a][a];
      for (std::size_t c = 0; c < a; ++c) left -= lower[a][c] * lower[a][c] * diagonal[c];
      if (!(left > least_left * rows_[a][a])) return std::nullopt;
      diagonal[a] = left;
      for (std::size_t b = a + 1; b < N; ++b) {
        double sum = rows_[a][b];
        for (std::size_t c = 0; c < a; ++c) sum -= lower[a][c] * lower[b][c] * diagonal[c];
        lower[b][a] = sum / left;
      }
    }
    Coefficients solved{};
    for (std::size_t a = 0; a < N; ++a) {  // L y = values
      solved[a] = rows_[a][N];
      for (std::size_t c = 0; c < a; ++c) solved[a] -= lower[a][c] * solved[c];
    }
    for (std::size_t a = N; a-- > 0;) {  // L^T x = y / D
      solved[a] /= diagonal[a];
      for (std::size_t c = a + 1; c < N; ++c) solved[a] -= lower[c][a] * solved[c];
    }
    return solved;
  }

 private:
  std::array<std::array<double, N + 1>, N> rows_{};  // the upper half of the matrix, and the values
};

}  // namespace dockhand
