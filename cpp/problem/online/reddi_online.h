#pragma once

#include "problem/online/online.h"

namespace sidestep {

/// Reddi, Kale & Kumar 2018, section 5, the online experiment.
struct ReddiOnline : OnlineLine {
  static constexpr std::array<double, 1> initial{0};
  static constexpr ProblemInfo info{
      .id = "reddi_online",
      .kind = "online",
      .name = {"Adam's counter-example, online", "Adam 的反例（在线）"},
      .doc = {"The experiment of Reddi et al. (2018): one gradient of 1010, then a hundred of −10. The optimum is −1; "
              "Adam ends at +1.",
              "Reddi 等（2018）论文中的实验：一个 1010 的梯度，然后一百个 −10。最优点是 −1，Adam 却停在 +1。"},
      .tex = R"(f_t(x)=\begin{cases}1010\,x&t\bmod 101=1\\-10\,x&t\bmod 101\ne1\end{cases},\quad x\in[-1,1])",
      .cite = {"Reddi et al. 2018", "https://openreview.net/forum?id=ryQu7f-RZ"}};
  static constexpr std::array parameters{Parameter<ReddiOnline>{boundedField, &ReddiOnline::bounded}};

  double slope(std::int64_t step) const override { return step % 101 == 0 ? 1010 : -10; }
};

inline const RegisterProblem<ReddiOnline> registerReddiOnline;

}  // namespace sidestep
