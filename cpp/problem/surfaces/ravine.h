#pragma once

#include "problem/surface.h"

namespace sidestep {

/// A quadratic with condition number 100: the textbook case for momentum.
struct Ravine {
  static constexpr std::array minima{Minimum{{0, 0}, 0}};
  static constexpr ProblemInfo info{
      .id = "ravine",
      .kind = "surface",
      .name = {"Ravine", "峡谷"},
      .doc = {"A quadratic a hundred times steeper across than along. Turn it to see which rules depend on the axes.",
              "横向比纵向陡一百倍的二次函数。旋转它，看哪些规则依赖坐标轴。"},
      .tex = R"(\tfrac12\,(x^2+100\,y^2))",
      .cite = {"Goh 2017", "https://distill.pub/2017/momentum/"},
      .dim = 2,
      .box = {Range{-2, 2}, Range{-2, 2}},
      .start = {-1.5, 0.8},
      .minima = minima,
      .logLevels = true};

  template <class T>
  static T f(const T& x, const T& y) {
    return 0.5 * (x * x + 100 * (y * y));
  }
};

inline const RegisterSurface<Ravine> registerRavine;

}  // namespace sidestep
