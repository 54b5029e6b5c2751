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
      .doc = {"Uses only the sign of the momentum: every weight moves by exactly η. Found by a search over programs.",
              "只用动量的符号：每个权重恰好移动 η。由程序搜索发现。"}};

  static constexpr std::array slots{firstMoment};

  static constexpr std::array hyper{
      learningRate(&Lion::lr),
      average("beta1", R"(\beta_1)", &Lion::beta1, {"update mix", "更新方向的插值系数"},
              {"The share of the average in the direction of the update; the rest is the current gradient.",
               "更新方向中滑动平均所占的比例，其余为当前梯度。"}),
      average("beta2", R"(\beta_2)", &Lion::beta2, {"momentum decay rate", "动量衰减率"},
              {"The average of the gradient spans about 1/(1−β₂) steps; closer to 1 means longer.",
               "梯度的滑动平均约涵盖最近 1/(1−β₂) 步；越接近 1，涵盖的步数越多。"}),
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
