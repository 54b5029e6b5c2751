#pragma once

#include "problem/online/online.h"

namespace sidestep {

/// Two weights that the data says nothing about, one in quiet and one in loud noise: what weight decay does to each.
/// Decoupled, it shrinks both alike; as an L2 term inside Adam, each by its own gradient size (Loshchilov & Hutter
/// 2019).
struct DecayNoise : Online {
  double quiet = 0.1, loud = 10;

  static constexpr std::array<double, 2> initial{1, 1};
  static constexpr ProblemInfo info{.id = "decay_noise",
                                    .kind = "online",
                                    .name = {"Weight decay in noise", "噪声中的权重衰减"},
                                    .doc = {"Two weights whose gradients are pure noise, weak for one and strong for "
                                            "the other: only weight decay moves them on average.",
                                            "两个权重的梯度都是纯噪声，一弱一强：平均而言，只有权重衰减在推动它们。"},
                                    .tex = R"(f_t(w)=\sigma_1\xi_{t1}w_1+\sigma_2\xi_{t2}w_2)",
                                    .cite = {"Loshchilov & Hutter 2019", "https://arxiv.org/abs/1711.05101"}};
  static constexpr std::array parameters{
      Parameter<DecayNoise>{
          {.id = "quiet",
           .name = {"weak noise", "弱噪声"},
           .doc = {"The standard deviation of the gradient of the first weight.", "第一个权重的梯度的标准差。"},
           .symbol = R"(\sigma_1)",
           .min = 0,
           .max = 1e6,
           .from = 1e-3,
           .to = 1e3,
           .scale = Scale::log},
          &DecayNoise::quiet},
      Parameter<DecayNoise>{
          {.id = "loud",
           .name = {"strong noise", "强噪声"},
           .doc = {"The standard deviation of the gradient of the second weight.", "第二个权重的梯度的标准差。"},
           .symbol = R"(\sigma_2)",
           .min = 0,
           .max = 1e6,
           .from = 1e-3,
           .to = 1e3,
           .scale = Scale::log},
          &DecayNoise::loud}};

  double evaluate(std::int64_t step, const double* w, double* grad) override {
    Pcg32 draw = draws(step);
    const double first = quiet * draw.normal(), second = loud * draw.normal();
    if (grad) {
      grad[0] = first;
      grad[1] = second;
    }
    return first * w[0] + second * w[1];
  }
};

inline const RegisterProblem<DecayNoise> registerDecayNoise;

}  // namespace sidestep
