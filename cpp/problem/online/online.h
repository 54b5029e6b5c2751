#pragma once

#include <algorithm>
#include <limits>

#include "base/random.h"
#include "problem/registration.h"

namespace sidestep {

/// An objective that changes from step to step: evaluate(t) is f_{t+1}. What it draws is a function of (seed, step).
class Online : public Problem<double> {
 public:
  Check prepare(std::vector<double> start, const RaceContext& race) {
    start_ = std::move(start);
    seed_ = race.seed;
    return {};
  }

  std::size_t size() const override { return start_.size(); }
  void start(double* w) const override { std::copy(start_.begin(), start_.end(), w); }

  /// Whether the loss itself is the same at each step, and only the gradient is drawn.
  virtual bool lossStays() const { return false; }
  double objective(const double* w) override {
    return lossStays() ? evaluate(0, w, nullptr) : std::numeric_limits<double>::quiet_NaN();
  }

  /// How many numbers it remembers from state to state.
  virtual std::size_t remembered() const { return 0; }
  std::uint64_t workspace() const override { return remembered(); }
  void bind(double* workspace) override { memory_ = workspace; }
  std::vector<std::span<double>> kept() override { return {{memory_, remembered()}}; }

 protected:
  Pcg32 draws(std::int64_t step) const { return drawsOf(seed_, step); }

  std::vector<double> start_;
  std::uint64_t seed_ = 0;
  double* memory_ = nullptr;
};

/// Straight lines f_t(x) = g_t·x on [−1, 1], whose best fixed point is −1. Its column is the average regret against
/// that point, (1/t) Σ f_i(x_i) − f_i(−1).
class OnlineLine : public Online {
 public:
  double bounded = 1;

  virtual double slope(std::int64_t step) const = 0;

  double evaluate(std::int64_t step, const double* w, double* grad) override {
    const double g = slope(step);
    if (grad) *grad = g;
    return g * *w;
  }
  void project(double* w) const override {
    if (bounded != 0) *w = std::clamp(*w, -1.0, 1.0);
  }

  std::vector<std::string> columns() const override { return {"averageRegret"}; }
  void values(const double*, double* to) const override { *to = memory_[1]; }
  std::size_t remembered() const override { return 2; }
  void visit(std::int64_t step, const double*, double loss) override {
    double& regret = memory_[0];
    double& average = memory_[1];
    if (step == 0) regret = 0;
    regret += loss + slope(step);
    average = regret / static_cast<double>(step + 1);
  }

  static constexpr Field boundedField{.id = "bounded",
                                      .kind = Kind::boolean,
                                      .name = {"stay in [−1, 1]", "限制在 [−1, 1]"},
                                      .doc = {"After each update x is moved back to the nearest point of the interval.",
                                              "每次更新后把 x 移回区间内最近的点。"},
                                      .min = 0,
                                      .max = 1};
};

}  // namespace sidestep
