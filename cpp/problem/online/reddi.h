#pragma once

#include "problem/online/online.h"

namespace sidestep {

/// Reddi, Kale & Kumar 2018, theorem 1 in its simplest form: one large gradient in three, which says where the optimum
/// lies, and Adam forgets it in time to follow the two small ones the other way.
struct Reddi : OnlineLine {
  double c = 3, period = 3;

  static constexpr std::array<double, 1> initial{1};
  static constexpr ProblemInfo info{
      .id = "reddi",
      .kind = "online",
      .name = {"Adam's counter-example", "Adam 的反例"},
      .doc = {"Of every three gradients, a large one leads to the optimum −1 and two small ones lead away from it. "
              "With a short memory, Adam moves the wrong way.",
              "每三个梯度中，一个大的使 x 移向最优点 −1，两个小的方向相反。记忆太短时，Adam 会走错方向。"},
      .tex = R"(f_t(x)=\begin{cases}C\,x&t\bmod P=1\\-x&t\bmod P\ne1\end{cases},\quad x\in[-1,1])",
      .cite = {"Reddi et al. 2018", "https://openreview.net/forum?id=ryQu7f-RZ"}};

  static constexpr std::array parameters{
      Parameter<Reddi>{{.id = "c",
                        .name = {"large gradient", "大梯度"},
                        .doc = {"The slope of one line in each period; the others have slope −1.",
                                "每个周期中一条直线的斜率；其余直线的斜率为 −1。"},
                        .symbol = "C",
                        .min = 0,
                        .max = 1e6,
                        .from = 2,
                        .to = 20},
                       &Reddi::c},
      Parameter<Reddi>{
          {.id = "period",
           .kind = Kind::integer,
           .name = {"period", "周期"},
           .doc = {"The number of steps from one large gradient to the next.", "相邻两个大梯度之间的步数。"},
           .symbol = "P",
           .min = 1,
           .max = 1e6,
           .from = 2,
           .to = 20},
          &Reddi::period},
      Parameter<Reddi>{boundedField, &Reddi::bounded}};

  double slope(std::int64_t step) const override { return step % static_cast<std::int64_t>(period) == 0 ? c : -1; }
};

inline const RegisterProblem<Reddi> registerReddi;

}  // namespace sidestep
