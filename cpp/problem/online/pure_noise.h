#pragma once

#include <cmath>

#include "problem/online/online.h"

namespace sidestep {

/// Gradients that are noise and nothing else, for a thousand parameters: how far does a rule move? Adam's first steps
/// are its longest (Liu et al. 2020, section 3), which is what warm-up and RAdam are for.
struct PureNoise : Online {
  static constexpr std::size_t n = 1000;
  double sigma = 1;

  static constexpr ProblemInfo info{
      .id = "pure_noise",
      .kind = "online",
      .name = {"Pure noise", "纯噪声"},
      .doc = {"Gradients without any signal. The size of the update is the root mean square of its components.",
              "梯度中没有任何信号。更新幅度是更新各分量的均方根。"},
      .tex = R"(f_t(w)=\sigma_g\,\xi_t\cdot w,\quad \xi_t\sim N(0,I))",
      .cite = {"Liu et al. 2020", "https://arxiv.org/abs/1908.03265"}};
  static constexpr std::array parameters{Parameter<PureNoise>{
      {.id = "sigma",
       .name = {"gradient deviation", "梯度标准差"},
       .doc = {"The standard deviation of the gradient, which is nothing but noise.", "梯度的标准差；梯度全是噪声。"},
       .symbol = R"(\sigma_g)",
       .min = 0,
       .max = 1e6,
       .from = 1e-3,
       .to = 1e3,
       .scale = Scale::log},
      &PureNoise::sigma}};

  std::size_t size() const override { return n; }
  void start(double* w) const override { std::fill_n(w, n, 0.0); }

  double evaluate(std::int64_t step, const double* w, double* grad) override {
    Pcg32 draw = draws(step);
    double loss = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double g = sigma * draw.normal();
      if (grad) grad[i] = g;
      loss += g * w[i];
    }
    return loss;
  }

  std::vector<std::string> columns() const override { return {"move"}; }
  void values(const double*, double* to) const override { *to = memory_[n]; }
  /// The last w, and how far it was from the one before.
  std::size_t remembered() const override { return n + 1; }
  void visit(std::int64_t step, const double* w, double) override {
    double* last = memory_;
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (step > 0) sum += (w[i] - last[i]) * (w[i] - last[i]);
      last[i] = w[i];
    }
    memory_[n] = std::sqrt(sum / n);
  }
};

inline const RegisterProblem<PureNoise> registerPureNoise;

}  // namespace sidestep
