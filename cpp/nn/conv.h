#pragma once

#include <optional>

#include "base/arena.h"
#include "kernels/fourier_correlation.h"
#include "kernels/rows.h"
#include "nn/image.h"

namespace sidestep {

/// y(i, j, n) = b(n) + Σ x(i·s + p − top, j·s + q − left, c) · W(p, q, c, n), x being 0 outside (LeCun et al. 1989; as
/// everywhere in machine learning a correlation). "valid": windows inside the image alone; "same": ⌈height / s⌉ ×
/// ⌈width / s⌉ outputs, an odd row or column of zeros more at the bottom and right (as PyTorch and TensorFlow do).
/// Parameters: W in the order (p, q, c, n), then b.
template <class T>
class Conv final : public Layer<T> {
 public:
  static constexpr std::string_view id = "conv", usage = "conv(channels,size[,same|valid][,stride])";
  static constexpr Text doc{"Slides small windows of weights over an image, one for each output channel.",
                            "让小窗口的权重滑过图像，每个输出通道一个。"};

  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    Result<ImageSize> image = imageOf(call, input);
    if (!image) return image.error();
    Result<std::size_t> channels = countArgument(call, 0, 4096), size = countArgument(call, 1, 64);
    if (!channels) return channels.error();
    if (!size) return size.error();
    std::size_t next = 2;
    const bool named =
        next < call.arguments.size() && (call.arguments[next] == "same" || call.arguments[next] == "valid");
    const bool same = named && call.arguments[next] == "same";
    next += named;
    Result<std::size_t> stride = next < call.arguments.size() ? countArgument(call, next, 64) : Result<std::size_t>(1);
    if (!stride) return stride.error();
    if (Check bad = atMost(call, next + 1)) return *bad;
    Result<Window> window = same ? Window::same(*image, *size, *stride) : Window::inside(call, *image, *size, *stride);
    if (!window) return window.error();
    // Before the tables are made, which grow with these.
    const std::uint64_t weights = std::uint64_t{*size} * *size * image->channels * *channels;
    if (Check bad = checkParams(call, weights)) return *bad;
    for (const ImageSize& extent : {bordered(*image, *window), spread(*image, *channels, *window)}) {
      const Shape shape{extent.height, Gemm<T>::roundUp(extent.width, *stride), extent.channels};
      if (!fits(shape))
        return layerError(call, "needs an image of " + textOf(shape) + " with its border, which is too large");
    }
    auto conv = std::make_unique<Conv>(*image, *channels, *window, call.transforms);
    if (Check bad = conv->check()) return *bad;
    return std::unique_ptr<Layer<T>>(std::move(conv));
  }

  /// `transforms`: whether Fourier transforms may stand for sums, where these take longer.
  Conv(ImageSize in, std::size_t channels, Window window, bool transforms)
      : Layer<T>({window.rows, window.cols, channels}),
        in_(in),
        window_(window),
        out_{window.rows, window.cols, channels},
        bordered_(bordered(in, window)),
        spread_(spread(in, channels, window)),
        product_(bordered_, window.size, window.stride, out_),
        weightGradient_(bordered_, window.size, window.stride, out_),
        inputGradient_(spread_, window.size, 1, in),
        bySlopes_(Sparse::From::slopes, out_, window.stride, bordered_, window.size),
        byInputs_(Sparse::From::inputs, in, 1, spread_, window.size) {
    if (transforms && window.stride == 1 && paysWith(mostNumbers)) fourier_.emplace(in_, window.size, window.top, out_);
    at_ = arrays();
  }

  Layout tensors() const override {
    return {{"W", product_.taps(), out_.channels, Tensor::Kind::matrix}, {"b", out_.channels}};
  }
  bool readsBytes() const override { return true; }
  std::uint64_t memory(std::size_t) const override { return at_.memory.size; }
  std::uint64_t scratch(std::size_t) const override {
    return std::max({product_.packedSize() + product_.rowsSize(), at_.dense.size, at_.bySlopes.size, at_.byInputs.size,
                     fourier_ ? fourier_->scratchSize() : 0});
  }

