#pragma once

#include "problem/surface.h"

namespace sidestep {

/// A saddle at the origin, bounded below by the quartic term: minima at (0, ±√2).
struct Saddle {
  static constexpr double root2 = 1.4142135623730951;
  static constexpr std::array minima{Minimum{{0, root2}, -1}, Minimum{{0, -root2}, -1}};
  static constexpr ProblemInfo info{
      .id = "saddle",
      .kind = "surface",
      .name = {"Saddle", "鞍点"},
      .doc = {"Flat at the origin, which attracts along x and repels along y. From y = 0 exactly, nobody leaves.",
              "原点处平坦：沿 x 吸引，沿 y 排斥。若恰好从 y = 0 出发，谁也离不开。"},
      .tex = R"(x^2-y^2+\tfrac14 y^4)",
      .cite = {"Dauphin et al. 2014", "https://arxiv.org/abs/1406.2572"},
      .dim = 2,
      .box = {Range{-2, 2}, Range{-2, 2}},
      .start = {-1, 0.01},
      .minima = minima,
      .logLevels = false};

  template <class T>
  static T f(const T& x, const T& y) {
    const T y2 = y * y;
    return x * x - y2 + 0.25 * (y2 * y2);
  }
};

inline const RegisterSurface<Saddle> registerSaddle;

}  // namespace sidestep
