#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sidestep {

/// A 16-byte SIMD register of T by the compilers' vector extension: the same lanes, and so the same bits,
/// with WebAssembly's v128 as natively.
template <class T>
struct Vec {
  typedef T Register __attribute__((vector_size(16)));
  static constexpr std::size_t lanes = 16 / sizeof(T);

  static Register load(const T* p) {
    Register r;
    std::memcpy(&r, p, sizeof r);
    return r;
  }
  static void store(T* p, Register r) { std::memcpy(p, &r, sizeof r); }
  static Register splat(T x) { return x - Register{}; }

  /// x·y + z: two roundings, the same on every machine; one only in the build that gives up equal bits for speed.
  static Register fma(Register x, Register y, Register z) {
#ifdef __wasm_relaxed_simd__
    if constexpr (lanes == 4) return __builtin_wasm_relaxed_madd_f32x4(x, y, z);
#endif
    return x * y + z;
  }

  /// The square matrix of so many registers, rows for columns.
  static void transpose(Register (&r)[lanes]) {
    if constexpr (lanes == 4) {
      const Register a = __builtin_shufflevector(r[0], r[1], 0, 4, 1, 5),
                     b = __builtin_shufflevector(r[0], r[1], 2, 6, 3, 7),
                     c = __builtin_shufflevector(r[2], r[3], 0, 4, 1, 5),
                     d = __builtin_shufflevector(r[2], r[3], 2, 6, 3, 7);
      r[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
      r[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
      r[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
      r[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
    } else {
      const Register a = __builtin_shufflevector(r[0], r[1], 0, 2);
      r[1] = __builtin_shufflevector(r[0], r[1], 1, 3);
      r[0] = a;
    }
  }
};

/// One number, as if it were a register: for what is left over.
template <class T>
struct One {
  static constexpr std::size_t lanes = 1;
  static T load(const T* p) { return *p; }
  static void store(T* p, T x) { *p = x; }
  static T splat(T x) { return x; }
};

/// Σ xy in float64, in eight interleaved partial sums whose order does not depend on the machine: four registers of
/// two, each next to the numbers of its lanes.
template <class T>
double dot(const T* x, const T* y, std::size_t n) {
  using Pair = Vec<double>;
  // Called at every step of a surface; the same bits as the loop below.
  if (n == 2)
    return static_cast<double>(x[0]) * static_cast<double>(y[0]) +
           static_cast<double>(x[1]) * static_cast<double>(y[1]);
  const auto pair = [](const T* p) -> Pair::Register {
    typedef T Two __attribute__((vector_size(2 * sizeof(T))));
    Two two;
    std::memcpy(&two, p, sizeof two);
    return __builtin_convertvector(two, Pair::Register);
  };
  Pair::Register sums[4] = {};
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += pair(x + i + 2 * k) * pair(y + i + 2 * k);
  }
  double part[8];
  for (std::size_t k = 0; k < 4; ++k) Pair::store(part + 2 * k, sums[k]);
  for (; i < n; ++i) part[i % 8] += static_cast<double>(x[i]) * static_cast<double>(y[i]);
  return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
}

template <class T>
double sumOfSquares(const T* x, std::size_t n) {
  return dot(x, x, n);
}

/// √Σ x²; scaled by the largest |x| where the plain sum is out of range. 0 where all are 0 or NaN: the checksums of
/// published links depend on it.
template <class T>
double norm(const T* x, std::size_t n) {
  const double sum = sumOfSquares(x, n);
  if (sum >= 1e-290 && std::isfinite(sum)) return std::sqrt(sum);
  double top = 0;
  for (std::size_t i = 0; i < n; ++i) top = std::max(top, std::abs(static_cast<double>(x[i])));
  if (top == 0 || !std::isfinite(top)) return top;
  double scaled = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double share = static_cast<double>(x[i]) / top;
    scaled += share * share;
  }
  return top * std::sqrt(scaled);  // NaN if any is
}

/// norm(), and NaN where all that is not 0 is NaN.
template <class T>
double normOrNan(const T* x, std::size_t n) {
  const double found = norm(x, n);
  return found == 0 ? sumOfSquares(x, n) : found;
}

/// Numbers too small to matter become 0: arithmetic on subnormals is some fifty times slower, and averages that
/// converge to 0 would become such numbers.
template <class T>
void flushTiny(T* x, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] = (x[i] < T(1e-30) && x[i] > T(-1e-30)) ? T(0) : x[i];
}

}  // namespace sidestep
