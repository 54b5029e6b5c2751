#pragma once

#include "optim/moments.h"

namespace sidestep {

/// RMSprop (Tieleman & Hinton 2012, lecture 6.5; centered: Graves 2013, eq. 38-45, in PyTorch's form):
///   v ← ρv + (1−ρ)g²;  centered: a ← ρa + (1−ρ)g, v̂ = v − a², else v̂ = v;  b ← μb + g/(√v̂ + ε);  w ← w − ηb.
template <class Real = double>
struct Rmsprop {
  Real lr = 0.01;
  Real rho = 0.99;
  Real epsilon = 1e-8;
  Real momentum = 0;
  bool centered = false;
  bool epsilonInside = false;
  Real initialAccumulator = 0;
  bool lrInside = false;
  Real weightDecay = 0;

  static constexpr OptimizerInfo info{
      .id = "rmsprop",
      .type = "Rmsprop",
      .name = "RMSprop",
      .cite = {"Tieleman & Hinton 2012", "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf"},
      .doc = {"AdaGrad with a moving average: the learning rate is divided by the root of the moving average, not of "
              "the sum, of squared gradients.",
              "使用滑动平均的 AdaGrad：用梯度平方的滑动平均（而非总和）缩放学习率。"}};

  static constexpr std::array slots{secondMoment,
                                    Slot{"a", "a", {"the average gradient (centered)", "梯度的滑动平均（中心化）"}},
                                    Slot{"velocity", "b", {"the velocity (momentum)", "速度（动量）"}}};

  static constexpr std::array hyper{
      learningRate(&Rmsprop::lr),
      sidestep::rho(&Rmsprop::rho),
      sidestep::epsilon(&Rmsprop::epsilon),
      sidestep::momentum(&Rmsprop::momentum),
      flag("centered", &Rmsprop::centered, {"centered", "中心化"},
           {"Divides by the standard deviation of the gradient instead of its root mean square.",
            "除以梯度的标准差，而不是均方根。"}),
      sidestep::epsilonInside(&Rmsprop::epsilonInside),
      sidestep::initialAccumulator(&Rmsprop::initialAccumulator),
      sidestep::lrInside(&Rmsprop::lrInside),
      sidestep::weightDecay(&Rmsprop::weightDecay)};

  template <class T>
  void begin(std::size_t n, const T* /*w*/, T* const* slot) const {
    std::fill_n(slot[0], n, T(initialAccumulator));
  }

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) const {
    T* __restrict v = slot[0];
    T* __restrict a = slot[1];
    T* __restrict b = slot[2];
    const T eta = T(step.lr), r = T(rho), fresh = T(1 - rho), mu = T(momentum);
    const T inner = lrInside ? eta : T(1), outer = lrInside ? T(1) : eta;  // what multiplies g and the velocity
    const bool moving = momentum > 0;
    const Decay<T> decay(weightDecay, step.lr, false);
    const Denominator<T> denominator(epsilon, epsilonInside);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = decay.gradient(grad[i], w[i]);
      v[i] = r * v[i] + fresh * g * g;
      T vHat = v[i];
      if (centered) {
        a[i] = r * a[i] + fresh * g;
        vHat = v[i] - a[i] * a[i];
      }
      if (moving) {
        b[i] = mu * b[i] + inner * g / denominator(vHat);
        w[i] -= outer * b[i];
      } else {
        w[i] -= eta * g / denominator(vHat);
      }
    }
  }
};

inline const Register<Rmsprop<>> registerRmsprop;

}  // namespace sidestep
