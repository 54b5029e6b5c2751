#pragma once

#include <cmath>

#include "optim/power.h"

/// The parts of formulas that several optimizers share. Coefficients are computed in double, and converted to T once a
/// step.
namespace sidestep {

/// 1−βᵗ: the sum of the weights in an exponential average of t values that began at 0.
inline double oneMinusPower(double beta, std::int64_t t) { return 1 - power(beta, t); }

template <class T>
constexpr T sign(T x) {
  return static_cast<T>((x > 0) - (x < 0));
}

/// √v + ε, or √(v + ε) where ε is inside.
template <class T>
struct Denominator {
  T inside, outside;

  Denominator(double epsilon, bool epsilonInside)
      : inside(T(epsilonInside ? epsilon : 0)), outside(T(epsilonInside ? 0 : epsilon)) {}

  T operator()(T v) const { return std::sqrt(v + inside) + outside; }
};

/// Weight decay λ. Coupled, as L2 in the loss: g + λw is the gradient. Decoupled: w shrinks to (1−ηλ)w beside the rule.
template <class T>
struct Decay {
  T coupled, keep;

  Decay(double lambda, double eta, bool decoupled)
      : coupled(T(decoupled ? 0 : lambda)), keep(T(decoupled ? 1 - eta * lambda : 1)) {}

  T gradient(T g, T w) const { return g + coupled * w; }
};

}  // namespace sidestep
