#pragma once

#include <cmath>

#include "base/random.h"
#include "dataset/batches.h"
#include "problem/registration.h"

namespace sidestep {

/// Least squares: the mean over a batch of (x·w − y)².
class Regression : public Problem<double> {
 public:
  double batch = 1;

  std::size_t size() const override { return inputs_; }
  void start(double* w) const override;
  double evaluate(std::int64_t step, const double* w, double* grad) override {
    return meanSquare(batches_.at(step), w, grad);
  }
  double objective(const double* w) override { return meanSquare(all_.at(0), w, nullptr); }
  bool stationary() const override { return batches_.stepsPerEpoch() == 1; }
  std::string orderHash() const override { return batches_.hash(); }

 protected:
  /// Row-major items of x, then their y.
  Check setData(std::vector<double> x, std::vector<double> y, std::vector<double> start, std::uint64_t seed);
  /// x·w − y of an item.
  double error(std::size_t item, const double* w) const;
  double feature(std::size_t item, std::size_t j) const { return x_[item * inputs_ + j]; }

 private:
  double meanSquare(std::span<const std::uint32_t> items, const double* w, double* grad) const;

  std::size_t inputs_ = 0;
  std::vector<double> x_, y_, start_;
  Batches batches_, all_;
};

/// The four points of many a tutorial on RMSprop, without a bias: y = x₂ exactly, and the two features are nearly
/// parallel. Drawn as a map, since it has two weights.
struct LinearRegression final : Regression {
  double zipped = 0;

  static constexpr std::array<double, 2> initial{0, 0};
  static constexpr std::array minima{Minimum{{0, 1}, 0}};
  static constexpr ProblemInfo info{
      .id = "linear_regression",
      .kind = "data",
      .name = {"Linear regression, four points", "线性回归（四个点）"},
      .doc = {"Four points, as in many tutorials: the exact solution is θ = (0, 1), at the end of a long valley.",
              "教程中常用的四个点：精确解为 θ = (0, 1)，位于狭长山谷的尽头。"},
      .tex = R"(\tfrac14\sum_i(\theta_1x_{i1}+\theta_2x_{i2}-y_i)^2)",
      .cite = {"Legendre 1805", "https://en.wikipedia.org/wiki/Linear_regression"},
      .dim = 2,
      .box = {Range{-2, 2}, Range{-1, 3}},
      .minima = minima,
      .logLevels = true};
  static constexpr std::array parameters{
      Parameter<LinearRegression>{batchField, &LinearRegression::batch},
      Parameter<LinearRegression>{
          {.id = "zipped",
           .kind = Kind::boolean,
           .name = {"gradients paired with θ", "梯度与 θ 逐个配对"},
           .doc =
               {"A mistake found in tutorials: the gradients of single items are paired with the parameters one by "
                "one, so that parameter i is moved by item i alone. The loss shown is that of all items.",
                "教程中的一种错误：把各样本的梯度与各参数逐个配对，参数 i 只由样本 i 更新。显示的仍是全部样本的损失。"},
           .min = 0,
           .max = 1},
          &LinearRegression::zipped}};

  LinearRegression() { batch = 4; }
  double evaluate(std::int64_t step, const double* w, double* grad) override;
  Check prepare(std::vector<double> start, const RaceContext& race);
};

/// A hundred random items of ten features whose Hessian has exactly the condition number asked for.
struct RandomRegression final : Regression {
  static constexpr std::size_t inputs = 10, items = 100;
  double kappa = 100, residual = 0.1, mixed = 1;

  static constexpr ProblemInfo info{.id = "random_regression",
                                    .kind = "data",
                                    .name = {"Linear regression, random", "线性回归（随机）"},
                                    .doc = {"A hundred items with ten features and a condition number of your choice; "
                                            "small batches add noise of their own.",
                                            "一百个十维样本，条件数可选；小批量会带来额外的噪声。"},
                                    .tex = R"(\tfrac1B\sum_{i\in\mathcal B}(x_i\cdot w-y_i)^2)",
                                    .cite = {"Bottou et al. 2018", "https://arxiv.org/abs/1606.04838"}};
  static constexpr std::array parameters{
      Parameter<RandomRegression>{batchField, &RandomRegression::batch},
      Parameter<RandomRegression>{
          {.id = "kappa",
           .name = {"condition number", "条件数"},
           .doc = {"The largest curvature divided by the smallest.", "最大曲率与最小曲率之比。"},
           .symbol = R"(\kappa)",
           .min = 1,
           .max = 1e6,
           .from = 1,
           .to = 1e4,
           .scale = Scale::log},
          &RandomRegression::kappa},
      Parameter<RandomRegression>{
          {.id = "residual",
           .name = {"noise in the targets", "目标中的噪声"},
           .doc = {"The standard deviation of the part of the targets that no weights can explain.",
                   "目标中任何权重都无法解释的部分的标准差。"},
           .min = 0,
           .max = 1e3,
           .from = 0,
           .to = 1},
          &RandomRegression::residual},
      Parameter<RandomRegression>{
          {.id = "mixed",
           .kind = Kind::boolean,
           .name = {"mixed features", "混合特征"},
           .doc = {"The axes of the valley are not aligned with the coordinates.", "山谷的主轴不与坐标轴对齐。"},
           .min = 0,
           .max = 1},
          &RandomRegression::mixed}};

