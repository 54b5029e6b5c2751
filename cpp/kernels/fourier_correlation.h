#pragma once

#include "kernels/complex_product.h"
#include "kernels/correlation.h"
#include "kernels/fourier_grid.h"

namespace sidestep {

/// A Correlation of stride 1 and its gradients as products of 16 × 16 Fourier transforms: at 256 points 4 real products
/// for two images, the first as real and the second as imaginary part, so 512 multiply-adds for each pair of channels
/// and image, where the sums of a 5 × 5 window over 14 × 14 outputs are 4900.
///
/// An image that fits in one grid with the zeros around it is one tile; others are cut into tiles of 17 − size outputs
/// a side, each of which sees 16 inputs. Input i of a tile whose first output is o lies at (i − o) mod 16, so that what
/// a window has before the first output wraps around to the grid's end.
///
/// At each point the product of two matrices of complex numbers (complex_product.h) is summed in the order of the
/// channels (or images). Between the steps are `block` images: their transforms stay in the second-level cache. Rows of
/// points are 16 numbers apart from a power of 2, or all would fall into one set of the cache.
///
/// The largest error is at most the direct sum's. Dropped: Winograd's F(4,5) and F(2,5), which take 2 and 3 times as
/// long; keeping the images' transforms for the gradient, which takes 1 KB an image and channel.
template <class T>
class FourierCorrelation {
 public:
  /// Whether it takes less than half as long as the direct sums would with m images: by their multiply-adds and what
  /// the transforms cost in such, so that every machine decides alike. (Half: gradients of slopes that are mostly 0
  /// have sparse sums.) No more channels than leave the transforms of the weights in reach of the cache.
  SIDESTEP_SMALL static bool pays(std::size_t m, ImageSize in, std::size_t size, std::size_t before, ImageSize out) {
    const std::uint64_t weights = std::uint64_t{padded(in.channels)} * padded(out.channels);
    if (size < 2 || size > 12 || weights > 4096) return false;
    const std::uint64_t tiles =
        std::uint64_t{tilesOf(in.height, size, before, out.height)} * tilesOf(in.width, size, before, out.width);
    const double direct = static_cast<double>(m) * static_cast<double>(out.height * out.width) *
                          static_cast<double>(size * size * in.channels * out.channels);
    const double each =
        512.0 * static_cast<double>(weights) + 2500.0 * static_cast<double>(padded(in.channels) + padded(out.channels));
    return 2 * (static_cast<double>(tiles * (m + m % 2)) * each + 5000.0 * static_cast<double>(weights)) <= direct;
  }

  /// `before`: how many zeros are above and left of the image.
  FourierCorrelation(ImageSize in, std::size_t size, std::size_t before, ImageSize out)
      : in_(in), out_(out), size_(size), before_(before), ins_(padded(in.channels)), outs_(padded(out.channels)) {}

  /// How much the transforms of the weights take.
  std::uint64_t weightsSize() const { return points * weightStep(); }
  std::uint64_t scratchSize() const {
    return points * (2 * weightStep() + 2 * inStep() + outStep()) + std::uint64_t{in_.height} * (in_.width + 1);
  }

  /// The transforms of the weights, which are in the order of Correlation. The matrix of a point has a row for each
  /// input channel: real parts, then imaginary ones.
  SIDESTEP_SMALL void transformWeights(const T* w, T* to) const {
    const Axis axis = taps();
    std::fill_n(to, points * weightStep(), T(0));
    eachWeight(w, [&](std::size_t c, std::size_t n, Images<const T*> taps) {
      grid_.transform(axis, axis, taps, {to + c * 2 * outs_ + n, to + (c * 2 + 1) * outs_ + n, weightStep()});
    });
  }

  /// y ← bias + the correlation of m images x, in the order of Correlation, with the transformed weights. Where a bias
  /// is exactly 0, so is the output of a window in which all is 0: what rounding leaves there would decide the slope of
  /// a ReLU.
  SIDESTEP_SMALL void forward(std::size_t m, const T* x, const T* weights, const T* bias, T* y, T* scratch) const {
    T* xs = scratch;
    T* ys = xs + points * inStep();
    for (std::size_t t = 0; t < tiles(); ++t) {
      const Tile tile = tileAt(t);
      for (std::size_t first = 0; first < m; first += block) {
        const std::size_t images = std::min(block, m - first);
        transformImages(images, x + first * in_.size(), in_, tile.inRows, tile.inCols, {xs, xs + ins_, inStep()});
        Product::run(Product::plain, points, (images + 1) / 2, outs_, in_.channels, {xs, inStep(), 2 * ins_, 1, ins_},
                     {weights, weightStep()}, {ys, outStep()}, false);
        restoreImages(images, {ys, ys + outs_, outStep()}, out_, tile.outRows, tile.outCols, bias, false,
                      y + first * out_.size());
      }
    }
    if (std::find(bias, bias + out_.channels, T(0)) == bias + out_.channels) return;
    auto* counts = reinterpret_cast<std::int32_t*>(scratch);
    for (std::size_t i = 0; i < m; ++i) clearEmpty(x + i * in_.size(), bias, y + i * out_.size(), counts);
  }

