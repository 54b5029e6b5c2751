#include "nn/classifier.h"

#include <algorithm>
#include <numeric>

#include "base/arena.h"
#include "base/hash.h"

namespace sidestep {

template <class T>
Classifier<T>::Classifier(Network<T> net, LossFunction<T> loss, const Init& init, std::shared_ptr<const Dataset> data,
                          Options options)
    : net_(std::move(net)), loss_(loss), init_(init), data_(std::move(data)), options_(options) {
  options_.batch = std::min(options_.batch, data_->count(Split::train));
  order_.resize(data_->count(Split::train));
  labels_.resize(options_.batch);
}

template <class T>
std::size_t Classifier<T>::workspace() const {
  return Arena<T>::padded(rows() * data_->itemSize()) + net_.workspace(rows());
}

template <class T>
void Classifier<T>::bind(T* workspace) {
  inputs_ = workspace;
  net_.bind(rows(), workspace + Arena<T>::padded(rows() * data_->itemSize()));
}

template <class T>
void Classifier<T>::start(T* w) const {
  Pcg32 random(options_.seed, stream::initialWeights);
  net_.initialise(random, init_, w);
}

template <class T>
std::int64_t Classifier<T>::stepsPerEpoch() const {
  return static_cast<std::int64_t>((order_.size() + options_.batch - 1) / options_.batch);
}

template <class T>
void Classifier<T>::order(std::int64_t epoch, std::span<std::uint32_t> into) const {
  std::iota(into.begin(), into.end(), 0u);
  if (!options_.shuffle) return;
  Pcg32 random(options_.seed, stream::batchOrder + static_cast<std::uint64_t>(epoch));
  for (std::size_t i = into.size(); i > 1; --i) {  // Fisher & Yates, Durstenfeld's form
    std::swap(into[i - 1], into[random.below(static_cast<std::uint32_t>(i))]);
  }
}

template <class T>
std::string Classifier<T>::orderHash() const {
  std::vector<std::uint32_t> first(order_.size());
  order(0, first);
  return hash(std::span<const std::uint32_t>(first));
}

template <class T>
void Classifier<T>::load(Split split, std::size_t row, std::size_t item) {
  const std::size_t size = data_->itemSize();
  const std::uint8_t* __restrict from = data_->items(split).data() + item * size;
  T* __restrict to = inputs_ + row * size;
  for (std::size_t i = 0; i < size; ++i) to[i] = static_cast<T>(from[i]) * static_cast<T>(1.0 / 255);
}

template <class T>
double Classifier<T>::evaluate(std::int64_t step, const T* w, T* grad) {
  const std::int64_t epoch = step / stepsPerEpoch();
  if (epoch != epoch_) {
    order(epoch, order_);
    epoch_ = epoch;
  }
  const std::size_t begin = static_cast<std::size_t>(step % stepsPerEpoch()) * options_.batch;
  const std::size_t m = std::min(options_.batch, order_.size() - begin);
  for (std::size_t i = 0; i < m; ++i) {
    load(Split::train, i, order_[begin + i]);
    labels_[i] = data_->labels(Split::train)[order_[begin + i]];
  }
  const T* outputs = net_.forward(m, w, inputs_);
  const double loss = loss_(m, net_.outputs(), outputs, labels_.data(), grad ? net_.outputGradient() : nullptr);
  if (grad) net_.backward(m, w, inputs_, grad);
  return loss;
}

template <class T>
std::int64_t Classifier<T>::testUnits(std::int64_t step) const {
  const std::int64_t every = options_.evaluate > 0 ? options_.evaluate : stepsPerEpoch();
  if (step % every != 0 && step != options_.steps) return 0;
  return static_cast<std::int64_t>((data_->count(Split::test) + testRows - 1) / testRows);
}

template <class T>
void Classifier<T>::test(std::int64_t unit, const T* w) {
  if (unit == 0) right_ = 0;
  const std::size_t begin = static_cast<std::size_t>(unit) * testRows;
  const std::size_t m = std::min(testRows, data_->count(Split::test) - begin);
  for (std::size_t i = 0; i < m; ++i) load(Split::test, i, begin + i);
  const T* y = net_.forward(m, w, inputs_);
  const std::size_t n = net_.outputs();
  for (std::size_t i = 0; i < m; ++i, y += n) {
    right_ += static_cast<std::size_t>(std::max_element(y, y + n) - y) == data_->labels(Split::test)[begin + i];
  }
}

template class Classifier<float>;
template class Classifier<double>;

}  // namespace sidestep