  void initialise(Pcg32& random, const Init& init, T* w) const override {
    const std::size_t area = window_.size * window_.size;
    init.fill(random, area * in_.channels, area * out_.channels, product_.taps() * out_.channels, out_.channels, w);
  }

  void forward(const Pass<T>& pass, const T* w, const T* x, T* y) const override {
    const T* bias = w + product_.taps() * out_.channels;
    T& transformed = pass.memory[at_.memory.transformed];
    if (!pass.sameWeights) transformed = 0;
    if (byTransforms(pass)) {
      T* transforms = pass.memory + at_.memory.transforms;
      if (!transformed) fourier_->transformWeights(w, transforms);
      transformed = 1;
      return fourier_->forward(pass.m, x, transforms, bias, y, pass.scratch);
    }
    const bool sparse = sparseInputs(pass);
    product_.pack(w, pass.scratch);
    T* image = pass.memory + at_.memory.planes;
    for (std::size_t i = 0; i < pass.m; ++i, y += out_.size()) {
      eachRow(item(pass, x, i), [&](std::size_t r, const T* row) {
        for (std::size_t c = 0; c < in_.channels; ++c) {
          product_.setRow(image, r + window_.top, window_.left, c, usedCols(),
                          [=, this](std::size_t k) { return row[k * in_.channels + c]; });
        }
      });
      sparse ? product_.runFilled(image, pass.scratch, bias, y, pass.scratch + product_.packedSize())
             : product_.run(image, pass.scratch, bias, y);
    }
  }

  void backward(const Pass<T>& pass, const T* w, const T* x, const T*, const T* dy, T* dw, T* dx) const override {
    if (byTransforms(pass)) {
      fourier_->backward(pass.m, x, dy, dw, dx, pass.memory + at_.memory.transforms, pass.scratch);
    } else if (sparseInputs(pass)) {
      backwardByInputs(pass, dy, dw);
    } else {
      mostlyZero(dy, pass.m * out_.size()) ? backwardBySlopes(pass, w, x, dy, dw, dx)
                                           : backwardByAll(pass, w, x, dy, dw, dx);
    }
    sumRows(pass.m * out_.height * out_.width, out_.channels, dy, dw + product_.taps() * out_.channels);
  }

 private:
  /// What the windows cover, and what they cover of where their outputs go.
  static ImageSize bordered(ImageSize in, Window w) {
    return {(w.rows - 1) * w.stride + w.size, (w.cols - 1) * w.stride + w.size, in.channels};
  }
  static ImageSize spread(ImageSize in, std::size_t channels, Window w) {
    return {in.height + w.size - 1, in.width + w.size - 1, channels};
  }
  SIDESTEP_SMALL Check check() const {
    for (const Memory* table : {&product_.table(), &weightGradient_.table(), &inputGradient_.table(),
                                &bySlopes_.table(), &byInputs_.table()}) {
      if (Check bad = table->check("problem.net")) return bad;
    }
    return {};
  }

  using Sparse = SparseCorrelation<T>;

  /// Where each array begins, and how many T all of them take.
  struct Arrays {
    /// An image for each of the kernels, whose borders stay 0, an item that came as bytes, as numbers, the transforms
    /// of the weights, and whether they are there.
    struct {
      std::uint64_t planes, pixels, spread, item, transforms, transformed, size;
    } memory;
    /// In scratch, for the gradient of the inputs.
    struct {
      std::uint64_t packed, flipped, size;
    } dense;
    /// In scratch, where one side is sparse: weights and their gradient are packed.
    struct ForSparse {
      std::uint64_t weights, gradient, image, nonzeros, size;
    } bySlopes, byInputs;
  };

