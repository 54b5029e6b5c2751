#pragma once

#include <cmath>
#include <cstdint>

#include "base/power.h"

/// The parts of formulas that several optimizers share. Coefficients are computed in `Real`, which is double, and
/// converted to T once a step. Where both are `Symbol` (symbolic/symbol.h) a rule writes down its formula, and each of
/// these has an overload there.
namespace sidestep {

using std::abs, std::pow, std::sqrt;

/// 1−βᵗ: the sum of the weights in an exponential average of t values that began at 0.
inline double oneMinusPower(double beta, std::int64_t t) { return 1 - power(beta, t); }

/// x, which formulas call by that symbol (TeX).
template <class T>
constexpr T named(const char* /*symbol*/, T x) {
  return x;
}

template <class T>
constexpr T sign(T x) {
  return static_cast<T>((x > 0) - (x < 0));
}

template <class T>
constexpr T larger(T a, T b) {
  return a < b ? b : a;
}

/// x, no less than `low` and then no more than `high`.
template <class T>
constexpr T clip(T x, T low, T high) {
  const T atLeast = x > low ? x : low;
  return atLeast < high ? atLeast : high;
}

/// One of three, by the sign of x.
template <class T>
constexpr T bySign(T x, T positive, T zero, T negative) {
  return x > 0 ? positive : x < 0 ? negative : zero;
}

/// √v + ε, or √(v + ε) where ε is inside; without the root v + ε.
template <class T>
struct Denominator {
  T inside, outside;
  bool root;

  template <class Real>
  Denominator(Real epsilon, bool epsilonInside, bool withRoot = true)
      : inside(T(epsilonInside ? epsilon : Real(0))), outside(T(epsilonInside ? Real(0) : epsilon)), root(withRoot) {}

  T operator()(T v) const { return (root ? sqrt(v + inside) : v + inside) + outside; }
};

/// Weight decay λ. Coupled, as L2 in the loss: g + λw is the gradient. Decoupled: w shrinks to (1−ηλ)w beside the rule.
template <class T>
struct Decay {
  T coupled, keep;

  template <class Real>
  Decay(Real lambda, Real eta, bool decoupled)
      : coupled(T(decoupled ? Real(0) : lambda)), keep(T(decoupled ? 1 - eta * lambda : Real(1))) {}

  T gradient(T g, T w) const { return named("g", g + coupled * w); }
};

}  // namespace sidestep
