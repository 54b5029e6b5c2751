#pragma once

#include "kernels/vec.h"

namespace sidestep {

/// to[j] ← Σᵢ x[i·n + j] over `rows` rows, one after the other: the order of a sum is part of the result.
template <class T>
void sumRows(std::size_t rows, std::size_t n, const T* x, T* to) {
  using V = Vec<T>;
  std::size_t j = 0;
  for (; j + 2 * V::lanes <= n; j += 2 * V::lanes) {
    typename V::Register a{}, b{};
    for (std::size_t i = 0; i < rows; ++i) {
      a += V::load(x + i * n + j);
      b += V::load(x + i * n + j + V::lanes);
    }
    V::store(to + j, a);
    V::store(to + j + V::lanes, b);
  }
  for (; j < n; ++j) {
    T sum = 0;
    for (std::size_t i = 0; i < rows; ++i) sum += x[i * n + j];
    to[j] = sum;
  }
}

}  // namespace sidestep
