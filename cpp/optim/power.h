#pragma once

#include <cstdint>

namespace sidestep {

/// x to the whole power t by repeated squaring: unlike std::pow the same bits on every platform.
constexpr double power(double x, std::int64_t t) {
  double result = 1;
  for (; t > 0; t >>= 1, x *= x) {
    if (t & 1) result *= x;
  }
  return result;
}

}  // namespace sidestep
