#pragma once

/// Every optimizer, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "optim/sgd.h"
#include "optim/adagrad.h"
#include "optim/rmsprop.h"
#include "optim/adadelta.h"
#include "optim/adam.h"
#include "optim/adamw.h"
#include "optim/adamax.h"
#include "optim/nadam.h"
#include "optim/radam.h"
#include "optim/adabound.h"
#include "optim/lion.h"
#include "optim/rprop.h"
#ifndef SIDESTEP_FIRST_MODULE  // what follows comes in a second module, when a race has such a lane (docs/adr/0017)
#include "optim/newton.h"
#include "optim/cg.h"
#include "optim/lbfgs.h"
#include "optim/shampoo.h"
#endif
// clang-format on
