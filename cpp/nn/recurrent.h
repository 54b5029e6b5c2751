#pragma once

#include <algorithm>
#include <cmath>

#include "kernels/gemm.h"
#include "kernels/rows.h"
#include "nn/leakyrelu.h"
#include "nn/recurrence.h"
#include "nn/relu.h"
#include "nn/sigmoid.h"
#include "nn/tanh.h"

namespace sidestep {

/// What a cell applies to what it is given and to what it gives: a function, and its slope from its value.
template <class T>
struct CellActivation {
  void (*apply)(const Functions<T>& functions, std::size_t n, T* x);
  void (*slopes)(std::size_t n, const T* __restrict y, T* __restrict to);
};

/// Of one of the layers that are activations.
template <class T, class F>
inline constexpr CellActivation<T> cellActivation{
    [](const Functions<T>& functions, std::size_t n, T* x) { applyEach(F{}, functions, n, x); },
    [](std::size_t n, const T* __restrict y, T* __restrict to) {
      for (std::size_t i = 0; i < n; ++i) to[i] = F{}.slope(y[i]);
    }};

/// In the order of their ids.
template <class T>
inline constexpr std::array<CellActivation<T>, cellActivationIds.size()> cellActivations{
    cellActivation<T, TanhFunction>, cellActivation<T, ReluFunction>, cellActivation<T, LeakyReluFunction<T>>,
    cellActivation<T, SigmoidFunction>};

/// Rows of standard normal numbers, each made orthogonal to those before it and of length 1.
template <class T>
SIDESTEP_SMALL void orthonormal(Pcg32& random, std::size_t rows, std::size_t n, T* w) {
  const auto product = [n](const T* a, const T* b) {
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) sum += static_cast<double>(a[j]) * static_cast<double>(b[j]);
    return sum;
  };
  for (T* row = w; row != w + rows * n; row += n) {
    for (std::size_t j = 0; j < n; ++j) row[j] = static_cast<T>(random.normal());
    for (const T* before = w; before != row; before += n) {
      const double share = product(before, row);
      for (std::size_t j = 0; j < n; ++j)
        row[j] = static_cast<T>(static_cast<double>(row[j]) - share * static_cast<double>(before[j]));
    }
    const double length = std::sqrt(product(row, row));
    for (std::size_t j = 0; j < n; ++j) row[j] = static_cast<T>(static_cast<double>(row[j]) / length);
  }
}

/// What recurrent layers with `gates` gates share: their weights, [W; U] in (features + units) rows of gates · units
/// (PyTorch's weight_ih and weight_hh, transposed), then bias_ih, then bias_hh; and [x, h] of every step, one step's
/// batch after another, so that one product with [W; U] makes a step and one over all steps makes its gradient.
template <class T, std::size_t gates>
class Recurrent : public Layer<T> {
 public:
  explicit Recurrent(const Recurrence& r)
      : Layer<T>(r.output()),
        steps_(r.steps),
        features_(r.features),
        units_(r.units),
        wide_(gates * r.units),
        row_(r.features + r.units),
        sequence_(r.sequence),
        activation_(cellActivations<T>[r.activation]) {}

  Layout tensors() const override {
    return {{"WU", row_, wide_, Tensor::Kind::matrix}, {"b_ih", wide_}, {"b_hh", wide_}};
  }

  SIDESTEP_SMALL void initialise(Pcg32& random, const Init& init, T* w) const override {
    if (init.recurrent == Init::Recurrent::orthogonal) {
      init.fill(random, features_, wide_, features_ * wide_, 0, w);
      orthonormal(random, units_, wide_, w + features_ * wide_);
      std::fill_n(w + row_ * wide_, 2 * wide_, T(0));
    } else {
      const bool together = init.recurrent == Init::Recurrent::together;
      init.fill(random, together ? row_ : units_, units_, row_ * wide_, 2 * wide_, w);
    }
  }

 protected:
  const T* recurrentWeights(const T* w) const { return w + features_ * wide_; }
  const T* inputBias(const T* w) const { return w + row_ * wide_; }
  const T* stateBias(const T* w) const { return inputBias(w) + wide_; }

  /// [x, h] before step t, m rows of row_; there is one of them more than there are steps, for the last state.
  std::uint64_t inputsSize(std::size_t m) const { return std::uint64_t{steps_ + 1} * m * row_; }
  T* inputs(T* all, std::size_t m, std::size_t t) const { return all + t * m * row_; }

  /// Copies x to its places; the first state is 0.
  void gather(std::size_t m, const T* x, T* all) const {
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t t = 0; t < steps_; ++t)
        std::copy_n(x + (i * steps_ + t) * features_, features_, inputs(all, m, t) + i * row_);
      std::fill_n(all + i * row_ + features_, units_, T(0));
    }
  }

  /// The states after the last step, or after every one, to y.
  void writeStates(std::size_t m, T* all, T* y) const {
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t t = sequence_ ? 1 : steps_; t <= steps_; ++t, y += units_)
        std::copy_n(inputs(all, m, t) + i * row_ + features_, units_, y);
    }
  }

  /// dh += ∂loss/∂(state after step t) by way of y.
  void addOutputSlopes(std::size_t m, std::size_t t, const T* dy, T* dh) const {
    if (!sequence_ && t + 1 < steps_) return;
    for (std::size_t i = 0; i < m; ++i) {
      const T* from = dy + (sequence_ ? i * steps_ + t : i) * units_;
      for (std::size_t j = 0; j < units_; ++j) dh[i * units_ + j] += from[j];
    }
  }

  /// dx of all steps from the slopes of all gates, d·Wᵀ. `packed`: room for Wᵀ, then for a batch of slopes.
  void inputSlopes(std::size_t m, const T* w, const T* d, T* dx, T* packed) const {
    Gemm<T>::packColumns(features_, wide_, {w, 1, wide_}, packed);
    T* panels = packed + Gemm<T>::packed(features_, wide_);
    for (std::size_t t = 0; t < steps_; ++t) {
      Gemm<T>::runPacked(m, features_, wide_, {d + t * m * wide_, wide_, 1}, packed,
                         {dx + t * features_, steps_ * features_}, panels);
    }
  }

  std::size_t steps_, features_, units_, wide_, row_;
  bool sequence_;
  CellActivation<T> activation_;
};

}  // namespace sidestep
