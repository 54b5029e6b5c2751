#pragma once

#include "optim/hyper.h"

namespace sidestep {

/// Rprop (Riedmiller & Braun 1993; the variant without weight-backtracking of Igel & Hüsken 2000, iRprop⁻, as PyTorch
/// has it):  δ ← clip(η⁺δ) where the gradient kept its sign, clip(η⁻δ) and g ← 0 where it flipped;  w ← w − sign(g)δ.
template <class Real = double>
struct Rprop {
  Real lr = 0.01;
  Real etaMinus = 0.5;
  Real etaPlus = 1.2;
  Real stepMin = 1e-6;
  Real stepMax = 50;
  Real weightDecay = 0;

  static constexpr OptimizerInfo info{.id = "rprop",
                                      .type = "Rprop",
                                      .name = "Rprop",
                                      .cite = {"Riedmiller & Braun 1993", "https://doi.org/10.1109/ICNN.1993.298623"},
                                      .doc = {"Uses only the sign of the gradient: the step size of each weight grows "
                                              "while the sign stays the same and shrinks when it flips.",
                                              "只用梯度的符号：符号不变则步长增大，符号翻转则减小。"},
                                      .scheduled = false};

  static constexpr std::array slots{
      Slot{"previous", "g_{t-1}", {"the last gradient, 0 where it flipped", "上一步的梯度，翻转处为 0"}},
      Slot{"delta", R"(\delta)", {"the step size of each weight", "每个权重的步长"}}};

  static constexpr std::array hyper{
      learningRate(&Rprop::lr, {"The first δ of every weight; after that, δ depends only on the signs.",
                                "每个权重的初始 δ；此后 δ 只由符号决定。"}),
      Hyper<Rprop>{{.id = "etaMinus",
                    .name = {"shrink factor", "缩小因子"},
                    .doc = {"The factor for δ where the sign flipped.", "符号翻转处 δ 所乘的因子。"},
                    .symbol = R"(\eta^-)",
                    .min = 0.001,
                    .max = 0.999,
                    .from = 0.1,
                    .to = 0.9},
                   &Rprop::etaMinus},
      Hyper<Rprop>{{.id = "etaPlus",
                    .name = {"growth factor", "增大因子"},
                    .doc = {"The factor for δ where the sign stayed the same.", "符号不变处 δ 所乘的因子。"},
                    .symbol = R"(\eta^+)",
                    .min = 1.001,
                    .max = 10,
                    .from = 1.05,
                    .to = 2},
                   &Rprop::etaPlus},
      Hyper<Rprop>{{.id = "stepMin",
                    .name = {"smallest step size", "最小步长"},
                    .doc = {"The lower limit of δ.", "δ 的下限。"},
                    .symbol = R"(\delta_{\min})",
                    .min = 0,
                    .max = 1e6,
                    .from = 1e-9,
                    .to = 1e-2,
                    .scale = Scale::log},
                   &Rprop::stepMin},
      Hyper<Rprop>{{.id = "stepMax",
                    .name = {"largest step size", "最大步长"},
                    .doc = {"The upper limit of δ.", "δ 的上限。"},
                    .symbol = R"(\delta_{\max})",
                    .min = 0,
                    .max = 1e6,
                    .from = 1e-2,
                    .to = 1e3,
                    .scale = Scale::log},
                   &Rprop::stepMax},
      sidestep::weightDecay(&Rprop::weightDecay)};

  template <class T>
  void begin(std::size_t n, const T* /*w*/, T* const* slot) const {
    std::fill_n(slot[1], n, T(lr));
  }

  template <class T>
  void update(StepOf<Real>, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) const {
    T* __restrict previous = slot[0];
    T* __restrict delta = slot[1];
    const T minus = T(etaMinus), plus = T(etaPlus), low = T(stepMin), high = T(stepMax);
    const Decay<T> decay(weightDecay, Real(0), false);
    for (std::size_t i = 0; i < n; ++i) {
      const T g = decay.gradient(grad[i], w[i]), agreement = g * previous[i];
      const T factor = named(R"(\kappa)", bySign(agreement, plus, T(1), minus));
      const T kept = named(R"(\tilde g)", bySign(agreement, g, g, T(0)));
      delta[i] = clip(delta[i] * factor, low, high);
      previous[i] = kept;
      w[i] -= sign(kept) * delta[i];
    }
  }
};

inline const Register<Rprop<>> registerRprop;

}  // namespace sidestep
