#pragma once

#include <algorithm>
#include <numbers>

#include "nn/layer.h"

namespace sidestep {

/// x·Φ(x), Φ the normal distribution function by the error function, not by tanh (Hendrycks & Gimpel 2016).
template <class T>
class Gelu final : public Layer<T> {
 public:
  static constexpr std::string_view id = "gelu", usage = "gelu";
  static constexpr bool activation = true;
  static constexpr Text doc{"x·Φ(x), Φ the normal distribution function.", "x·Φ(x)，Φ 为正态分布函数。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    if (Check bad = atMost(call, 0)) return *bad;
    return std::unique_ptr<Layer<T>>(std::make_unique<Gelu>(input));
  }

  explicit Gelu(const Shape& input) : Layer<T>(input), size_(sizeOf(input)) {}

  void forward(const Pass<T>& pass, const T*, const T* x, T* y) const override {
    const std::size_t n = pass.m * size_;
    std::copy_n(x, n, y);
    pass.functions->normalShare(n, y);
    for (std::size_t i = 0; i < n; ++i) y[i] *= x[i];
  }

  void backward(const Pass<T>& pass, const T*, const T* x, const T*, const T* dy, T*, T* dx) const override {
    if (!dx) return;
    constexpr std::size_t most = 64;
    for (std::size_t left = pass.m * size_, n; left > 0; left -= n, x += n, dy += n, dx += n) {
      n = std::min(left, most);
      T share[most], density[most];
      std::copy_n(x, n, share);
      pass.functions->normalShare(n, share);
      for (std::size_t i = 0; i < n; ++i) density[i] = T(-0.5) * x[i] * x[i];
      pass.functions->exponential(n, density);
      for (std::size_t i = 0; i < n; ++i) dx[i] = dy[i] * (share[i] + x[i] * top * density[i]);
    }
  }

 private:
  static constexpr T top = T(std::numbers::inv_sqrtpi / std::numbers::sqrt2);  ///< the density at 0
  std::size_t size_;
};

inline const RegisterLayer<Gelu> registerGelu;

}  // namespace sidestep
