#pragma once

#include "optim/hyper.h"
#include "optim/line_search.h"

namespace sidestep {

/// Nonlinear conjugate gradients, Polak–Ribière+ (Nocedal & Wright 2006, algorithm 5.4 with eq. 5.45):
///   β = max(0, g·(g−g_{t−1})/‖g_{t−1}‖²);  p ← −g + βp;  w ← w + αp,  α by a strong Wolfe search with c₂ = 0.1.
struct Cg {
  double lr = 1;

  double length = 0, slope = 0;  ///< of the last step
  bool stuck = false;            ///< not even the steepest descent descends: rounding is all that is left

  static constexpr OptimizerInfo info{
      .id = "cg",
      .type = "Cg",
      .name = "Conjugate gradients",
      .tex =
          R"(p \leftarrow -g + \max\Big(0, \frac{g\cdot(g-g_{t-1})}{\|g_{t-1}\|^2}\Big)\,p,\quad w \leftarrow w + \alpha\, p)",
      .cite = {"Polak & Ribière 1969", "https://doi.org/10.1051/m2an/196903R100351"},
      .doc = {"Directions that do not undo each other, each followed by a line search. Needs the whole data, and "
              "several evaluations a step.",
              "各方向互不抵消，每个方向上做线搜索。需要全部数据，每步多次求值。"},
      .title = {"Conjugate gradients", "共轭梯度法"},
      .scheduled = false,
      .fullBatch = true};

  static constexpr std::array slots{Slot{"direction", "p", {"the direction of the last step", "上一步的方向"}},
                                    Slot{"previous", "g_{t-1}", {"the last gradient", "上一步的梯度"}}};

  static constexpr std::array hyper{firstTrial(&Cg::lr)};

  static constexpr std::uint64_t workspace(std::uint64_t n) { return 2 * n; }

  template <class T>
  void update(Step step, Objective<T>& objective, std::size_t n, T* w, const T* grad, T* const* slot, T* scratch) {
    T* __restrict p = slot[0];
    T* __restrict previous = slot[1];
    const double square = dot(grad, grad, n), before = dot(previous, previous, n);
    if (stuck || square == 0) return;
    const double polak = before > 0 ? (square - dot(grad, previous, n)) / before : 0;
    const T beta = T(polak > 0 ? polak : 0);
    for (std::size_t i = 0; i < n; ++i) p[i] = beta * p[i] - grad[i];
    double descent = dot(grad, p, n);
    const bool steepest = beta == 0 || descent >= 0;
    if (descent >= 0) {
      for (std::size_t i = 0; i < n; ++i) p[i] = -grad[i];
      descent = -square;
    }
    // As far as the last step would have gone to first order (section 3.5); at first, a length of 1.
    const double first = length > 0 ? length * slope / descent : lr / std::sqrt(square);
    const Line<T> line{objective, n, w, p, scratch, scratch + n};
    const Trial found = strongWolfe(line, {0, step.loss, descent}, first, 1e-4, 0.1);
    stuck = found.length == 0 && steepest;
    // The next step begins anew where this direction led nowhere.
    for (std::size_t i = 0; i < n; ++i) previous[i] = found.length > 0 ? grad[i] : T(0);
    if (found.length > 0) std::copy_n(line.point, n, w);
    length = found.length;
    slope = descent;
  }
};

inline const Register<Cg> registerCg;

}  // namespace sidestep
