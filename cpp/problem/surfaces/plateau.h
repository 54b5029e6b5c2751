#pragma once

#include "problem/surface.h"

namespace sidestep {

/// A saturated sigmoid unit: far from its target, and the slope is almost 0.
struct Plateau {
  static constexpr ProblemInfo info{
      .id = "plateau",
      .kind = "surface",
      .name = {"Plateau", "高原"},
      .doc =
          {"A saturated unit, far from its target: the gradient is tiny, and its size does not reflect the distance.",
           "饱和的单元，离目标很远：梯度微小，其大小并不反映距离。"},
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
