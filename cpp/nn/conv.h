#pragma once

#include "kernels/correlation.h"
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

  static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    Result<Extent> image = imageOf(call, input);
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
    return std::unique_ptr<Layer<T>>(std::make_unique<Conv>(*image, *channels, *window));
  }

  Conv(Extent in, std::size_t channels, Window window)
      : Layer<T>({window.rows, window.cols, channels}),
        in_(in),
        window_(window),
        out_{window.rows, window.cols, channels},
        bordered_{(out_.height - 1) * window.stride + window.size, (out_.width - 1) * window.stride + window.size,
                  in.channels},
        spread_{in.height + window.size - 1, in.width + window.size - 1, channels},
        product_(bordered_, window.size, window.stride, out_),
        weightGradient_(bordered_, window.size, window.stride, out_),
        inputGradient_(spread_, window.size, 1, in) {}

  std::uint64_t params() const override { return std::uint64_t{product_.taps() + 1} * out_.channels; }
  bool readsBytes() const override { return true; }
  /// An image in each of the three orders, whose borders stay 0.
  std::uint64_t memory(std::size_t) const override {
    return padded(product_.imageSize()) + padded(weightGradient_.imageSize()) + padded(inputGradient_.imageSize());
  }
  /// Weights as they are wanted, and before that turned around.
  std::uint64_t scratch(std::size_t) const override {
    return std::max(product_.packedSize(), padded(inputGradient_.packedSize()) + product_.taps() * out_.channels);
  }

  void initialise(Pcg32& random, const Init& init, T* w) const override {
    const std::size_t area = window_.size * window_.size, count = product_.taps() * out_.channels;
    const double fanIn = static_cast<double>(area * in_.channels), fanOut = static_cast<double>(area * out_.channels);
    for (std::size_t i = 0; i < count; ++i) w[i] = static_cast<T>(init.draw(random, fanIn, fanOut));
    std::fill_n(w + count, out_.channels, T(0));
  }

  void forward(const Pass<T>& pass, const T* w, const T* x, T* y) const override {
    product_.pack(w, pass.scratch);
    T* image = pass.memory;
    for (std::size_t i = 0; i < pass.m; ++i, y += out_.size()) {
      eachRow(pass, x, i, [&](std::size_t r, auto number) {
        for (std::size_t c = 0; c < in_.channels; ++c) {
          product_.setRow(image, r + window_.top, window_.left, c, usedCols(),
                          [&](std::size_t k) { return number(k * in_.channels + c); });
        }
      });
      product_.run(image, pass.scratch, w + product_.taps() * out_.channels, y);
    }
  }

  void backward(const Pass<T>& pass, const T* w, const T* x, const T*, const T* dy, T* dw, T* dx) const override {
    const std::size_t count = product_.taps() * out_.channels;
    T* image = pass.memory + padded(product_.imageSize());
    T* spread = image + padded(weightGradient_.imageSize());
    std::fill_n(dw, count, T(0));
    for (std::size_t i = 0; i < pass.m; ++i) {
      eachRow(pass, x, i, [&](std::size_t r, auto number) {
        T* row = image + ((r + window_.top) * bordered_.width + window_.left) * in_.channels;
        for (std::size_t k = 0; k < usedCols() * in_.channels; ++k) row[k] = number(k);
      });
      weightGradient_.add(image, dy + i * out_.size(), dw);
    }
    sumRows(pass.m * out_.height * out_.width, out_.channels, dy, dw + count);
    if (!dx) return;
    turnWeights(w, pass.scratch + padded(inputGradient_.packedSize()));
    inputGradient_.pack(pass.scratch + padded(inputGradient_.packedSize()), pass.scratch);
    for (std::size_t i = 0; i < pass.m; ++i, dx += in_.size()) {
      spreadSlopes(dy + i * out_.size(), spread);
      inputGradient_.run(spread, pass.scratch, nullptr, dx);
    }
  }

 private:
  static std::uint64_t padded(std::uint64_t count) { return (count + 15) / 16 * 16; }

  /// The columns of the image that windows reach.
  std::size_t usedCols() const { return std::min(in_.width, bordered_.width - window_.left); }

  /// Calls use(r, number) for the rows of item i that windows reach, where number(k) is the row's k-th number.
  template <class Use>
  void eachRow(const Pass<T>& pass, const T* x, std::size_t i, Use use) const {
    const std::size_t width = in_.width * in_.channels, rows = std::min(in_.height, bordered_.height - window_.top);
    for (std::size_t r = 0; r < rows; ++r) {
      if (pass.bytes) {
        const std::uint8_t* row = pass.bytes + i * in_.size() + r * width;
        use(r, [=](std::size_t k) { return static_cast<T>(row[k]) * static_cast<T>(byteScale); });
      } else {
        const T* row = x + i * in_.size() + r * width;
        use(r, [=](std::size_t k) { return row[k]; });
      }
    }
  }

  /// dy at the places whose windows it belongs to, 0 between and around: then dx is a correlation with it too, the
  /// weights turned around, outputs for inputs.
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

  void turnWeights(const T* w, T* to) const {
    const std::size_t area = window_.size * window_.size;
    for (std::size_t tap = 0; tap < area; ++tap) {
      for (std::size_t n = 0; n < out_.channels; ++n) {
        for (std::size_t c = 0; c < in_.channels; ++c)
          *to++ = w[((area - 1 - tap) * in_.channels + c) * out_.channels + n];
      }
    }
  }

  Extent in_;
  Window window_;
  Extent out_, bordered_, spread_;
  Correlation<T> product_;
  CorrelationGradient<T> weightGradient_;
  Correlation<T> inputGradient_;
};

inline const RegisterLayer<Conv> registerConv;

}  // namespace sidestep
