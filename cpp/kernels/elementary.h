#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace sidestep {

/// eˣ within 2 ulp, without a branch, so that a loop over it becomes vector instructions, and out of multiplications
/// and additions alone, so that it is the same bits on every machine (libraries differ). x = n·ln 2 + r, |r| ≤ ½ ln 2;
/// eʳ by the polynomial of Cephes' expf (Moshier 1989). Results below 1.2e-38 and above 2.4e38 stay there.
inline float exponential(float x) {
  x = x > 88.376f ? 88.376f : x;
  x = x < -87.336f ? -87.336f : x;  // NaN fails both and stays
  const float magic = 12582912;     // 1.5·2²³: adding it rounds to a whole number, found in the last bits
  const float shifted = x * 1.44269504f + magic, n = shifted - magic;
  const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1;
  const auto exponent = std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(magic);
  return p * std::bit_cast<float>((exponent + 127u) << 23);
}
inline double exponential(double x) { return std::exp(x); }

/// 1/(1+e⁻ˣ).
template <class T>
T logistic(T x) {
  return 1 / (1 + exponential(-x));
}

/// tanh x within 2 ulp; near 0, where 1 − 2/(e²ˣ+1) loses digits, by the polynomial of Cephes' tanhf.
inline float hyperbolicTangent(float x) {
  const float far = 1 - 2 / (exponential(2 * x) + 1), s = x * x;
  float p = -5.70498872745e-3f;
  p = p * s + 2.06390887954e-2f;
  p = p * s - 5.37397155531e-2f;
  p = p * s + 1.33314422036e-1f;
  p = p * s - 3.33332819422e-1f;
  const float near = x + x * s * p;
  return s < 0.390625f ? near : far;
}
inline double hyperbolicTangent(double x) { return std::tanh(x); }

}  // namespace sidestep
