#pragma once

#include "problem/surface.h"

namespace sidestep {

/// A saddle at the origin, bounded below by the quartic term: minima at (0, ±1/√(2q)), of value −1/(4q).
struct Saddle {
  double quartic = 0.25;

  static constexpr std::array parameters{Parameter<Saddle>{
      {.id = "quartic",
       .name = {"quartic term", "四次项"},
       .doc = {"Bounds the surface from below; with 0 it has no minimum.", "使曲面有下界的项；为 0 时没有极小值。"},
       .symbol = "q",
       .min = 0,
       .max = 1e3,
       .from = 0.01,
       .to = 1,
       .scale = Scale::log},
      &Saddle::quartic}};
  static constexpr double root2 = 1.4142135623730951;
  static constexpr std::array minima{Minimum{{0, root2}, -1}, Minimum{{0, -root2}, -1}};
  static constexpr ProblemInfo info{
      .id = "saddle",
      .kind = "surface",
      .name = {"Saddle", "鞍点"},
      .doc = {"The gradient vanishes at the origin, which attracts along x and repels along y. No rule leaves it when "
              "started exactly at y = 0.",
              "原点处梯度为零：沿 x 吸引，沿 y 排斥。若恰好从 y = 0 出发，任何规则都无法离开。"},
      .tex = R"(x^2-y^2+q\,y^4)",
      .cite = {"Dauphin et al. 2014", "https://arxiv.org/abs/1406.2572"},
      .dim = 2,
      .box = {Range{-2, 2}, Range{-2, 2}},
      .start = {-1, 0.01},
      .minima = minima,
      .logLevels = false};

  template <class T>
  T f(const T& x, const T& y) const {
    const T y2 = y * y;
    return x * x - y2 + quartic * (y2 * y2);
  }
};

inline const RegisterSurface<Saddle> registerSaddle;

}  // namespace sidestep
