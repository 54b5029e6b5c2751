#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "base/text.h"

namespace sidestep {

/// The extents of one item: {784}, or height, width, channels.
using Shape = std::vector<std::size_t>;

inline std::size_t sizeOf(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

/// How a layer's weights begin: a distribution scaled by the numbers of inputs and outputs.
struct Init {
  std::string_view id;
  Text name;
  /// One weight of a layer with that many inputs (fan-in) and outputs (fan-out).
  double (*draw)(Pcg32& random, double fanIn, double fanOut);
};
const std::vector<Init>& inits();

/// One layer of a network: a differentiable function of a batch of items, with parameters or without.
/// Arrays are row-major, an item a row: x has m rows of sizeOf(input), y and dy m rows of sizeOf(output).
template <class T>
class Layer {
 public:
  explicit Layer(Shape output) : output_(std::move(output)) {}
  virtual ~Layer() = default;

  const Shape& output() const { return output_; }
  /// The number of parameters.
  virtual std::uint64_t params() const { return 0; }
  /// Scratch, in T, for batches of up to m items.
  virtual std::uint64_t scratch(std::size_t /*m*/) const { return 0; }

  virtual void initialise(Pcg32& /*random*/, const Init& /*init*/, T* /*w*/) const {}
  /// y ← f(x; w).
  virtual void forward(std::size_t m, const T* w, const T* x, T* y, T* scratch) const = 0;
  /// From dy = ∂loss/∂y: dw ← ∂loss/∂w and, unless dx is null (the first layer), dx ← ∂loss/∂x.
  virtual void backward(std::size_t m, const T* w, const T* x, const T* y, const T* dy, T* dw, T* dx,
                        T* scratch) const = 0;

 private:
  Shape output_;
};

/// A word of the network grammar: `dense(32)`, `relu`.
struct LayerCall {
  std::string id;
  std::vector<std::string> arguments;
  std::string text;  ///< as written
};

template <class T>
using LayerFactory = std::function<Result<std::unique_ptr<Layer<T>>>(const LayerCall&, const Shape& input)>;

/// A registered kind of layer.
struct LayerKind {
  std::string_view id;
  std::string_view usage;  ///< "dense(units)"
  Text doc;
  LayerFactory<double> makeDouble;
  LayerFactory<float> makeFloat;

  template <class T>
  const LayerFactory<T>& make() const {
    if constexpr (std::is_same_v<T, double>) {
      return makeDouble;
    } else {
      return makeFloat;
    }
  }
};

/// All kinds of layers, in the order of nn/all.h.
std::vector<LayerKind>& layerKinds();

/// A whole number ≥ 1 and ≤ max among the arguments of a call, or the error that names the layer.
Result<std::size_t> countArgument(const LayerCall& call, std::size_t index, std::size_t max);

/// `inline const RegisterLayer<Dense> registerDense;` at the end of a layer's header puts it on the list.
template <template <class> class L>
struct RegisterLayer {
  RegisterLayer() {
    layerKinds().push_back({L<float>::id, L<float>::usage, L<float>::doc, L<double>::make, L<float>::make});
  }
};

inline Error layerError(const LayerCall& call, const std::string& message) {
  return {"bad-net", "problem.net", "'" + call.text + "' " + message};
}

}  // namespace sidestep
