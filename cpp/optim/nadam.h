#pragma once

#include "optim/moments.h"

namespace sidestep {

/// NAdam (Dozat 2016, algorithm 1 with the momentum schedule of section 3, as PyTorch computes it):
///   μ_t = β₁(1 − ½·0.96^{tψ}),  Π_t = ∏_{i≤t} μ_i;  m and v as Adam;
///   w ← w − η[(1−μ_t)/(1−Π_t)·g + μ_{t+1}/(1−Π_{t+1})·m]/(√v̂ + ε).
/// PyTorch up to 1.13 multiplies Π_{t+1} by μ_t once more; `muTwice` is that.
template <class Real = double>
struct Nadam {
  Real lr = 0.002;
  Real beta1 = 0.9;
  Real beta2 = 0.999;
  Real epsilon = 1e-8;
  Real momentumDecay = 0.004;
  bool biasCorrection = true;
  bool epsilonInside = false;
  bool muTwice = false;
  Real weightDecay = 0;
  bool decoupled = false;

  Real product = 1;  ///< Π_t, the state beside the slots

  static constexpr OptimizerInfo info{.id = "nadam",
                                      .type = "Nadam",
                                      .name = "NAdam",
                                      .cite = {"Dozat 2016", "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ"},
                                      .doc = {"Adam with Nesterov's look-ahead and a momentum that rises at first.",
                                              "带 Nesterov 前瞻的 Adam，动量从较小值逐步升高。"}};

  static constexpr std::array slots{firstMoment, secondMoment};

  static constexpr std::array memory{Remembered<Nadam>{R"(\Pi)", &Nadam::product}};

  static constexpr std::array hyper{
      learningRate(&Nadam::lr),
      sidestep::beta1(&Nadam::beta1),
      sidestep::beta2(&Nadam::beta2),
      sidestep::epsilon(&Nadam::epsilon),
      Hyper<Nadam>{{.id = "momentumDecay",
                    .name = {"momentum decay", "动量衰减"},
                    .doc = {"How fast the momentum rises from ½β₁ to β₁.", "动量从 ½β₁ 升至 β₁ 的快慢。"},
                    .symbol = R"(\psi)",
                    .min = 0,
                    .max = 1e3,
                    .from = 1e-4,
                    .to = 1,
                    .scale = Scale::log},
                   &Nadam::momentumDecay},
      sidestep::biasCorrection(&Nadam::biasCorrection),
      sidestep::epsilonInside(&Nadam::epsilonInside),
      onUntil(1, flag("muTwice", &Nadam::muTwice, {"μ twice", "μ 乘两次"},
                      {"1−Πₜ·μₜ·μₜ₊₁ instead of 1−Πₜ·μₜ₊₁: a mistake in PyTorch up to 1.13. In the paper μₜ is a "
                       "factor only once.",
                       "用 1−Πₜ·μₜ·μₜ₊₁ 代替 1−Πₜ·μₜ₊₁：PyTorch 1.13 及更早版本的错误。论文中 μₜ 只乘一次。"})),
      sidestep::weightDecay(&Nadam::weightDecay),
      sidestep::decoupled(&Nadam::decoupled)};

  Real coefficient(Count<Real> t) const { return beta1 * (1 - 0.5 * pow(0.96, Real(t) * momentumDecay)); }

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) {
    T* __restrict m = slot[0];
    T* __restrict v = slot[1];
    const Real mu = named(R"(\mu_t)", coefficient(step.t)), next = named(R"(\mu_{t+1})", coefficient(step.t + 1));
    product *= mu;
    const Real productNext = product * (muTwice ? mu : Real(1)) * next;
    const Real c1 = biasCorrection ? 1 - product : Real(1), c1Next = biasCorrection ? 1 - productNext : Real(1);
    const T rateOfG = T(step.lr * (1 - mu) / c1), rateOfM = T(step.lr * next / c1Next);
    const T byC2 = T(biasCorrection ? 1 / oneMinusPower(beta2, step.t) : Real(1));
    const Decay<T> decay(weightDecay, step.lr, decoupled);
    const T b1 = T(beta1), fresh1 = T(1 - beta1), b2 = T(beta2), fresh2 = T(1 - beta2);
    const Denominator<T> denominator(epsilon, epsilonInside);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = decay.gradient(grad[i], w[i]);
      m[i] = b1 * m[i] + fresh1 * g;
      v[i] = b2 * v[i] + fresh2 * g * g;
      const T vHat = byC2 * v[i], root = denominator(vHat);
      w[i] = decay.keep * w[i] - rateOfG * g / root - rateOfM * m[i] / root;
    }
  }
};

inline const Register<Nadam<>> registerNadam;

}  // namespace sidestep
