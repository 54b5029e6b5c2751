#pragma once

#include "kernels/vec.h"
#include "optim/optimizer.h"

namespace sidestep {

/// Gradient clipping, after the noise and before the rule: first each component by value, then the whole by norm
/// (Pascanu, Mikolov & Bengio 2013, algorithm 1, in PyTorch's form):  g ← g·min(1, c/(‖g‖+10⁻⁶)).  A bound of 0 is no
/// bound.
struct Clip {
  double value = 0;
  double norm = 0;

  static constexpr std::array hyper{
      Hyper<Clip>{{.id = "clipValue",
                   .name = {"clip by value", "按值裁剪"},
                   .doc = {"Each component of the gradient is limited to this size. 0: no clipping.",
                           "将梯度各分量的绝对值限制在此值以内。0 表示不裁剪。"},
                   .symbol = R"(c_\infty)",
                   .min = 0,
                   .max = 1e9,
                   .from = 0.01,
                   .to = 100,
                   .scale = Scale::log,
                   .group = "clipping"},
                  &Clip::value},
      Hyper<Clip>{{.id = "clipNorm",
                   .name = {"clip by norm", "按范数裁剪"},
                   .doc = {"A gradient with a larger norm is scaled down to this norm. 0: no clipping.",
                           "范数更大的梯度会缩小到此范数。0 表示不裁剪。"},
                   .symbol = "c_2",
                   .min = 0,
                   .max = 1e9,
                   .from = 0.01,
                   .to = 100,
                   .scale = Scale::log,
                   .group = "clipping"},
                  &Clip::norm}};

  static constexpr std::array formula{
      FormulaLine{"g", R"(\leftarrow \operatorname{clip}(g,\ -c_\infty,\ c_\infty))", "clipValue"},
      FormulaLine{"g", R"(\leftarrow \min\big(1,\ \frac{c_2}{\|g\| + 10^{-6}}\big)\,g)", "clipNorm"}};

  bool on() const { return value > 0 || norm > 0; }

  template <class T>
  void apply(T* g, std::size_t n) const {
    if (value > 0) {
      const T bound = T(value);
      for (std::size_t i = 0; i < n; ++i) g[i] = g[i] > bound ? bound : g[i] < -bound ? -bound : g[i];
    }
    if (norm > 0) {
      const double factor = norm / (sidestep::norm(g, n) + 1e-6);
      if (factor < 1) {
        for (std::size_t i = 0; i < n; ++i) g[i] *= T(factor);
      }
    }
  }
};

}  // namespace sidestep
