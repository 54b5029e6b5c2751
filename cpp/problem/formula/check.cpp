#include "problem/formula/check.h"

#include <cmath>
#include <limits>

namespace sidestep {
namespace {

/// ∂f/∂wᵢ by central differences with one step of Richardson's extrapolation.
double difference(Problem<double>& problem, double* w, std::size_t i, double h) {
  const double centre = w[i];
  const auto along = [&](double step) {
    w[i] = centre + step;
    const double right = problem.evaluate(0, w, nullptr);
    w[i] = centre - step;
    const double left = problem.evaluate(0, w, nullptr);
    w[i] = centre;
    return (right / 2 - left / 2) / step;  // neither of these overflows where the slope does not
  };
  const double fine = along(h / 2);
  return fine + (fine - along(h)) / 3;
}

}  // namespace

GradientCheck checkGradient(Problem<double>& problem, std::span<const Range> box) {
  constexpr int side = 8;
  GradientCheck result;
  const int count = box.size() > 1 ? side * side : side * 4;
  for (int point = 0; point < count; ++point) {
    // Off the round numbers, where people like to put the kinks of a function.
    const double share[] = {((box.size() > 1 ? point % side : point / 4.0) + 0.4372) / side,
                            (point / side + 0.5813) / side};
    double w[2], gradient[2];
    for (std::size_t i = 0; i < box.size(); ++i) w[i] = box[i].low + (box[i].high - box[i].low) * share[i];
    const double value = problem.evaluate(0, w, gradient);
    bool counts = std::isfinite(value);
    for (std::size_t i = 0; i < box.size() && counts; ++i) {
      // Too long a step leaves the straight part, too short a one drowns in rounding: the best of several.
      double best = std::numeric_limits<double>::infinity();
      for (const double h : {1e-2, 1e-3, 1e-4, 1e-5}) {
        const double numeric = difference(problem, w, i, h * (box[i].high - box[i].low));
        const double size = 0.5 + std::abs(numeric) / 2 + std::abs(value) / 2;
        const double error = std::abs(gradient[i] / 2 - numeric / 2) / size;
        if (error < best) best = error;
      }
      counts = std::isfinite(best);
      if (counts) result.error = std::max(result.error, best);
    }
    result.points += counts;
  }
  return result;
}

}  // namespace sidestep