  /// dw ← the gradient of the weights and, unless dx is null, dx ← that of x.
  SIDESTEP_SMALL void backward(std::size_t m, const T* x, const T* dy, T* dw, T* dx, const T* weights,
                               T* scratch) const {
    T* flipped = scratch;
    T* gradient = flipped + points * weightStep();
    T* xs = gradient + points * weightStep();
    T* ds = xs + points * inStep();
    T* ys = ds + points * inStep();
    const bool add = tiles() > 1;
    if (dx) {
      for (std::size_t p = 0; p < points; ++p) transpose(weights + p * weightStep(), flipped + p * weightStep());
      if (add) std::fill_n(dx, m * in_.size(), T(0));
    }
    for (std::size_t t = 0; t < tiles(); ++t) {
      const Tile tile = tileAt(t);
      for (std::size_t first = 0; first < m; first += block) {
        const std::size_t images = std::min(block, m - first), pairs = (images + 1) / 2;
        transformImages(images, x + first * in_.size(), in_, tile.inRows, tile.inCols, {xs, xs + ins_, inStep()});
        transformImages(images, dy + first * out_.size(), out_, tile.outRows, tile.outCols,
                        {ys, ys + outs_, outStep()});
        Product::run(Product::conjugateLeft, points, ins_, outs_, pairs, {xs, inStep(), 1, 2 * ins_, ins_},
                     {ys, outStep()}, {gradient, weightStep()}, t + first > 0);
        if (dx) {
          Product::run(Product::conjugateRight, points, pairs, ins_, out_.channels,
                       {ys, outStep(), 2 * outs_, 1, outs_}, {flipped, weightStep()}, {ds, inStep()}, false);
          restoreImages(images, {ds, ds + ins_, inStep()}, in_, tile.inRows, tile.inCols, nullptr, add,
                        dx + first * in_.size());
        }
      }
    }
    restoreWeights(gradient, dw);
  }

 private:
  using V = Vec<T>;
  using Register = typename V::Register;
  using Axis = typename FourierGrid<T>::Axis;
  template <class P>
  using Images = typename FourierGrid<T>::template Images<P>;
  template <class P>
  using Line = typename FourierGrid<T>::template Line<P>;
  using Product = ComplexProduct<T>;
  static constexpr std::size_t side = FourierGrid<T>::side, points = FourierGrid<T>::points;
  static constexpr std::size_t block = 16;  ///< images that go together

  static constexpr std::size_t padded(std::size_t channels) { return (channels + 3) / 4 * 4; }
  static constexpr std::size_t outputsOf(std::size_t in, std::size_t size, std::size_t before, std::size_t out) {
    const bool fits = in + before <= side && out + size <= side + before + 1;
    return fits ? out : std::min(out, side + 1 - size);
  }
  static constexpr std::size_t tilesOf(std::size_t in, std::size_t size, std::size_t before, std::size_t out) {
    const std::size_t outputs = outputsOf(in, size, before, out);
    return (out + outputs - 1) / outputs;
  }

  std::size_t weightStep() const { return 2 * ins_ * outs_; }
  std::size_t inStep() const { return block * ins_ + 16; }
  std::size_t outStep() const { return block * outs_ + 16; }

  struct Tile {
    Axis inRows, inCols, outRows, outCols;
  };

  SIDESTEP_SMALL static void place(std::size_t first, std::size_t outputs, std::size_t before, std::size_t in,
                                   Axis& ins, Axis& outs) {
    for (std::size_t k = 0; k < side; ++k) {
      const auto i = static_cast<std::ptrdiff_t>(first + k) - static_cast<std::ptrdiff_t>(k + before < side ? 0 : side);
      ins[k] = i >= 0 && i < static_cast<std::ptrdiff_t>(in) ? i : -1;
      outs[k] = k < outputs ? static_cast<std::ptrdiff_t>(first + k) : -1;
    }
  }

  std::size_t tiles() const {
    return tilesOf(in_.height, size_, before_, out_.height) * tilesOf(in_.width, size_, before_, out_.width);
  }
  SIDESTEP_SMALL Tile tileAt(std::size_t t) const {
    const std::size_t rows = outputsOf(in_.height, size_, before_, out_.height),
                      cols = outputsOf(in_.width, size_, before_, out_.width),
                      across = tilesOf(in_.width, size_, before_, out_.width), r = t / across * rows,
                      c = t % across * cols;
    Tile tile;
    place(r, std::min(rows, out_.height - r), before_, in_.height, tile.inRows, tile.outRows);
    place(c, std::min(cols, out_.width - c), before_, in_.width, tile.inCols, tile.outCols);
    return tile;
  }

