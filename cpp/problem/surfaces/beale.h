#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Beale 1958: steep walls at the corners around a flat, bent valley.
struct Beale {
  static constexpr std::array minima{Minimum{{3, 0.5}, 0}};
  static constexpr ProblemInfo info{
      .id = "beale",
      .kind = "surface",
      .name = {"Beale", "Beale 函数"},
      .doc = {"Cliffs at the corners, a flat valley between: gradients differ by a factor of ten thousand.",
              "四角陡峭，中间平坦：梯度大小相差上万倍。"},
      .tex = "(1.5-x+xy)^2+(2.25-x+xy^2)^2+(2.625-x+xy^3)^2",
      .cite = {"Beale 1958", "https://en.wikipedia.org/wiki/Test_functions_for_optimization"},
      .dim = 2,
      .box = {Range{-4.5, 4.5}, Range{-4.5, 4.5}},
      .start = {1, 1.5},
      .minima = minima,
      .logLevels = true};

  template <class T>
  static T f(const T& x, const T& y) {
    const T y2 = y * y, y3 = y2 * y;
    const T a = 1.5 - x + x * y, b = 2.25 - x + x * y2, c = 2.625 - x + x * y3;
    return a * a + b * b + c * c;
  }
};

inline const RegisterSurface<Beale> registerBeale;

}  // namespace sidestep
