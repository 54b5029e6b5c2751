#pragma once

#include "nn/recurrent.h"

namespace sidestep {

/// Gated recurrent units in PyTorch's equations (Cho et al. 2014):
///   r = σ(·), z = σ(·) of W x + b_ih + U h + b_hh;  n = tanh(W x + b_ih + r·(U h + b_hh));  h ← (1 − z)·n + z·h.
/// Another function may stand for tanh, as in Keras.
/// Parameters: see Recurrent; gates in the order r, z, n.
template <class T>
class Gru final : public Recurrent<T, 3> {
 public:
  static constexpr std::string_view id = "gru", usage = "gru(units[,sequence][,activation])";
  static constexpr Text doc{
      "Gated recurrent units over a sequence: outputs their last state, or the states of all steps.",
      "在序列上的门控循环单元：输出最后状态，或每一步的状态。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    Result<Recurrence> extents = Recurrence::of(call, input);
    if (!extents) return extents.error();
    return std::unique_ptr<Layer<T>>(std::make_unique<Gru>(*extents));
  }

  using Recurrent<T, 3>::Recurrent;

  /// [x, h]; the gates; the state's part of them: then the slopes of x's part and of the state's.
  std::uint64_t memory(std::size_t m) const override {
    return this->inputsSize(m) + 2 * std::uint64_t{steps_} * m * wide_;
  }
  std::uint64_t scratch(std::size_t m) const override {
    const std::uint64_t step = Gemm<T>::packed(wide_, row_) + Gemm<T>::roundUp(m, 4) * row_,
                        back = (m + 1) * units_ + Gemm<T>::packed(std::max(units_, features_), wide_) +
                               Gemm<T>::roundUp(m, 4) * wide_;
    return std::max({step, back, Gemm<T>::scratch(row_, wide_, steps_ * m)}) + 64;
  }

  void forward(const Pass<T>& pass, const T* w, const T* x, T* y) const override {
    const std::size_t m = pass.m;
    const Memory memory = split(pass);
    this->gather(m, x, memory.inputs);
    T* packedInput = pass.scratch;
    T* packedState = packedInput + Gemm<T>::packed(wide_, features_);
    T* panels = packedState + Gemm<T>::packed(wide_, units_);
    Gemm<T>::packColumns(wide_, features_, {w, wide_, 1}, packedInput);
    Gemm<T>::packColumns(wide_, units_, {this->recurrentWeights(w), wide_, 1}, packedState);
    for (std::size_t t = 0; t < steps_; ++t) {
      const T* from = this->inputs(memory.inputs, m, t);
      T* next = this->inputs(memory.inputs, m, t + 1);
      T* gates = memory.gates + t * m * wide_;
      T* state = memory.state + t * m * wide_;
      Gemm<T>::runPacked(m, wide_, features_, {from, row_, 1}, packedInput, {gates, wide_, this->inputBias(w), 0},
                         panels);
      Gemm<T>::runPacked(m, wide_, units_, {from + features_, row_, 1}, packedState,
                         {state, wide_, this->stateBias(w), 0}, panels);
      for (std::size_t i = 0; i < m; ++i) {
        unit(activation_, *pass.functions, units_, gates + i * wide_, state + i * wide_, from + i * row_ + features_,
             next + i * row_ + features_);
      }
    }
    this->writeStates(m, memory.inputs, y);
  }

  void backward(const Pass<T>& pass, const T* w, const T*, const T*, const T* dy, T* dw, T* dx) const override {
    const std::size_t m = pass.m;
    const Memory memory = split(pass);
    T* dh = pass.scratch;
    T* slopes = dh + m * units_;
    T* packed = dh + Gemm<T>::roundUp((m + 1) * units_, 16);
    T* panels = packed + Gemm<T>::packed(units_, wide_);
    std::fill_n(dh, m * units_, T(0));
    Gemm<T>::packColumns(units_, wide_, {this->recurrentWeights(w), 1, wide_}, packed);
    for (std::size_t t = steps_; t-- > 0;) {
      T* gates = memory.gates + t * m * wide_;
      T* state = memory.state + t * m * wide_;
      this->addOutputSlopes(m, t, dy, dh);
      for (std::size_t i = 0; i < m; ++i) {
        activation_.slopes(units_, gates + i * wide_ + 2 * units_, slopes);
        unitSlopes(units_, slopes, gates + i * wide_, state + i * wide_,
                   this->inputs(memory.inputs, m, t) + i * row_ + features_, dh + i * units_);
      }
      if (t > 0) {
        Gemm<T>::runPacked(m, units_, wide_, {state, wide_, 1}, packed, Gemm<T>::Product::added(dh, units_), panels);
      }
    }
    if (dx) this->inputSlopes(m, w, memory.gates, dx, pass.scratch);
    const std::size_t rows = steps_ * m;
    Gemm<T>::run(features_, wide_, rows, {memory.inputs, 1, row_}, {memory.gates, wide_, 1}, {dw, wide_}, pass.scratch);
    Gemm<T>::run(units_, wide_, rows, {memory.inputs + features_, 1, row_}, {memory.state, wide_, 1},
                 {dw + features_ * wide_, wide_}, pass.scratch);
    sumRows(rows, wide_, memory.gates, dw + row_ * wide_);
    sumRows(rows, wide_, memory.state, dw + (row_ + 1) * wide_);
  }

 private:
  using Recurrent<T, 3>::steps_, Recurrent<T, 3>::features_, Recurrent<T, 3>::units_, Recurrent<T, 3>::wide_,
      Recurrent<T, 3>::row_, Recurrent<T, 3>::activation_;

  struct Memory {
    T *inputs, *gates, *state;
  };
  Memory split(const Pass<T>& pass) const {
    T* gates = pass.memory + this->inputsSize(pass.m);
    return {pass.memory, gates, gates + steps_ * pass.m * wide_};
  }

  static void unit(const CellActivation<T>& activation, const Functions<T>& functions, std::size_t n,
                   T* __restrict gates, const T* __restrict state, const T* __restrict before, T* __restrict after) {
    T* __restrict candidate = gates + 2 * n;
    for (std::size_t j = 0; j < 2 * n; ++j) gates[j] += state[j];
    functions.logistic(2 * n, gates);
    for (std::size_t j = 0; j < n; ++j) candidate[j] += gates[j] * state[2 * n + j];
    activation.apply(functions, n, candidate);
    for (std::size_t j = 0; j < n; ++j) after[j] = (1 - gates[n + j]) * candidate[j] + gates[n + j] * before[j];
  }

  /// Gates and the state's part become slopes of x's and the state's part; dh that of h before, as far as z passes it.
  /// `slopes`: of the activation at n.
  static void unitSlopes(std::size_t n, const T* __restrict slopes, T* __restrict gates, T* __restrict state,
                         const T* __restrict before, T* __restrict dh) {
    T* __restrict gr = gates;
    T* __restrict gz = gates + n;
    T* __restrict gn = gates + 2 * n;
    T* __restrict sr = state;
    T* __restrict sz = state + n;
    T* __restrict sn = state + 2 * n;
    for (std::size_t j = 0; j < n; ++j) {
      const T r = gr[j], z = gz[j], c = gn[j];
      const T dn = dh[j] * (1 - z) * slopes[j];
      gn[j] = dn;
      gr[j] = sr[j] = dn * sn[j] * r * (1 - r);
      gz[j] = sz[j] = dh[j] * (before[j] - c) * z * (1 - z);
      sn[j] = dn * r;
      dh[j] *= z;
    }
  }
};

inline const RegisterLayer<Gru> registerGru;

}  // namespace sidestep
