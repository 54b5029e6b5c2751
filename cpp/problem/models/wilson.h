#pragma once

#include "base/random.h"
#include "dataset/batches.h"
#include "problem/registration.h"

namespace sidestep {

/// The separable classification of Wilson et al. 2017, section 3.3: only the first feature tells the classes apart; two
/// are constant, and each item has features of its own, one of them set where y = +1 and five where y = −1. Least
/// squares, ½ Σ (x·w − y)² over all 200 items. Gradient descent finds the first feature; adaptive rules weight all
/// features alike and, on unseen items, always answer +1.
struct Wilson final : Problem<double> {
  static constexpr std::size_t items = 200, own = 5, n = 3 + own * items, unseen = 1000;
  double p = 0.6, batch = items;

  static constexpr ProblemInfo info{
      .id = "wilson",
      .kind = "data",
      .name = {"Same training loss, different test accuracy", "训练损失相同，测试准确率不同"},
      .doc = {"Every rule fits the 200 training items perfectly; on unseen items, adaptive rules always predict +1.",
              "每种规则都能完美拟合 200 个训练样本；但对未见样本，自适应规则总是预测 +1。"},
      .tex = R"(\tfrac12\sum_i(x_i\cdot w-y_i)^2)",
      .cite = {"Wilson et al. 2017", "https://arxiv.org/abs/1705.08292"}};
  static constexpr std::array parameters{Parameter<Wilson>{{.id = "p",
                                                            .name = {"share of +1", "+1 的比例"},
                                                            .doc = {"The probability that y = +1.", "y = +1 的概率。"},
                                                            .symbol = "p",
                                                            .min = 0.5,
                                                            .max = 1,
                                                            .from = 0.5,
                                                            .to = 0.9},
                                                           &Wilson::p},
                                         Parameter<Wilson>{batchField, &Wilson::batch}};

  Check prepare(std::vector<double> start, const RaceContext& race);
  std::size_t size() const override { return n; }
  void start(double* w) const override { std::fill_n(w, n, 0.0); }
  double evaluate(std::int64_t step, const double* w, double* grad) override {
    return loss(batches_.at(step), w, grad);
  }
  double objective(const double* w) override { return loss(all_.at(0), w, nullptr); }
  bool stationary() const override { return batches_.stepsPerEpoch() == 1; }
  std::string orderHash() const override { return batches_.hash(); }

  /// So cheap that each row has it.
  std::vector<std::string> columns() const override { return {"accuracy"}; }
  void values(const double* w, double* to) const override;

 private:
  double loss(std::span<const std::uint32_t> batch, const double* w, double* grad) const;

  std::array<signed char, items> y_;
  std::size_t positive_ = 0;  ///< unseen items with y = +1
  Batches batches_, all_;
};

inline Check Wilson::prepare(std::vector<double>, const RaceContext& race) {
  Pcg32 random(race.seed, stream::problemData);
  for (signed char& y : y_) y = random.uniform() < p ? 1 : -1;
  for (std::size_t i = 0; i < unseen; ++i) positive_ += random.uniform() < p;
  all_ = Batches(items, items, 0);
  batches_ = Batches(items, static_cast<std::size_t>(batch), race.seed);
  return batches_.check();
}

inline double Wilson::loss(std::span<const std::uint32_t> batch, const double* w, double* grad) const {
  const double weight = static_cast<double>(items) / static_cast<double>(batch.size());
  double loss = 0;
  if (grad) std::fill_n(grad, n, 0.0);
  for (const std::uint32_t item : batch) {
    const double y = y_[item];
    const std::size_t first = 3 + own * item, set = y > 0 ? 1 : own;
    double error = y * w[0] + w[1] + w[2] - y;
    for (std::size_t k = 0; k < set; ++k) error += w[first + k];
    loss += 0.5 * weight * (error * error);
    if (!grad) continue;
    error *= weight;
    grad[0] += error * y;
    grad[1] += error;
    grad[2] += error;
    for (std::size_t k = 0; k < set; ++k) grad[first + k] += error;
  }
  return loss;
}

/// An unseen item's own features were never trained, and their weights are still 0: the first three decide.
inline void Wilson::values(const double* w, double* to) const {
  const double common = w[1] + w[2];
  const std::size_t right = (w[0] + common > 0 ? positive_ : 0) + (common - w[0] < 0 ? unseen - positive_ : 0);
  *to = static_cast<double>(right) / unseen;
}

inline const RegisterProblem<Wilson> registerWilson;

}  // namespace sidestep
