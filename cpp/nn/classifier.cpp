#include "nn/classifier.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/small.h"

namespace sidestep {

template <class T>
SIDESTEP_SMALL Classifier<T>::Classifier(Network<T> net, LossFunction<T> loss, const Init& init,
                                         std::shared_ptr<const Dataset> data, Options options)
    : net_(std::move(net)),
      loss_(loss),
      init_(init),
      data_(std::move(data)),
      options_(options),
      batches_(data_->count(Split::train), options.batch, options.seed, options.shuffle),
      testRows_(testRows()),
      labels_(rows()) {}

template <class T>
SIDESTEP_SMALL std::size_t Classifier<T>::testRows() const {
  const std::uint64_t perItem = (net_.workspace(96) - net_.workspace(32)) / 64;
  return static_cast<std::size_t>(std::clamp<std::uint64_t>((std::uint64_t{1} << 20) / (perItem + 1), 16, 256));
}

template <class T>
std::uint64_t Classifier<T>::inputSize() const {
  const std::uint64_t count = std::uint64_t{rows()} * data_->itemSize();
  return Arena<T>::padded(bytes() ? count / sizeof(T) + 1 : count);
}

template <class T>
std::uint64_t Classifier<T>::workspace() const {
  return inputSize() + lossSize() + net_.workspace(rows());
}

template <class T>
SIDESTEP_SMALL void Classifier<T>::bind(T* workspace) {
  inputs_ = workspace;
  if (options_.validation) testLoss_ = workspace + inputSize();
  net_.bind(rows(), workspace + inputSize() + lossSize());
}

template <class T>
void Classifier<T>::visit(std::int64_t step, const T*, double) {
  net_.visit(step);
  if (testLoss_) *testLoss_ = std::numeric_limits<T>::quiet_NaN();
}

template <class T>
SIDESTEP_SMALL std::vector<std::span<T>> Classifier<T>::kept() {
  std::vector<std::span<T>> parts = net_.kept();
  if (testLoss_) parts.emplace_back(testLoss_, 1);
  return parts;
}

template <class T>
SIDESTEP_SMALL std::vector<std::string> Classifier<T>::columns() const {
  if (!options_.validation) return {};
  return {"testLoss"};
}

template <class T>
SIDESTEP_SMALL void Classifier<T>::values(const T*, double* to) const {
  if (testLoss_) *to = static_cast<double>(*testLoss_) / static_cast<double>(data_->count(Split::test));
}

template <class T>
void Classifier<T>::start(T* w) const {
  Pcg32 random(options_.seed, stream::initialWeights);
  net_.initialise(random, init_, w);
}

template <class T>
void Classifier<T>::load(Split split, std::size_t row, std::size_t item) {
  const std::size_t size = data_->itemSize();
  if (data_->real()) {
    const double* numbers = data_->numbers(split).data() + item * size;
    for (std::size_t i = 0; i < size; ++i) inputs_[row * size + i] = static_cast<T>(numbers[i]);
    return;
  }
  const std::uint8_t* __restrict from = data_->items(split).data() + item * size;
  if (bytes()) {
    std::memcpy(reinterpret_cast<std::uint8_t*>(inputs_) + row * size, from, size);
    return;
  }
  T* __restrict to = inputs_ + row * size;
  for (std::size_t i = 0; i < size; ++i) to[i] = static_cast<T>(from[i]) * static_cast<T>(byteScale);
}

template <class T>
Batch<T> Classifier<T>::batch(std::size_t m, bool training, std::int64_t step) const {
  Batch<T> batch{.m = m, .values = inputs_, .training = training, .seed = options_.seed, .step = step};
  if (bytes()) {
    batch.bytes = reinterpret_cast<const std::uint8_t*>(inputs_);
    batch.values = nullptr;
  }
  return batch;
}

template <class T>
double Classifier<T>::evaluate(std::int64_t step, const T* w, T* grad) {
  const std::span<const std::uint32_t> items = batches_.at(step);
  const std::size_t m = items.size();
  for (std::size_t i = 0; i < m; ++i) {
    load(Split::train, i, items[i]);
    labels_[i] = data_->labels(Split::train)[items[i]];
  }
  const Batch<T> inputs = batch(m, true, step);
  const T* outputs = net_.forward(inputs, w);
  const double loss = loss_(net_.functions(), m, net_.outputs(), outputs, labels_.data(), net_.outputGradient());
  if (grad) net_.backward(inputs, w, grad);
  return loss;
}

template <class T>
SIDESTEP_SMALL double Classifier<T>::objective(const T* w) {
  const std::size_t count = data_->count(Split::train);
  double sum = 0;
  for (std::size_t begin = 0; begin < count; begin += testRows_) {
    const std::size_t m = std::min(testRows_, count - begin);
    for (std::size_t i = 0; i < m; ++i) {
      load(Split::train, i, begin + i);
      labels_[i] = data_->labels(Split::train)[begin + i];
    }
    const T* outputs = net_.forward(batch(m, false, 0), w);
    const double mean = loss_(net_.functions(), m, net_.outputs(), outputs, labels_.data(), net_.outputGradient());
    sum += mean * static_cast<double>(m);
  }
  return sum / static_cast<double>(count);
}

/// The predicted class; a single output is the logit of class 1.
template <class T>
static std::size_t chosen(const T* y, std::size_t n) {
  return n == 1 ? y[0] > 0 : static_cast<std::size_t>(std::max_element(y, y + n) - y);
}

template <class T>
std::int64_t Classifier<T>::testUnits(std::int64_t step) const {
  const std::int64_t every = options_.evaluate > 0 ? options_.evaluate : batches_.stepsPerEpoch();
  if (step % every != 0 && step != options_.steps) return 0;
  return static_cast<std::int64_t>((data_->count(Split::test) + testRows_ - 1) / testRows_);
}

template <class T>
std::size_t Classifier<T>::test(std::int64_t unit, const T* w) {
  const std::size_t begin = static_cast<std::size_t>(unit) * testRows_;
  const std::size_t m = std::min(testRows_, data_->count(Split::test) - begin);
  for (std::size_t i = 0; i < m; ++i) load(Split::test, i, begin + i);
  const T* y = net_.forward(batch(m, false, 0), w);
  const std::size_t n = net_.outputs();
  if (testLoss_) {
    const std::uint8_t* labels = data_->labels(Split::test).data() + begin;
    const double mean = loss_(net_.functions(), m, n, y, labels, net_.outputGradient());
    *testLoss_ = (unit == 0 ? 0 : *testLoss_) + static_cast<T>(mean * static_cast<double>(m));
  }
  std::size_t right = 0;
  for (std::size_t i = 0; i < m; ++i, y += n) right += chosen(y, n) == data_->labels(Split::test)[begin + i];
  return right;
}

template <class T>
SIDESTEP_SMALL bool Classifier<T>::classify(const T* w, std::size_t count, const double* points, double* to) {
  if (!inPlane()) return false;
  const std::size_t n = net_.outputs();
  for (std::size_t begin = 0; begin < count; begin += testRows_) {
    const std::size_t m = std::min(testRows_, count - begin);
    for (std::size_t i = 0; i < 2 * m; ++i) inputs_[i] = static_cast<T>(points[2 * begin + i]);
    const T* y = net_.forward(batch(m, false, 0), w);
    for (std::size_t i = 0; i < m; ++i, y += n, to += 2) {
      const std::size_t top = chosen(y, n);
      const double output = static_cast<double>(y[n == 1 ? 0 : top]);
      to[0] = static_cast<double>(top);
      if (loss_ == meanSquaredError<T>) {  // the output itself is the estimate
        to[1] = std::clamp(output, 0.0, 1.0);
      } else if (loss_ == binaryCrossEntropy<T>) {
        to[1] = 1 / (1 + std::exp(n == 1 ? -std::abs(output) : -output));
      } else {
        double sum = 0;
        for (std::size_t j = 0; j < n; ++j) sum += std::exp(static_cast<double>(y[j]) - output);
        to[1] = 1 / sum;
      }
    }
  }
  return true;
}

template <class T>
SIDESTEP_SMALL std::size_t Classifier<T>::points(double* to) const {
  if (!inPlane()) return 0;
  const std::span<const double> numbers = data_->numbers(Split::train);
  const std::span<const std::uint8_t> labels = data_->labels(Split::train);
  for (std::size_t i = 0; to && i < labels.size(); ++i) {
    *to++ = numbers[2 * i];
    *to++ = numbers[2 * i + 1];
    *to++ = labels[i];
  }
  return 3 * labels.size();
}

template class Classifier<float>;
#ifdef SIDESTEP_FLOAT64_NETWORKS
template class Classifier<double>;
#endif

}  // namespace sidestep
