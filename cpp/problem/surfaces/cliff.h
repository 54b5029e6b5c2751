#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Pascanu, Mikolov & Bengio 2013, section 2.3: a recurrent unit run for fifty steps. Its error has a wall where the
/// unit's dynamics change from one fixed point to another.
struct Cliff {
  static constexpr ProblemInfo info{
      .id = "cliff",
      .kind = "surface",
      .name = {"Cliff", "悬崖"},
      .doc = {"The loss of one recurrent unit after fifty steps, as a function of its weight and bias: at the cliff "
              "the gradient is ten thousand times larger than beside it.",
              "单个循环单元运行五十步后的损失，以其权重和偏置为坐标：悬崖处的梯度比旁边大上万倍。"},
      .tex = R"(\left(\sigma(x_{50})-0.7\right)^2,\quad x_{t+1}=w\,\sigma(x_t)+b,\quad x_0=0.5)",
      .cite = {"Pascanu et al. 2013", "https://proceedings.mlr.press/v28/pascanu13.html"},
      .dim = 2,
      .box = {Range{4.5, 6.5}, Range{-3.2, -1.8}},
      .start = {5.5, -2.5},
      .logLevels = false};

  template <class T>
  static T sigmoid(const T& x) {
    using std::exp;
    return 1 / (1 + exp(-x));
  }

  template <class T>
  static T f(const T& w, const T& b) {
    T x = 0.5;
    for (int step = 0; step < 50; ++step) x = w * sigmoid(x) + b;
    const T error = sigmoid(x) - 0.7;
    return error * error;
  }
};

inline const RegisterSurface<Cliff> registerCliff;

}  // namespace sidestep
