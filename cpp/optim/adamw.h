#pragma once

#include "optim/moments.h"

namespace sidestep {

/// Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2, in PyTorch's form: λ is multiplied by η):
///   w ← w − ηλw, then Adam's step with the gradient of the loss alone.
struct Adamw {
  double lr = 0.001;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  bool amsgrad = false;
  bool biasCorrection = true;
  bool epsilonInside = false;
  bool epsilonHat = false;
  double weightDecay = 0.01;

  static constexpr OptimizerInfo info{
      .id = "adamw",
      .type = "Adamw",
      .name = "AdamW",
      .tex = R"(w \leftarrow w - \eta\lambda w - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon})",
      .cite = {"Loshchilov & Hutter 2019", "https://arxiv.org/abs/1711.05101"},
      .doc = {"Adam whose weight decay acts on the weights themselves, so that the division does not undo it.",
              "权重衰减直接作用于权重的 Adam，衰减不会被除法抵消。"}};

  static constexpr auto& slots = Moments::slots;

  static constexpr std::array hyper{learningRate(&Adamw::lr),
                                    sidestep::beta1(&Adamw::beta1),
                                    sidestep::beta2(&Adamw::beta2),
                                    sidestep::epsilon(&Adamw::epsilon),
                                    sidestep::amsgrad(&Adamw::amsgrad),
                                    sidestep::biasCorrection(&Adamw::biasCorrection),
                                    sidestep::epsilonInside(&Adamw::epsilonInside),
                                    sidestep::epsilonHat(&Adamw::epsilonHat),
                                    decoupledDecay(&Adamw::weightDecay)};

  template <class T>
  void update(Step step, std::size_t n, T* w, const T* grad, T* const* slot) const {
    Moments{beta1, beta2, epsilon, amsgrad, biasCorrection, epsilonInside, epsilonHat, false}.update(
        step, n, w, grad, slot, T(1 - step.lr * weightDecay), T(0));
  }
};

inline const Register<Adamw> registerAdamw;

}  // namespace sidestep
