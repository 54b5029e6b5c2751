#pragma once

/// Every kind of layer, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "nn/dense.h"
#include "nn/relu.h"
#include "nn/tanh.h"
#include "nn/sigmoid.h"
// clang-format on
