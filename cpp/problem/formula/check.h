#pragma once

#include <span>

#include "problem/problem.h"

namespace sidestep {

/// The gradient of a problem against central differences on a grid of its map: the largest difference, relative to the
/// sizes of gradient and value, and the number of points compared. Points where either is not finite do not count.
struct GradientCheck {
  double error = 0;
  int points = 0;
};
GradientCheck checkGradient(Problem<double>& problem, std::span<const Range> box);

}  // namespace sidestep
