// Functions of one number that give the same bits on every machine.
//
// Decides: that a plan is made of additions, multiplications, divisions and square roots only, which IEEE 754 defines
// to the last bit; the logarithm, the exponential and what is made of them are our own, because the C library's differ
// from machine to machine and a replay of a plan must give its hash again. (The room is compiled without fused
// operations.) Leaves to others: rounding to what is kept (storage/planning/demand/forecast.h).
#pragma once

#include <span>

namespace dockhand::planning {

// The natural logarithm of x > 0, and e to the power of x. Both are accurate to 1e-14.
double log_of(double x);
double exp_of(double x);

// Returns the logarithm of the gamma function of x > 0 (Stirling's series).
double log_gamma(double x);

// Returns the z that a standard normal variable does not exceed with probability `level`, 0 < level < 1 (Acklam's
// rational approximation, relative error 1.2e-9).
double normal_quantile(double level);
// Returns the same quantile of Student's distribution with 5 or more degrees of freedom (Cornish and Fisher's
// expansion).
double student_quantile(double level, double freedom);

double mean_of(std::span<const double> values);

// A straight line, fitted by least squares through values at 1, 2, ..., n.
struct Line {
  double start = 0;  // the value at 0
  double slope = 0;
  double at(double t) const { return start + slope * t; }
};
Line line_through(std::span<const double> values);

}  // namespace dockhand::planning
