#pragma once

#include "kernels/matrix_view.h"
#include "optim/hyper.h"
#include "optim/line_search.h"

namespace sidestep {

/// Nonlinear conjugate gradients, Polak–Ribière+ (Nocedal & Wright 2006, algorithm 5.4 with eq. 5.45):
///   β = max(0, g·(g−g_{t−1})/‖g_{t−1}‖²);  p ← −g + βp;  w ← w + αp,  α by a strong Wolfe search with c₂ = 0.1.
struct Cg {
  double lr = 1;
  bool flatStops = false;

  double length = 0, slope = 0;  ///< of the last step
  int idle = 0;                  ///< updates in a row that did not lower the loss
  bool stuck = false;            ///< the loss does not fall even along −g: only rounding is left

  static constexpr OptimizerInfo info{.id = "cg",
                                      .type = "Cg",
                                      .name = "Conjugate gradients",
                                      .cite = {"Polak & Ribière 1969", "https://doi.org/10.1051/m2an/196903R100351"},
                                      .doc = {"Search directions that do not undo each other, with a line search along "
                                              "each. Needs the full batch, and several evaluations per step.",
                                              "各搜索方向互不抵消，沿每个方向做线搜索。需要全批量，每步多次求值。"},
                                      .title = {"Conjugate gradients", "共轭梯度法"},
                                      .scheduled = false,
                                      .elementwise = false,
                                      .needsStationary = true};

  static constexpr std::array formula{
      FormulaLine{R"(\beta)", R"(= \max\Big(0,\ \frac{g\cdot(g-g_{t-1})}{\|g_{t-1}\|^2}\Big))"},
      FormulaLine{"p", R"(\leftarrow -g + \beta\,p)"}, FormulaLine{"w", R"(\leftarrow w + \alpha\,p)"}};

  static constexpr std::array slots{Slot{"direction", "p", {"the search direction", "搜索方向"}},
                                    Slot{"previous", "g_{t-1}", {"the last gradient", "上一步的梯度"}}};

  static constexpr std::array hyper{firstTrial(&Cg::lr), sidestep::flatStops(&Cg::flatStops)};

  static constexpr std::uint64_t workspace(std::uint64_t n) { return 2 * n; }

  template <class T>
  void update(Step step, Objective<T>& objective, std::size_t n, T* w, const T* grad, T* const* slot, T* scratch) {
    auto p = vector(slot[0], n), previous = vector(slot[1], n);
    const auto g = vector(grad, n);
    const double square = dot(g, g), before = dot(previous, previous), size = norm(grad, n);
    if (stuck || (flatStops ? square : size) == 0) return;
    const double with = dot(g, previous);
    const auto polakRibiere = [](auto gg, auto gh, auto hh) { return larger(decltype(gg)(0), (gg - gh) / hh); };
    const T beta = before > 0 ? T(told(R"(\beta)", polakRibiere, With{R"(\|g\|^2)", square},
                                       With{R"((g\cdot g_{t-1}))", with}, With{R"(\|g_{t-1}\|^2)", before}))
                              : T(0);
    tellEach(
        "slot direction", p, [](const auto& b, const auto& d, const auto& h) { return b * d - h; },
        With{R"(\beta)", beta}, With{"slot direction", p}, With{"g", g});
    double descent = dot(g, p);
    const bool steepest = beta == 0 || descent >= 0;
    if (descent >= 0) {
      tellEach("slot direction", p, opposite, With{"g", g});
      descent = -square;
    }
    // As far as the last step would have gone to first order (section 3.5); at first, a length of 1.
    const bool fresh = length == 0;
    double first =
        fresh ? told(
                    firstTold, [](auto eta, auto gg) { return eta / sqrt(gg); }, With{"setting lr", lr},
                    With{R"(\|g\|^2)", square})
              : told(
                    firstTold, [](auto a, auto s, auto d) { return a * s / d; }, With{R"(\alpha_{t-1})", length},
                    With{R"((g\cdot p)_{t-1})", slope}, With{R"(g\cdot p)", descent});
    if (!flatStops && !inRange(square)) {  // along the unit vector of −g, so that nothing is squared
      tellEach(
          "slot direction", p, [](const auto& h, const auto& c) { return -h * c; }, With{"g", g},
          With{R"(\|g\|^{-1})", T(1 / size)});
      descent = -size;
      first = lr;
    }
    const Line<T> line{objective, n, w, p.data(), scratch, scratch + n};
    const Wolfe wolfe{{0, step.loss, descent}, 1e-4, 0.1, flatStops};
    const Trial found = strongWolfe(line, wolfe, first);
    const bool moved = found.length > 0 && line.moved();
    idle = moved && (flatStops || found.loss < step.loss) ? 0 : idle + 1;
    if (flatStops) {  // once all later updates would be equal
      stuck = steepest && (found.length == 0 || (idle > 1 && found.length == length && descent == slope));
    } else {
      stuck = idle >= patience || (steepest && fresh && !moved);
    }
    // Where w did not move, the next direction is −g.
    const bool kept = flatStops ? found.length > 0 : moved;
    if (kept) {
      previous = g;
      std::copy_n(line.point, n, w);
    } else {
      previous.setZero();
    }
    length = kept ? found.length : 0;
    slope = descent;
  }
};

inline const Register<Cg> registerCg;

}  // namespace sidestep
