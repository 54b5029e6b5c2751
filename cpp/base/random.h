#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace sidestep {

/// PCG-XSH-RR 64/32 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms").
/// Specified here down to the bit: the standard library's distributions differ between implementations,
/// and a link must replay the same race everywhere.
class Pcg32 {
 public:
  /// Each stream of a seed is a sequence of its own: see Stream.
  Pcg32(std::uint64_t seed, std::uint64_t stream) : increment_(stream << 1 | 1) {
    next();
    state_ += seed;
    next();
  }

  std::uint32_t next() {
    const std::uint64_t old = state_;
    state_ = old * 6364136223846793005u + increment_;
    const auto xorshifted = static_cast<std::uint32_t>((old >> 18 ^ old) >> 27);
    const auto rotation = static_cast<std::uint32_t>(old >> 59);
    return xorshifted >> rotation | xorshifted << (-rotation & 31);
  }

  /// Uniform in [0, 1), a multiple of 2^-32.
  double uniform() { return next() * 0x1p-32; }

  /// Uniform in {0, …, bound - 1}, without bias (rejection).
  std::uint32_t below(std::uint32_t bound) {
    const std::uint32_t threshold = -bound % bound;
    for (;;) {
      const std::uint32_t r = next();
      if (r >= threshold) return r % bound;
    }
  }

  /// Standard normal (Box & Muller 1958, the cosine branch alone, so that each draw takes two numbers).
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::uint64_t state_ = 0;
  std::uint64_t increment_;
};

/// The streams of a race's seed. Everything random is a function of (seed, stream) alone, so lanes share it.
namespace stream {
inline constexpr std::uint64_t initialWeights = 1;
inline constexpr std::uint64_t gradientNoise = 2;
inline constexpr std::uint64_t problemData = 3;
inline constexpr std::uint64_t problemNoise = 4;    ///< by step: see drawsOf
inline constexpr std::uint64_t ownSplit = 5;        ///< of the user's own data: web/src/core/random.ts
inline constexpr std::uint64_t batchOrder = 1'000;  ///< plus the epoch, counted from 0
}  // namespace stream

/// The generator of what a problem draws at one step, always the same. Seed and step are mixed (Steele, Lea & Flood
/// 2014, SplitMix64's finaliser), since the first numbers of generators with similar seeds are similar.
inline Pcg32 drawsOf(std::uint64_t seed, std::int64_t step) {
  std::uint64_t z = seed + 0x9e3779b97f4a7c15u * (static_cast<std::uint64_t>(step) + 1);
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return Pcg32(z ^ z >> 31, stream::problemNoise);
}

}  // namespace sidestep
