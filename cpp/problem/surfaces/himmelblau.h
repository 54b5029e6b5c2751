#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Himmelblau 1972: four minima of equal depth.
struct Himmelblau {
  static constexpr std::array minima{Minimum{{3, 2}, 0}, Minimum{{-2.805118086952745, 3.131312518250573}, 0},
                                     Minimum{{-3.779310253377747, -3.283185991286170}, 0},
                                     Minimum{{3.584428340330492, -1.848126526964404}, 0}};
  static constexpr ProblemInfo info{
      .id = "himmelblau",
      .kind = "surface",
      .name = {"Himmelblau", "Himmelblau 函数"},
      .doc = {"Four equal minima: which one is reached depends on the rule.",
              "四个同样深的极小值：到达哪一个取决于优化规则。"},
      .tex = "(x^2+y-11)^2+(x+y^2-7)^2",
      .cite = {"Himmelblau 1972", "https://en.wikipedia.org/wiki/Himmelblau%27s_function"},
      .dim = 2,
      .box = {Range{-6, 6}, Range{-6, 6}},
      .start = {0.5, -0.5},
      .minima = minima,
      .logLevels = true};

  template <class T>
  static T f(const T& x, const T& y) {
    const T a = x * x + y - 11, b = x + y * y - 7;
    return a * a + b * b;
  }
};

inline const RegisterSurface<Himmelblau> registerHimmelblau;

}  // namespace sidestep
