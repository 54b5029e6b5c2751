#pragma once

#include <cmath>
#include <numbers>

#include "kernels/elementary.h"
#include "nn/activation.h"

namespace sidestep {

/// x·Φ(x), Φ the normal distribution function by the error function, not by tanh (Hendrycks & Gimpel 2016).
struct GeluFunction {
  static constexpr bool slopeFromOutput = false;
  template <class T>
  static T share(T x) {
    return T(0.5) * (1 + std::erf(x * T(1 / std::numbers::sqrt2)));
  }
  template <class T>
  static T value(T x) {
    return x * share(x);
  }
  template <class T>
  static T slope(T x, T) {
    constexpr T density = T(std::numbers::inv_sqrtpi / std::numbers::sqrt2);
    return share(x) + x * density * exponential(T(-0.5) * x * x);
  }
};

template <class T>
struct Gelu : Activation<T, GeluFunction> {
  static constexpr std::string_view id = "gelu", usage = "gelu";
  static constexpr Text doc{"x·Φ(x), Φ the normal distribution function.", "x·Φ(x)，Φ 为正态分布函数。"};
};

inline const RegisterLayer<Gelu> registerGelu;

}  // namespace sidestep
