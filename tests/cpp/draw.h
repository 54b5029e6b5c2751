#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/random.h"

namespace sidestep::test {

/// n normal numbers, the same for the same seed.
template <class T>
std::vector<T> draw(std::size_t n, std::uint64_t seed) {
  Pcg32 random(seed, 1);
  std::vector<T> x(n);
  for (T& v : x) v = static_cast<T>(random.normal());
  return x;
}

}  // namespace sidestep::test
