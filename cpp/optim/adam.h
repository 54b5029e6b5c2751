#pragma once

#include "optim/moments.h"

namespace sidestep {

/// What Adam and AdamW share: the coefficients of the averages, the conventions in which published Adams differ, and
/// the update.
template <class Real = double>
struct AdamConventions {
  Real beta1 = 0.9;
  Real beta2 = 0.999;
  Real epsilon = 1e-8;
  bool amsgrad = false;
  bool biasCorrection = true;
  bool epsilonInside = false;
  bool epsilonHat = false;
  bool invertedCorrection = false;
  bool noRoot = false;

  static constexpr std::array slots{firstMoment, secondMoment, largestMoment};

  template <class T>
  void descend(StepOf<Real> step, Decay<T> decay, std::size_t n, T* __restrict w, const T* __restrict grad,
               T* const* slot) const {
    T* __restrict m = slot[0];
    T* __restrict v = slot[1];
    T* __restrict vMax = slot[2];
    const Real c1 = correction(beta1, step.t), c2 = correction(beta2, step.t);
    const T b1 = T(beta1), fresh1 = T(1 - beta1), b2 = T(beta2), fresh2 = T(1 - beta2);
    // Keras has √c₂ in the rate, and ε̂ beside the uncorrected √v.
    const T etaByC1 = T(step.lr / c1 * (epsilonHat ? sqrt(c2) : Real(1))), byC2 = T(epsilonHat ? Real(1) : 1 / c2);
    const Denominator<T> denominator(epsilon, epsilonInside, !noRoot);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = decay.gradient(grad[i], w[i]);
      m[i] = b1 * m[i] + fresh1 * g;
      v[i] = b2 * v[i] + fresh2 * g * g;
      T vBar = v[i];
      if (amsgrad) vBar = vMax[i] = larger(vMax[i], vBar);
      const T etaMHat = etaByC1 * m[i];  // η·m̂
      const T vHat = byC2 * vBar;
      w[i] = decay.keep * w[i] - etaMHat / denominator(vHat);
    }
  }

 private:
  /// What m̂ and v̂ are divided by.
  Real correction(Real beta, Count<Real> t) const {
    const Real c = oneMinusPower(beta, t);
    return !biasCorrection ? Real(1) : invertedCorrection ? Real(1) / c : c;
  }
};

/// The switches by which frameworks and hand-written Adams differ.
template <class S>
constexpr Hyper<S> epsilonHat(bool S::*member) {
  return flag("epsilonHat", member, {"ε̂ form (Keras)", "ε̂ 写法（Keras）"},
              {"The form in Keras: the learning rate is η√(1−β₂ᵗ)/(1−β₁ᵗ), and ε̂ is added to the uncorrected √v.",
               "Keras 的写法：偏差修正并入学习率 η√(1−β₂ᵗ)/(1−β₁ᵗ)，ε̂ 加在未修正的 √v 上。"});
}
template <class S>
constexpr Hyper<S> invertedCorrection(bool S::*member) {
  return flag("invertedCorrection", member, {"multiplied correction", "修正写成乘法"},
              {"A known bug: multiplies by 1−βᵗ instead of dividing by it.", "已知错误：乘以 1−βᵗ，而不是除以它。"});
}

template <class S>
constexpr Hyper<S> noRoot(bool S::*member) {
  return flag("noRoot", member, {"root forgotten", "漏写根号"},
              {"A known misprint: divides by v̂ + ε instead of √v̂ + ε, without the root.",
               "已知的印刷错误：除以 v̂ + ε，而不是 √v̂ + ε。"});
}

/// Adam (Kingma & Ba 2015, algorithm 1; AMSGrad: Reddi et al. 2018, algorithm 2, in PyTorch's form):
///   m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  w ← w − η·m̂/(√v̂ + ε),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ).
template <class Real = double>
struct Adam : AdamConventions<Real> {
  Real lr = 0.001;
  Real weightDecay = 0;

  static constexpr OptimizerInfo info{
      .id = "adam",
      .type = "Adam",
      .name = "Adam",
      .cite = {"Kingma & Ba 2015", "https://arxiv.org/abs/1412.6980"},
      .doc = {"Momentum combined with RMSprop's scaling: the average gradient divided by its typical size, corrected "
              "for starting at zero.",
              "动量与 RMSprop 的缩放相结合：梯度的滑动平均除以其典型大小，并修正从零开始造成的偏差。"}};

  static constexpr std::array hyper{learningRate(&Adam::lr),
                                    sidestep::beta1<Adam>(&Adam::beta1),
                                    sidestep::beta2<Adam>(&Adam::beta2),
                                    sidestep::epsilon<Adam>(&Adam::epsilon),
                                    sidestep::amsgrad<Adam>(&Adam::amsgrad, "AMSGrad"),
                                    sidestep::biasCorrection<Adam>(&Adam::biasCorrection),
                                    sidestep::epsilonInside<Adam>(&Adam::epsilonInside),
                                    sidestep::epsilonHat<Adam>(&Adam::epsilonHat),
                                    sidestep::invertedCorrection<Adam>(&Adam::invertedCorrection),
                                    sidestep::noRoot<Adam>(&Adam::noRoot),
                                    sidestep::weightDecay(&Adam::weightDecay)};

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* w, const T* grad, T* const* slot) const {
    this->descend(step, Decay<T>(weightDecay, step.lr, false), n, w, grad, slot);
  }
};

inline const Register<Adam<>> registerAdam;

}  // namespace sidestep
