#pragma once

/// Every kind of layer, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "nn/dense.h"
#if !defined(SIDESTEP_FIRST_MODULE) || defined(__wasm_relaxed_simd__)
// In the second module, loaded when a race has one (docs/adr/0017); with relaxed SIMD there is no second.
#include "nn/conv.h"
#endif
#include "nn/pool.h"
#include "nn/avgpool.h"
#include "nn/flatten.h"
#include "nn/relu.h"
#include "nn/leakyrelu.h"
#include "nn/tanh.h"
#include "nn/sigmoid.h"
#include "nn/gelu.h"
#include "nn/softmax.h"
#include "nn/dropout.h"
#include "nn/batchnorm.h"
#include "nn/lstm.h"
#include "nn/gru.h"
#include "nn/embedding.h"
// clang-format on
