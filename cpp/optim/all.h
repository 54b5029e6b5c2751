#pragma once

/// Every optimizer, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "optim/sgd.h"
#include "optim/adagrad.h"
#include "optim/rmsprop.h"
#include "optim/adam.h"
// clang-format on