  /// use(the images of a pair from channel c on, where its transform is): of registers, pair after pair.
  template <class P, class Use>
  static void eachPair(std::size_t images, P x, ImageSize of, Use use) {
    for (std::size_t i = 0; i < images; i += 2) {
      for (std::size_t c = 0; c < padded(of.channels); c += V::lanes) {
        const std::size_t channels = c < of.channels ? std::min(V::lanes, of.channels - c) : 0;
        P a = x + i * of.size() + c;
        use(Images<P>{a, i + 1 < images ? a + of.size() : nullptr, of.width * of.channels, of.channels, channels},
            i * padded(of.channels) + c);
      }
    }
  }
  SIDESTEP_SMALL void transformImages(std::size_t images, const T* x, ImageSize of, const Axis& rows, const Axis& cols,
                                      Line<T*> to) const {
    eachPair(images, x, of, [&](Images<const T*> pair, std::size_t at) { grid_.transform(rows, cols, pair, to + at); });
  }
  /// start (or 0) + the images, or added to what is there.
  SIDESTEP_SMALL void restoreImages(std::size_t images, Line<const T*> from, ImageSize of, const Axis& rows,
                                    const Axis& cols, const T* start, bool add, T* x) const {
    eachPair(images, x, of, [&](Images<T*> pair, std::size_t at) {
      if (pair.channels == 0) return;
      const std::size_t c = at % padded(of.channels);
      grid_.restore(rows, cols, from + at, start ? start + c : nullptr, add, pair);
    });
  }

  /// A window's taps where a convolution has them: in the other order, from the first output on.
  Axis taps() const {
    Axis axis;
    for (std::size_t k = 0; k < side; ++k) {
      const std::size_t tap = (before_ + side - k) % side;
      axis[k] = tap < size_ ? static_cast<std::ptrdiff_t>(tap) : -1;
    }
    return axis;
  }
  /// use(c, n, the weights of V::lanes output channels).
  template <class P, class Use>
  void eachWeight(P w, Use use) const {
    const std::size_t tap = in_.channels * out_.channels;
    for (std::size_t c = 0; c < in_.channels; ++c) {
      for (std::size_t n = 0; n < out_.channels; n += V::lanes)
        use(c, n,
            Images<P>{w + c * out_.channels + n, nullptr, size_ * tap, tap, std::min(V::lanes, out_.channels - n)});
    }
  }
  SIDESTEP_SMALL void restoreWeights(const T* from, T* dw) const {
    const Axis axis = taps();
    eachWeight(dw, [&](std::size_t c, std::size_t n, Images<T*> taps) {
      grid_.restore(axis, axis, {from + c * 2 * outs_ + n, from + (c * 2 + 1) * outs_ + n, weightStep()}, nullptr,
                    false, taps);
    });
  }
  /// A point's matrix of weights with a row for each output channel.
  [[gnu::noinline]] void transpose(const T* from, T* to) const {
    for (std::size_t part = 0; part < 2; ++part) {
      for (std::size_t c = 0; c < ins_; c += V::lanes) {
        for (std::size_t n = 0; n < outs_; n += V::lanes) {
          Register r[V::lanes];
          for (std::size_t l = 0; l < V::lanes; ++l) r[l] = V::load(from + (c + l) * 2 * outs_ + part * outs_ + n);
          V::transpose(r);
          for (std::size_t l = 0; l < V::lanes; ++l) V::store(to + (n + l) * 2 * ins_ + part * ins_ + c, r[l]);
        }
      }
    }
  }

  /// Outputs whose bias is 0 and whose window holds nothing become 0. `counts`: of each row the pixels that hold
  /// something, before each place.
  SIDESTEP_SMALL void clearEmpty(const T* x, const T* bias, T* y, std::int32_t* counts) const {
    const std::size_t row = in_.width + 1;
    for (std::size_t r = 0; r < in_.height; ++r) {
      std::int32_t count = counts[r * row] = 0;
      for (std::size_t c = 0; c < in_.width; ++c, x += in_.channels)
        counts[r * row + c + 1] = count += std::any_of(x, x + in_.channels, [](T number) { return number != 0; });
    }
    const auto within = [this](std::size_t at, std::size_t extent) {
      return std::pair(std::min(std::max(at, before_) - before_, extent),
                       std::min(std::max(at + size_, before_) - before_, extent));
    };
    for (std::size_t r = 0; r < out_.height; ++r) {
      const auto [top, bottom] = within(r, in_.height);
      for (std::size_t c = 0; c < out_.width; ++c, y += out_.channels) {
        const auto [left, right] = within(c, in_.width);
        bool holds = false;
        for (std::size_t i = top; i < bottom; ++i) holds |= counts[i * row + left] != counts[i * row + right];
        if (holds) continue;
        for (std::size_t n = 0; n < out_.channels; ++n) y[n] = bias[n] == 0 ? T(0) : y[n];
      }
    }
  }

  ImageSize in_, out_;
  std::size_t size_, before_, ins_, outs_;  ///< channels, filled up to whole registers
  FourierGrid<T> grid_;
};

}  // namespace sidestep
