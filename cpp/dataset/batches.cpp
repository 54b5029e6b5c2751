#include "dataset/batches.h"

#include <algorithm>
#include <numeric>

#include "base/hash.h"
#include "base/random.h"
#include "base/small.h"

namespace sidestep {

Batches::Batches(std::size_t items, std::size_t batch, std::uint64_t seed, bool shuffle)
    : batch_(std::min(batch, items)), seed_(seed), shuffle_(shuffle && batch < items), order_(items) {}

std::int64_t Batches::stepsPerEpoch() const { return static_cast<std::int64_t>((order_.size() + batch_ - 1) / batch_); }

std::span<const std::uint32_t> Batches::order(std::int64_t epoch) const {
  const std::span<std::uint32_t> into(order_);
  if (epoch == epoch_) return into;
  epoch_ = epoch;
  std::iota(into.begin(), into.end(), 0u);
  if (!shuffle_) return into;
  Pcg32 random(seed_, stream::batchOrder + static_cast<std::uint64_t>(epoch));
  for (std::size_t i = into.size(); i > 1; --i) {  // Fisher & Yates, Durstenfeld's form
    std::swap(into[i - 1], into[random.below(static_cast<std::uint32_t>(i))]);
  }
  return into;
}

std::span<const std::uint32_t> Batches::at(std::int64_t step) {
  const std::size_t begin = static_cast<std::size_t>(step % stepsPerEpoch()) * batch_;
  return order(step / stepsPerEpoch()).subspan(begin, std::min(batch_, order_.size() - begin));
}

SIDESTEP_SMALL std::string Batches::hash() const { return sidestep::hash(order(0)); }

}  // namespace sidestep
