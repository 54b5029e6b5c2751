#pragma once

#include "problem/surface.h"

namespace sidestep {

/// The simplest convex function, where a rule's own habits show: does it come to rest at a constant rate?
struct Parabola {
  static constexpr std::array minima{Minimum{{0, 0}, 0}};
  static constexpr ProblemInfo info{
      .id = "parabola",
      .kind = "surface",
      .name = {"Parabola", "抛物线"},
      .doc = {"The simplest case: at a constant learning rate, some rules converge and others keep oscillating.",
              "最简单的情形：学习率不变时，有的规则收敛，有的一直振荡。"},
      .tex = R"(\tfrac12x^2)",
      .cite = {"Boyd & Vandenberghe 2004", "https://web.stanford.edu/~boyd/cvxbook/"},
      .dim = 1,
      .box = {Range{-2, 2}, Range{0, 0}},
      .start = {1, 0},
      .minima = minima,
      .logLevels = true};

  template <class T>
  static T f(const T& x) {
    return 0.5 * (x * x);
  }
};

inline const RegisterSurface<Parabola> registerParabola;

}  // namespace sidestep
