#pragma once

#include <algorithm>
#include <array>
#include <bit>
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
template <class T, std::size_t N>
Dual<T, N> tan(const Dual<T, N>& x) {
  using std::tan;
  const T r = tan(x.value);
  return x.chain(r, 1.0 + r * r);
}
template <class T, std::size_t N>
Dual<T, N> asin(const Dual<T, N>& x) {
  using std::asin, std::sqrt;
  return x.chain(asin(x.value), 1.0 / sqrt(1.0 - x.value * x.value));
}
template <class T, std::size_t N>
Dual<T, N> acos(const Dual<T, N>& x) {
  using std::acos, std::sqrt;
  return x.chain(acos(x.value), -1.0 / sqrt(1.0 - x.value * x.value));
}
template <class T, std::size_t N>
Dual<T, N> atan(const Dual<T, N>& x) {
  using std::atan;
  return x.chain(atan(x.value), 1.0 / (1.0 + x.value * x.value));
}
template <class T, std::size_t N>
Dual<T, N> sinh(const Dual<T, N>& x) {
  using std::cosh, std::sinh;
  return x.chain(sinh(x.value), cosh(x.value));
}
template <class T, std::size_t N>
Dual<T, N> cosh(const Dual<T, N>& x) {
  using std::cosh, std::sinh;
  return x.chain(cosh(x.value), sinh(x.value));
}
/// The derivative at 0 is 0, as in PyTorch.
template <class T, std::size_t N>
Dual<T, N> abs(const Dual<T, N>& x) {
  const double sign = plain(x) > 0 ? 1 : plain(x) < 0 ? -1 : 0;
  return x.chain(sign * x.value, T(sign));
}
/// Of equal numbers the mean slope, as in PyTorch.
template <class T, std::size_t N>
Dual<T, N> max(const Dual<T, N>& a, const Dual<T, N>& b) {
  return a > b ? a : b > a ? b : 0.5 * a + 0.5 * b;
}
template <class T, std::size_t N>
Dual<T, N> min(const Dual<T, N>& a, const Dual<T, N>& b) {
  return a < b ? a : b < a ? b : 0.5 * a + 0.5 * b;
}
/// √(a² + b²). The slope at the origin is 0, the smallest of the possible ones.
template <class T, std::size_t N>
Dual<T, N> hypot(const Dual<T, N>& a, const Dual<T, N>& b) {
  using std::hypot;
  Dual<T, N> r;
  r.value = hypot(a.value, b.value);
  if (plain(r) == 0) return r;
  for (std::size_t i = 0; i < N; ++i) r.slope[i] = (a.value * a.slope[i] + b.value * b.slope[i]) / r.value;
  return r;
}
template <class T, std::size_t N>
Dual<T, N> atan2(const Dual<T, N>& y, const Dual<T, N>& x) {
  using std::atan2;
  Dual<T, N> r;
  r.value = atan2(y.value, x.value);
  const T square = x.value * x.value + y.value * y.value;
  for (std::size_t i = 0; i < N; ++i) r.slope[i] = (x.value * y.slope[i] - y.value * x.slope[i]) / square;
  return r;
}
/// x to a whole power, by squaring: the same bits as x * x and x * x * x where those are meant.
template <class T>
T power(const T& x, int n) {
  if (n < 0) return 1.0 / power(x, -n);
  if (n == 0) return T(1);
  T result = x;
  for (int bit = std::bit_width(static_cast<unsigned>(n)) - 1; bit-- > 0;) {
    result = result * result;
    if (n >> bit & 1) result = result * x;
  }
  return result;
}
/// a to the power b. A base or exponent that does not vary contributes no slope, so that (-2)^x with x fixed is finite.
template <class T, std::size_t N>
Dual<T, N> pow(const Dual<T, N>& a, const Dual<T, N>& b) {
  using std::log, std::pow;
  const auto varies = [](const Dual<T, N>& x) {
    return std::any_of(x.slope.begin(), x.slope.end(), [](const T& s) { return plain(s) != 0; });
  };
  Dual<T, N> r;
  r.value = pow(a.value, b.value);
  if (varies(a) && plain(b) != 0) r = a.chain(r.value, b.value * pow(a.value, b.value - 1.0));
  if (varies(b)) r = r + b.chain(T(0), plain(a) == 0 ? T(0) : r.value * log(a.value));
  return r;
}

}  // namespace sidestep
