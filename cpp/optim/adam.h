#pragma once

#include "optim/moments.h"

namespace sidestep {

/// Adam (Kingma & Ba 2015, algorithm 1; AMSGrad: Reddi et al. 2018, algorithm 2, in PyTorch's form):
///   m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  w ← w − η·m̂/(√v̂ + ε),  m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ).
struct Adam {
  double lr = 0.001;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  bool amsgrad = false;
  bool biasCorrection = true;
  bool epsilonInside = false;
  bool epsilonHat = false;
  bool invertedCorrection = false;
  double weightDecay = 0;

  static constexpr OptimizerInfo info{
      .id = "adam",
      .type = "Adam",
      .name = "Adam",
      .tex =
          R"(w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon},\quad \hat m = \frac{m}{1-\beta_1^t},\ \hat v = \frac{v}{1-\beta_2^t})",
      .cite = {"Kingma & Ba 2015", "https://arxiv.org/abs/1412.6980"},
      .doc = {
          "Momentum over RMSprop: the average gradient divided by its typical size, corrected for starting at zero.",
          "动量加 RMSprop：梯度的平均除以其典型大小，并修正从零起步的偏差。"}};

  static constexpr auto& slots = Moments::slots;

  static constexpr std::array hyper{learningRate(&Adam::lr),
                                    sidestep::beta1(&Adam::beta1),
                                    sidestep::beta2(&Adam::beta2),
                                    sidestep::epsilon(&Adam::epsilon),
                                    sidestep::amsgrad(&Adam::amsgrad, "AMSGrad"),
                                    sidestep::biasCorrection(&Adam::biasCorrection),
                                    sidestep::epsilonInside(&Adam::epsilonInside),
                                    sidestep::epsilonHat(&Adam::epsilonHat),
                                    sidestep::invertedCorrection(&Adam::invertedCorrection),
                                    sidestep::weightDecay(&Adam::weightDecay)};

  template <class T>
  void update(Step step, std::size_t n, T* w, const T* grad, T* const* slot) const {
    Moments{beta1, beta2, epsilon, amsgrad, biasCorrection, epsilonInside, epsilonHat, invertedCorrection}.update(
        step, n, w, grad, slot, T(1), T(weightDecay));
  }
};

inline const Register<Adam> registerAdam;

}  // namespace sidestep
