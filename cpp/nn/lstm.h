#pragma once

#include "nn/recurrent.h"

namespace sidestep {

/// Long short-term memory in PyTorch's equations (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al.
/// 2000):
///   i = σ(·), f = σ(·), g = tanh(·), o = σ(·) of W x + b_ih + U h + b_hh;  c ← f·c + i·g;  h ← o·tanh c.
/// Another function may stand for both tanh, as in Keras.
/// Parameters: see Recurrent; gates in the order i, f, g, o. The forget gate's b_ih begins at 1, so that what was
/// stored stays at first (Jozefowicz et al. 2015), unless biases are drawn, as PyTorch does.
template <class T>
class Lstm final : public Recurrent<T, 4> {
 public:
  static constexpr std::string_view id = "lstm", usage = "lstm(units[,sequence][,activation])";
  static constexpr Text doc{
      "Long short-term memory over a sequence: outputs its last state, or the states of all steps.",
      "在序列上的长短期记忆网络：输出最后状态，或每一步的状态。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    Result<Recurrence> extents = Recurrence::of(call, input);
    if (!extents) return extents.error();
    return std::unique_ptr<Layer<T>>(std::make_unique<Lstm>(*extents));
  }

  using Recurrent<T, 4>::Recurrent;

  /// [x, h]; the gates (then their slopes); c before each step and after the last; tanh c.
  std::uint64_t memory(std::size_t m) const override {
    return this->inputsSize(m) + std::uint64_t{steps_} * m * (wide_ + units_) + std::uint64_t{steps_ + 1} * m * units_;
  }
  std::uint64_t scratch(std::size_t m) const override {
    const std::uint64_t step = wide_ + Gemm<T>::packed(wide_, row_) + Gemm<T>::roundUp(m, 4) * row_,
                        back = 2 * (m + 1) * units_ + Gemm<T>::packed(std::max(units_, features_), wide_) +
                               Gemm<T>::roundUp(m, 4) * wide_;
    return std::max({step, back, Gemm<T>::scratch(row_, wide_, steps_ * m)}) + 64;
  }

  void initialise(Pcg32& random, const Init& init, T* w) const override {
    Recurrent<T, 4>::initialise(random, init, w);
    if (!init.drawsBiases) std::fill_n(w + row_ * wide_ + units_, units_, T(1));
  }

  void forward(const Pass<T>& pass, const T* w, const T* x, T* y) const override {
    const std::size_t m = pass.m;
    const Memory memory = split(pass);
    this->gather(m, x, memory.inputs);
    std::fill_n(memory.cells, m * units_, T(0));
    T* bias = pass.scratch;
    T* packed = bias + Gemm<T>::roundUp(wide_, 16);
    T* panels = packed + Gemm<T>::packed(wide_, row_);
    for (std::size_t j = 0; j < wide_; ++j) bias[j] = this->inputBias(w)[j] + this->stateBias(w)[j];
    Gemm<T>::packColumns(wide_, row_, {w, wide_, 1}, packed);
    for (std::size_t t = 0; t < steps_; ++t) {
      T* gates = memory.gates + t * m * wide_;
      Gemm<T>::runPacked(m, wide_, row_, {this->inputs(memory.inputs, m, t), row_, 1}, packed, {gates, wide_, bias, 0},
                         panels);
      for (std::size_t i = 0; i < m; ++i) {
        const std::size_t at = (t * m + i) * units_;
        cell(activation_, *pass.functions, units_, gates + i * wide_, memory.cells + at, memory.cells + at + m * units_,
             memory.tanhs + at, this->inputs(memory.inputs, m, t + 1) + i * row_ + features_);
      }
    }
    this->writeStates(m, memory.inputs, y);
  }

