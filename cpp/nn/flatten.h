#pragma once

#include <algorithm>

#include "nn/layer.h"

namespace sidestep {

/// The same numbers in a row. `dense` does this to its input by itself.
template <class T>
class Flatten final : public Layer<T> {
 public:
  static constexpr std::string_view id = "flatten", usage = "flatten";
  static constexpr Text doc{"An image or a sequence as one row of numbers.", "把图像或序列排成一行数。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    if (Check bad = atMost(call, 0)) return *bad;
    return std::unique_ptr<Layer<T>>(std::make_unique<Flatten>(sizeOf(input)));
  }

  explicit Flatten(std::size_t size) : Layer<T>({size}), size_(size) {}

  bool inPlace() const override { return true; }
  void forward(const Pass<T>& pass, const T*, const T* x, T* y) const override {
    if (x != y) std::copy_n(x, pass.m * size_, y);
  }
  void backward(const Pass<T>& pass, const T*, const T*, const T*, const T* dy, T*, T* dx) const override {
    if (dx && dx != dy) std::copy_n(dy, pass.m * size_, dx);
  }

 private:
  std::size_t size_;
};

inline const RegisterLayer<Flatten> registerFlatten;

}  // namespace sidestep
