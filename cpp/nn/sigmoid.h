#pragma once

#include "nn/activation.h"

namespace sidestep {

/// 1/(1+e⁻ˣ), between 0 and 1 (Rumelhart, Hinton & Williams 1986).
struct SigmoidFunction {
  template <class T>
  static auto among(const Functions<T>& functions) {
    return functions.logistic;
  }
  template <class T>
  static T slope(T y) {
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
