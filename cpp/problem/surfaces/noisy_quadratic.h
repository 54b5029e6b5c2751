#pragma once

#include "problem/surface.h"

namespace sidestep {

/// The plane of the noisy quadratic of Zhang et al. 2019 (curvatures 1/i); the one with many dimensions is among the
/// online problems.
struct NoisyQuadratic {
  static constexpr double noise = 0.1;
  static constexpr std::array minima{Minimum{{0, 0}, 0}};
  static constexpr ProblemInfo info{
      .id = "noisy_quadratic",
      .kind = "surface",
      .name = {"Noisy quadratic", "带噪声的二次函数"},
      .doc = {"A bowl with noisy gradients: at a constant learning rate no rule settles at the minimum.",
              "梯度带噪声的碗：学习率不变时，任何规则都不会停在极小点。"},
      .tex = R"(\tfrac12\left(x^2+\tfrac12y^2\right))",
      .cite = {"Zhang et al. 2019", "https://arxiv.org/abs/1907.04164"},
      .dim = 2,
      .box = {Range{-2, 2}, Range{-2, 2}},
      .start = {-1.5, 1.5},
      .minima = minima,
      .logLevels = true};

  template <class T>
  static T f(const T& x, const T& y) {
    return 0.5 * (x * x + 0.5 * (y * y));
  }
};

inline const RegisterSurface<NoisyQuadratic> registerNoisyQuadratic;

}  // namespace sidestep
