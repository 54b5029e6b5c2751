#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Styblinski & Tang 1990: one deep minimum among four.
struct StyblinskiTang {
  static constexpr std::array minima{Minimum{{-2.903534027771177, -2.903534027771177}, -78.33233140754282},
                                     Minimum{{-2.903534027771177, 2.746802770990837}, -64.19561235748174},
                                     Minimum{{2.746802770990837, -2.903534027771177}, -64.19561235748174},
                                     Minimum{{2.746802770990837, 2.746802770990837}, -50.05889331056788}};
  static constexpr ProblemInfo info{
      .id = "styblinski_tang",
      .kind = "surface",
      .name = {"Styblinski–Tang", "Styblinski–Tang 函数"},
      .doc = {"Four minima, one deeper than the others: a rule that only descends ends in the basin where it starts.",
              "四个极小值，其中一个最深：只沿下坡走的规则会停在起点所在的谷中。"},
      .tex = R"(\tfrac12\left(x^4-16x^2+5x+y^4-16y^2+5y\right))",
      .cite = {"Styblinski & Tang 1990", "https://doi.org/10.1016/0893-6080(90)90029-K"},
      .dim = 2,
      .box = {Range{-5, 5}, Range{-5, 5}},
      .start = {0.5, 0.5},
      .minima = minima,
      .logLevels = false};

  /// One coordinate's part.
  template <class T>
  static T of(const T& x) {
    const T x2 = x * x;
    return x2 * x2 - 16 * x2 + 5 * x;
  }

  template <class T>
  static T f(const T& x, const T& y) {
    return 0.5 * (of(x) + of(y));
  }
};

inline const RegisterSurface<StyblinskiTang> registerStyblinskiTang;

}  // namespace sidestep
