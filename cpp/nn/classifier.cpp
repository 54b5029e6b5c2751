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
      trainTested_(std::min({options.testTrain, data_->count(Split::test), data_->count(Split::train)})),
      labels_(rows()),
      numbers_(classes() ? 0 : rows()) {
  variance_[0] = variance(data_->targets(Split::test));
  variance_[1] = variance(data_->targets(Split::train).first(classes() ? 0 : trainTested_));
}

template <class T>
SIDESTEP_SMALL double Classifier<T>::variance(std::span<const double> numbers) {
  double mean = 0, sum = 0;
  for (const double y : numbers) mean += y / static_cast<double>(numbers.size());
  for (const double y : numbers) sum += (y - mean) * (y - mean) / static_cast<double>(numbers.size());
  return sum;
}

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
  return inputSize() + toldSize() + net_.workspace(rows());
}

template <class T>
SIDESTEP_SMALL void Classifier<T>::bind(T* workspace) {
  inputs_ = workspace;
  told_ = workspace + inputSize();
  net_.bind(rows(), told_ + toldSize());
}

template <class T>
void Classifier<T>::visit(std::int64_t step, const T*, double) {
  net_.visit(step);
  std::fill_n(told_, 2, std::numeric_limits<T>::quiet_NaN());
}

template <class T>
SIDESTEP_SMALL std::vector<std::span<T>> Classifier<T>::kept() {
  nextUnit_ = 0;  // whoever restores these has other weights
  std::vector<std::span<T>> parts = net_.kept();
  parts.emplace_back(told_, 2);
  return parts;
}

template <class T>
SIDESTEP_SMALL std::vector<std::string> Classifier<T>::columns() const {
  if (trainTested_ == 0) return {"testLoss"};
  return {"testLoss", classes() ? "trainAccuracy" : "trainR2"};
}

template <class T>
SIDESTEP_SMALL void Classifier<T>::values(const T*, double* to) const {
  *to++ = static_cast<double>(told_[0]) / static_cast<double>(testItems());
  if (trainTested_ > 0) *to = static_cast<double>(told_[1]) / static_cast<double>(trainTested_);
}

template <class T>
void Classifier<T>::start(T* w) const {
  Pcg32 random(options_.seed, stream::initialWeights);
  net_.initialise(random, init_, w);
}

template <class T>
void Classifier<T>::loadAnswer(Split split, std::size_t row, std::size_t item) {
  labels_[row] = data_->labels(split)[item];
  if (!classes()) numbers_[row] = static_cast<T>(data_->targets(split)[item]);
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
SIDESTEP_SMALL Batch<T> Classifier<T>::inOrder(Split split, std::size_t begin, std::size_t count) {
  Batch<T> items = batch(std::min(testRows_, count - begin), false, 0);
  for (std::size_t i = 0; i < items.m; ++i) {
    loadAnswer(split, i, begin + i);
    if (!bytes()) load(split, i, begin + i);
  }
  if (bytes()) items.bytes = data_->items(split).data() + begin * data_->itemSize();
  return items;
}

template <class T>
Batch<T> Classifier<T>::batch(std::size_t m, bool training, std::int64_t step) {
  nextUnit_ = 0;
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
    loadAnswer(Split::train, i, items[i]);
    load(Split::train, i, items[i]);
  }
  const Batch<T> inputs = batch(m, true, step);
  const T* outputs = net_.forward(inputs, w);
  const double loss = loss_(net_.functions(), m, net_.outputs(), outputs, right(), net_.outputGradient());
  if (grad) net_.backward(inputs, w, grad);
  return loss;
}

template <class T>
SIDESTEP_SMALL double Classifier<T>::objective(const T* w) {
  const std::size_t count = data_->count(Split::train);
  double sum = 0;
  for (std::size_t begin = 0; begin < count; begin += testRows_) {
    const Batch<T> items = inOrder(Split::train, begin, count);
    const T* outputs = net_.forward(items, w);
    const double mean = loss_(net_.functions(), items.m, net_.outputs(), outputs, right(), net_.outputGradient());
    sum += mean * static_cast<double>(items.m);
  }
  return sum / static_cast<double>(count);
}

/// A single output is the logit of class 1.
template <class T>
SIDESTEP_SMALL std::size_t Classifier<T>::chosen(const T* y) const {
  const std::size_t n = net_.outputs();
  return n == 1 ? y[0] > 0 : static_cast<std::size_t>(std::max_element(y, y + n) - y);
}

