#pragma once

#include <algorithm>
#include <cmath>

#include "kernels/vec.h"
#include "nn/layer.h"

namespace sidestep {

/// y = γ·(x − μ)/√(σ² + 10⁻⁵) + β for each channel (the last extent), as PyTorch does it (Ioffe & Szegedy 2015). While
/// training μ and σ² are those of the batch, over all items and places; when tested they are running averages,
///   running ← 0.9·running + 0.1·(batch's, σ² unbiased), from 0 and 1.
/// Parameters: γ (1 at first), then β (0). The running averages have no gradient: they are in the layer's memory, which
/// is updated once a step and reset at step 0. At row t they include the batches of the t updates made, as in a loop
/// that tests after each step.
template <class T>
class Batchnorm final : public Layer<T> {
 public:
  static constexpr std::string_view id = "batchnorm", usage = "batchnorm";
  static constexpr Text doc{"Shifts and scales every channel to mean 0 and variance 1 over the batch.",
                            "在小批量上把每个通道标准化为均值 0、方差 1。"};
  static constexpr double epsilon = 1e-5, momentum = 0.1;

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    if (Check bad = atMost(call, 0)) return *bad;
    return std::unique_ptr<Layer<T>>(std::make_unique<Batchnorm>(input));
  }

  explicit Batchnorm(const Shape& shape)
      : Layer<T>(shape), channels_(shape.back()), places_(sizeOf(shape) / shape.back()) {}

  Layout tensors() const override { return {{"gamma", channels_}, {"beta", channels_}}; }
  std::uint64_t memory(std::size_t) const override { return 7 * channels_; }
  std::uint64_t scratch(std::size_t) const override { return 2 * channels_; }
  bool remembers() const override { return true; }

  void initialise(Pcg32&, const Init&, T* w) const override {
    std::fill_n(w, channels_, T(1));
    std::fill_n(w + channels_, channels_, T(0));
  }

  void forward(const Pass<T>& pass, const T* w, const T* x, T* y) const override {
    const State s(pass.memory, channels_);
    const std::size_t rows = pass.m * places_;
    if (pass.training) measure(rows, x, s);
    T* scale = pass.scratch;
    T* shift = scale + channels_;
    for (std::size_t c = 0; c < channels_; ++c) {
      const T inverse = pass.training ? s.inverse[c] : inverseRoot(s.runningVariance[c]);
      scale[c] = w[c] * inverse;
      shift[c] = w[channels_ + c] - (pass.training ? s.mean[c] : s.runningMean[c]) * scale[c];
    }
    eachBlock([&]<class N>(std::size_t c) {
      const auto by = N::load(scale + c), plus = N::load(shift + c);
      for (std::size_t at = c; at < rows * channels_; at += channels_) N::store(y + at, N::load(x + at) * by + plus);
    });
  }

  void backward(const Pass<T>& pass, const T* w, const T* x, const T*, const T* dy, T* dw, T* dx) const override {
    const State s(pass.memory, channels_);
    const std::size_t count = pass.m * places_ * channels_;
    const T part = T(1) / static_cast<T>(pass.m * places_);
    eachBlock([&]<class N>(std::size_t c) {
      const auto mean = N::load(s.mean + c), inverse = N::load(s.inverse + c);
      auto slopeScale = N::splat(0), slopeShift = N::splat(0);  // ∂loss/∂γ = Σ dy·x̂, ∂loss/∂β = Σ dy
      for (std::size_t at = c; at < count; at += channels_) {
        const auto d = N::load(dy + at);
        slopeScale += d * (N::load(x + at) - mean) * inverse;
        slopeShift += d;
      }
      N::store(dw + c, slopeScale);
      N::store(dw + channels_ + c, slopeShift);
      if (!dx) return;
      const auto factor = N::load(w + c) * inverse, share = N::splat(part);
      for (std::size_t at = c; at < count; at += channels_) {
        const auto normal = (N::load(x + at) - mean) * inverse;
        N::store(dx + at, factor * (N::load(dy + at) - share * (slopeShift + normal * slopeScale)));
      }
    });
  }

  /// Averages in the batch of the step before: that of this step counts only once its update is made.
  void visit(std::int64_t step, T* memory) const override {
    const State s(memory, channels_);
    for (std::size_t c = 0; c < channels_; ++c) {
      s.runningMean[c] = step == 0 ? T(0) : s.runningMean[c] + T(momentum) * (s.pendingMean[c] - s.runningMean[c]);
      s.runningVariance[c] =
          step == 0 ? T(1) : s.runningVariance[c] + T(momentum) * (s.pendingVariance[c] - s.runningVariance[c]);
      s.pendingMean[c] = s.mean[c];
      s.pendingVariance[c] = s.variance[c];
    }
  }

 private:
  /// What the layer remembers, an entry for each channel.
  struct State {
    T *mean, *inverse, *variance;      ///< of the batch: μ, 1/√(σ² + ε), σ² unbiased
    T *pendingMean, *pendingVariance;  ///< of the batch whose update is under way
    T *runningMean, *runningVariance;
    State(T* memory, std::size_t n)
        : mean(memory),
          inverse(memory + n),
          variance(memory + 2 * n),
          pendingMean(memory + 3 * n),
          pendingVariance(memory + 4 * n),
          runningMean(memory + 5 * n),
          runningVariance(memory + 6 * n) {}
  };

  static T inverseRoot(T variance) { return 1 / std::sqrt(variance + T(epsilon)); }

  /// use<N>(c) for the channels from c on that fit N, a register or, where fewer are left, a single number.
  template <class Use>
  void eachBlock(Use use) const {
    std::size_t c = 0;
    for (; c + Vec<T>::lanes <= channels_; c += Vec<T>::lanes) use.template operator()<Vec<T>>(c);
    for (; c < channels_; ++c) use.template operator()<One<T>>(c);
  }

  /// Σ term(x) over the rows from channel c on, as a sum of partial sums: one long sum would lose more to rounding.
  template <class N, class Term>
  auto sumRows(std::size_t rows, const T* x, std::size_t c, Term term) const {
    constexpr std::size_t some = 256;
    auto sum = N::splat(0);
    for (std::size_t from = 0; from < rows; from += some) {
      auto part = N::splat(0);
      for (std::size_t i = from; i < std::min(rows, from + some); ++i) part += term(N::load(x + i * channels_ + c));
      sum += part;
    }
    return sum;
  }

  /// Mean and variance in two passes: Σx² − (Σx)² would lose digits.
  void measure(std::size_t rows, const T* x, const State& s) const {
    const T count = static_cast<T>(rows);
    eachBlock([&]<class N>(std::size_t c) {
      const auto mean = sumRows<N>(rows, x, c, [](auto value) { return value; }) / N::splat(count);
      N::store(s.mean + c, mean);
      N::store(s.variance + c, sumRows<N>(rows, x, c, [=](auto value) { return (value - mean) * (value - mean); }));
    });
    for (std::size_t c = 0; c < channels_; ++c) {
      s.inverse[c] = inverseRoot(s.variance[c] / count);
      s.variance[c] /= std::max(count - 1, T(1));
    }
  }

  std::size_t channels_, places_;
};

inline const RegisterLayer<Batchnorm> registerBatchnorm;

}  // namespace sidestep