  SIDESTEP_SMALL Arrays arrays() const {
    Arrays at;
    Partition<T> memory, dense;
    at.memory.planes = memory.take(product_.imageSize());
    at.memory.pixels = memory.take(bySlopes_.imageSize());
    at.memory.spread = memory.take(inputGradient_.imageSize());
    at.memory.item = memory.take(in_.size());
    at.memory.transforms = memory.take(fourier_ ? fourier_->weightsSize() : 0);
    at.memory.transformed = memory.take(1);
    at.memory.size = memory.size();
    at.dense.packed = dense.take(inputGradient_.packedSize());
    at.dense.flipped = dense.take(product_.taps() * out_.channels);
    at.dense.size = dense.size();
    for (const auto& [sparse, to] : {std::pair(&bySlopes_, &at.bySlopes), std::pair(&byInputs_, &at.byInputs)}) {
      Partition<T> scratch;
      to->weights = scratch.take(sparse->packedSize());
      to->gradient = scratch.take(sparse->packedSize());
      to->image = scratch.take(sparse->imageSize());
      to->nonzeros = scratch.take(sparse->scratchSize());
      to->size = scratch.size();
    }
    return at;
  }

  bool paysWith(std::size_t m) const { return FourierCorrelation<T>::pays(m, in_, window_.size, window_.top, out_); }
  bool byTransforms(const Pass<T>& pass) const { return fourier_ && !pass.bytes && paysWith(pass.m); }

  /// Digits are mostly empty.
  bool sparseInputs(const Pass<T>& pass) const {
    return pass.bytes && window_.stride == 1 && mostlyZero(pass.bytes, pass.m * in_.size());
  }

  /// The rows and columns of the image that windows reach.
  std::size_t usedRows() const { return std::min(in_.height, bordered_.height - window_.top); }
  std::size_t usedCols() const { return std::min(in_.width, bordered_.width - window_.left); }

  /// The numbers of item i.
  const T* item(const Pass<T>& pass, const T* x, std::size_t i) const {
    if (!pass.bytes) return x + i * in_.size();
    const std::uint8_t* bytes = pass.bytes + i * in_.size();
    T* numbers = pass.memory + at_.memory.item;
    for (std::size_t k = 0; k < in_.size(); ++k) numbers[k] = static_cast<T>(bytes[k]) * static_cast<T>(byteScale);
    return numbers;
  }
  /// Calls use(r, row) for the rows of an item that windows reach.
  template <class Use>
  void eachRow(const T* item, Use use) const {
    for (std::size_t r = 0; r < usedRows(); ++r) use(r, item + r * in_.width * in_.channels);
  }
  /// Where row r of an item is within its border.
  T* inBorder(T* image, std::size_t r) const {
    return image + ((r + window_.top) * bordered_.width + window_.left) * in_.channels;
  }
  void setPixels(const T* item, T* image) const {
    eachRow(item,
            [&](std::size_t r, const T* row) { std::copy_n(row, usedCols() * in_.channels, inBorder(image, r)); });
  }

  void backwardByAll(const Pass<T>& pass, const T* w, const T* x, const T* dy, T* dw, T* dx) const {
    T* image = pass.memory + at_.memory.pixels;
    T* spread = pass.memory + at_.memory.spread;
    T* packed = pass.scratch + at_.dense.packed;
    T* flipped = pass.scratch + at_.dense.flipped;
    std::fill_n(dw, product_.taps() * out_.channels, T(0));
    if (dx) {
      flipWeights(w, flipped);
      inputGradient_.pack(flipped, packed);
    }
    for (std::size_t i = 0; i < pass.m; ++i, dy += out_.size()) {
      setPixels(item(pass, x, i), image);
      weightGradient_.add(image, dy, dw);
      if (!dx) continue;
      spreadSlopes(dy, spread);
      inputGradient_.run(spread, packed, nullptr, dx + i * in_.size());
    }
  }

