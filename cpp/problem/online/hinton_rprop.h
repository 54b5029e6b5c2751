#pragma once

#include "problem/online/online.h"

namespace sidestep {

/// Hinton, lecture 6e (2012): why Rprop fails on mini-batches. Gradients of mean zero, nine small and one large; a rule
/// that sees signs alone walks away.
struct HintonRprop : Online {
  double gradient = 0.1, period = 10;

  static constexpr std::array<double, 1> initial{0};
  static constexpr ProblemInfo info{
      .id = "hinton_rprop",
      .kind = "online",
      .name = {"Hinton's mini-batches", "Hinton 的小批量序列"},
      .doc = {"Nine gradients of +0.1, then one of −0.9: they cancel on average, so a rule should stay where it is.",
              "九个 +0.1 的梯度之后是一个 −0.9：平均为零，优化规则应当原地不动。"},
      .tex = R"(f_t(w)=g_t\,w,\quad g=0.1,\dots,0.1,-0.9,\;0.1,\dots)",
      .cite = {"Hinton 2012", "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf"}};
  static constexpr std::array parameters{
      Parameter<HintonRprop>{
          {.id = "gradient",
           .name = {"small gradient", "小梯度"},
           .doc = {"The size of each small gradient; the last gradient of each period cancels the others.",
                   "每个小梯度的大小；每个周期的最后一个梯度与其余各个相抵消。"},
           .symbol = "g",
           .min = -1e3,
           .max = 1e3,
           .from = 0.01,
           .to = 1,
           .scale = Scale::log},
          &HintonRprop::gradient},
      Parameter<HintonRprop>{
          {.id = "period",
           .kind = Kind::integer,
           .name = {"period", "周期"},
           .doc = {"The number of steps from one large gradient to the next.", "相邻两个大梯度之间的步数。"},
           .symbol = "P",
           .min = 2,
           .max = 1e6,
           .from = 2,
           .to = 100},
          &HintonRprop::period}};

  double evaluate(std::int64_t step, const double* w, double* grad) override {
    const bool last = (step + 1) % static_cast<std::int64_t>(period) == 0;
    const double g = last ? -gradient * (period - 1) : gradient;
    if (grad) *grad = g;
    return g * *w;
  }
};

inline const RegisterProblem<HintonRprop> registerHintonRprop;

}  // namespace sidestep
