#pragma once

#include "optim/moments.h"

namespace sidestep {

/// Lion (Chen et al. 2023, algorithm 2):
///   c = β₁m + (1−β₁)g;  w ← w − η(sign c + λw);  m ← β₂m + (1−β₂)g.
template <class Real = double>
struct Lion {
  Real lr = 1e-4;
  Real beta1 = 0.9;
  Real beta2 = 0.99;
  Real weightDecay = 0;

  static constexpr OptimizerInfo info{
      .id = "lion",
      .type = "Lion",
      .name = "Lion",
      .cite = {"Chen et al. 2023", "https://arxiv.org/abs/2302.06675"},
      .doc = {"The sign of the momentum alone: every weight moves by exactly η, found by a search over programs.",
              "只取动量的符号：每个权重恰好移动 η。由程序搜索发现。"}};

  static constexpr std::array slots{firstMoment};

  static constexpr std::array hyper{
      learningRate(&Lion::lr),
      average("beta1", R"(\beta_1)", &Lion::beta1, {"update mix", "更新方向的插值系数"},
              {"The share of the average in the step's direction; the rest is the gradient.",
               "步进方向中平均值所占的比例，其余为当前梯度。"}),
      average("beta2", R"(\beta_2)", &Lion::beta2, {"momentum decay rate", "动量衰减率"},
              {"How slowly the average of the gradient forgets: about 1/(1−β₂) steps.",
               "梯度平均值遗忘的快慢：记忆约 1/(1−β₂) 步。"}),
      decoupledDecay(&Lion::weightDecay)};

  template <class T>
  void update(StepOf<Real> step, std::size_t n, T* __restrict w, const T* __restrict grad, T* const* slot) const {
    T* __restrict m = slot[0];
    const T eta = T(step.lr), decay = T(weightDecay);
    const T b1 = T(beta1), fresh1 = T(1 - beta1), b2 = T(beta2), fresh2 = T(1 - beta2);
    for (std::size_t i = 0; i < n; ++i) {
      const T c = b1 * m[i] + fresh1 * grad[i];
      w[i] -= eta * (sign(c) + decay * w[i]);
      m[i] = b2 * m[i] + fresh2 * grad[i];
    }
  }
};

inline const Register<Lion<>> registerLion;

}  // namespace sidestep
