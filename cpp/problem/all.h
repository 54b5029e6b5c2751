#pragma once

/// Every closed-form surface, in the order of the catalog. To add one, write its header and add its line here.
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
// clang-format on
