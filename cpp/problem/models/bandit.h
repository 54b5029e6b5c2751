#pragma once

#include <cmath>
#include <numeric>

#include "problem/online/online.h"

namespace sidestep {

/// A bandit with ten arms, learnt by REINFORCE (Williams 1992): the policy is a softmax of ten numbers, an episode is
/// one pull, and the gradient is (b − r)·∇log π of the arm pulled, b being the expected reward (baseline) or 0. The
/// loss is how much less than the best arm the policy earns on average.
struct Bandit final : Online {
  static constexpr std::size_t arms = 10;
  double episodes = 1, baseline = 1, sigma = 1;

  static constexpr ProblemInfo info{
      .id = "bandit",
      .kind = "data",
      .name = {"Bandit, by policy gradient", "多臂老虎机（策略梯度）"},
      .doc = {"Ten arms, pulled by a softmax policy that learns from its own rewards: the noise of the gradient "
              "depends on the policy. Also measured: the probability of the best arm.",
              "十个臂，softmax 策略从自己的奖励中学习：梯度噪声取决于策略本身。另测量选中最优臂的概率。"},
      .tex = R"(\max_a\mu_a-\sum_a\pi_a\,\mu_a,\qquad g=-(r-b)\,\nabla\log\pi_a)",
      .cite = {"Williams 1992", "https://doi.org/10.1007/BF00992696"}};

  static constexpr Field episodesField{
      .id = "episodes",
      .kind = Kind::integer,
      .name = {"episodes per step", "每步回合数"},
      .doc = {"The number of episodes played at each step; their gradients are averaged.",
              "每步进行的回合数，其梯度取平均。"},
      .symbol = "B",
      .min = 1,
      .max = 1e4,
      .from = 1,
      .to = 100,
      .scale = Scale::log};
  static constexpr Field baselineField{
      .id = "baseline",
      .kind = Kind::boolean,
      .name = {"baseline", "基线"},
      .doc = {"Subtracts the expected reward of the policy: the same gradient on average, with less noise.",
              "减去策略的期望奖励：梯度的均值不变，噪声更小。"},
      .symbol = "b",
      .min = 0,
      .max = 1};
  static constexpr std::array parameters{
      Parameter<Bandit>{episodesField, &Bandit::episodes}, Parameter<Bandit>{baselineField, &Bandit::baseline},
      Parameter<Bandit>{{.id = "sigma",
                         .name = {"noise of the rewards", "奖励噪声"},
                         .doc = {"The standard deviation of the reward of one pull.", "单次拉臂所得奖励的标准差。"},
                         .symbol = R"(\sigma_r)",
                         .min = 0,
                         .max = 1e3,
                         .from = 0,
                         .to = 3},
                        &Bandit::sigma}};

  Check prepare(std::vector<double> start, const RaceContext& race);
  std::size_t size() const override { return arms; }
  void start(double* w) const override { std::fill_n(w, arms, 0.0); }
  bool lossStays() const override { return true; }
  double evaluate(std::int64_t step, const double* w, double* grad) override;

  std::vector<std::string> columns() const override { return {"best"}; }
  void values(const double* w, double* to) const override;

 private:
  static std::array<double, arms> policy(const double* w);
  std::array<double, arms> mean_{};  ///< the arms' expected rewards
};

inline Check Bandit::prepare(std::vector<double>, const RaceContext& race) {
  seed_ = race.seed;
  Pcg32 random(race.seed, stream::problemData);
  for (double& mean : mean_) mean = random.normal();
  return {};
}

inline std::array<double, Bandit::arms> Bandit::policy(const double* w) {
  const double top = *std::max_element(w, w + arms);
  std::array<double, arms> share;
  double sum = 0;
  for (std::size_t a = 0; a < arms; ++a) sum += share[a] = std::exp(w[a] - top);
  for (double& s : share) s /= sum;
  return share;
}

inline double Bandit::evaluate(std::int64_t step, const double* w, double* grad) {
  const auto share = policy(w);
  const double expected = std::inner_product(share.begin(), share.end(), mean_.begin(), 0.0);
  if (grad) {
    std::fill_n(grad, arms, 0.0);
    Pcg32 draw = draws(step);
    for (int episode = 0; episode < episodes; ++episode) {
      double left = draw.uniform();
      std::size_t arm = 0;
      while (arm + 1 < arms && left >= share[arm]) left -= share[arm++];
      const double reward = mean_[arm] + sigma * draw.normal() - (baseline != 0 ? expected : 0);
      for (std::size_t a = 0; a < arms; ++a) grad[a] -= reward * ((a == arm) - share[a]) / episodes;
    }
  }
  return *std::max_element(mean_.begin(), mean_.end()) - expected;
}

inline void Bandit::values(const double* w, double* to) const {
  *to = policy(w)[static_cast<std::size_t>(std::max_element(mean_.begin(), mean_.end()) - mean_.begin())];
}

inline const RegisterProblem<Bandit> registerBandit;

}  // namespace sidestep
