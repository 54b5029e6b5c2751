#pragma once

#include <cmath>

#include "optim/hyper.h"

namespace sidestep {

inline constexpr Slot firstMoment{"m", "m", {"the average of gradients", "梯度的平均"}};
inline constexpr Slot secondMoment{"v", "v", {"the average of squared gradients", "梯度平方的平均"}};
inline constexpr Slot largestMoment{"vMax", R"(\bar v)", {"the largest v so far (AMSGrad)", "迄今最大的 v（AMSGrad）"}};

/// 1−βᵗ, by which an average of t values that began at zero is too small.
constexpr double shortfall(double beta, std::int64_t t) { return 1 - power(beta, t); }

/// Adam's two averages of the gradient and how they turn into a step, shared by Adam and AdamW.
///   m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  step = η·m̂/(√v̂ + ε),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ).
struct Moments {
  double beta1, beta2, epsilon;
  bool amsgrad, biasCorrection, epsilonInside, epsilonHat, invertedCorrection;

  static constexpr std::array slots{firstMoment, secondMoment, largestMoment};

  double correction(double beta, std::int64_t t) const {
    const double c = shortfall(beta, t);
    return !biasCorrection ? 1 : invertedCorrection ? 1 / c : c;
  }

  /// keep: the factor by which w itself shrinks (decoupled decay); decay: coupled L2.
  template <class T>
  void update(Step step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot, T keep,
              T decay) const {
    T* __restrict m = slot[0];
    T* __restrict v = slot[1];
    T* __restrict vMax = slot[2];
    const double c1 = correction(beta1, step.t), c2 = correction(beta2, step.t);
    const T b1 = T(beta1), fresh1 = T(1 - beta1), b2 = T(beta2), fresh2 = T(1 - beta2);
    // Keras folds the second correction into the rate and adds ε̂ to the uncorrected root.
    const T rate = T(step.lr / c1 * (epsilonHat ? std::sqrt(c2) : 1)), scale = T(epsilonHat ? 1 : 1 / c2);
    const T inside = T(epsilonInside ? epsilon : 0), outside = T(epsilonInside ? 0 : epsilon);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = grad[i] + decay * w[i];
      m[i] = b1 * m[i] + fresh1 * g;
      v[i] = b2 * v[i] + fresh2 * g * g;
      T second = v[i];
      if (amsgrad) second = vMax[i] = vMax[i] < second ? second : vMax[i];
      w[i] = keep * w[i] - rate * m[i] / (std::sqrt(second * scale + inside) + outside);
    }
  }
};

/// The switches by which frameworks and hand-written Adams differ.
template <class S>
constexpr Hyper<S> epsilonHat(bool S::*member) {
  return flag("epsilonHat", member, {"ε̂ form (Keras)", "ε̂ 写法（Keras）"},
              {"Keras' form: η√(1−β₂ᵗ)/(1−β₁ᵗ) as the rate, ε̂ beside the uncorrected √v.",
               "Keras 的形式：步长取 η√(1−β₂ᵗ)/(1−β₁ᵗ)，ε̂ 加在未修正的 √v 上。"});
}
template <class S>
constexpr Hyper<S> invertedCorrection(bool S::*member) {
  return flag("invertedCorrection", member, {"multiplied correction", "修正写成乘法"},
              {"A known bug: multiplies by 1−βᵗ instead of dividing, as a published playground has done since 2015.",
               "已知错误：乘以 1−βᵗ 而不是除以它，某公开演示自 2015 年起一直如此。"});
}

}  // namespace sidestep
