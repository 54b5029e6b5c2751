#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "nn/layer.h"

namespace sidestep {

/// The words of a network text such as "dense(32) relu dense(10)", or what is wrong with it.
Result<std::vector<LayerCall>> parseNet(std::string_view text);

/// Layers in a row over one flat array of parameters: the first layer's, then the second's, …
template <class T>
class Network {
 public:
  static constexpr std::size_t maxLayers = 64, maxParams = std::size_t{1} << 26;

  static Result<Network> make(std::string_view text, const Shape& input);

  const std::vector<std::unique_ptr<Layer<T>>>& layers() const { return layers_; }
  const std::vector<LayerCall>& calls() const { return calls_; }
  std::size_t params() const { return params_; }
  std::size_t outputs() const { return sizeOf(layers_.back()->output()); }

  /// Scratch, in T, for batches of up to m items.
  std::uint64_t workspace(std::size_t m) const;
  void bind(std::size_t m, T* workspace);

  void initialise(Pcg32& random, const Init& init, T* w) const;
  /// The outputs (m rows) for m items x, valid until the next call.
  const T* forward(std::size_t m, const T* w, const T* x);
  /// Where ∂loss/∂outputs is to be written before backward().
  T* outputGradient() { return slopes_.back(); }
  /// After forward() of the same x: dw ← ∂loss/∂w.
  void backward(std::size_t m, const T* w, const T* x, T* dw);

 private:
  std::vector<LayerCall> calls_;
  std::vector<std::unique_ptr<Layer<T>>> layers_;
  std::vector<std::size_t> offset_;  ///< where each layer's parameters begin
  std::size_t params_ = 0;
  std::vector<T*> values_, slopes_;  ///< each layer's outputs and their gradients
  T* scratch_ = nullptr;
};

}  // namespace sidestep
