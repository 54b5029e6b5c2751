#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Rosenbrock 1960: a curved valley whose floor is nearly flat.
struct Rosenbrock {
  static constexpr std::array minima{Minimum{{1, 1}, 0}};
  static constexpr ProblemInfo info{.id = "rosenbrock",
                                    .kind = "surface",
                                    .name = {"Rosenbrock", "Rosenbrock 函数"},
                                    .doc = {"A curved valley: finding it is easy, following its flat floor is not.",
                                            "弯曲的山谷：找到它容易，沿着平坦的谷底前进却很难。"},
                                    .tex = "(1-x)^2+100\\,(y-x^2)^2",
                                    .cite = {"Rosenbrock 1960", "https://doi.org/10.1093/comjnl/3.3.175"},
                                    .dim = 2,
                                    .box = {Range{-2, 2}, Range{-1, 3}},
                                    .start = {-1.2, 1},
                                    .minima = minima,
                                    .logLevels = true};

  template <class T>
  static T f(const T& x, const T& y) {
    const T a = 1 - x, b = y - x * x;
    return a * a + 100 * (b * b);
  }
};

inline const RegisterSurface<Rosenbrock> registerRosenbrock;

}  // namespace sidestep
