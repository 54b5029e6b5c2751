#pragma once

#include "problem/surface.h"

namespace sidestep {

/// A saturated sigmoid unit: far from its target, and the slope is almost 0.
struct Plateau {
  static constexpr ProblemInfo info{
      .id = "plateau",
      .kind = "surface",
      .name = {"Plateau", "高原"},
      .doc = {"A saturated unit, as far from its target as can be: the gradient is tiny, and its size says nothing.",
              "饱和的神经元，离目标极远：梯度微小，其大小不含任何信息。"},
      .tex = R"(\tfrac12\left(\sigma(w)-1\right)^2,\quad\sigma(w)=\frac1{1+e^{-w}})",
      .cite = {"Glorot & Bengio 2010", "https://proceedings.mlr.press/v9/glorot10a.html"},
      .dim = 1,
      .box = {Range{-10, 6}, Range{0, 0}},
      .start = {-8, 0},
      .logLevels = false};

  template <class T>
  static T f(const T& x) {
    using std::exp;
    const T error = 1 / (1 + exp(-x)) - 1;
    return 0.5 * (error * error);
  }
};

inline const RegisterSurface<Plateau> registerPlateau;

}  // namespace sidestep
