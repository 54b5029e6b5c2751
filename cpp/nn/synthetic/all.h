#pragma once

/// Every network on data of its own, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "nn/synthetic/blobs.h"
#include "nn/synthetic/classification.h"
#include "nn/synthetic/spirals.h"
#include "nn/synthetic/moons.h"
#include "nn/synthetic/xor.h"
#include "nn/synthetic/flashes.h"
// clang-format on
