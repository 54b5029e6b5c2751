#pragma once

#include "optim/optimizer.h"

namespace sidestep {

/// Lookahead (Zhang et al. 2019, algorithm 1) around any rule: each k steps of it
///   φ ← φ + α(w − φ);  w ← φ,  from φ = w₀.  The loss is told at φ.
struct Lookahead {
  enum class Sync { keep, reset };  // as in `syncs`
  double every = 0;                 ///< k; 0: off
  double alpha = 0.5;
  Sync sync = Sync::keep;

  static constexpr std::array syncs{Choice{"keep", {"keep", "保留"}}, Choice{"reset", {"reset", "重置"}}};

  static constexpr Field syncField{
      .id = "lookaheadSync",
      .kind = Kind::choice,
      .name = {"state of the rule", "规则的内部状态"},
      .doc = {"Whether the rule keeps its averages, velocities and step count when it is moved to the slow weights.",
              "移到慢权重处时，规则是否保留其平均值、速度与步数。"},
      .initialText = syncs[0].id,
      .choices = syncs,
      .group = "lookahead"};

  static constexpr std::array hyper{
      Hyper<Lookahead>{
          {.id = "lookahead",
           .kind = Kind::integer,
           .name = {"lookahead steps", "前瞻步数"},
           .doc = {"After every k steps the slow weights move part of the way to the weights of the rule, and the rule "
                   "continues from there (Zhang et al. 2019). 0: off.",
                   "每 k 步，慢权重向规则的权重移动一部分，规则再从那里继续（Zhang 等 2019）。0 表示关闭。"},
           .symbol = "k",
           .min = 0,
           .max = 1e6,
           .from = 0,
           .to = 20,
           .group = "lookahead"},
          &Lookahead::every},
      Hyper<Lookahead>{{.id = "lookaheadAlpha",
                        .name = {"slow-weight step size", "慢权重步长"},
                        .doc = {"The share of the way to the weights of the rule that the slow weights move.",
                                "慢权重每次向规则的权重移动的比例。"},
                        .symbol = R"(\alpha_\varphi)",
                        .min = 0,
                        .max = 1,
                        .from = 0,
                        .to = 1,
                        .group = "lookahead"},
                       &Lookahead::alpha}};

  static constexpr std::array formula{
      FormulaLine{
          R"(\varphi)",
          R"(\leftarrow \begin{cases}\varphi + \alpha_\varphi\,(w - \varphi) & t \bmod k = 0 \\ \varphi & t \bmod k > 0\end{cases})",
          "lookahead"},
      FormulaLine{"w", R"(\leftarrow \begin{cases}\varphi & t \bmod k = 0 \\ w & t \bmod k > 0\end{cases})",
                  "lookahead"}};

  static Lookahead of(const Settings& settings);
  static void addTo(std::vector<Field>& fields);

  bool on() const { return every > 0; }
  bool due(std::int64_t t) const { return on() && t % static_cast<std::int64_t>(every) == 0; }

  /// What is due after update t.
  template <class T>
  void synchronise(std::size_t n, T* __restrict w, T* __restrict slow) const {
    const T share = T(alpha);
    for (std::size_t i = 0; i < n; ++i) w[i] = slow[i] = slow[i] + share * (w[i] - slow[i]);
  }
};

}  // namespace sidestep
