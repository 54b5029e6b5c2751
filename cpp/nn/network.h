#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "nn/layer.h"

namespace sidestep {

/// The words of a network text such as "dense(32) relu dense(10)", or what is wrong with it.
Result<std::vector<LayerCall>> parseNet(std::string_view text);

/// The items that go through a network together, m rows: real numbers, or bytes where readsBytes().
template <class T>
struct Batch {
  std::size_t m;
  const T* values;
  const std::uint8_t* bytes = nullptr;
  bool training = false;
  std::uint64_t seed = 0;  ///< of the race
  std::int64_t step = 0;
  bool sameWeights = false;  ///< as in the forward() before
};

/// Layers in a row over one flat array of parameters: the first layer's, then the second's, …
template <class T>
class Network {
 public:
  static constexpr std::size_t maxLayers = 64;

  /// `transforms`: whether convolutions may be computed by Fourier transforms.
  static Result<Network> make(std::string_view text, const Shape& input,
                              const Functions<T>& functions = functionsOf<T>("accurate"), bool transforms = true);

  const std::vector<std::unique_ptr<Layer<T>>>& layers() const { return layers_; }
  const std::vector<LayerCall>& calls() const { return calls_; }
  const Functions<T>& functions() const { return *functions_; }
  std::size_t params() const { return params_; }
  /// The tensors of all layers.
  Layout layout() const;
  std::size_t outputs() const { return sizeOf(layers_.back()->output()); }
  bool readsBytes() const { return layers_.front()->readsBytes(); }
  /// Whether its loss at equal weights differs from step to step.
  bool random() const {
    return std::ranges::any_of(layers_, [](const auto& layer) { return layer->random(); });
  }

  /// Scratch, in T, for batches of up to m items. It must be zero when it is bound.
  std::uint64_t workspace(std::size_t m) const;
  void bind(std::size_t m, T* workspace);

  void initialise(Pcg32& random, const Init& init, T* w) const;
  /// The outputs (m rows), valid until the next call.
  const T* forward(const Batch<T>& batch, const T* w);
  /// What a layer gave, rows of its output, and its own memory, both after forward(). A later layer may have written
  /// over the former, but not where it is what the layer's backward() looks at. Of a ReLU that is computed after the
  /// max pool behind it, these are its inputs: above 0 where its outputs are.
  const T* values(std::size_t layer) const { return values_[layer]; }
  const T* memory(std::size_t layer) const { return memory_[layer]; }
  /// Where ∂loss/∂outputs is to be written before backward().
  T* outputGradient() { return slopes_.back(); }
  /// After forward() of the same batch: dw ← ∂loss/∂w.
  void backward(const Batch<T>& batch, const T* w, T* dw);
  /// See Layer::visit.
  void visit(std::int64_t step);
  /// The memory of the layers that remember.
  std::vector<std::span<T>> kept();

 private:
  Pass<T> pass(const Batch<T>& batch, std::size_t layer) const;
  /// Whether layer l writes over its input: never the batch, nor what the layer before still needs.
  std::vector<bool> shares() const;
  static Result<std::unique_ptr<Layer<T>>> makeLayer(const LayerCall& call, const Shape& input);
  void postpone();
  /// Whether layer l is computed after the one behind it.
  bool isLate(std::size_t l) const { return l + 1 < after_.size() && after_[l + 1]; }

  const Functions<T>* functions_ = nullptr;
  std::vector<LayerCall> calls_;
  std::vector<std::unique_ptr<Layer<T>>> layers_;
  std::vector<std::unique_ptr<Layer<T>>> after_;  ///< what is computed after layer l instead of before it, or null
  std::vector<std::size_t> offset_;               ///< where each layer's parameters begin
  std::size_t params_ = 0;
  std::vector<T*> values_, slopes_, memory_;  ///< each layer's outputs, their gradients, its own memory
  T* scratch_ = nullptr;
  std::size_t rows_ = 0;  ///< the largest batch
};

}  // namespace sidestep
