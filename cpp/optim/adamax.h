#pragma once

#include "optim/moments.h"

namespace sidestep {

/// AdaMax (Kingma & Ba 2015, algorithm 2; ε as in PyTorch, inside the maximum):
///   m ← β₁m + (1−β₁)g;  u ← max(β₂u, |g|+ε);  w ← w − η/(1−β₁ᵗ)·m/u.
template <class Real = double>
struct Adamax {
  Real lr = 0.002;
  Real beta1 = 0.9;
  Real beta2 = 0.999;
  Real epsilon = 1e-8;
  bool biasCorrection = true;
  Real weightDecay = 0;

  static constexpr OptimizerInfo info{
      .id = "adamax",
      .type = "Adamax",
      .name = "AdaMax",
      .cite = {"Kingma & Ba 2015", "https://arxiv.org/abs/1412.6980"},
      .doc = {"Adam that divides by the largest recent gradient instead of the root mean square.",
              "除以近期最大梯度（而非均方根）的 Adam。"}};

  static constexpr std::array slots{firstMoment,
                                    Slot{"u", "u", {"the largest gradient, decaying slowly", "缓慢衰减的最大梯度"}}};

  static constexpr std::array hyper{learningRate(&Adamax::lr),
                                    sidestep::beta1(&Adamax::beta1),
                                    sidestep::beta2(&Adamax::beta2),
                                    sidestep::epsilon(&Adamax::epsilon),
                                    sidestep::biasCorrection(&Adamax::biasCorrection),
                                    sidestep::weightDecay(&Adamax::weightDecay)};

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) const {
    T* __restrict m = slot[0];
    T* __restrict u = slot[1];
    const T rate = T(step.lr / (biasCorrection ? oneMinusPower(beta1, step.t) : Real(1)));
    const T b1 = T(beta1), fresh = T(1 - beta1), b2 = T(beta2), eps = T(epsilon);
    const Decay<T> decay(weightDecay, step.lr, false);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = decay.gradient(grad[i], w[i]);
      m[i] = b1 * m[i] + fresh * g;
      u[i] = larger(abs(g) + eps, b2 * u[i]);
      w[i] -= rate * m[i] / u[i];
    }
  }
};

inline const Register<Adamax<>> registerAdamax;

}  // namespace sidestep
