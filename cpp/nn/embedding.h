#pragma once

#include <algorithm>

#include "nn/layer.h"

namespace sidestep {

/// Each number of the item is a symbol 0 … words − 1, and becomes its row of a table of words × size weights (Bengio et
/// al. 2003). It is the first layer: of data in bytes, the bytes themselves are the symbols. Parameters: the table,
/// row by row, normal numbers at first (PyTorch's Embedding) unless the initial weights are Keras'.
template <class T>
class Embedding final : public Layer<T> {
 public:
  static constexpr std::string_view id = "embedding", usage = "embedding(size[,words])";
  static constexpr Text doc{"Each number of an item stands for a symbol, such as a word, and becomes a learned vector.",
                            "样本的每个数代表一个符号（如一个词），对应一个可学习的向量。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    Result<std::size_t> size = countArgument(call, 0, 4096);
    if (!size) return size.error();
    Result<std::size_t> words = call.arguments.size() > 1 ? countArgument(call, 1, 65536) : Result<std::size_t>(256);
    if (!words) return words.error();
    if (Check bad = atMost(call, 2)) return *bad;
    return std::unique_ptr<Layer<T>>(std::make_unique<Embedding>(sizeOf(input), *size, *words));
  }

  Embedding(std::size_t length, std::size_t size, std::size_t words)
      : Layer<T>({length, size}), length_(length), size_(size), words_(words) {}

  Layout tensors() const override { return {{"table", words_, size_, Tensor::Kind::embedding}}; }
  bool readsBytes() const override { return true; }
  bool onlyFirst() const override { return true; }

  void initialise(Pcg32& random, const Init& init, T* w) const override {
    for (std::size_t i = 0; i < words_ * size_; ++i)
      w[i] = static_cast<T>(init.embedding > 0 ? (2 * random.uniform() - 1) * init.embedding : random.normal());
  }

  void forward(const Pass<T>& pass, const T* w, const T* x, T* y) const override {
    for (std::size_t i = 0; i < pass.m * length_; ++i)
      std::copy_n(w + symbol(pass, x, i) * size_, size_, y + i * size_);
  }

  void backward(const Pass<T>& pass, const T*, const T* x, const T*, const T* dy, T* dw, T* dx) const override {
    std::fill_n(dw, words_ * size_, T(0));
    for (std::size_t i = 0; i < pass.m * length_; ++i) {
      T* row = dw + symbol(pass, x, i) * size_;
      for (std::size_t j = 0; j < size_; ++j) row[j] += dy[i * size_ + j];
    }
    if (dx) std::fill_n(dx, pass.m * length_, T(0));  // symbols are discrete and have no gradient
  }

 private:
  /// A symbol beyond the table is the last.
  std::size_t symbol(const Pass<T>& pass, const T* x, std::size_t i) const {
    const double number = pass.bytes ? pass.bytes[i] : static_cast<double>(x[i]);
    return number > 0 ? static_cast<std::size_t>(std::min(number + 0.5, static_cast<double>(words_ - 1))) : 0;
  }

  std::size_t length_, size_, words_;
};

inline const RegisterLayer<Embedding> registerEmbedding;

}  // namespace sidestep
