#pragma once

#include <cstdint>

namespace sidestep {

/// x to the whole power t by repeated squaring: unlike std::pow the same bits on every platform.
double power(double x, std::int64_t t);

}  // namespace sidestep
