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
#ifndef SIDESTEP_FIRST_MODULE  // what follows comes in the second module, with a copy of the lane (docs/adr/0029)
#include "instrument/answers.h"
#include "instrument/answers_to.h"
#include "instrument/items.h"
#include "instrument/weights.h"
#include "instrument/gates.h"
#include "instrument/layer_state.h"
#endif
// clang-format on
