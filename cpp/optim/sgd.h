#pragma once

#include "optim/hyper.h"

namespace sidestep {

/// Stochastic gradient descent with momentum (Polyak 1964) and Nesterov's look-ahead (Sutskever et al. 2013, eq. 3-4,
/// in PyTorch's form):  b ← μb + (1−τ)g, at the first step b = g;  w ← w − ηb, with Nesterov w ← w − η(g + μb).
template <class Real = double>
struct Sgd {
  Real lr = 0.01;
  Real momentum = 0;
  Real dampening = 0;
  bool nesterov = false;
  bool lrInside = false;
  Real weightDecay = 0;

  static constexpr OptimizerInfo info{
      .id = "sgd",
      .type = "Sgd",
      .name = "SGD",
      .cite = {"Sutskever et al. 2013", "https://proceedings.mlr.press/v28/sutskever13.html"},
      .doc = {"A step against the gradient. With momentum, a step along a velocity that accumulates past gradients.",
              "沿负梯度方向走一步；加上动量后，沿累积了过去梯度的速度前进。"}};

  static constexpr std::array slots{Slot{"velocity", "b", {"the velocity", "速度"}}};

  static constexpr std::array hyper{
      learningRate(&Sgd::lr),
      sidestep::momentum(&Sgd::momentum),
      Hyper<Sgd>{
          {.id = "dampening",
           .name = {"dampening", "阻尼"},
           .doc = {"The share of the new gradient that is left out of the velocity.", "新梯度中不计入速度的比例。"},
           .symbol = R"(\tau)",
           .min = 0,
           .max = 1,
           .from = 0,
           .to = 1},
          &Sgd::dampening},
      flag("nesterov", &Sgd::nesterov, {"Nesterov", "Nesterov"},
           {"Looks ahead: the step is along g + μb.", "向前看：沿 g + μb 前进。"}),
      sidestep::lrInside(&Sgd::lrInside),
      sidestep::weightDecay(&Sgd::weightDecay)};

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) const {
    T* __restrict b = slot[0];
    const T mu = T(momentum);
    const Decay<T> decay(weightDecay, step.lr, false);
    const T eta = lrInside ? T(1) : T(step.lr);     // what multiplies the velocity
    const T inside = lrInside ? T(step.lr) : T(1);  // what multiplies the gradient in it
    const T share =
        dampening == 0 || step.t == 1 ? T(1) : T(1 - dampening);  // as in PyTorch, the first gradient is not dampened
    if (momentum == 0) {
      const T rate = T(step.lr);
      for (std::size_t i = 0; i < n; ++i) w[i] -= rate * decay.gradient(grad[i], w[i]);
    } else if (nesterov) {
      for (std::size_t i = 0; i < n; ++i) {
        const T g = inside * decay.gradient(grad[i], w[i]);
        b[i] = mu * b[i] + share * g;
        w[i] -= eta * (g + mu * b[i]);
      }
    } else {
      for (std::size_t i = 0; i < n; ++i) {
        const T g = inside * decay.gradient(grad[i], w[i]);
        b[i] = mu * b[i] + share * g;
        w[i] -= eta * b[i];
      }
    }
  }
};

inline const Register<Sgd<>> registerSgd;

}  // namespace sidestep
