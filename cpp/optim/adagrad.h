#pragma once

#include "optim/hyper.h"

namespace sidestep {

/// AdaGrad (Duchi, Hazan & Singer 2011, the diagonal form of fig. 1):
///   s ← s + g²;  w ← w − η_t g/(√s + ε),  η_t = η/(1 + (t−1)·lrDecay).
template <class Real = double>
struct Adagrad {
  Real lr = 0.01;
  Real lrDecay = 0;
  Real initialAccumulator = 0;
  Real epsilon = 1e-10;
  bool epsilonInside = false;
  bool noGradient = false;
  Real weightDecay = 0;

  static constexpr OptimizerInfo info{.id = "adagrad",
                                      .type = "Adagrad",
                                      .name = "AdaGrad",
                                      .cite = {"Duchi et al. 2011", "https://jmlr.org/papers/v12/duchi11a.html"},
                                      .doc = {"The learning rate of each weight shrinks with the sum of its squared "
                                              "gradients, so rare features keep a larger one.",
                                              "每个权重的学习率随其累积的梯度平方缩小，稀有特征的学习率因此仍较大。"}};

  static constexpr std::array slots{Slot{"sum", "s", {"the sum of squared gradients", "梯度平方和"}}};

  static constexpr std::array hyper{
      learningRate(&Adagrad::lr),
      Hyper<Adagrad>{{.id = "lrDecay",
                      .name = {"learning-rate decay", "学习率衰减"},
                      .doc = {"η is divided by 1 + (t−1)·γ.", "η 除以 1 + (t−1)·γ。"},
                      .symbol = R"(\gamma)",
                      .min = 0,
                      .max = 1e3,
                      .from = 1e-6,
                      .to = 1,
                      .scale = Scale::log},
                     &Adagrad::lrDecay},
      sidestep::initialAccumulator(&Adagrad::initialAccumulator),
      sidestep::epsilon(&Adagrad::epsilon),
      sidestep::epsilonInside(&Adagrad::epsilonInside),
      flag("noGradient", &Adagrad::noGradient, {"gradient forgotten", "漏写梯度"},
           {"A known misprint: w ← w − η/(√s + ε), without the size and sign of the gradient.",
            "已知的印刷错误：w ← w − η/(√s + ε)，漏掉了梯度的大小与符号。"}),
      sidestep::weightDecay(&Adagrad::weightDecay)};

  template <class T>
  void begin(std::size_t n, const T* /*w*/, T* const* slot) const {
    std::fill_n(slot[0], n, T(initialAccumulator));
  }

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) const {
    T* __restrict s = slot[0];
    const T eta = T(step.lr / (1 + Real(step.t - 1) * lrDecay));
    const Decay<T> decay(weightDecay, step.lr, false);
    const Denominator<T> denominator(epsilon, epsilonInside);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = decay.gradient(grad[i], w[i]);
      s[i] += g * g;
      w[i] -= eta * (noGradient ? T(1) : g) / denominator(s[i]);
    }
  }
};

inline const Register<Adagrad<>> registerAdagrad;

}  // namespace sidestep
