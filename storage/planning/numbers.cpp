#include "storage/planning/numbers.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace dockhand::planning {
namespace {

constexpr double ln_2 = 0.693147180559945309417;

template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
  double sum = 0;
  for (const double coefficient : coefficients) sum = sum * x + coefficient;
  return sum;
}

// These are Acklam's coefficients: for the middle, and for the tails below 0.02425.
constexpr std::array middle_over{-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                                 1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
constexpr std::array middle_under{-5.447609879822406e+01, 1.615858368580409e+02,  -1.556989798598866e+02,
                                  6.680131188771972e+01,  -1.328068155288572e+01, 1.0};
constexpr std::array tail_over{-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                               -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
constexpr std::array tail_under{7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                                3.754408661907416e+00, 1.0};

double tail_quantile(double level) {
  const double q = std::sqrt(-2 * log_of(level));
  return polynomial(tail_over, q) / polynomial(tail_under, q);
}

}  // namespace

double log_of(double x) {
  int exponent = 0;
  double part = std::frexp(x, &exponent);  // 0.5 to 1, exactly
  if (part < 0.70710678118654752) {
    part *= 2;
    --exponent;
  }
  const double s = (part - 1) / (part + 1);  // ln(part) = 2 artanh(s), |s| < 0.172
  const double square = s * s;
  double sum = 0;
  for (int k = 23; k >= 1; k -= 2) sum = sum * square + 1.0 / k;
  return 2 * s * sum + exponent * ln_2;
}

double exp_of(double x) {
  if (x < -700) return 0;
  if (x > 700) x = 700;
  const double halvings = std::floor(x / ln_2 + 0.5);
  const double rest = x - halvings * ln_2;  // within 0.35 of 0
  double sum = 1;
  for (int k = 14; k >= 1; --k) sum = 1 + rest * sum / k;
  return std::ldexp(sum, static_cast<int>(halvings));
}

double log_gamma(double x) {
  double product = 1;
  while (x < 10) product *= x++;
  const double r = 1 / (x * x);
  const double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / x;
  constexpr double half_ln_two_pi = 0.918938533204672741780;
  return (x - 0.5) * log_of(x) - x + half_ln_two_pi + series - log_of(product);
}

double normal_quantile(double level) {
  constexpr double tail = 0.02425;
  if (level < tail) return tail_quantile(level);
  if (level > 1 - tail) return -tail_quantile(1 - level);
  const double q = level - 0.5;
  return polynomial(middle_over, q * q) * q / polynomial(middle_under, q * q);
}

double student_quantile(double level, double freedom) {
  const double z = normal_quantile(level), square = z * z;
  const double first = (square + 1) * z / 4;
  const double second = ((5 * square + 16) * square + 3) * z / 96;
  return z + first / freedom + second / (freedom * freedom);
}

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

Line line_through(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = mean_of(values);
  if (values.size() < 2) return {mean, 0};
  double across = 0;
  double t = -(n - 1) / 2;
  for (const double value : values) across += t++ * (value - mean);
  const double slope = across / (n * (n * n - 1) / 12);
  return {mean - slope * (n + 1) / 2, slope};
}

}  // namespace dockhand::planning
