#include "kernels/functions.h"

#include <algorithm>
#include <bit>

#include "kernels/elementary.h"

namespace sidestep {
namespace {

template <class T, T (*f)(T)>
void each(std::size_t n, T* x) {
  for (std::size_t i = 0; i < n; ++i) x[i] = f(x[i]);
}

template <class T>
void eachLogistic(std::size_t n, T* x) {
  each<T, logistic>(n, x);
}
template <>
void eachLogistic(std::size_t n, float* x) {
  std::uint32_t largest = 0;  // |x| in bits, whose order is that of the numbers
  for (std::size_t i = 0; i < n; ++i) largest = std::max(largest, std::bit_cast<std::uint32_t>(x[i]) & 0x7fffffff);
  largest <= std::bit_cast<std::uint32_t>(87.0f) ? each<float, logisticNear>(n, x) : each<float, logistic>(n, x);
}

template <class T>
constexpr Functions<T> accurate{each<T, exponential>, each<T, hyperbolicTangent>, eachLogistic<T>,
                                each<T, normalShare<T>>};

}  // namespace

template <>
const Functions<float>& functionsOf(std::string_view id) {
  static constexpr Functions<float> asOnce{each<float, clamped::exponential>, each<float, clamped::hyperbolicTangent>,
                                           each<float, clamped::logistic>, each<float, clamped::normalShare>};
  return id == "clamped" ? asOnce : accurate<float>;
}

template <>
const Functions<double>& functionsOf(std::string_view) {
  return accurate<double>;
}

}  // namespace sidestep