  void backwardBySlopes(const Pass<T>& pass, const T* w, const T* x, const T* dy, T* dw, T* dx) const {
    T* image = pass.memory + at_.memory.pixels;
    T* weights = pass.scratch + at_.bySlopes.weights;
    T* gradient = pass.scratch + at_.bySlopes.gradient;
    T* slopes = pass.scratch + at_.bySlopes.image;
    T* nonzeros = pass.scratch + at_.bySlopes.nonzeros;
    bySlopes_.pack(w, weights);
    std::fill_n(gradient, bySlopes_.packedSize(), T(0));
    if (dx) std::fill_n(dx, pass.m * in_.size(), T(0));
    for (std::size_t i = 0; i < pass.m; ++i, dy += out_.size()) {
      setPixels(item(pass, x, i), image);
      bySlopes_.addProducts(dy, image, gradient, nonzeros);
      if (!dx) continue;
      std::fill_n(slopes, bySlopes_.imageSize(), T(0));
      bySlopes_.addTo(dy, slopes, weights, nonzeros);
      T* to = dx + i * in_.size();
      for (std::size_t r = 0; r < usedRows(); ++r, to += in_.width * in_.channels)
        std::copy_n(inBorder(slopes, r), usedCols() * in_.channels, to);
    }
    bySlopes_.unpack(gradient, dw);
  }

  /// Where row r of the outputs is in an image whose border takes what windows have beyond them.
  T* inSpread(T* image, std::size_t r) const {
    const std::size_t top = window_.size - 1 - window_.top, left = window_.size - 1 - window_.left;
    return image + ((r + top) * spread_.width + left) * out_.channels;
  }

  void backwardByInputs(const Pass<T>& pass, const T* dy, T* dw) const {
    T* gradient = pass.scratch + at_.byInputs.gradient;
    T* image = pass.scratch + at_.byInputs.image;
    T* nonzeros = pass.scratch + at_.byInputs.nonzeros;
    std::fill(gradient, nonzeros, T(0));
    const std::size_t row = out_.width * out_.channels;
    for (std::size_t i = 0; i < pass.m; ++i) {
      for (std::size_t r = 0; r < out_.height; ++r, dy += row) std::copy_n(dy, row, inSpread(image, r));
      byInputs_.addProducts(item(pass, nullptr, i), image, gradient, nonzeros);
    }
    byInputs_.unpack(gradient, dw);
  }

  /// dy at its windows' first places, 0 between and around: dx is a correlation of that with the weights flipped in
  /// both directions, outputs for inputs.
  void spreadSlopes(const T* dy, T* spread) const {
    const std::size_t top = window_.size - 1 - window_.top, left = window_.size - 1 - window_.left;
    for (std::size_t r = 0; r < out_.height; ++r) {
      for (std::size_t n = 0; n < out_.channels; ++n) {
        T* row = spread + inputGradient_.at(r * window_.stride + top, left, n);
        const T* from = dy + r * out_.width * out_.channels + n;
        for (std::size_t c = 0; c < out_.width; ++c) row[c * window_.stride] = from[c * out_.channels];
      }
    }
  }

  void flipWeights(const T* w, T* to) const {
    const std::size_t area = window_.size * window_.size;
    for (std::size_t tap = 0; tap < area; ++tap) {
      for (std::size_t n = 0; n < out_.channels; ++n) {
        for (std::size_t c = 0; c < in_.channels; ++c)
          *to++ = w[((area - 1 - tap) * in_.channels + c) * out_.channels + n];
      }
    }
  }

  ImageSize in_;
  Window window_;
  ImageSize out_, bordered_, spread_;
  Correlation<T> product_;
  CorrelationGradient<T> weightGradient_;
  Correlation<T> inputGradient_;
  Sparse bySlopes_, byInputs_;
  std::optional<FourierCorrelation<T>> fourier_;
  Arrays at_;
};

inline const RegisterLayer<Conv> registerConv;

}  // namespace sidestep
