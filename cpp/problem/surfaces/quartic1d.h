#pragma once

#include "problem/surface.h"

namespace sidestep {

/// The one-dimensional exercise of many RMSprop tutorials (one coordinate of Styblinski & Tang 1990, doubled).
struct Quartic1d {
  static constexpr std::array minima{Minimum{{-2.903534027771177, 0}, -78.33233140754282},
                                     Minimum{{2.746802770990837, 0}, -50.05889331056788}};
  static constexpr ProblemInfo info{.id = "quartic1d",
                                    .kind = "surface",
                                    .name = {"Quartic θ⁴−16θ²+5θ", "四次函数 θ⁴−16θ²+5θ"},
                                    .doc = {"Two valleys: from θ = 1, small steps lead to the shallower one.",
                                            "有两个谷：从 θ = 1 出发，小步长会走向较浅的那个。"},
                                    .tex = R"(\theta^4-16\,\theta^2+5\,\theta)",
                                    .cite = {"Styblinski & Tang 1990", "https://doi.org/10.1016/0893-6080(90)90029-K"},
                                    .dim = 1,
                                    .box = {Range{-4, 4}, Range{}},
                                    .start = {1, 0},
                                    .minima = minima,
                                    .logLevels = false};

  template <class T>
  static T f(const T& x) {
    const T x2 = x * x;
    return x2 * x2 - 16 * x2 + 5 * x;
  }
};

inline const RegisterSurface<Quartic1d> registerQuartic1d;

}  // namespace sidestep
