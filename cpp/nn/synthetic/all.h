#pragma once

/// Every network on data of its own, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "nn/synthetic/blobs.h"
#include "nn/synthetic/classification.h"
#include "nn/synthetic/spirals.h"
#include "nn/synthetic/moons.h"
#include "nn/synthetic/xor.h"
#include "nn/synthetic/flashes.h"
#include "nn/synthetic/words.h"
#ifndef SIDESTEP_FIRST_MODULE  // what follows comes in the second module (docs/adr/0017)
#include "nn/synthetic/make_classification.h"
#include "nn/synthetic/make_blobs.h"
#include "nn/synthetic/make_regression.h"
#include "nn/synthetic/make_friedman1.h"
#endif
// clang-format on
