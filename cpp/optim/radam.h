#pragma once

#include "optim/moments.h"

namespace sidestep {

/// Rectified Adam (Liu et al. 2020, algorithm 2, with PyTorch's threshold and place of ε):
///   ρ∞ = 2/(1−β₂) − 1,  ρ_t = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ);  m and v as Adam;
///   ρ_t > 5:  w ← w − η r_t m̂ √(1−β₂ᵗ)/(√v + ε),  r_t² = (ρ_t−4)(ρ_t−2)ρ∞/((ρ∞−4)(ρ∞−2)ρ_t);  else  w ← w − ηm̂.
template <class Real = double>
struct Radam {
  Real lr = 0.001;
  Real beta1 = 0.9;
  Real beta2 = 0.999;
  Real epsilon = 1e-8;
  bool biasCorrection = true;
  bool epsilonInside = false;
  Real weightDecay = 0;
  bool decoupled = false;

  static constexpr OptimizerInfo info{
      .id = "radam",
      .type = "Radam",
      .name = "RAdam",
      .cite = {"Liu et al. 2020", "https://arxiv.org/abs/1908.03265"},
      .doc = {"Adam with a built-in warm-up: while v rests on few gradients, it takes plain momentum steps.",
              "自带预热的 Adam：v 所依据的梯度还太少时，先做普通的动量更新。"}};

  static constexpr std::array slots{firstMoment, secondMoment};

  static constexpr std::array hyper{learningRate(&Radam::lr),
                                    sidestep::beta1(&Radam::beta1),
                                    sidestep::beta2(&Radam::beta2),
                                    sidestep::epsilon(&Radam::epsilon),
                                    sidestep::biasCorrection(&Radam::biasCorrection),
                                    sidestep::epsilonInside(&Radam::epsilonInside),
                                    sidestep::weightDecay(&Radam::weightDecay),
                                    sidestep::decoupled(&Radam::decoupled)};

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) const {
    T* __restrict m = slot[0];
    T* __restrict v = slot[1];
    const Real c1 = oneMinusPower(beta1, step.t), c2 = oneMinusPower(beta2, step.t);
    const Real limit = named(R"(\rho_\infty)", 2 / (1 - beta2) - 1);
    const Real rho = named(R"(\rho_t)", limit - 2 * Real(step.t) * (1 - c2) / c2);
    const bool adaptive = rho > 5;
    const Real rectifier =
        adaptive ? named("r_t", sqrt((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho))) : Real(1);
    const Real growth = adaptive && biasCorrection ? sqrt(c2) : Real(1);
    const T rate = T(step.lr / (biasCorrection ? c1 : Real(1)) * rectifier * growth);
    const Decay<T> decay(weightDecay, step.lr, decoupled);
    const T b1 = T(beta1), fresh1 = T(1 - beta1), b2 = T(beta2), fresh2 = T(1 - beta2);
    const Denominator<T> denominator(epsilon, epsilonInside);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = decay.gradient(grad[i], w[i]);
      m[i] = b1 * m[i] + fresh1 * g;
      v[i] = b2 * v[i] + fresh2 * g * g;
      w[i] = decay.keep * w[i] - (adaptive ? rate * m[i] / denominator(v[i]) : rate * m[i]);
    }
  }
};

inline const Register<Radam<>> registerRadam;

}  // namespace sidestep
