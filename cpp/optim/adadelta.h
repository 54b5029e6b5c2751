#pragma once

#include "optim/moments.h"

namespace sidestep {

/// AdaDelta (Zeiler 2012, algorithm 1):  v ← ρv + (1−ρ)g²;  Δ = √(u+ε)/√(v+ε)·g;  u ← ρu + (1−ρ)Δ²;  w ← w − ηΔ.
template <class Real = double>
struct Adadelta {
  Real lr = 1;
  Real rho = 0.9;
  Real epsilon = 1e-6;
  Real weightDecay = 0;

  static constexpr OptimizerInfo info{.id = "adadelta",
                                      .type = "Adadelta",
                                      .name = "AdaDelta",
                                      .cite = {"Zeiler 2012", "https://arxiv.org/abs/1212.5701"},
                                      .doc = {"Updates in the units of the weights: the size of past updates divided "
                                              "by that of past gradients, with no learning rate to choose.",
                                              "更新量与权重同单位：过去更新量与过去梯度的大小之比，无需选择学习率。"}};

  static constexpr std::array slots{secondMoment,
                                    Slot{"u", "u", {"the average of squared updates", "更新量平方的滑动平均"}}};

  static constexpr std::array hyper{learningRate(&Adadelta::lr), sidestep::rho(&Adadelta::rho),
                                    sidestep::epsilon(&Adadelta::epsilon),
                                    sidestep::weightDecay(&Adadelta::weightDecay)};

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) const {
    T* __restrict v = slot[0];
    T* __restrict u = slot[1];
    const T eta = T(step.lr), r = T(rho), fresh = T(1 - rho), eps = T(epsilon);
    const Decay<T> decay(weightDecay, step.lr, false);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = decay.gradient(grad[i], w[i]);
      v[i] = r * v[i] + fresh * g * g;
      const T delta = named(R"(\Delta)", sqrt(u[i] + eps) / sqrt(v[i] + eps) * g);
      u[i] = r * u[i] + fresh * delta * delta;
      w[i] -= eta * delta;
    }
  }
};

inline const Register<Adadelta<>> registerAdadelta;

}  // namespace sidestep
