#pragma once

#include <Eigen/Core>

#include "kernels/gemm.h"
#include "nn/layer.h"

namespace sidestep {

/// y = x·W + b. Parameters: W row-major, inputs × outputs, then b.
template <class T>
class Dense final : public Layer<T> {
 public:
  static constexpr std::string_view id = "dense", usage = "dense(units)";
  static constexpr Text doc{"Every output is a weighted sum of all inputs, plus a bias.",
                            "每个输出是所有输入的加权和再加偏置。"};

  static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    Result<std::size_t> units = countArgument(call, 0, 65536);
    if (!units) return units.error();
    if (call.arguments.size() > 1) return layerError(call, "takes one argument, the number of units");
    return std::unique_ptr<Layer<T>>(std::make_unique<Dense>(sizeOf(input), *units));
  }

  Dense(std::size_t inputs, std::size_t outputs) : Layer<T>({outputs}), inputs_(inputs), outputs_(outputs) {}

  std::uint64_t params() const override { return std::uint64_t{inputs_ + 1} * outputs_; }

  std::uint64_t scratch(std::size_t m) const override {
    return std::max({Gemm<T>::scratch(m, outputs_, inputs_), Gemm<T>::scratch(inputs_, outputs_, m),
                     Gemm<T>::scratch(m, inputs_, outputs_)});
  }

  void initialise(Pcg32& random, const Init& init, T* w) const override {
    const double fanIn = static_cast<double>(inputs_), fanOut = static_cast<double>(outputs_);
    for (std::size_t i = 0; i < inputs_ * outputs_; ++i) w[i] = static_cast<T>(init.draw(random, fanIn, fanOut));
    std::fill_n(w + inputs_ * outputs_, outputs_, T(0));
  }

  void forward(std::size_t m, const T* w, const T* x, T* y, T* scratch) const override {
    Gemm<T>::run(m, outputs_, inputs_, {x, inputs_, 1}, {w, outputs_, 1}, y, scratch);
    rows(y, m).rowwise() += bias(w + inputs_ * outputs_);
  }

  void backward(std::size_t m, const T* w, const T* x, const T*, const T* dy, T* dw, T* dx, T* scratch) const override {
    Gemm<T>::run(inputs_, outputs_, m, {x, 1, inputs_}, {dy, outputs_, 1}, dw, scratch);  // dW = xᵀ·dy
    T* db = dw + inputs_ * outputs_;
    std::copy_n(dy, outputs_, db);
    for (std::size_t i = 1; i < m; ++i) {  // a row at a time: the order of the sum is part of the result
      for (std::size_t j = 0; j < outputs_; ++j) db[j] += dy[i * outputs_ + j];
    }
    if (dx) Gemm<T>::run(m, inputs_, outputs_, {dy, outputs_, 1}, {w, 1, outputs_}, dx, scratch);  // dx = dy·Wᵀ
  }

 private:
  using Rows = Eigen::Map<Eigen::Array<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
  using Bias = Eigen::Map<const Eigen::Array<T, 1, Eigen::Dynamic>>;
  Rows rows(T* y, std::size_t m) const { return Rows(y, Eigen::Index(m), Eigen::Index(outputs_)); }
  Bias bias(const T* b) const { return Bias(b, Eigen::Index(outputs_)); }

  std::size_t inputs_, outputs_;
};

inline const RegisterLayer<Dense> registerDense;

}  // namespace sidestep
