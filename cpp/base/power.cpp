#include "base/power.h"

#include <algorithm>
#include <array>
#include <bit>

namespace sidestep {
namespace {

/// x to the powers 16·block + 0 … 15. Rules ask for one power after another: so many at a time cost little more than
/// one, since all are multiplied by the same squares.
struct Powers {
  static constexpr std::int64_t count = 16;

  double x = 0;
  std::int64_t block = -1;
  std::array<double, count> values{};

  bool has(double base, std::int64_t which) const {
    return which == block && std::bit_cast<std::uint64_t>(base) == std::bit_cast<std::uint64_t>(x);
  }
  void compute(double base, std::int64_t which) {
    x = base;
    block = which;
    values[0] = 1;
    double square = base;  // of the lowest bits first, as where each is computed by itself
    for (std::size_t bit = 1; bit < values.size(); bit *= 2, square *= square) {
      for (std::size_t j = 0; j < bit; ++j) values[bit + j] = values[j] * square;
    }
    for (std::int64_t rest = which; rest > 0; rest >>= 1, square *= square) {
      if (rest & 1) {
        for (double& value : values) value *= square;
      }
    }
  }
};

}  // namespace

double power(double x, std::int64_t t) {
  // Two for a rule's averages, and for a schedule; a memory of what is a function of x and t alone.
  thread_local std::array<Powers, 4> known;
  thread_local std::size_t oldest = 0;
  const std::int64_t block = t / Powers::count;
  for (const Powers& powers : known) {
    if (powers.has(x, block)) return powers.values[static_cast<std::size_t>(t % Powers::count)];
  }
  // The one that held other powers of x is used up.
  const auto same = std::ranges::find_if(known, [&](const Powers& powers) { return powers.has(x, powers.block); });
  Powers& powers = same != known.end() ? *same : known[oldest++ % known.size()];
  powers.compute(x, block);
  return powers.values[static_cast<std::size_t>(t % Powers::count)];
}

}  // namespace sidestep
