#pragma once

/// Every problem but the networks, in the order of the catalog. To add one, write its header and add its line here.
// clang-format off
#include "problem/surfaces/rosenbrock.h"
#include "problem/surfaces/beale.h"
#include "problem/surfaces/himmelblau.h"
#include "problem/surfaces/ravine.h"
#include "problem/surfaces/saddle.h"
#include "problem/surfaces/quartic1d.h"
#include "problem/surfaces/booth.h"
#include "problem/surfaces/styblinski_tang.h"
#include "problem/surfaces/three_hump_camel.h"
#include "problem/surfaces/ackley.h"
#include "problem/surfaces/rastrigin.h"
#include "problem/surfaces/goldstein_price.h"
#include "problem/surfaces/mccormick.h"
#include "problem/surfaces/levy13.h"
#include "problem/surfaces/easom.h"
#include "problem/surfaces/plateau.h"
#include "problem/surfaces/cliff.h"
#include "problem/surfaces/monkey_saddle.h"
#include "problem/surfaces/noisy_quadratic.h"
#include "problem/surfaces/piecewise_quadratic.h"
#include "problem/surfaces/parabola.h"
#include "problem/formula/formula.h"
#include "problem/online/reddi.h"
#include "problem/online/reddi_online.h"
#include "problem/online/reddi_stochastic.h"
#include "problem/online/hinton_rprop.h"
#include "problem/online/change.h"
#ifndef SIDESTEP_FIRST_MODULE  // these come in a second module, when a race is on one of them (docs/adr/0017)
#include "problem/online/noisy_quadratic_100.h"
#include "problem/online/pure_noise.h"
#include "problem/online/decay_noise.h"
#include "problem/online/sparse_logistic.h"
#endif
#include "problem/models/regression.h"
#ifndef SIDESTEP_FIRST_MODULE  // and so do these
#include "problem/models/wilson.h"
#include "problem/models/matrix_factorization.h"
#include "problem/models/bandit.h"
#include "problem/models/corridor.h"
#include "problem/models/matrix_least_squares.h"
#endif
// clang-format on
