#pragma once

#include <cmath>

#include "problem/online/online.h"

namespace sidestep {

/// The noisy quadratic model of Zhang et al. 2019, with the curvatures 1/i of their section 3: what batch size,
/// momentum and preconditioning do for one another. Gradient noise has the variance of the curvature, over the batch
/// size. The loss is the one without noise.
struct NoisyQuadratic100 : Online {
  static constexpr std::size_t n = 100;
  double batch = 1, random = 1;

  static constexpr ProblemInfo info{
      .id = "noisy_quadratic_100",
      .kind = "online",
      .name = {"Noisy quadratic, 100 dimensions", "带噪声的二次函数（100 维）"},
      .doc = {"Curvatures from 1 to 1/100, and noise that a larger batch reduces.",
              "曲率从 1 到 1/100；批量越大，噪声越小。"},
      .tex = R"(\tfrac12\sum_{i=1}^{100}\tfrac1i\,x_i^2,\qquad g_i=\tfrac1i\,x_i+\tfrac{\xi}{\sqrt{i\,B}})",
      .cite = {"Zhang et al. 2019", "https://arxiv.org/abs/1907.04164"}};
  static constexpr std::array parameters{
      Parameter<NoisyQuadratic100>{
          {.id = "batch",
           .name = {"batch size", "批量大小"},
           .doc = {"The variance of the noise is divided by this number.", "噪声的方差除以此数。"},
           .symbol = "B",
           .min = 1,
           .max = 1e12,
           .from = 1,
           .to = 1024,
           .scale = Scale::log},
          &NoisyQuadratic100::batch},
      Parameter<NoisyQuadratic100>{
          {.id = "random",
           .kind = Kind::boolean,
           .name = {"random start", "随机起点"},
           .doc = {"Each coordinate is drawn from the standard normal distribution; otherwise all start at 1, where "
                   "one step of Adam can solve all at once.",
                   "每个坐标取自标准正态分布；否则全部从 1 出发，此时 Adam 一步就可能同时解出所有坐标。"},
           .min = 0,
           .max = 1},
          &NoisyQuadratic100::random}};

  std::size_t size() const override { return n; }
  void start(double* w) const override {
    Pcg32 draw(seed_, stream::problemData);
    for (std::size_t i = 0; i < n; ++i) w[i] = random != 0 ? draw.normal() : 1;
  }

  bool lossStays() const override { return true; }
  double evaluate(std::int64_t step, const double* w, double* grad) override {
    Pcg32 draw = draws(step);
    double loss = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double curvature = 1 / static_cast<double>(i + 1);
      loss += 0.5 * curvature * (w[i] * w[i]);
      if (grad) grad[i] = curvature * w[i] + std::sqrt(curvature / batch) * draw.normal();
    }
    return loss;
  }
};

inline const RegisterProblem<NoisyQuadratic100> registerNoisyQuadratic100;

}  // namespace sidestep
