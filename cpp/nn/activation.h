#pragma once

#include "nn/layer.h"

namespace sidestep {

/// x ← f(x), each of n numbers.
template <class T, class F>
void applyEach(const F& function, const Functions<T>& functions, std::size_t n, T* x) {
  if constexpr (requires { F::among(functions); }) {
    F::among(functions)(n, x);
  } else {
    for (std::size_t i = 0; i < n; ++i) x[i] = function.value(x[i]);
  }
}

/// A layer that applies a function to each number: F::value(x) is f(x), or F::among(functions) selects it from those of
/// the network; F::slope(y) is f′(x) given y = f(x), so that it writes over its input.
template <class T, class F>
class Activation : public Layer<T> {
 public:
  static constexpr bool activation = true;

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    if (Check bad = atMost(call, 0)) return *bad;
    return std::unique_ptr<Layer<T>>(std::make_unique<Activation>(input));
  }

  explicit Activation(const Shape& input, F function = {})
      : Layer<T>(input), size_(sizeOf(input)), function_(function) {}

  bool inPlace() const override { return true; }
  bool readsOutput() const override { return true; }

  void forward(const Pass<T>& pass, const T*, const T* x, T* y) const override {
    const std::size_t n = pass.m * size_;
    if (x != y) std::copy_n(x, n, y);
    applyEach(function_, *pass.functions, n, y);
  }

  void backward(const Pass<T>& pass, const T*, const T*, const T* y, const T* dy, T*, T* dx) const override {
    if (!dx) return;
    if (dx != dy) std::copy_n(dy, pass.m * size_, dx);
    slopes(pass.m * size_, y, dx);
  }

 private:
  // A function of its own for __restrict: the compiler must know that the arrays do not overlap.
  void slopes(std::size_t n, const T* __restrict y, T* __restrict dx) const {
    for (std::size_t i = 0; i < n; ++i) dx[i] *= function_.slope(y[i]);
  }

  std::size_t size_;
  F function_;
};

}  // namespace sidestep
