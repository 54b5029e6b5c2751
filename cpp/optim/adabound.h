#pragma once

#include "optim/moments.h"

namespace sidestep {

/// AdaBound (Luo et al. 2019, algorithm 2, in the form of the authors' code):  m and v as Adam;
///   α = clip(η√(1−β₂ᵗ)/(1−β₁ᵗ)/(√v + ε), η*(1 − 1/(γt+1)), η*(1 + 1/(γt)));  w ← w − αm.
/// The paper has neither the corrections nor ε, divides α once more by √t, and writes 1−β₂ for γ. The code, which is
/// what people run, has its own γ, no √t, and lets η* follow a schedule of η (η*·η_t/η); so has this.
template <class Real = double>
struct Adabound {
  Real lr = 0.001;
  Real beta1 = 0.9;
  Real beta2 = 0.999;
  Real epsilon = 1e-8;
  Real finalLr = 0.1;
  Real gamma = 0.001;
  bool amsgrad = false;
  bool biasCorrection = true;
  bool epsilonInside = false;
  Real weightDecay = 0;

  static constexpr OptimizerInfo info{
      .id = "adabound",
      .type = "Adabound",
      .name = "AdaBound",
      .cite = {"Luo et al. 2019", "https://openreview.net/forum?id=Bkg3g2R9FX"},
      .doc = {"Adam at first, SGD with momentum in the end: bounds on the learning rate of each weight converge to η*.",
              "起初是 Adam，最终是带动量的 SGD：每个权重学习率的上下界逐渐收拢到 η*。"}};

  static constexpr std::array slots{firstMoment, secondMoment, largestMoment};

  static constexpr std::array hyper{
      learningRate(&Adabound::lr),
      sidestep::beta1(&Adabound::beta1),
      sidestep::beta2(&Adabound::beta2),
      sidestep::epsilon(&Adabound::epsilon),
      Hyper<Adabound>{
          {.id = "finalLr",
           .name = {"final learning rate", "最终学习率"},
           .doc = {"The learning rate of SGD to which the bounds converge.", "上下界最终收拢到的 SGD 学习率。"},
           .symbol = R"(\eta^*)",
           .min = 0,
           .max = 1e6,
           .from = 1e-4,
           .to = 10,
           .scale = Scale::log},
          &Adabound::finalLr},
      Hyper<Adabound>{{.id = "gamma",
                       .name = {"bound speed", "收拢速度"},
                       .doc = {"How fast the bounds converge: in about 1/γ steps.", "上下界收拢的快慢：约需 1/γ 步。"},
                       .symbol = R"(\gamma)",
                       .min = 1e-9,
                       .max = 1e3,
                       .from = 1e-4,
                       .to = 1,
                       .scale = Scale::log},
                      &Adabound::gamma},
      sidestep::amsgrad(&Adabound::amsgrad, "AMSBound"),
      sidestep::biasCorrection(&Adabound::biasCorrection),
      sidestep::epsilonInside(&Adabound::epsilonInside),
      sidestep::weightDecay(&Adabound::weightDecay)};

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) const {
    T* __restrict m = slot[0];
    T* __restrict v = slot[1];
    T* __restrict vMax = slot[2];
    const Real c1 = biasCorrection ? oneMinusPower(beta1, step.t) : Real(1);
    const Real c2 = biasCorrection ? oneMinusPower(beta2, step.t) : Real(1);
    const Real target = lr > 0 ? finalLr * step.lr / lr : Real(0), closed = gamma * Real(step.t);
    const T low = T(target * (1 - 1 / (closed + 1))), high = T(target * (1 + 1 / closed));
    const T rate = T(step.lr * sqrt(c2) / c1);
    const Decay<T> decay(weightDecay, step.lr, false);
    const T b1 = T(beta1), fresh1 = T(1 - beta1), b2 = T(beta2), fresh2 = T(1 - beta2);
    const Denominator<T> denominator(epsilon, epsilonInside);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = decay.gradient(grad[i], w[i]);
      m[i] = b1 * m[i] + fresh1 * g;
      v[i] = b2 * v[i] + fresh2 * g * g;
      T vBar = v[i];
      if (amsgrad) vBar = vMax[i] = larger(vMax[i], vBar);
      w[i] -= clip(rate / denominator(vBar), low, high) * m[i];
    }
  }
};

inline const Register<Adabound<>> registerAdabound;

}  // namespace sidestep
