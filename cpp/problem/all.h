#pragma once

/// Every closed-form surface, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "problem/surfaces/rosenbrock.h"
#include "problem/surfaces/beale.h"
#include "problem/surfaces/himmelblau.h"
#include "problem/surfaces/ravine.h"
#include "problem/surfaces/saddle.h"
#include "problem/surfaces/quartic1d.h"
// clang-format on
