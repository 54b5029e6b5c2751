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

  static constexpr std::array syncs{Choice{"keep", {"keep", "保留"}}, Choice{"reset", {"begin anew", "清空"}}};

  static constexpr Field syncField{
      .id = "lookaheadSync",
      .kind = Kind::choice,
      .name = {"memory of the rule", "规则的记忆"},
      .doc = {"Whether the rule keeps its averages, velocities and step count when it is moved to the slow weights.",
              "移到慢权重时，规则是否保留其平均、速度与步数。"},
      .initialText = syncs[0].id,
      .choices = syncs,
      .group = "lookahead"};

  static constexpr std::array hyper{
      Hyper<Lookahead>{{.id = "lookahead",
                        .kind = Kind::integer,
                        .name = {"lookahead steps", "前瞻步数"},
                        .doc = {"After so many steps slow weights follow a part of the way, and the rule goes on from "
                                "there (Zhang et al. 2019). 0: off.",
                                "每经过这么多步，慢权重跟上一部分，规则再从那里继续（Zhang 等 2019）。0 表示关闭。"},
                        .symbol = "k",
                        .min = 0,
                        .max = 1e6,
                        .from = 0,
                        .to = 20,
                        .group = "lookahead"},
                       &Lookahead::every},
      Hyper<Lookahead>{{.id = "lookaheadAlpha",
                        .name = {"share of the way", "跟进比例"},
                        .doc = {"How far the slow weights follow.", "慢权重跟进的比例。"},
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
