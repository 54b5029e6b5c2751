#pragma once

#include "nn/layer.h"

namespace sidestep {

/// A layer that applies a function to each number: F::value(x) is f(x), F::slope(x, y) is f′(x) given y = f(x). Where
/// the slope follows from y alone (F::slopeFromOutput), it writes over its input.
template <class T, class F>
class Activation : public Layer<T> {
 public:
  static constexpr bool activation = true;

  static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    if (Check bad = atMost(call, 0)) return *bad;
    return std::unique_ptr<Layer<T>>(std::make_unique<Activation>(input));
  }

  explicit Activation(const Shape& input, F function = {})
      : Layer<T>(input), size_(sizeOf(input)), function_(function) {}

  bool inPlace() const override { return F::slopeFromOutput; }
  bool readsOutput() const override { return true; }

  void forward(const Pass<T>& pass, const T*, const T* x, T* y) const override {
    if (x == y) {
      for (std::size_t i = 0; i < pass.m * size_; ++i) y[i] = function_.value(y[i]);
    } else {
      apply(pass.m * size_, x, y);
    }
  }

  void backward(const Pass<T>& pass, const T*, const T* x, const T* y, const T* dy, T*, T* dx) const override {
    if (!dx) return;
    if (dx == dy) {
      slopes(pass.m * size_, y, dx);
    } else {
      slopes(pass.m * size_, x, y, dy, dx);
    }
  }

 private:
  // Each array behind one pointer, or the compiler has to expect them to overlap.
  void apply(std::size_t n, const T* __restrict x, T* __restrict y) const {
    for (std::size_t i = 0; i < n; ++i) y[i] = function_.value(x[i]);
  }
  void slopes(std::size_t n, const T* __restrict y, T* __restrict dx) const {
    for (std::size_t i = 0; i < n; ++i) dx[i] *= function_.slope(y[i], y[i]);
  }
  void slopes(std::size_t n, const T* __restrict x, const T* __restrict y, const T* __restrict dy,
              T* __restrict dx) const {
    for (std::size_t i = 0; i < n; ++i) dx[i] = dy[i] * function_.slope(x[i], y[i]);
  }

  std::size_t size_;
  F function_;
};

}  // namespace sidestep
