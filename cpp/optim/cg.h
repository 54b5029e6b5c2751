#pragma once

#include "optim/hyper.h"
#include "optim/line_search.h"

namespace sidestep {

/// Nonlinear conjugate gradients, Polak–Ribière+ (Nocedal & Wright 2006, algorithm 5.4 with eq. 5.45):
///   β = max(0, g·(g−g_{t−1})/‖g_{t−1}‖²);  p ← −g + βp;  w ← w + αp,  α by a strong Wolfe search with c₂ = 0.1.
struct Cg {
  double lr = 1;
  bool flatStops = false;

  double length = 0, slope = 0;  ///< of the last step
  int idle = 0;                  ///< updates in a row that led nowhere
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
      .elementwise = false,
      .needsStationary = true};

  static constexpr std::array slots{Slot{"direction", "p", {"the direction of the last step", "上一步的方向"}},
                                    Slot{"previous", "g_{t-1}", {"the last gradient", "上一步的梯度"}}};

  static constexpr std::array hyper{firstTrial(&Cg::lr), sidestep::flatStops(&Cg::flatStops)};

  static constexpr std::uint64_t workspace(std::uint64_t n) { return 2 * n; }

  template <class T>
  void update(Step step, Objective<T>& objective, std::size_t n, T* w, const T* grad, T* const* slot, T* scratch) {
    T* __restrict p = slot[0];
    T* __restrict previous = slot[1];
    const double square = dot(grad, grad, n), before = dot(previous, previous, n), size = norm(grad, n);
    if (stuck || (flatStops ? square : size) == 0) return;
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
    const bool fresh = length == 0;
    double first = fresh ? lr / std::sqrt(square) : length * slope / descent;
    if (!flatStops && !inRange(square)) {  // with −g as a unit vector nothing is squared
      for (std::size_t i = 0; i < n; ++i) p[i] = -grad[i] * T(1 / size);
      descent = -size;
      first = lr;
    }
    const Line<T> line{objective, n, w, p, scratch, scratch + n};
    const Wolfe wolfe{{0, step.loss, descent}, 1e-4, 0.1, flatStops};
    const Trial found = strongWolfe(line, wolfe, first);
    const bool moved = found.length > 0 && line.moved();
    idle = moved && (flatStops || found.loss < step.loss) ? 0 : idle + 1;
    if (flatStops) {  // only where every later update is this one again
      stuck = steepest && (found.length == 0 || (idle > 1 && found.length == length && descent == slope));
    } else {
      stuck = idle >= patience || (steepest && fresh && !moved);
    }
    // The next step begins anew where this direction led nowhere.
    const bool kept = flatStops ? found.length > 0 : moved;
    for (std::size_t i = 0; i < n; ++i) previous[i] = kept ? grad[i] : T(0);
    if (kept) std::copy_n(line.point, n, w);
    length = kept ? found.length : 0;
    slope = descent;
  }
};

inline const Register<Cg> registerCg;

}  // namespace sidestep
