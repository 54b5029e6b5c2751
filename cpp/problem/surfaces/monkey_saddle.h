#pragma once

#include "problem/surface.h"

namespace sidestep {

/// The monkey saddle: three valleys and three ridges meet, and the Hessian at the origin is 0.
struct MonkeySaddle {
  static constexpr ProblemInfo info{
      .id = "monkey_saddle",
      .kind = "surface",
      .name = {"Monkey saddle", "猴鞍面"},
      .doc = {"Three ways down, for two legs and a tail, meet at a point with neither slope nor curvature. There is no "
              "minimum.",
              "三条下坡路（两条放腿、一条放尾巴）交会于一点，该点既无坡度也无曲率。没有极小值。"},
      .tex = R"(x^3-3xy^2)",
      .cite = {"Weisstein", "https://mathworld.wolfram.com/MonkeySaddle.html"},
      .dim = 2,
      .box = {Range{-1.5, 1.5}, Range{-1.5, 1.5}},
      .start = {1, 0.02},
      .logLevels = false};

  template <class T>
  static T f(const T& x, const T& y) {
    return x * (x * x) - 3 * (x * (y * y));
  }
};

inline const RegisterSurface<MonkeySaddle> registerMonkeySaddle;

}  // namespace sidestep
