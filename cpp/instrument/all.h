#pragma once

/// Every instrument, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "instrument/surface_values.h"
#include "instrument/formula_check.h"
#include "instrument/network_layers.h"
#include "instrument/decision_regions.h"
#include "instrument/data_points.h"
#include "instrument/effective_rates.h"
#include "instrument/tensor_norms.h"
#include "instrument/loss_slice.h"
#include "instrument/parameters.h"
// clang-format on
