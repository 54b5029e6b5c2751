#pragma once

#include "kernels/elementary.h"
#include "nn/activation.h"

namespace sidestep {

/// 1/(1+e⁻ˣ), between 0 and 1 (Rumelhart, Hinton & Williams 1986).
struct SigmoidFunction {
  static constexpr bool slopeFromOutput = true;
  template <class T>
  static T value(T x) {
    return logistic(x);
  }
  template <class T>
  static T slope(T, T y) {
    return y * (1 - y);
  }
};

template <class T>
struct Sigmoid : Activation<T, SigmoidFunction> {
  static constexpr std::string_view id = "sigmoid", usage = "sigmoid";
  static constexpr Text doc{"1/(1+e⁻ˣ), between 0 and 1.", "1/(1+e⁻ˣ)，取值在 0 与 1 之间。"};
};

inline const RegisterLayer<Sigmoid> registerSigmoid;

}  // namespace sidestep
