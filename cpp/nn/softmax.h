#pragma once

#include <algorithm>

#include "nn/layer.h"

namespace sidestep {

/// eˣ/Σeˣ over the last extent of an item: an item's numbers, a step's, a pixel's channels (Bridle 1990). The largest
/// is subtracted first, so that no exponential overflows. The loss crossEntropy is of logits and has a softmax in it:
/// with this layer before it there are two.
template <class T>
class Softmax final : public Layer<T> {
 public:
  static constexpr std::string_view id = "softmax", usage = "softmax";
  static constexpr Text doc{"eˣ/Σeˣ: shares that sum to 1. The loss crossEntropy already includes it.",
                            "eˣ/Σeˣ：总和为 1 的份额。损失 crossEntropy 已包含它。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    if (Check bad = atMost(call, 0)) return *bad;
    return std::unique_ptr<Layer<T>>(std::make_unique<Softmax>(input));
  }

  explicit Softmax(const Shape& input) : Layer<T>(input), n_(input.back()), groups_(sizeOf(input) / n_) {}

  bool inPlace() const override { return true; }
  bool readsOutput() const override { return true; }

  SIDESTEP_SMALL void forward(const Pass<T>& pass, const T*, const T* x, T* y) const override {
    const std::size_t groups = pass.m * groups_;
    for (std::size_t k = 0; k < groups * n_; k += n_) {
      T top = x[k];
      for (std::size_t j = 1; j < n_; ++j) top = x[k + j] > top ? x[k + j] : top;
      for (std::size_t j = 0; j < n_; ++j) y[k + j] = x[k + j] - top;
    }
    pass.functions->exponential(groups * n_, y);
    for (std::size_t k = 0; k < groups; ++k, y += n_) {
      T sum = 0;
      for (std::size_t j = 0; j < n_; ++j) sum += y[j];
      for (std::size_t j = 0; j < n_; ++j) y[j] /= sum;
    }
  }

  /// dx = y·(dy − Σ y·dy).
  SIDESTEP_SMALL void backward(const Pass<T>& pass, const T*, const T*, const T* y, const T* dy, T*,
                               T* dx) const override {
    if (!dx) return;
    for (std::size_t k = 0; k < pass.m * groups_; ++k, y += n_, dy += n_, dx += n_) {
      T mean = 0;
      for (std::size_t j = 0; j < n_; ++j) mean += y[j] * dy[j];
      for (std::size_t j = 0; j < n_; ++j) dx[j] = y[j] * (dy[j] - mean);
    }
  }

 private:
  std::size_t n_, groups_;
};

inline const RegisterLayer<Softmax> registerSoftmax;

}  // namespace sidestep
