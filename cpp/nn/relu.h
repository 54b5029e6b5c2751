#pragma once

#include "nn/activation.h"

namespace sidestep {

/// max(x, 0), with slope 0 at 0 (Nair & Hinton 2010).
struct ReluFunction {
  template <class T>
  static T value(T x) {
    return x < 0 ? T(0) : x;  // NaN stays NaN, so that the loss shows it
  }
  template <class T>
  static T slope(T y) {
    return y > 0 ? T(1) : T(0);
  }
};

template <class T>
struct Relu : Activation<T, ReluFunction> {
  static constexpr std::string_view id = "relu", usage = "relu";
  static constexpr Text doc{"max(x, 0), with slope 0 at 0.", "max(x, 0)，0 处导数取 0。"};
};

inline const RegisterLayer<Relu> registerRelu;

}  // namespace sidestep
