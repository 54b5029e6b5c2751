#pragma once

/// Every network on data of its own, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "nn/made/blobs.h"
#include "nn/made/classification.h"
#include "nn/made/spirals.h"
#include "nn/made/moons.h"
#include "nn/made/xor.h"
#include "nn/made/flashes.h"
// clang-format on
