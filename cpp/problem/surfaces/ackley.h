#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Ackley 1987: a funnel with ripples, and a cusp at its bottom.
struct Ackley {
  static constexpr std::array minima{Minimum{{0, 0}, 0}};
  static constexpr ProblemInfo info{.id = "ackley",
                                    .kind = "surface",
                                    .name = {"Ackley", "Ackley 函数"},
                                    .doc = {"A funnel covered with ripples: nearly flat far out, with a cusp at the "
                                            "bottom where the gradient does not vanish.",
                                            "布满涟漪的漏斗：远处近乎平坦；底部是尖点，梯度不趋于零。"},
                                    .tex = R"(-20\,e^{-0.2\sqrt{(x^2+y^2)/2}}-e^{(\cos2\pi x+\cos2\pi y)/2}+e+20)",
                                    .cite = {"Ackley 1987", "https://doi.org/10.1007/978-1-4613-1997-9"},
                                    .dim = 2,
                                    .box = {Range{-5, 5}, Range{-5, 5}},
                                    .start = {-3.2, 2.4},
                                    .minima = minima,
                                    .logLevels = false};

  template <class T>
  static T f(const T& x, const T& y) {
    using std::cos, std::exp, std::sqrt;
    constexpr double turn = 2 * std::numbers::pi;
    const T square = 0.5 * (x * x + y * y);
    // At the cusp the slope counts as 0, the middle of all that touch it from below.
    const T radius = plain(square) == 0 ? T(0) : sqrt(square);
    return -20 * exp(-0.2 * radius) - exp(0.5 * (cos(turn * x) + cos(turn * y))) + std::numbers::e + 20;
  }
};

inline const RegisterSurface<Ackley> registerAckley;

}  // namespace sidestep
