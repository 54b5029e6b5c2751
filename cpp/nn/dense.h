#pragma once

#include "kernels/gemm.h"
#include "kernels/rows.h"
#include "kernels/sparse.h"
#include "nn/layer.h"

namespace sidestep {

/// y = x·W + b over all numbers of an item: an image or a sequence is flattened. Parameters: W row-major, inputs ×
/// outputs, then b.
template <class T>
class Dense final : public Layer<T> {
 public:
  static constexpr std::string_view id = "dense", usage = "dense(units)";
  static constexpr Text doc{"Every output is a weighted sum of all inputs, plus a bias.",
                            "每个输出是所有输入的加权和再加偏置。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    Result<std::size_t> units = countArgument(call, 0, 65536);
    if (!units) return units.error();
    if (Check bad = atMost(call, 1)) return *bad;
    return std::unique_ptr<Layer<T>>(std::make_unique<Dense>(sizeOf(input), *units));
  }

  Dense(std::size_t inputs, std::size_t outputs) : Layer<T>({outputs}), inputs_(inputs), outputs_(outputs) {}

  Layout tensors() const override { return {{"W", inputs_, outputs_, Tensor::Kind::matrix}, {"b", outputs_}}; }

  std::uint64_t scratch(std::size_t m) const override {
    return std::max({Gemm<T>::scratch(m, outputs_, inputs_), Gemm<T>::scratch(inputs_, outputs_, m),
                     Gemm<T>::scratch(m, inputs_, outputs_), ByteProduct<T>::scratch(m, outputs_, inputs_)});
  }

  bool readsBytes() const override { return true; }
  /// A batch that came as bytes, as numbers.
  std::uint64_t memory(std::size_t m) const override { return std::uint64_t{m} * inputs_; }

  void initialise(Pcg32& random, const Init& init, T* w) const override {
    init.fill(random, inputs_, outputs_, inputs_ * outputs_, outputs_, w);
  }

  void forward(const Pass<T>& pass, const T* w, const T* x, T* y) const override {
    const T* bias = w + inputs_ * outputs_;
    if (sparse(pass)) return product(pass).run(w, bias, y, pass.scratch);
    if (pass.bytes) {
      const std::size_t count = pass.m * inputs_;
      for (std::size_t i = 0; i < count; ++i)
        pass.memory[i] = static_cast<T>(pass.bytes[i]) * static_cast<T>(byteScale);
    }
    Gemm<T>::run(pass.m, outputs_, inputs_, {numbers(pass, x), inputs_, 1}, {w, outputs_, 1},
                 Gemm<T>::Product::withBias(y, outputs_, bias), pass.scratch);
  }

  void backward(const Pass<T>& pass, const T* w, const T* x, const T*, const T* dy, T* dw, T* dx) const override {
    if (sparse(pass)) {  // dW = xᵀ·dy
      product(pass).runTransposed(dy, dw, pass.scratch);
    } else {
      Gemm<T>::run(inputs_, outputs_, pass.m, {numbers(pass, x), 1, inputs_}, {dy, outputs_, 1}, {dw, outputs_},
                   pass.scratch);
    }
    sumRows(pass.m, outputs_, dy, dw + inputs_ * outputs_);
    if (!dx) return;  // dx = dy·Wᵀ
    Gemm<T>::run(pass.m, inputs_, outputs_, {dy, outputs_, 1}, {w, 1, outputs_}, {dx, inputs_}, pass.scratch);
  }

 private:
  /// Images that are mostly 0 are multiplied pixel by pixel, others as a dense matrix: the same sums, to the bit.
  bool sparse(const Pass<T>& pass) const { return pass.bytes && mostlyZero(pass.bytes, pass.m * inputs_); }
  const T* numbers(const Pass<T>& pass, const T* x) const { return pass.bytes ? pass.memory : x; }
  ByteProduct<T> product(const Pass<T>& pass) const {
    return {pass.bytes, pass.m, outputs_, inputs_, static_cast<T>(byteScale)};
  }

  std::size_t inputs_, outputs_;
};

inline const RegisterLayer<Dense> registerDense;

}  // namespace sidestep
