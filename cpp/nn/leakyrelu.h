#pragma once

#include "nn/activation.h"

namespace sidestep {

/// x, or x/100 below 0 (Maas, Hannun & Ng 2013); another slope as leakyrelu(0.2).
template <class T>
struct LeakyReluFunction {
  T below = T(0.01);
  T value(T x) const { return x > 0 ? x : below * x; }
  T slope(T y) const { return y > 0 ? T(1) : below; }
};

template <class T>
struct Leakyrelu : Activation<T, LeakyReluFunction<T>> {
  static constexpr std::string_view id = "leakyrelu", usage = "leakyrelu[(slope)]";
  static constexpr Text doc{"x where it is positive, otherwise slope · x, with a slope of 0.01 by default.",
                            "x 为正时取 x，否则取 slope · x，slope 默认为 0.01。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    Result<double> below = numberArgument(call, 0, 0, 1, 0.01);
    if (!below) return below.error();
    if (Check bad = atMost(call, 1)) return *bad;
    return std::unique_ptr<Layer<T>>(
        std::make_unique<Activation<T, LeakyReluFunction<T>>>(input, LeakyReluFunction<T>{static_cast<T>(*below)}));
  }
};

inline const RegisterLayer<Leakyrelu> registerLeakyrelu;

}  // namespace sidestep
