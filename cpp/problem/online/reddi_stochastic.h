#pragma once

#include "problem/online/online.h"

namespace sidestep {

/// Reddi, Kale & Kumar 2018, section 5, the stochastic experiment: the same two lines in random order.
struct ReddiStochastic : OnlineLine {
  double p = 0.01;

  static constexpr std::array<double, 1> initial{0};
  static constexpr ProblemInfo info{
      .id = "reddi_stochastic",
      .kind = "online",
      .name = {"Adam's counter-example, stochastic", "Adam 的反例（随机）"},
      .doc = {"A gradient of 1010 with probability 0.01, otherwise −10. The mean slope is +0.2, so −1 is optimal.",
              "以概率 0.01 出现 1010 的梯度，否则为 −10。平均斜率为 +0.2，因此 −1 最优。"},
      .tex = R"(f_t(x)=\begin{cases}1010\,x&\Pr=p\\-10\,x&\Pr=1-p\end{cases},\quad x\in[-1,1])",
      .cite = {"Reddi et al. 2018", "https://openreview.net/forum?id=ryQu7f-RZ"}};
  static constexpr std::array parameters{
      Parameter<ReddiStochastic>{{.id = "p",
                                  .name = {"probability", "概率"},
                                  .doc = {"The probability of the large gradient.", "大梯度出现的概率。"},
                                  .symbol = "p",
                                  .min = 0,
                                  .max = 1,
                                  .from = 0.001,
                                  .to = 0.1,
                                  .scale = Scale::log},
                                 &ReddiStochastic::p},
      Parameter<ReddiStochastic>{boundedField, &ReddiStochastic::bounded}};

  double slope(std::int64_t step) const override { return draws(step).uniform() < p ? 1010 : -10; }
};

inline const RegisterProblem<ReddiStochastic> registerReddiStochastic;

}  // namespace sidestep
