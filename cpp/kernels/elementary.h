#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace sidestep {

/// The functions of this file have no branch, so that a loop over one becomes vector instructions, and consist of
/// additions, multiplications and divisions alone, so that they are the same bits on every machine (libraries differ).
/// Their numbers stand in another file, so that the compiler has to load them: V8 broadcasts a number from memory in
/// one instruction, but makes a vector constant from three, anew at every use.
extern const float exponentialTerms[13], tangentTerms[11];

/// eˣ within 2 ulp. x = n·ln 2 + r, |r| ≤ ½ ln 2; eʳ by the polynomial of Cephes' expf (Moshier 1989). Results below
/// 1.2e-38 and above 2.4e38 stay there.
inline float exponential(float x) {
  const auto& c = exponentialTerms;
  x = x > c[0] ? c[0] : x;
  x = x < c[1] ? c[1] : x;                                    // a NaN fails both and stays
  const float shifted = x * c[2] + c[3], n = shifted - c[3];  // 1.5·2²³: rounds to a whole number, in the last bits
  const float r = (x - n * c[4]) + n * c[5];
  float p = c[6];
  p = p * r + c[7];
  p = p * r + c[8];
  p = p * r + c[9];
  p = p * r + c[10];
  p = p * r + c[11];
  p = p * (r * r) + r + c[12];
  return p * std::bit_cast<float>((std::bit_cast<std::uint32_t>(shifted) << 23) + std::bit_cast<std::uint32_t>(c[12]));
}
inline double exponential(double x) { return std::exp(x); }

/// tanh x within 6 ulp: a rational function in x², fitted to the smallest largest relative error up to |x| = 8.4, from
/// where tanh is 1 but for 1e-7.
inline float hyperbolicTangent(float x) {
  const auto& c = tangentTerms;
  x = x > c[0] ? c[0] : x;
  x = x < -c[0] ? -c[0] : x;
  const float s = x * x;
  const float p = (((c[1] * s + c[2]) * s + c[3]) * s + c[4]) * s + c[5];
  const float q = (((c[6] * s + c[7]) * s + c[8]) * s + c[9]) * s + c[5];
  return x * p / q;
}
inline double hyperbolicTangent(double x) { return std::tanh(x); }

/// 1/(1+e⁻ˣ) = ½ + ½·tanh(x/2), within 2e-7.
inline float logistic(float x) {
  const float half = tangentTerms[10];
  return half + half * hyperbolicTangent(half * x);
}
inline double logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace sidestep
