#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Easom 1990: a needle hole in a flat field. The usual box is ±100; a map of it would show nothing.
struct Easom {
  static constexpr std::array minima{Minimum{{3.141592653589793, 3.141592653589793}, -1}};
  static constexpr ProblemInfo info{
      .id = "easom",
      .kind = "surface",
      .name = {"Easom", "Easom 函数"},
      .doc = {"A narrow hole in a plain: a short distance away from it the gradient carries no information.",
              "平原上的一个窄洞：稍离开它，梯度便不含任何信息。"},
      .tex = R"(-\cos x\,\cos y\;e^{-(x-\pi)^2-(y-\pi)^2})",
      .cite = {"Easom 1990", "https://en.wikipedia.org/wiki/Test_functions_for_optimization"},
      .dim = 2,
      .box = {Range{-2, 8}, Range{-2, 8}},
      .start = {1.5, 2},
      .minima = minima,
      .logLevels = false};

  template <class T>
  static T f(const T& x, const T& y) {
    using std::cos, std::exp;
    constexpr double pi = std::numbers::pi;
    return -cos(x) * cos(y) * exp(-((x - pi) * (x - pi) + (y - pi) * (y - pi)));
  }
};

inline const RegisterSurface<Easom> registerEasom;

}  // namespace sidestep
