#pragma once

#include <cmath>

#include "problem/models/bandit.h"

namespace sidestep {

/// A corridor of eight cells and a goal behind the last, learnt by REINFORCE: in each cell the policy goes right with
/// probability σ(w), else left (the left wall holds). An episode ends at the goal or after a hundred moves. The loss is
/// the expected number of moves, exactly; the gradient comes from sampled episodes, with the exact cost to go as
/// baseline.
struct Corridor final : Online {
  static constexpr std::size_t cells = 8, longest = 100;
  double episodes = 4, baseline = 1;

  static constexpr ProblemInfo info{
      .id = "corridor",
      .kind = "data",
      .name = {"Corridor, by policy gradient", "走廊（策略梯度）"},
      .doc = {"Eight cells to the goal, with random moves to the left or right: the gradient comes from whole "
              "episodes, and early ones carry little information.",
              "距目标八格的走廊，随机向左或向右移动：梯度来自整个回合，早期回合几乎不含信息。"},
      .tex = R"(\mathbb{E}[T],\qquad g=\sum_t(T-t-b_t)\,\nabla\log\pi(a_t\mid s_t))",
      .cite = {"Williams 1992", "https://doi.org/10.1007/BF00992696"}};
  static constexpr std::array parameters{Parameter<Corridor>{Bandit::episodesField, &Corridor::episodes},
                                         Parameter<Corridor>{Bandit::baselineField, &Corridor::baseline}};

  std::size_t size() const override { return cells; }
  void start(double* w) const override { std::fill_n(w, cells, 0.0); }
  bool lossStays() const override { return true; }
  double evaluate(std::int64_t step, const double* w, double* grad) override;

 private:
  /// Expected moves from each cell with so many moves left; the goal is cell 8.
  std::array<std::array<double, cells + 1>, longest + 1> cost_{};
};

inline double Corridor::evaluate(std::int64_t step, const double* w, double* grad) {
  std::array<double, cells> right;
  for (std::size_t s = 0; s < cells; ++s) right[s] = 1 / (1 + std::exp(-w[s]));
  for (std::size_t left = 1; left <= longest; ++left) {
    for (std::size_t s = 0; s < cells; ++s) {
      const auto& next = cost_[left - 1];
      cost_[left][s] = 1 + right[s] * next[s + 1] + (1 - right[s]) * next[s > 0 ? s - 1 : 0];
    }
  }
  if (!grad) return cost_[longest][0];

  std::fill_n(grad, cells, 0.0);
  Pcg32 draw = draws(step);
  for (int episode = 0; episode < episodes; ++episode) {
    std::array<std::uint8_t, longest> cell;
    std::array<bool, longest> wentRight;
    std::size_t moves = 0;
    for (std::size_t s = 0; s < cells && moves < longest; ++moves) {
      cell[moves] = static_cast<std::uint8_t>(s);
      wentRight[moves] = draw.uniform() < right[s];
      s = wentRight[moves] ? s + 1 : s > 0 ? s - 1 : 0;
    }
    for (std::size_t t = 0; t < moves; ++t) {
      const std::size_t s = cell[t];
      const double togo = static_cast<double>(moves - t) - (baseline != 0 ? cost_[longest - t][s] : 0);
      grad[s] += togo * (wentRight[t] - right[s]) / episodes;  // ∂log π/∂w
    }
  }
  return cost_[longest][0];
}

inline const RegisterProblem<Corridor> registerCorridor;

}  // namespace sidestep
