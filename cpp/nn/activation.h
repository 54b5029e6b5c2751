#pragma once

#include <cmath>

#include "nn/layer.h"

namespace sidestep {

/// A layer that applies a function to each number: F::value(x) is f(x), F::slope(x, y) is f′(x) given y = f(x).
template <class T, class F>
class Activation : public Layer<T> {
 public:
  static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    if (!call.arguments.empty()) return layerError(call, "takes no arguments");
    return std::unique_ptr<Layer<T>>(std::make_unique<Activation>(input));
  }

  explicit Activation(const Shape& input) : Layer<T>(input), size_(sizeOf(input)) {}

  void forward(std::size_t m, const T*, const T* __restrict x, T* __restrict y, T*) const override {
    for (std::size_t i = 0; i < m * size_; ++i) y[i] = F::value(x[i]);
  }

  void backward(std::size_t m, const T*, const T* __restrict x, const T* __restrict y, const T* __restrict dy, T*,
                T* __restrict dx, T*) const override {
    if (!dx) return;
    for (std::size_t i = 0; i < m * size_; ++i) dx[i] = dy[i] * F::slope(x[i], y[i]);
  }

 private:
  std::size_t size_;
};

}  // namespace sidestep