  void backward(const Pass<T>& pass, const T* w, const T*, const T*, const T* dy, T* dw, T* dx) const override {
    const std::size_t m = pass.m;
    const Memory memory = split(pass);
    T* dh = pass.scratch;
    T* dc = dh + m * units_;
    T* slopes = dc + m * units_;
    T* packed = slopes + 2 * units_;
    T* panels = packed + Gemm<T>::packed(units_, wide_);
    std::fill_n(dh, 2 * m * units_, T(0));
    Gemm<T>::packColumns(units_, wide_, {this->recurrentWeights(w), 1, wide_}, packed);
    for (std::size_t t = steps_; t-- > 0;) {
      T* gates = memory.gates + t * m * wide_;
      this->addOutputSlopes(m, t, dy, dh);
      for (std::size_t i = 0; i < m; ++i) {
        const std::size_t at = (t * m + i) * units_;
        activation_.slopes(units_, gates + i * wide_ + 2 * units_, slopes);
        activation_.slopes(units_, memory.tanhs + at, slopes + units_);
        cellSlopes(units_, slopes, gates + i * wide_, memory.cells + at, memory.tanhs + at, dh + i * units_,
                   dc + i * units_);
      }
      if (t > 0) Gemm<T>::runPacked(m, units_, wide_, {gates, wide_, 1}, packed, {dh, units_}, panels);
    }
    if (dx) this->inputSlopes(m, w, memory.gates, dx, pass.scratch);
    Gemm<T>::run(row_, wide_, steps_ * m, {memory.inputs, 1, row_}, {memory.gates, wide_, 1}, {dw, wide_},
                 pass.scratch);
    T* bias = dw + row_ * wide_;
    sumRows(steps_ * m, wide_, memory.gates, bias);
    std::copy_n(bias, wide_, bias + wide_);
  }

 private:
  using Recurrent<T, 4>::steps_, Recurrent<T, 4>::features_, Recurrent<T, 4>::units_, Recurrent<T, 4>::wide_,
      Recurrent<T, 4>::row_, Recurrent<T, 4>::activation_;

  struct Memory {
    T *inputs, *gates, *cells, *tanhs;
  };
  Memory split(const Pass<T>& pass) const {
    T* gates = pass.memory + this->inputsSize(pass.m);
    T* cells = gates + steps_ * pass.m * wide_;
    return {pass.memory, gates, cells, cells + (steps_ + 1) * pass.m * units_};
  }

  static void cell(const CellActivation<T>& activation, const Functions<T>& functions, std::size_t n,
                   T* __restrict gates, const T* __restrict before, T* __restrict after, T* __restrict tanhs,
                   T* __restrict h) {
    T* __restrict i = gates;
    T* __restrict f = gates + n;
    T* __restrict g = gates + 2 * n;
    T* __restrict o = gates + 3 * n;
    functions.logistic(2 * n, gates);
    activation.apply(functions, n, g);
    functions.logistic(n, o);
    for (std::size_t j = 0; j < n; ++j) tanhs[j] = after[j] = f[j] * before[j] + i[j] * g[j];
    activation.apply(functions, n, tanhs);
    for (std::size_t j = 0; j < n; ++j) h[j] = o[j] * tanhs[j];
  }

  /// Gates become slopes of what they were computed from; dc that of c before the step. `slopes`: of the activation at
  /// g and at c.
  static void cellSlopes(std::size_t n, const T* __restrict slopes, T* __restrict gates, const T* __restrict before,
                         const T* __restrict tanhs, const T* __restrict dh, T* __restrict dc) {
    T* __restrict gi = gates;
    T* __restrict gf = gates + n;
    T* __restrict gg = gates + 2 * n;
    T* __restrict go = gates + 3 * n;
    for (std::size_t j = 0; j < n; ++j) {
      const T i = gi[j], f = gf[j], g = gg[j], o = go[j], tc = tanhs[j];
      const T d = dc[j] + dh[j] * o * slopes[n + j];
      gi[j] = d * g * i * (1 - i);
      gf[j] = d * before[j] * f * (1 - f);
      gg[j] = d * i * slopes[j];
      go[j] = dh[j] * tc * o * (1 - o);
      dc[j] = d * f;
    }
  }
};

inline const RegisterLayer<Lstm> registerLstm;

}  // namespace sidestep
