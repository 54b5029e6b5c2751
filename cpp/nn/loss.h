#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/field.h"
#include "kernels/functions.h"

namespace sidestep {

/// What is right: the labels of items, or of data without classes the number of each.
template <class T>
struct Answers {
  Answers(const std::uint8_t* classes, const T* each = nullptr) : labels(classes), numbers(each) {}

  const std::uint8_t* labels;
  const T* numbers;

  /// Of output j of item i.
  T operator()(std::size_t i, std::size_t j) const { return numbers ? numbers[i] : T(j == labels[i]); }
};

/// The mean loss of m outputs (m×n, row-major) against what is right; dy ← its gradient.
template <class T>
using LossFunction = double (*)(const Functions<T>&, std::size_t m, std::size_t n, const T* y, Answers<T> right, T* dy);

/// Softmax cross-entropy of logits: −log softmax(y)[label], averaged over the batch (Bridle 1990). The largest logit
/// is subtracted first, so that no exponential overflows.
template <class T>
double crossEntropy(const Functions<T>& functions, std::size_t m, std::size_t n, const T* y, Answers<T> right, T* dy) {
  const std::uint8_t* labels = right.labels;
  const auto largest = [n](const T* row) {
    T top = row[0];
    for (std::size_t j = 1; j < n; ++j) top = row[j] > top ? row[j] : top;
    return top;
  };
  for (std::size_t i = 0; i < m; ++i) {
    const T top = largest(y + i * n);
    for (std::size_t j = i * n; j < (i + 1) * n; ++j) dy[j] = y[j] - top;
  }
  functions.exponential(m * n, dy);
  double loss = 0;
  for (std::size_t i = 0; i < m; ++i, y += n, dy += n) {
    T sum = 0;
    for (std::size_t j = 0; j < n; ++j) sum += dy[j];
    loss += static_cast<double>(std::log(sum) + largest(y) - y[labels[i]]);
    const T share = 1 / (sum * static_cast<T>(m));
    for (std::size_t j = 0; j < n; ++j) dy[j] *= share;
    dy[labels[i]] -= 1 / static_cast<T>(m);
  }
  return loss / static_cast<double>(m);
}

/// Mean squared error against the number or the one-hot label, averaged over batch and outputs (PyTorch's MSELoss).
template <class T>
double meanSquaredError(const Functions<T>&, std::size_t m, std::size_t n, const T* y, Answers<T> right, T* dy) {
  const double count = static_cast<double>(m * n);
  const T scale = static_cast<T>(2 / count);
  double loss = 0;
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const T error = y[i * n + j] - right(i, j);
      loss += static_cast<double>(error) * static_cast<double>(error);
      dy[i * n + j] = scale * error;
    }
  }
  return loss / count;
}

/// Mean absolute error, as above (PyTorch's L1Loss); its slope is 0 where the error is.
template <class T>
double meanAbsoluteError(const Functions<T>&, std::size_t m, std::size_t n, const T* y, Answers<T> right, T* dy) {
  const double count = static_cast<double>(m * n);
  const T scale = static_cast<T>(1 / count);
  double loss = 0;
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const T error = y[i * n + j] - right(i, j);
      loss += static_cast<double>(std::abs(error));
      dy[i * n + j] = scale * static_cast<T>((error > 0) - (error < 0));
    }
  }
  return loss / count;
}

/// Binary cross-entropy of logits, each output against 1 for the label and 0 for the others, averaged over batch and
/// outputs (PyTorch's BCEWithLogitsLoss). A single output is the logit of label 1.
template <class T>
double binaryCrossEntropy(const Functions<T>& functions, std::size_t m, std::size_t n, const T* y, Answers<T> right,
                          T* dy) {
  const double count = static_cast<double>(m * n);
  for (std::size_t k = 0; k < m * n; ++k) dy[k] = y[k] > 0 ? -y[k] : y[k];
  functions.exponential(m * n, dy);
  double loss = 0;
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const T x = y[i * n + j], target = n == 1 ? T(right.labels[i]) : right(i, j);
      const T e = dy[i * n + j], tail = e / (1 + e);  // σ(−|x|), exact where σ(|x|) is all but 1
      // log(1 + eˣ) − target·x, without overflow
      loss += static_cast<double>((x > 0 ? x : T(0)) - target * x + std::log1p(e));
      dy[i * n + j] = (x > 0 ? (1 - target) - tail : tail - target) / static_cast<T>(count);
    }
  }
  return loss / count;
}

template <class T>
struct Loss {
  std::string_view id;
  LossFunction<T> function;
  bool numbers = false;  ///< of data without classes, too
};

template <class T>
inline constexpr std::array losses{Loss<T>{"crossEntropy", crossEntropy<T>}, Loss<T>{"mse", meanSquaredError<T>, true},
                                   Loss<T>{"binaryCrossEntropy", binaryCrossEntropy<T>},
                                   Loss<T>{"mae", meanAbsoluteError<T>, true}};

inline constexpr std::array lossChoices{
    Choice{"crossEntropy", {"softmax cross-entropy", "softmax 交叉熵"}},
    Choice{"mse", {"mean squared error", "均方误差"}},
    Choice{"binaryCrossEntropy", {"binary cross-entropy", "二元交叉熵"}},
    Choice{"mae", {"mean absolute error", "平均绝对误差"}},
};

}  // namespace sidestep
