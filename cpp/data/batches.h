#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sidestep {

/// The order in which items are seen, a batch at a step: a function of (seed, epoch). The last batch of an epoch may be
/// smaller; a batch of all items or more is the full
/// batch, always in the same order.
class Batches {
 public:
  Batches() = default;
  Batches(std::size_t items, std::size_t batch, std::uint64_t seed, bool shuffle = true);

  /// The size of a full batch.
  std::size_t size() const { return batch_; }
  std::size_t items() const { return order_.size(); }
  std::int64_t stepsPerEpoch() const;
  /// The items of the batch at that step, valid until the next call.
  std::span<const std::uint32_t> at(std::int64_t step);
  /// Identifies the order of the first epoch.
  std::string hash() const;

 private:
  void order(std::int64_t epoch, std::span<std::uint32_t> into) const;

  std::size_t batch_ = 1;
  std::uint64_t seed_ = 0;
  bool shuffle_ = true;
  std::vector<std::uint32_t> order_;  ///< of the epoch at hand
  std::int64_t epoch_ = -1;
};

}  // namespace sidestep
