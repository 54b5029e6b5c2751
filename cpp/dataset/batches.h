#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/block.h"

namespace sidestep {

/// The order of the items, a batch at a step: a function of (seed, epoch). The last batch of an epoch may be smaller; a
/// batch of all items or more is the full batch, always in the same order.
class Batches {
 public:
  Batches() = default;
  Batches(std::size_t items, std::size_t batch, std::uint64_t seed, bool shuffle = true);

  /// What is wrong when there is no memory for the order.
  Check check() const { return order_.check("problem"); }

  /// The size of a full batch.
  std::size_t size() const { return batch_; }
  std::size_t items() const { return order_.size(); }
  std::int64_t stepsPerEpoch() const;
  /// The items of the batch at that step, valid until the next call.
  std::span<const std::uint32_t> at(std::int64_t step);
  /// Identifies the order of the first epoch.
  std::string hash() const;

 private:
  std::span<const std::uint32_t> order(std::int64_t epoch) const;

  std::size_t batch_ = 1;
  std::uint64_t seed_ = 0;
  bool shuffle_ = true;
  mutable Block<std::uint32_t> order_;  ///< of the epoch at hand
  mutable std::int64_t epoch_ = -1;
};

}  // namespace sidestep
