#pragma once

#include "optim/optimizer.h"

namespace sidestep {

/// The learning rate over a race, η_t = η·factor(t) for update t = 1, 2, …
/// The first `warmup` updates rise linearly, t/warmup. Then, with τ = t−1−warmup updates since:
///   constant 1;  step q^⌊τ/n⌋;  exponential q^(τ/n);  inverseTime 1/(1+rτ);  inverseSqrt 1/√(τ+1);
///   cosine ℓ + (1−ℓ)(1+cos πp)/2 (Loshchilov & Hutter 2017, eq. 5);  linear 1 − (1−ℓ)p;  p = τ/(T−warmup), at most 1,
/// where T is the race's last step. So the first rate is η, and ℓη is what would follow the last.
struct Schedule {
  enum class Shape { constant, step, exponential, inverseTime, inverseSqrt, cosine, linear };  // as in `shapes`
  Shape shape = Shape::constant;
  double every = 100;  ///< n
  double share = 0.1;  ///< q
  double rate = 0.01;  ///< r
  double floor = 0;    ///< ℓ
  double warmup = 0;
  std::int64_t last = -1;  ///< T; -1: unknown
  std::int64_t from = 0;   ///< updates before it begins: t and T are counted from there

  static constexpr std::array shapes{
      Choice{"constant", {"constant", "恒定"}},       Choice{"step", {"step", "阶梯"}},
      Choice{"exponential", {"exponential", "指数"}}, Choice{"inverseTime", {"inverse time", "逆时间衰减"}},
      Choice{"inverseSqrt", {"1/√t", "1/√t"}},        Choice{"cosine", {"cosine", "余弦"}},
      Choice{"linear", {"linear", "线性"}},
  };

  static constexpr Field shapeField{.id = "schedule",
                                    .kind = Kind::choice,
                                    .name = {"decay schedule", "调度方式"},
                                    .doc = {"How the learning rate falls over the race. Cosine and linear reach their "
                                            "floor at the last step of the race.",
                                            "学习率在比赛中如何下降。余弦与线性调度在最后一步降到下限。"},
                                    .initialText = shapes[0].id,
                                    .choices = shapes,
                                    .group = "schedule"};

  static constexpr std::array hyper{
      Hyper<Schedule>{
          {.id = "scheduleEvery",
           .kind = Kind::integer,
           .name = {"decay steps", "衰减步数"},
           .doc = {"Step: the learning rate is multiplied by the factor after every n steps. Exponential: it falls "
                   "smoothly, by that factor over n steps.",
                   "阶梯：每 n 步学习率乘一次衰减因子。指数：学习率平滑衰减，每 n 步降为原来的衰减因子倍。"},
           .symbol = "n",
           .min = 1,
           .max = 1e7,
           .from = 1,
           .to = 1e4,
           .scale = Scale::log,
           .group = "schedule"},
          &Schedule::every},
      Hyper<Schedule>{{.id = "scheduleFactor",
                       .name = {"decay factor", "衰减因子"},
                       .doc = {"Step and exponential: the factor by which the learning rate falls over n steps.",
                               "阶梯与指数：学习率每 n 步所乘的因子。"},
                       .symbol = "q",
                       .min = 0,
                       .max = 1,
                       .from = 0.01,
                       .to = 1,
                       .group = "schedule"},
                      &Schedule::share},
      Hyper<Schedule>{{.id = "scheduleRate",
                       .name = {"inverse-time decay rate", "逆时间衰减率"},
                       .doc = {"Inverse time: the learning rate is η/(1 + r·steps), as with the argument decay of "
                               "early Keras optimizers.",
                               "逆时间衰减：学习率为 η/(1 + r·步数)，即早期 Keras 优化器的参数 decay。"},
                       .symbol = "r",
                       .min = 0,
                       .max = 1e6,
                       .from = 1e-5,
                       .to = 10,
                       .scale = Scale::log,
                       .group = "schedule"},
                      &Schedule::rate},
      Hyper<Schedule>{{.id = "scheduleFloor",
                       .name = {"learning-rate floor", "学习率下限"},
                       .doc = {"Cosine and linear: the learning rate at the end, as a share of η.",
                               "余弦与线性：结束时的学习率，以与 η 之比表示。"},
                       .symbol = R"(\ell)",
                       .min = 0,
                       .max = 1,
                       .from = 0,
                       .to = 1,
                       .group = "schedule"},
                      &Schedule::floor},
      Hyper<Schedule>{
          {.id = "warmup",
           .kind = Kind::integer,
           .name = {"warm-up steps", "预热步数"},
           .doc = {"The learning rate first rises to η in this many equal increments; then the schedule begins.",
                   "学习率先在这么多步内等量升至 η，然后开始调度。"},
           .symbol = "t_w",
           .min = 0,
           .max = 1e7,
           .from = 0,
           .to = 1000,
           .group = "schedule"},
          &Schedule::warmup}};

  static constexpr std::array formula{
      FormulaLine{"j", "= t - 1", "schedule=step|exponential|inverseTime|inverseSqrt|cosine|linear&!warmup"},
      FormulaLine{"j", "= t - 1 - t_w", "schedule=step|exponential|inverseTime|inverseSqrt|cosine|linear&warmup"},
      FormulaLine{"p", R"(= \min\big(1,\ \frac{j}{T}\big))", "schedule=cosine|linear&!warmup"},
      FormulaLine{"p", R"(= \min\big(1,\ \frac{j}{T - t_w}\big))", "schedule=cosine|linear&warmup"},
      FormulaLine{"F", "= 1", "schedule=constant&warmup"},
      FormulaLine{"F", R"(= q^{\lfloor j/n \rfloor})", "schedule=step"},
      FormulaLine{"F", R"(= q^{j/n})", "schedule=exponential"},
      FormulaLine{"F", R"(= \frac{1}{1 + r\,j})", "schedule=inverseTime"},
      FormulaLine{"F", R"(= \frac{1}{\sqrt{j + 1}})", "schedule=inverseSqrt"},
      FormulaLine{"F", R"(= \ell + (1 - \ell)\,\frac{1 + \cos(\pi\,p)}{2})", "schedule=cosine"},
      FormulaLine{"F", R"(= 1 - (1 - \ell)\,p)", "schedule=linear"},
      FormulaLine{R"(\eta_t)", R"(= \eta\,F)",
                  "schedule=step|exponential|inverseTime|inverseSqrt|cosine|linear&!warmup"},
      FormulaLine{R"(\eta_t)", R"(= \begin{cases}\frac{\eta\,t}{t_w} & t \le t_w \\ \eta\,F & t > t_w\end{cases})",
                  "warmup"}};

  /// The schedule that a lane's settings ask for after step `from` of a race of `last` steps.
  static Schedule of(const Settings& settings, std::int64_t last, std::int64_t from = 0);
  static void addTo(std::vector<Field>& fields);
  /// Some schedules must know where the race ends.
  Check check() const;

  bool constant() const { return shape == Shape::constant && warmup == 0; }
  double factor(std::int64_t update) const;
};

}  // namespace sidestep
