#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace sidestep {

/// A number with its gradient by N variables: forward-mode differentiation (Wengert 1964; Griewank & Walther 2008,
/// ch. 3). T is double, or again Dual for second derivatives.
template <class T, std::size_t N>
struct Dual {
  T value{};
  std::array<T, N> slope{};

  Dual() = default;
  Dual(double constant) : value(constant) {}
  Dual(T v, std::array<T, N> s) : value(v), slope(s) {}

  /// The i-th variable at v.
  static Dual variable(T v, std::size_t i) {
    Dual x;
    x.value = v;
    x.slope[i] = T(1);
    return x;
  }

  /// The chain rule: a function value and its derivative at this number.
  Dual chain(T f, T df) const {
    Dual r;
    r.value = f;
    for (std::size_t i = 0; i < N; ++i) r.slope[i] = df * slope[i];
    return r;
  }

  friend Dual operator-(const Dual& a) { return a.chain(-a.value, T(-1)); }
  friend Dual operator+(const Dual& a, const Dual& b) {
    Dual r;
    r.value = a.value + b.value;
    for (std::size_t i = 0; i < N; ++i) r.slope[i] = a.slope[i] + b.slope[i];
    return r;
  }
  friend Dual operator-(const Dual& a, const Dual& b) {
    Dual r;
    r.value = a.value - b.value;
    for (std::size_t i = 0; i < N; ++i) r.slope[i] = a.slope[i] - b.slope[i];
    return r;
  }
  friend Dual operator*(const Dual& a, const Dual& b) {
    Dual r;
    r.value = a.value * b.value;
    for (std::size_t i = 0; i < N; ++i) r.slope[i] = a.slope[i] * b.value + a.value * b.slope[i];
    return r;
  }
  friend Dual operator/(const Dual& a, const Dual& b) {
    Dual r;
    r.value = a.value / b.value;
    for (std::size_t i = 0; i < N; ++i) r.slope[i] = (a.slope[i] - r.value * b.slope[i]) / b.value;
    return r;
  }
  friend Dual operator+(const Dual& a, double b) { return {a.value + b, a.slope}; }
  friend Dual operator+(double a, const Dual& b) { return {a + b.value, b.slope}; }
  friend Dual operator-(const Dual& a, double b) { return {a.value - b, a.slope}; }
  friend Dual operator-(double a, const Dual& b) { return b.chain(a - b.value, T(-1)); }
  friend Dual operator*(const Dual& a, double b) { return a.chain(a.value * b, T(b)); }
  friend Dual operator*(double a, const Dual& b) { return b.chain(a * b.value, T(a)); }
  friend Dual operator/(const Dual& a, double b) { return a.chain(a.value / b, T(1 / b)); }
  friend Dual operator/(double a, const Dual& b) {
    const T r = a / b.value;
    return b.chain(r, -r / b.value);
  }
  Dual& operator+=(const Dual& b) { return *this = *this + b; }
  Dual& operator-=(const Dual& b) { return *this = *this - b; }

  friend bool operator<(const Dual& a, const Dual& b) { return a.value < b.value; }
  friend bool operator>(const Dual& a, const Dual& b) { return b < a; }
};

/// The plain number inside, however deep.
inline double plain(double x) { return x; }
template <class T, std::size_t N>
double plain(const Dual<T, N>& x) {
  return plain(x.value);
}

// Found beside std's for double, so that a function templated on its scalar writes `exp(x)` after `using std::exp`.
template <class T, std::size_t N>
Dual<T, N> sqrt(const Dual<T, N>& x) {
  using std::sqrt;
  const T r = sqrt(x.value);
  return x.chain(r, 0.5 / r);
}
template <class T, std::size_t N>
Dual<T, N> exp(const Dual<T, N>& x) {
  using std::exp;
  const T r = exp(x.value);
  return x.chain(r, r);
}
template <class T, std::size_t N>
Dual<T, N> log(const Dual<T, N>& x) {
  using std::log;
  return x.chain(log(x.value), 1.0 / x.value);
}
template <class T, std::size_t N>
Dual<T, N> sin(const Dual<T, N>& x) {
  using std::cos, std::sin;
  return x.chain(sin(x.value), cos(x.value));
}
template <class T, std::size_t N>
Dual<T, N> cos(const Dual<T, N>& x) {
  using std::cos, std::sin;
  return x.chain(cos(x.value), -sin(x.value));
}
template <class T, std::size_t N>
Dual<T, N> tanh(const Dual<T, N>& x) {
  using std::tanh;
  const T r = tanh(x.value);
  return x.chain(r, 1.0 - r * r);
}
/// The derivative at 0 is 0, as in PyTorch.
template <class T, std::size_t N>
Dual<T, N> abs(const Dual<T, N>& x) {
  const double sign = plain(x) > 0 ? 1 : plain(x) < 0 ? -1 : 0;
  return x.chain(sign * x.value, T(sign));
}

}  // namespace sidestep
