#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace sidestep {

/// The functions of this file have no branch, so that a loop over one becomes vector instructions, and consist of
/// additions, multiplications and divisions alone, so that they are the same bits on every machine (libraries differ).
/// Their coefficients are defined in another file, so that the compiler has to load them: V8 broadcasts a number from
/// memory in one instruction, but builds a vector constant in three, at every use.
extern const float exponentialCoefficients[17], tangentCoefficients[11];

/// eˣ = 2ⁿ·(1 + rest): x = n·ln 2 + r, |r| ≤ ½ ln 2, and rest = eʳ − 1 by the polynomial of Cephes' expf (Moshier
/// 1989), which keeps its relative accuracy about 0. n stands in the last bits of `whole`.
struct Exponential {
  std::uint32_t whole;
  float rest;

  explicit Exponential(float x) {
    const auto& c = exponentialCoefficients;
    const float shifted = x * c[2] + c[3], n = shifted - c[3];  // 1.5·2²³: rounds to a whole number, in the last bits
    const float r = (x - n * c[4]) + n * c[5];
    float p = c[6];
    p = p * r + c[7];
    p = p * r + c[8];
    p = p * r + c[9];
    p = p * r + c[10];
    p = p * r + c[11];
    rest = p * (r * r) + r;
    whole = std::bit_cast<std::uint32_t>(shifted);
  }
  /// 2ⁿ for n from −126 to 127.
  static float power(std::uint32_t n) {
    return std::bit_cast<float>((n << 23) + std::bit_cast<std::uint32_t>(exponentialCoefficients[12]));
  }
};

/// eˣ within 2 ulp, subnormal results included; 0 below them and infinite above the largest number.
inline float exponential(float x) {
  const auto& c = exponentialCoefficients;
  x = x > c[13] ? c[13] : x;
  x = x < c[14] ? c[14] : x;  // NaN passes both comparisons unchanged
  const Exponential e(x);
  // 2ⁿ may overflow or underflow where eˣ does not: half of n at a time.
  const std::uint32_t n = e.whole - std::bit_cast<std::uint32_t>(c[3]);
  const auto half = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) >> 1);
  return (e.rest + c[12]) * Exponential::power(half) * Exponential::power(n - half);
}
inline double exponential(double x) { return std::exp(x); }

/// tanh x within 3 ulp, exactly ±1 where that is nearest: (e²ˣ − 1)/(e²ˣ + 1), and e²ˣ − 1 without cancellation. It is
/// never beyond ±1, so that the slope 1 − tanh² is never below 0.
inline float hyperbolicTangent(float x) {
  const auto& c = exponentialCoefficients;
  float twice = std::abs(x) * c[15];
  twice = twice > c[16] ? c[16] : twice;
  const Exponential e(twice);
  const float power = Exponential::power(e.whole), less = power * e.rest + (power - c[12]);
  constexpr std::uint32_t sign = 0x80000000;  // std::copysign() is no vector instruction in WebAssembly
  return std::bit_cast<float>((std::bit_cast<std::uint32_t>(less / (less + c[15])) & ~sign) |
                              (std::bit_cast<std::uint32_t>(x) & sign));
}
inline double hyperbolicTangent(double x) { return std::tanh(x); }

/// 1/(1+e⁻ˣ) within 3 ulp, where it is small too, of x and e⁻|ˣ|, which never overflows.
inline float logistic(float x, float e) {
  const float one = exponentialCoefficients[12];
  return (x < 0 ? e : one) / (one + e);
}
inline float logistic(float x) { return logistic(x, exponential(-std::abs(x))); }
/// The same bits for |x| up to 87, where e⁻|ˣ| is a normal number: in three quarters of the instructions.
inline float logisticNear(float x) {
  const Exponential e(-std::abs(x));
  return logistic(x, (e.rest + exponentialCoefficients[12]) * Exponential::power(e.whole));
}
inline double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// The normal distribution function Φ, where it is small too.
template <class T>
T normalShare(T x) {
  return T(0.5) * std::erfc(x * T(-1 / std::numbers::sqrt2));
}

/// What these functions were until links had versions.
namespace clamped {

/// eˣ that ends at 1.2e-38 and at 2.4e38.
inline float exponential(float x) {
  const auto& c = exponentialCoefficients;
  x = x > c[0] ? c[0] : x;
  x = x < c[1] ? c[1] : x;
  const Exponential e(x);
  return (e.rest + c[12]) * Exponential::power(e.whole);
}

/// A rational function in x², fitted to tanh up to |x| = 8.4 and constant from there: 1 but for 1e-7.
inline float hyperbolicTangent(float x) {
  const auto& c = tangentCoefficients;
  x = x > c[0] ? c[0] : x;
  x = x < -c[0] ? -c[0] : x;
  const float s = x * x;
  const float p = (((c[1] * s + c[2]) * s + c[3]) * s + c[4]) * s + c[5];
  const float q = (((c[6] * s + c[7]) * s + c[8]) * s + c[9]) * s + c[5];
  return x * p / q;
}

/// ½ + ½·tanh(x/2): within 2e-7, whatever its size.
inline float logistic(float x) {
  const float half = tangentCoefficients[10];
  return half + half * hyperbolicTangent(half * x);
}

/// Φ that is lost in rounding where it is small.
inline float normalShare(float x) { return 0.5f * (1 + std::erf(x * static_cast<float>(1 / std::numbers::sqrt2))); }

}  // namespace clamped

}  // namespace sidestep