  RandomRegression() { batch = items; }
  Check prepare(std::vector<double> start, const RaceContext& race);
};

inline Check Regression::setData(std::vector<double> x, std::vector<double> y, std::vector<double> start,
                                 std::uint64_t seed) {
  inputs_ = start.size();
  x_ = std::move(x);
  y_ = std::move(y);
  start_ = std::move(start);
  all_ = Batches(y_.size(), y_.size(), 0);
  batches_ = Batches(y_.size(), static_cast<std::size_t>(batch), seed);
  return batches_.check();
}

inline void Regression::start(double* w) const { std::copy(start_.begin(), start_.end(), w); }

inline double Regression::meanSquare(std::span<const std::uint32_t> items, const double* w, double* grad) const {
  const double share = 1 / static_cast<double>(items.size());
  double loss = 0;
  if (grad) std::fill_n(grad, inputs_, 0.0);
  for (const std::uint32_t item : items) {
    const double off = error(item, w);
    loss += share * (off * off);
    for (std::size_t j = 0; grad && j < inputs_; ++j) grad[j] += 2 * share * off * feature(item, j);
  }
  return loss;
}

inline double Regression::error(std::size_t item, const double* w) const {
  double sum = -y_[item];
  for (std::size_t j = 0; j < inputs_; ++j) sum += feature(item, j) * w[j];
  return sum;
}

inline double LinearRegression::evaluate(std::int64_t step, const double* w, double* grad) {
  const double loss = Regression::evaluate(step, w, grad);
  for (std::size_t i = 0; grad && zipped != 0 && i < size(); ++i) grad[i] = 2 * error(i, w) * feature(i, i);
  return loss;
}

inline Check LinearRegression::prepare(std::vector<double> start, const RaceContext& race) {
  return setData({1, 2, 2, 3, 3, 4, 4, 5}, {2, 3, 4, 5}, std::move(start), race.seed);
}

inline Check RandomRegression::prepare(std::vector<double>, const RaceContext& race) {
  Pcg32 random(race.seed, stream::problemData);
  std::vector<double> x(items * inputs), y(items), truth(inputs), mirror(inputs);
  for (double& number : x) number = random.normal();
  const auto dot = [&](std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t i = 0; i < items; ++i) sum += x[i * inputs + a] * x[i * inputs + b];
    return sum;
  };
  // Orthogonal columns (Gram & Schmidt, twice against rounding), scaled to the spectrum: the mean of x_j² falls from 1
  // to 1/κ in equal ratios.
  for (std::size_t j = 0; j < inputs; ++j) {
    for (std::size_t k = 0; k < 2 * j; ++k) {
      const double share = dot(j, k % j) / dot(k % j, k % j);
      for (std::size_t i = 0; i < items; ++i) x[i * inputs + j] -= share * x[i * inputs + k % j];
    }
  }
  for (std::size_t j = 0; j < inputs; ++j) {
    const double variance = std::pow(kappa, -static_cast<double>(j) / (inputs - 1));
    const double scale = std::sqrt(variance * items / dot(j, j));
    for (std::size_t i = 0; i < items; ++i) x[i * inputs + j] *= scale;
  }
  // A random reflection (Householder) keeps the spectrum and mixes all axes.
  double norm = 0;
  for (double& number : mirror) {
    number = random.normal();
    norm += number * number;
  }
  for (double& number : truth) number = random.normal();
  for (std::size_t i = 0; i < items; ++i) {
    double* row = x.data() + i * inputs;
    double along = 0;
    for (std::size_t j = 0; j < inputs; ++j) along += row[j] * mirror[j];
    for (std::size_t j = 0; mixed != 0 && j < inputs; ++j) row[j] -= 2 * along / norm * mirror[j];
    y[i] = residual * random.normal();
    for (std::size_t j = 0; j < inputs; ++j) y[i] += row[j] * truth[j];
  }
  return setData(std::move(x), std::move(y), std::vector<double>(inputs, 0), race.seed);
}

inline const RegisterProblem<LinearRegression> registerLinearRegression;
inline const RegisterProblem<RandomRegression> registerRandomRegression;

}  // namespace sidestep
