#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Rastrigin 1974: a bowl with a grid of minima.
struct Rastrigin {
  static constexpr std::array minima{Minimum{{0, 0}, 0}};
  static constexpr ProblemInfo info{
      .id = "rastrigin",
      .kind = "surface",
      .name = {"Rastrigin", "Rastrigin 函数"},
      .doc = {"A bowl with a dimple at every integer point: about a hundred minima, one of them the lowest.",
              "碗面上每个整数点处都有一个凹坑：约一百个极小值，只有一个最低。"},
      .tex = R"(20+x^2-10\cos2\pi x+y^2-10\cos2\pi y)",
      .cite = {"Rastrigin 1974", "https://en.wikipedia.org/wiki/Rastrigin_function"},
      .dim = 2,
      .box = {Range{-5.12, 5.12}, Range{-5.12, 5.12}},
      .start = {-3.4, 2.3},
      .minima = minima,
      .logLevels = false};

  template <class T>
  static T f(const T& x, const T& y) {
    using std::cos;
    constexpr double turn = 2 * std::numbers::pi;
    return 20 + (x * x - 10 * cos(turn * x)) + (y * y - 10 * cos(turn * y));
  }
};

inline const RegisterSurface<Rastrigin> registerRastrigin;

}  // namespace sidestep
