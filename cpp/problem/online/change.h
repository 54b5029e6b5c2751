#pragma once

#include "problem/online/online.h"

namespace sidestep {

/// A parabola s/2·(x − c)² that after `at` steps has another steepness and another minimum, with gradient noise before
/// and after. The loss is the parabola's, without the noise.
struct Change : Online {
  double at = 200, scale = 1, target = 5, sigmaBefore = 0, sigmaAfter = 0;

  double evaluate(std::int64_t step, const double* w, double* grad) override {
    const bool before = step < static_cast<std::int64_t>(at);
    const double s = before ? scale : 1, error = *w - (before ? 0 : target);
    const double sigma = before ? sigmaBefore : sigmaAfter;
    if (grad) *grad = s * error + (sigma > 0 ? sigma * draws(step).normal() : 0);
    return 0.5 * s * (error * error);
  }

  /// The fields that the problems made of this share; defaults are theirs.
  template <class S>
  static constexpr std::array<Parameter<S>, 5> settings() {
    return {
        Parameter<S>{{.id = "at",
                      .kind = Kind::integer,
                      .name = {"steps before the change", "变化前的步数"},
                      .doc = {"The number of steps before the change.", "变化发生之前的步数。"},
                      .symbol = "t_0",
                      .min = 0,
                      .max = 1e7,
                      .from = 10,
                      .to = 1e4,
                      .scale = Scale::log},
                     &S::at},
        Parameter<S>{
            {.id = "scale",
             .name = {"scale before", "变化前的尺度"},
             .doc = {"How many times larger the gradients are before the change.", "变化前的梯度是变化后的多少倍。"},
             .symbol = "s",
             .min = 1e-6,
             .max = 1e6,
             .from = 1,
             .to = 1e4,
             .scale = Scale::log},
            &S::scale},
        Parameter<S>{{.id = "target",
                      .name = {"new minimum", "新的极小点"},
                      .doc = {"The minimum is at 0 before the change, and here after it.",
                              "极小点在变化前位于 0，变化后移到此处。"},
                      .symbol = "c",
                      .min = -1e6,
                      .max = 1e6,
                      .from = -10,
                      .to = 10},
                     &S::target},
        Parameter<S>{
            {.id = "sigmaBefore",
             .name = {"noise before", "变化前的噪声"},
             .doc = {"Standard deviation of the gradient noise before the change.", "变化前梯度噪声的标准差。"},
             .symbol = R"(\sigma_0)",
             .min = 0,
             .max = 1e6,
             .from = 1e-2,
             .to = 1e3,
             .scale = Scale::log},
            &S::sigmaBefore},
        Parameter<S>{{.id = "sigmaAfter",
                      .name = {"noise after", "变化后的噪声"},
                      .doc = {"Standard deviation of the gradient noise after the change.", "变化后梯度噪声的标准差。"},
                      .symbol = R"(\sigma_1)",
                      .min = 0,
                      .max = 1e6,
                      .from = 1e-2,
                      .to = 1e3,
                      .scale = Scale::log},
                     &S::sigmaAfter}};
  }
};

/// The gradients become a thousand times smaller.
struct ScaleChange : Change {
  static constexpr std::array<double, 1> initial{10};
  static constexpr ProblemInfo info{
      .id = "scale_change",
      .kind = "online",
      .name = {"Change of scale", "尺度突变"},
      .doc = {"After 200 steps the gradients become a thousand times smaller: a rule that accumulates all past "
              "gradients stops.",
              "200 步之后梯度缩小到千分之一：累积全部历史的规则就此停步。"},
      .tex = R"(f_t(x)=\begin{cases}\tfrac s2\,x^2&t\le t_0\\\tfrac12(x-c)^2&t>t_0\end{cases})",
      .cite = {"Zeiler 2012", "https://arxiv.org/abs/1212.5701"}};
  ScaleChange() { scale = 1000; }
  static constexpr auto parameters = settings<ScaleChange>();
};

/// The noise ends, and the accumulators still hold its squares.
struct NoiseChange : Change {
  static constexpr std::array<double, 1> initial{0};
  static constexpr ProblemInfo info{
      .id = "noise_change",
      .kind = "online",
      .name = {"Change of noise", "噪声突变"},
      .doc = {"A thousand steps of strong noise, then a new minimum without noise: how fast does each rule recover?",
              "一千步强噪声之后，极小点移动，噪声消失：各规则恢复得多快？"},
      .tex = R"(f_t(x)=\tfrac12(x-c_t)^2+\sigma_t\,\xi_t\,x)",
      .cite = {"Zeiler 2012", "https://arxiv.org/abs/1212.5701"}};
  NoiseChange() { at = 1000, sigmaBefore = 100, sigmaAfter = 0.1; }
  static constexpr auto parameters = settings<NoiseChange>();
};

/// The minimum jumps, under constant noise.
struct ChangePoint : Change {
  static constexpr std::array<double, 1> initial{0};
  static constexpr ProblemInfo info{
      .id = "change_point",
      .kind = "online",
      .name = {"Change point", "变点"},
      .doc =
          {"The minimum jumps from 0 to 5 under constant noise. The gradients keep their size, so no rule gets stuck.",
           "极小点从 0 跳到 5，噪声不变。梯度的大小没有变化，因此任何规则都不会卡住。"},
      .tex = R"(f_t(x)=\tfrac12(x-c_t)^2+\sigma\,\xi_t\,x,\quad c_t=\begin{cases}0&t\le t_0\\c&t>t_0\end{cases})",
      .cite = {"Page 1954", "https://doi.org/10.1093/biomet/41.1-2.100"}};
  ChangePoint() { at = 1000, sigmaBefore = 1, sigmaAfter = 1; }
  static constexpr auto parameters = settings<ChangePoint>();
};

inline const RegisterProblem<ScaleChange> registerScaleChange;
inline const RegisterProblem<NoiseChange> registerNoiseChange;
inline const RegisterProblem<ChangePoint> registerChangePoint;

}  // namespace sidestep
