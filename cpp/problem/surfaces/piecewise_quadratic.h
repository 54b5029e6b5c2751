#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Lessard, Recht & Packard 2016, section 4.6: strongly convex, and yet heavy ball tuned for a quadratic (η = 1/9,
/// μ = 4/9) cycles for ever. Only the slope has kinks.
struct PiecewiseQuadratic {
  static constexpr std::array minima{Minimum{{0, 0}, 0}};
  static constexpr ProblemInfo info{
      .id = "piecewise_quadratic",
      .kind = "surface",
      .name = {"Piecewise quadratic", "分段二次函数"},
      .doc = {"Strongly convex, with curvatures 25, 1 and 25; yet momentum tuned for these curvatures cycles between "
              "three points without end.",
              "强凸，曲率依次为 25、1、25；但按这些曲率调好的动量法会在三点之间无限循环。"},
      .tex = R"(f(x)=\begin{cases}12.5x^2&x<1\\\tfrac12x^2+24x-12&1\le x<2\\12.5x^2-24x+36&x\ge2\end{cases})",
      .cite = {"Lessard et al. 2016", "https://arxiv.org/abs/1408.3595"},
      .dim = 1,
      .box = {Range{-3, 4}, Range{0, 0}},
      .start = {3.2, 0},
      .minima = minima,
      .logLevels = false};

  template <class T>
  static T f(const T& x) {
    const double at = plain(x);
    if (at < 1) return 12.5 * (x * x);
    if (at < 2) return 0.5 * (x * x) + 24 * x - 12;
    return 12.5 * (x * x) - 24 * x + 36;
  }
};

inline const RegisterSurface<PiecewiseQuadratic> registerPiecewiseQuadratic;

}  // namespace sidestep
