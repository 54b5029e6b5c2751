#pragma once

#include "problem/surface.h"

namespace sidestep {

/// McCormick 1976: a tilted wave. The minimum listed is the one inside the usual box; the wave goes on outside.
struct Mccormick {
  static constexpr std::array minima{Minimum{{-0.5471975511965976, -1.5471975511965976}, -1.913222954981037}};
  static constexpr ProblemInfo info{
      .id = "mccormick",
      .kind = "surface",
      .name = {"McCormick", "McCormick 函数"},
      .doc = {"A wave on a slope: every trough has a minimum, and there are more beyond the map.",
              "斜坡上的波浪：每个波谷里都有极小值，图外还有更多。"},
      .tex = R"(\sin(x+y)+(x-y)^2-1.5x+2.5y+1)",
      .cite = {"Adorio 2005", "https://en.wikipedia.org/wiki/Test_functions_for_optimization"},
      .dim = 2,
      .box = {Range{-1.5, 4}, Range{-3, 4}},
      .start = {3, 3.5},
      .minima = minima,
      .logLevels = false};

  template <class T>
  static T f(const T& x, const T& y) {
    using std::sin;
    const T d = x - y;
    return sin(x + y) + d * d - 1.5 * x + 2.5 * y + 1;
  }
};

inline const RegisterSurface<Mccormick> registerMccormick;

}  // namespace sidestep
