#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/field.h"

namespace sidestep {

/// The transcendental functions of networks. Each overwrites n numbers with their values.
template <class T>
struct Functions {
  void (*exponential)(std::size_t n, T* x);
  void (*hyperbolicTangent)(std::size_t n, T* x);
  void (*logistic)(std::size_t n, T* x);
  void (*normalShare)(std::size_t n, T* x);
};

/// The functions of one of the choices below: accurate over the whole range (kernels/elementary.h), or as they were
/// until links had versions. In float64, which only tests use, all are the library's.
template <class T>
const Functions<T>& functionsOf(std::string_view id);

inline constexpr std::array functionChoices{
    Choice{"accurate", {"accurate everywhere", "处处精确"}},
    Choice{"clamped", {"clamped at ±8.4", "在 ±8.4 处截断"}},
};

}  // namespace sidestep
