#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "base/layout.h"
#include "base/random.h"
#include "base/result.h"
#include "base/small.h"
#include "base/text.h"
#include "kernels/functions.h"

namespace sidestep {

/// The extents of one item: {features}, {steps, features} of a sequence, {height, width, channels} of an image.
using Shape = std::vector<std::size_t>;

inline std::size_t sizeOf(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

/// The most numbers of one item: far beyond what memory holds of a batch, and every count of them fits in 32 bits.
inline constexpr std::uint64_t mostNumbers = std::uint64_t{1} << 29;

/// Whether an item of that shape has at most so many; without the overflow that sizeOf() would have.
inline bool fits(const Shape& shape) {
  std::uint64_t size = 1;
  return std::ranges::all_of(shape, [&](std::size_t extent) {
    size *= extent;
    return extent <= mostNumbers && size <= mostNumbers;
  });
}
/// "28×28×1"
std::string textOf(const Shape& shape);

/// How parameters begin: a distribution scaled by the numbers of inputs and outputs, and where frameworks differ.
struct Init {
  enum class Recurrent {
    together,   ///< [W; U] is one matrix of (features + units) inputs and units outputs
    byUnits,    ///< W, U and biases alike, of `units` inputs
    orthogonal  ///< W of features inputs and all gates' outputs, U with orthonormal rows
  };

  std::string_view id;
  Text name;
  /// One weight of a layer with that many inputs (fan-in) and outputs (fan-out).
  double (*draw)(Pcg32& random, double fanIn, double fanOut);
  bool drawsBiases = false;  ///< as weights; else they begin at 0, those of an LSTM's forget gates at 1
  Recurrent recurrent = Recurrent::together;
  double embedding = 0;  ///< the numbers of a table are uniform between ± this; 0: standard normal

  /// A layer's weights, then its biases.
  template <class T>
  void fill(Pcg32& random, std::size_t fanIn, std::size_t fanOut, std::size_t weights, std::size_t biases, T* w) const {
    const std::size_t drawn = drawsBiases ? weights + biases : weights;
    for (std::size_t i = 0; i < drawn; ++i)
      w[i] = static_cast<T>(draw(random, static_cast<double>(fanIn), static_cast<double>(fanOut)));
    std::fill(w + drawn, w + weights + biases, T(0));
  }
};
const std::vector<Init>& inits();

/// What a byte of the data is multiplied by.
inline constexpr double byteScale = 1.0 / 255;

/// A batch on its way through a layer: all that it may depend on besides weights and input.
template <class T>
struct Pass {
  std::size_t m;                        ///< items
  bool training;                        ///< else it is being tested
  std::uint64_t seed;                   ///< of the race, and of this layer in it
  std::int64_t step;                    ///< the update that this batch is for, counted from 0
  bool sameWeights = false;             ///< as in the forward() before: what was made of them is still in `memory`
  const std::uint8_t* bytes = nullptr;  ///< the input of a layer that reads bytes, instead of x
  T* memory = nullptr;                  ///< the layer's own: stays from forward to backward and from step to step
  T* scratch = nullptr;                 ///< of use during one call
  const Functions<T>* functions = &functionsOf<T>("accurate");
};

/// One layer of a network: a differentiable function of a batch of items, with parameters or without.
/// Arrays are row-major, an item a row: x has m rows of sizeOf(input), y and dy m rows of sizeOf(output).
template <class T>
class Layer {
 public:
  /// Whether it applies one function to each number.
  static constexpr bool activation = false;

  explicit Layer(Shape output) : output_(std::move(output)) {}
  virtual ~Layer() = default;

  const Shape& output() const { return output_; }
  /// What its parameters are, in their order.
  virtual Layout tensors() const { return {}; }
  /// The number of parameters.
  std::uint64_t params() const { return sidestep::sizeOf(tensors()); }
  /// Memory of its own (zero at first) and scratch that it shares, in T, for batches of up to m items.
  virtual std::uint64_t memory(std::size_t /*m*/) const { return 0; }
  virtual std::uint64_t scratch(std::size_t /*m*/) const { return 0; }

  /// Whether it must be the first layer: it reads symbols, not numbers.
  virtual bool onlyFirst() const { return false; }
  /// Whether, as the first layer, it takes the data's bytes (Pass::bytes; x is null then).
  virtual bool readsBytes() const { return false; }
  /// Whether y may be x, and dx be dy: an element needs no other, and backward() does not look at x.
  virtual bool inPlace() const { return false; }
  /// Whether backward() looks at y, so that the next layer must not write over it.
  virtual bool readsOutput() const { return false; }
  /// Whether, in training, y depends on more than w and x: on draws of the step.
  virtual bool random() const { return false; }

  virtual void initialise(Pcg32& /*random*/, const Init& /*init*/, T* /*w*/) const {}
  /// y ← f(x; w).
  virtual void forward(const Pass<T>& pass, const T* w, const T* x, T* y) const = 0;
  /// From dy = ∂loss/∂y: dw ← ∂loss/∂w and, unless dx is null (the first layer), dx ← ∂loss/∂x. After forward() of the
  /// same batch; `memory` is as that left it.
  virtual void backward(const Pass<T>& pass, const T* w, const T* x, const T* y, const T* dy, T* dw, T* dx) const = 0;
  /// Whether `memory` matters to the steps after this one.
  virtual bool remembers() const { return false; }
  /// Called once for each step, after forward() of its batch: updates what `memory` accumulates over a race.
  virtual void visit(std::int64_t /*step*/, T* /*memory*/) const {}

 private:
  Shape output_;
};

/// A word of the network grammar: `dense(32)`, `relu`.
struct LayerCall {
  std::string id;
  std::vector<std::string> arguments;
  std::string text;        ///< as written
  bool transforms = true;  ///< whether a convolution may be computed by Fourier transforms
};

template <class T>
using LayerFactory = std::function<Result<std::unique_ptr<Layer<T>>>(const LayerCall&, const Shape& input)>;

/// A registered kind of layer.
struct LayerKind {
  std::string_view id;
  std::string_view usage;  ///< "dense(units)"
  bool activation;         ///< one function of each number, as may follow any layer
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

Error layerError(const LayerCall& call, const std::string& message);

/// A whole number from 1 to `max` among the arguments of a call, or the error that names the layer.
Result<std::size_t> countArgument(const LayerCall& call, std::size_t index, std::size_t max);
/// A number in [low, high), or `otherwise` when there is no such argument.
Result<double> numberArgument(const LayerCall& call, std::size_t index, double low, double high, double otherwise);
/// What is wrong when a layer makes the network one of so many parameters.
Check checkParams(const LayerCall& call, std::uint64_t params);
/// What is wrong when there are more arguments than `most`.
Check atMost(const LayerCall& call, std::size_t most);

/// `inline const RegisterLayer<Dense> registerDense;` at the end of a layer's header puts it on the list. Networks run
/// in float32; only tests need float64, for finite differences, so the module leaves it out.
template <template <class> class L>
struct RegisterLayer {
  SIDESTEP_SMALL RegisterLayer() {
    layerKinds().push_back({L<float>::id, L<float>::usage, L<float>::activation, L<float>::doc, {}, L<float>::make});
#ifdef SIDESTEP_FLOAT64_NETWORKS
    layerKinds().back().makeDouble = L<double>::make;
#endif
  }
};

}  // namespace sidestep
