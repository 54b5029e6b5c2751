#pragma once

#include "data/dataset.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "problem/problem.h"

namespace sidestep {

/// A network that learns a labelled dataset by mini-batches. The order of an epoch's batches is a function of (seed,
/// epoch); the last batch of an epoch may be smaller.
template <class T>
class Classifier final : public Problem<T> {
 public:
  struct Options {
    std::size_t batch;
    std::int64_t steps;     ///< the race's last step (-1: unknown): a test is due there
    std::int64_t evaluate;  ///< a test is due every so many steps; 0: at the end of each epoch
    bool shuffle;
    std::uint64_t seed;
  };

  Classifier(Network<T> net, LossFunction<T> loss, const Init& init, std::shared_ptr<const Dataset> data,
             Options options);

  std::size_t size() const override { return net_.params(); }
  std::size_t workspace() const override;
  void bind(T* workspace) override;
  void start(T* w) const override;
  double evaluate(std::int64_t step, const T* w, T* grad) override;
  bool hasTest() const override { return true; }
  std::int64_t testUnits(std::int64_t step) const override;
  void test(std::int64_t unit, const T* w) override;
  double accuracy() const override {
    return static_cast<double>(right_) / static_cast<double>(data_->count(Split::test));
  }
  std::string orderHash() const override;

 private:
  static constexpr std::size_t testRows = 256;
  std::size_t rows() const { return std::max(options_.batch, testRows); }
  std::int64_t stepsPerEpoch() const;
  void order(std::int64_t epoch, std::span<std::uint32_t> into) const;
  void load(Split split, std::size_t row, std::size_t item);

  Network<T> net_;
  LossFunction<T> loss_;
  const Init& init_;
  std::shared_ptr<const Dataset> data_;
  Options options_;
  std::vector<std::uint32_t> order_;  ///< of the epoch at hand
  std::int64_t epoch_ = -1;
  std::size_t right_ = 0;
  std::vector<std::uint8_t> labels_;  ///< of the batch
  T* inputs_ = nullptr;               ///< of the batch
};

}  // namespace sidestep
