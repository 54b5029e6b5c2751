#pragma once

#include "problem/surface.h"

namespace sidestep {

/// A quadratic with condition number κ: the textbook case for momentum.
struct Ravine {
  double kappa = 100;

  static constexpr std::array parameters{
      Parameter<Ravine>{{.id = "kappa",
                         .name = {"condition number", "条件数"},
                         .doc = {"How many times steeper across than along.", "横向比纵向陡多少倍。"},
                         .symbol = R"(\kappa)",
                         .min = 1e-6,
                         .max = 1e6,
                         .from = 1,
                         .to = 1e4,
                         .scale = Scale::log},
                        &Ravine::kappa}};
  static constexpr std::array minima{Minimum{{0, 0}, 0}};
  static constexpr ProblemInfo info{
      .id = "ravine",
      .kind = "surface",
      .name = {"Ravine", "峡谷"},
      .doc = {"A quadratic that is much steeper across than along. Rotate it to see which rules depend on the axes.",
              "横向比纵向陡得多的二次函数。旋转它，可以看出哪些规则依赖坐标轴。"},
      .tex = R"(\tfrac12\,(x^2+\kappa\,y^2))",
      .cite = {"Goh 2017", "https://distill.pub/2017/momentum/"},
      .dim = 2,
      .box = {Range{-2, 2}, Range{-2, 2}},
      .start = {-1.5, 0.8},
      .minima = minima,
      .logLevels = true};

  template <class T>
  T f(const T& x, const T& y) const {
    return 0.5 * (x * x + kappa * (y * y));
  }
};

inline const RegisterSurface<Ravine> registerRavine;

}  // namespace sidestep
