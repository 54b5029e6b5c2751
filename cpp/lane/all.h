#pragma once

/// Every problem, in the order of the catalog.
// clang-format off
#include "problem/all.h"
#include "nn/made/all.h"
#include "nn/network_problem.h"
// clang-format on

namespace sidestep {
inline const RegisterNetwork registerNetwork;  // after the toys
}  // namespace sidestep