template <class T>
std::int64_t Classifier<T>::testUnits(std::int64_t step) const {
  const std::int64_t every = options_.evaluate > 0 ? options_.evaluate : batches_.stepsPerEpoch();
  if (step % every != 0 && step != options_.steps) return 0;
  return unitsOf(testItems()) + unitsOf(trainTested_);
}

template <class T>
double Classifier<T>::test(std::int64_t unit, const T* w) {
  const std::int64_t unseen = unitsOf(testItems());
  const bool training = unit >= unseen;
  const std::size_t begin = static_cast<std::size_t>(training ? unit - unseen : unit) * testRows_;
  const bool sameWeights = unit > 0 && unit == nextUnit_;
  Batch<T> items = inOrder(training ? Split::train : Split::test, begin, training ? trainTested_ : testItems());
  items.sameWeights = sameWeights;
  const T* y = net_.forward(items, w);
  nextUnit_ = unit + 1;
  const std::size_t m = items.m, n = net_.outputs();
  double score = 0;
  for (std::size_t i = 0; i < m; ++i) {
    if (classes()) {
      score += chosen(y + i * n) == labels_[i];
    } else {
      const double error = static_cast<double>(y[i] - numbers_[i]);
      score += 1 - error * error / variance_[training ? 1 : 0];
    }
  }
  T& told = told_[training ? 1 : 0];
  if (begin == 0) told = 0;
  if (training) {
    told += static_cast<T>(score);
    return 0;
  }
  const double mean = loss_(net_.functions(), m, n, y, right(), net_.outputGradient());
  told += static_cast<T>(mean * static_cast<double>(m));
  return score;
}

template <class T>
SIDESTEP_SMALL const T* Classifier<T>::outputs(const T* w, std::size_t begin) {
  return net_.forward(inOrder(seen(), begin, data_->count(seen())), w);
}

template <class T>
SIDESTEP_SMALL const T* Classifier<T>::outputs(const T* w, std::size_t m, const double* numbers) {
  auto* const packed = reinterpret_cast<std::uint8_t*>(inputs_);
  for (std::size_t i = 0; i < m * data_->itemSize(); ++i) {
    const T value = static_cast<T>(numbers[i]);
    if (bytes()) {
      packed[i] = static_cast<std::uint8_t>(std::clamp(numbers[i] + 0.5, 0.0, 255.0));
    } else {
      inputs_[i] = data_->real() ? value : value * static_cast<T>(byteScale);
    }
  }
  return net_.forward(batch(m, false, 0), w);
}

template <class T>
SIDESTEP_SMALL void Classifier<T>::likely(const T* y, double* to) const {
  const std::size_t n = net_.outputs();
  const bool isEstimate = loss_ == meanSquaredError<T> || loss_ == meanAbsoluteError<T>;
  const auto logistic = [](double x) { return 1 / (1 + std::exp(-x)); };
  if (!classes()) {
    to[0] = static_cast<double>(y[0]);
  } else if (n == 1) {
    to[1] = logistic(static_cast<double>(y[0]));
    to[0] = logistic(-static_cast<double>(y[0]));
  } else {
    const double top = static_cast<double>(y[chosen(y)]);
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) sum += std::exp(static_cast<double>(y[j]) - top);
    for (std::size_t j = 0; j < n; ++j) {
      const double output = static_cast<double>(y[j]);
      if (isEstimate) {
        to[j] = std::clamp(output, 0.0, 1.0);
      } else {
        to[j] = loss_ == binaryCrossEntropy<T> ? logistic(output) : std::exp(output - top) / sum;
      }
    }
  }
}

template <class T>
SIDESTEP_SMALL bool Classifier<T>::classify(const T* w, std::size_t count, const double* points, double* to) {
  if (!inPlane()) return false;
  Block<double> chances(answers());
  for (std::size_t begin = 0; begin < count; begin += testRows_) {
    const std::size_t m = std::min(testRows_, count - begin);
    const T* y = outputs(w, m, points + 2 * begin);
    for (std::size_t i = 0; i < m; ++i, y += net_.outputs(), to += 2) {
      likely(y, chances.data());
      to[0] = static_cast<double>(chosen(y));
      to[1] = chances[chosen(y)];
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
