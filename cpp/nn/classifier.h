#pragma once

#include "base/arena.h"
#include "dataset/batches.h"
#include "dataset/dataset.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "problem/problem.h"

namespace sidestep {

/// A network trained on a dataset by mini-batches, to tell the class or, where there are none, the number of an item.
template <class T>
class Classifier final : public Problem<T> {
 public:
  struct Options {
    std::size_t batch;
    std::int64_t steps;         ///< the race's last step (-1: unknown): a test is due there
    std::int64_t evaluate = 0;  ///< a test is due every so many steps; 0: at the end of each epoch
    bool shuffle;
    std::uint64_t seed;
    std::size_t testTrain =
        0;  ///< at most so many training items are tested as well, the first; as many as test items at most
  };

  Classifier(Network<T> net, LossFunction<T> loss, const Init& init, std::shared_ptr<const Dataset> data,
             Options options);

  std::size_t size() const override { return net_.params(); }
  Layout layout() const override { return net_.layout(); }
  std::uint64_t workspace() const override;
  void bind(T* workspace) override;
  void start(T* w) const override;
  double evaluate(std::int64_t step, const T* w, T* grad) override;
  double objective(const T* w) override;
  bool stationary() const override { return batches_.stepsPerEpoch() == 1 && !net_.random(); }
  void visit(std::int64_t step, const T*, double) override;
  std::vector<std::span<T>> kept() override;
  std::vector<std::string> columns() const override;
  void values(const T* w, double* to) const override;
  std::string_view score() const override { return classes() ? "accuracy" : "r2"; }
  std::int64_t testUnits(std::int64_t step) const override;
  double test(std::int64_t unit, const T* w) override;
  std::size_t testItems() const override { return data_->count(Split::test); }
  std::string orderHash() const override { return batches_.hash(); }
  /// What is wrong when its own memory is not there.
  Check check() const { return batches_.check(); }
  bool classify(const T* w, std::size_t count, const double* points, double* to) override;
  std::size_t points(double* to) const override;
  Classifier* network() override { return this; }

  const Network<T>& net() const { return net_; }
  const Dataset& data() const { return *data_; }
  /// What is tested on, or without test items what is learnt from.
  Split seen() const { return testItems() > 0 ? Split::test : Split::train; }
  /// How many items go through the network at a time when nothing is learnt.
  std::size_t atATime() const { return testRows_; }
  /// The outputs for those items from `begin` on, as many as go at a time, or for that many items with these numbers,
  /// as the data have them: bytes as 0 … 255. Valid until the next call.
  const T* outputs(const T* w, std::size_t begin);
  const T* outputs(const T* w, std::size_t m, const double* numbers);
  /// How likely each class is by an item's outputs, as many as there are: of data without classes the output itself.
  void likely(const T* y, double* to) const;
  /// The class that is most likely.
  std::size_t chosen(const T* y) const;
  std::size_t answers() const { return classes() ? data_->classes() : 1; }

 private:
  /// Items tested at a time: many, but not so many that large layers fill the memory.
  std::size_t testRows() const;
  std::size_t rows() const { return std::max(batches_.size(), testRows_); }
  /// The memory of a batch's items, in T.
  std::uint64_t inputSize() const;
  static std::uint64_t toldSize() { return Arena<T>::padded(2); }
  bool classes() const { return data_->classes() > 0; }
  bool inPlane() const { return data_->real() && data_->itemSize() == 2 && classes(); }
  bool bytes() const { return !data_->real() && net_.readsBytes(); }
  std::int64_t unitsOf(std::size_t items) const {
    return static_cast<std::int64_t>((items + testRows_ - 1) / testRows_);
  }
  void loadAnswer(Split split, std::size_t row, std::size_t item);
  void load(Split split, std::size_t row, std::size_t item);
  static double variance(std::span<const double> numbers);
  /// Those from `begin` on, as many as are tested at a time, of the first `count`. Bytes stay where the data has them.
  Batch<T> inOrder(Split split, std::size_t begin, std::size_t count);
  /// What is right of the items that were loaded.
  Answers<T> right() const { return {labels_.data(), classes() ? nullptr : numbers_.data()}; }
  /// The items that were loaded. Their weights are not known to be those of the batch before.
  Batch<T> batch(std::size_t m, bool training, std::int64_t step);

  Network<T> net_;
  LossFunction<T> loss_;
  const Init& init_;
  std::shared_ptr<const Dataset> data_;
  Options options_;
  Batches batches_;
  std::size_t testRows_;
  std::size_t trainTested_;           ///< training items that are tested
  std::vector<std::uint8_t> labels_;  ///< of the batch
  std::vector<T> numbers_;            ///< what is right of it, of data without classes
  double variance_[2]{};              ///< of the right numbers of the test items, and of the training items tested
  std::int64_t nextUnit_ = 0;         ///< of a test, if the network's last batch was the unit before it; else 0
  T* told_ = nullptr;                 ///< of the test under way: the sum of test items' losses, the score on
                                      ///< training items; else NaN
  T* inputs_ = nullptr;               ///< of the batch; as bytes where the first layer takes them
};

}  // namespace sidestep
