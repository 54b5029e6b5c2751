#pragma once

#include "nn/activation.h"

namespace sidestep {

/// The hyperbolic tangent, between −1 and 1 (LeCun et al. 1998, section 4.4).
struct TanhFunction {
  template <class T>
  static auto among(const Functions<T>& functions) {
    return functions.hyperbolicTangent;
  }
  template <class T>
  static T slope(T y) {
    return 1 - y * y;
  }
};

template <class T>
struct Tanh : Activation<T, TanhFunction> {
  static constexpr std::string_view id = "tanh", usage = "tanh";
  static constexpr Text doc{"The hyperbolic tangent, between −1 and 1.", "双曲正切，取值在 −1 与 1 之间。"};
};

inline const RegisterLayer<Tanh> registerTanh;

}  // namespace sidestep
