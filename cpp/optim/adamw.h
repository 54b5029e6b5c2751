#pragma once

#include "optim/adam.h"

namespace sidestep {

/// Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2, in PyTorch's form: λ is multiplied by η):
///   w ← w − ηλw, then Adam's step with the gradient of the loss alone.
template <class Real = double>
struct Adamw : AdamConventions<Real> {
  Real lr = 0.001;
  Real weightDecay = 0.01;

  static constexpr OptimizerInfo info{
      .id = "adamw",
      .type = "Adamw",
      .name = "AdamW",
      .cite = {"Loshchilov & Hutter 2019", "https://arxiv.org/abs/1711.05101"},
      .doc = {"Adam with weight decay applied to the weights themselves, so that the division does not weaken it.",
              "权重衰减直接作用于权重的 Adam，衰减不会被除法削弱。"}};

  static constexpr std::array hyper{learningRate(&Adamw::lr),
                                    sidestep::beta1<Adamw>(&Adamw::beta1),
                                    sidestep::beta2<Adamw>(&Adamw::beta2),
                                    sidestep::epsilon<Adamw>(&Adamw::epsilon),
                                    sidestep::amsgrad<Adamw>(&Adamw::amsgrad),
                                    sidestep::biasCorrection<Adamw>(&Adamw::biasCorrection),
                                    sidestep::epsilonInside<Adamw>(&Adamw::epsilonInside),
                                    sidestep::epsilonHat<Adamw>(&Adamw::epsilonHat),
                                    decoupledDecay(&Adamw::weightDecay)};

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* w, const T* grad, T* const* slot) const {
    this->descend(step, Decay<T>(weightDecay, step.lr, true), n, w, grad, slot);
  }
};

inline const Register<Adamw<>> registerAdamw;

}  // namespace sidestep
