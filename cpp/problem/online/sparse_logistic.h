#pragma once

#include <cmath>

#include "problem/online/online.h"

namespace sidestep {

/// Logistic regression on a stream of sparse items, feature j present with probability min(½, 1/j): what AdaGrad was
/// made for (Duchi, Hazan & Singer 2011). One new item a step; the true weights are ±2.
struct SparseLogistic : Online {
  static constexpr std::size_t n = 100, rare = 50;

  static constexpr ProblemInfo info{
      .id = "sparse_logistic",
      .kind = "online",
      .name = {"Sparse features", "稀疏特征"},
      .doc = {"A hundred features, most of them rare, with a new item at each step. Also measured: the average loss so "
              "far, and the mean error of the weights of the fifty rarest features.",
              "一百个特征，多数很少出现，每步一个新样本。另测量至今的平均损失，以及五十个最稀有特征的权重的平均误差。"},
      .tex = R"(f_t(w)=\log\left(1+e^{-y_t\,x_t\cdot w}\right))",
      .cite = {"Duchi et al. 2011", "https://jmlr.org/papers/v12/duchi11a.html"}};

  std::size_t size() const override { return n; }
  void start(double* w) const override { std::fill_n(w, n, 0.0); }

  /// The weight that the data was made with.
  double truth(std::size_t j) const { return truth_[j]; }

  Check prepare(std::vector<double>, const RaceContext& race) {
    seed_ = race.seed;
    Pcg32 draw(seed_, stream::problemData);
    for (double& w : truth_) w = draw.uniform() < 0.5 ? -2 : 2;
    return {};
  }

  double evaluate(std::int64_t step, const double* w, double* grad) override {
    Pcg32 draw = draws(step);
    std::array<bool, n> x;
    double score = 0, margin = 0;
    for (std::size_t j = 0; j < n; ++j) {
      x[j] = draw.uniform() < std::min(0.5, 1 / static_cast<double>(j + 1));
      if (!x[j]) continue;
      score += truth_[j];
      margin += w[j];
    }
    const double y = draw.uniform() < 1 / (1 + std::exp(-score)) ? 1 : -1;
    margin *= y;
    if (grad) {
      const double slope = -y / (1 + std::exp(margin));
      for (std::size_t j = 0; j < n; ++j) grad[j] = x[j] ? slope : 0;
    }
    return margin > 0 ? std::log1p(std::exp(-margin)) : std::log1p(std::exp(margin)) - margin;
  }

  std::vector<std::string> columns() const override { return {"averageLoss", "rareError"}; }
  void values(const double* w, double* to) const override {
    to[0] = memory_[1];
    to[1] = 0;
    for (std::size_t j = n - rare; j < n; ++j) to[1] += std::abs(w[j] - truth_[j]) / rare;
  }
  std::size_t remembered() const override { return 2; }
  void visit(std::int64_t step, const double*, double loss) override {
    double& sum = memory_[0];
    double& average = memory_[1];
    if (step == 0) sum = 0;
    sum += loss;
    average = sum / static_cast<double>(step + 1);
  }

 private:
  std::array<double, n> truth_{};
};

inline const RegisterProblem<SparseLogistic> registerSparseLogistic;

}  // namespace sidestep
