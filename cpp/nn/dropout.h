#pragma once

#include "nn/layer.h"

namespace sidestep {

/// While training, each number is 0 with probability p and else divided by 1 − p; when tested nothing happens
/// (Srivastava et al. 2014, in the form that leaves the mean alone). The mask is a function of seed, step and place in
/// the network, so all lanes of a race drop the same.
template <class T>
class Dropout final : public Layer<T> {
 public:
  static constexpr std::string_view id = "dropout", usage = "dropout(p)";
  static constexpr Text doc{"Sets a random share p of its inputs to 0 during training, the same ones in all lanes.",
                            "训练时随机将比例为 p 的输入置 0，各赛道相同。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    if (call.arguments.empty()) return layerError(call, "needs a probability, as in dropout(0.5)");
    Result<double> p = numberArgument(call, 0, 0, 1, 0);
    if (!p) return p.error();
    if (Check bad = atMost(call, 1)) return *bad;
    return std::unique_ptr<Layer<T>>(std::make_unique<Dropout>(input, *p));
  }

  Dropout(const Shape& shape, double p) : Layer<T>(shape), size_(sizeOf(shape)), p_(p) {}

  bool inPlace() const override { return true; }
  bool random() const override { return p_ > 0; }
  /// What each number is multiplied by.
  std::uint64_t memory(std::size_t m) const override { return std::uint64_t{m} * size_; }

  void forward(const Pass<T>& pass, const T*, const T* x, T* y) const override {
    const std::size_t n = pass.m * size_;
    if (!pass.training) {
      if (x != y) std::copy_n(x, n, y);
      return;
    }
    Pcg32 random = drawsOf(pass.seed, pass.step);
    const T kept = static_cast<T>(1 / (1 - p_));
    for (std::size_t i = 0; i < n; ++i) pass.memory[i] = random.uniform() < p_ ? T(0) : kept;
    for (std::size_t i = 0; i < n; ++i) y[i] = x[i] * pass.memory[i];
  }

  void backward(const Pass<T>& pass, const T*, const T*, const T*, const T* dy, T*, T* dx) const override {
    if (!dx) return;
    for (std::size_t i = 0; i < pass.m * size_; ++i) dx[i] = dy[i] * pass.memory[i];
  }

 private:
  std::size_t size_;
  double p_;
};

inline const RegisterLayer<Dropout> registerDropout;

}  // namespace sidestep
