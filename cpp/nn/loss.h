#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/field.h"
#include "kernels/elementary.h"

namespace sidestep {

/// The mean loss of m outputs (m×n, row-major) against m labels, and its gradient dy (may be null).
template <class T>
using LossFunction = double (*)(std::size_t m, std::size_t n, const T* y, const std::uint8_t* labels, T* dy);

/// Softmax cross-entropy of logits: −log softmax(y)[label], averaged over the batch (Bridle 1990). The largest logit
/// is subtracted first, so that no exponential overflows.
template <class T>
double crossEntropy(std::size_t m, std::size_t n, const T* y, const std::uint8_t* labels, T* dy) {
  double loss = 0;
  for (std::size_t i = 0; i < m; ++i, y += n) {
    T top = y[0];
    for (std::size_t j = 1; j < n; ++j) top = y[j] > top ? y[j] : top;
    T sum = 0;
    for (std::size_t j = 0; j < n; ++j) sum += exponential(y[j] - top);
    loss += static_cast<double>(std::log(sum) + top - y[labels[i]]);
    if (!dy) continue;
    const T share = 1 / (sum * static_cast<T>(m));
    for (std::size_t j = 0; j < n; ++j) dy[i * n + j] = exponential(y[j] - top) * share;
    dy[i * n + labels[i]] -= 1 / static_cast<T>(m);
  }
  return loss / static_cast<double>(m);
}

/// Mean squared error against the one-hot label, averaged over batch and outputs (PyTorch's MSELoss).
template <class T>
double meanSquaredError(std::size_t m, std::size_t n, const T* y, const std::uint8_t* labels, T* dy) {
  const double count = static_cast<double>(m * n);
  const T scale = static_cast<T>(2 / count);
  double loss = 0;
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const T error = y[i * n + j] - T(j == labels[i]);
      loss += static_cast<double>(error) * static_cast<double>(error);
      if (dy) dy[i * n + j] = scale * error;
    }
  }
  return loss / count;
}

/// Binary cross-entropy of logits, each output against 1 for the label and 0 for the others, averaged over batch and
/// outputs (PyTorch's BCEWithLogitsLoss). A single output is the logit of label 1.
template <class T>
double binaryCrossEntropy(std::size_t m, std::size_t n, const T* y, const std::uint8_t* labels, T* dy) {
  const double count = static_cast<double>(m * n);
  double loss = 0;
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const T x = y[i * n + j], target = n == 1 ? T(labels[i]) : T(j == labels[i]);
      const T e = exponential(x > 0 ? -x : x), tail = e / (1 + e);  // σ(−|x|), exact where σ(|x|) is all but 1
      // log(1 + eˣ) − target·x, without overflow
      loss += static_cast<double>((x > 0 ? x : T(0)) - target * x + std::log1p(e));
      if (dy) dy[i * n + j] = (x > 0 ? (1 - target) - tail : tail - target) / static_cast<T>(count);
    }
  }
  return loss / count;
}

template <class T>
struct Loss {
  std::string_view id;
  LossFunction<T> function;
};

template <class T>
inline constexpr std::array losses{Loss<T>{"crossEntropy", crossEntropy<T>}, Loss<T>{"mse", meanSquaredError<T>},
                                   Loss<T>{"binaryCrossEntropy", binaryCrossEntropy<T>}};

inline constexpr std::array lossChoices{
    Choice{"crossEntropy", {"softmax cross-entropy", "softmax 交叉熵"}},
    Choice{"mse", {"mean squared error", "均方误差"}},
    Choice{"binaryCrossEntropy", {"binary cross-entropy", "二元交叉熵"}},
};

}  // namespace sidestep
