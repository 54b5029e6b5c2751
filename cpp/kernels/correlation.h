#pragma once

#include <vector>

#include "kernels/gemm.h"

namespace sidestep {

/// The extents of an image: height, width, channels; pixels in rows, a pixel's channels together.
struct Extent {
  std::size_t height, width, channels;
  std::size_t size() const { return height * width * channels; }
};

/// Cuts a row of `count` outputs into tiles of 4 and 3: those of 2 and 1 keep too few sums in flight.
template <class Use>
void eachTile(std::size_t count, Use use) {
  for (std::size_t at = 0; at < count;) {
    const std::size_t left = count - at, width = left >= 7 || left == 4 ? 4 : left >= 5 ? 3 : left;
    use(at, width);
    at += width;
  }
}

/// Tile<T>::runPart with a number of rows known when it runs.
template <class T>
void tileOf(std::size_t rows, std::size_t k, const T* a, ByTable walk, const T* b, std::size_t step,
            typename Tile<T>::From start, typename Tile<T>::To c, std::size_t cols) {
  const auto run = [&]<std::size_t r>() { Tile<T>::template runPart<r>(k, a, walk, b, step, start, c, r, cols); };
  switch (rows) {
    case 1:
      return run.template operator()<1>();
    case 2:
      return run.template operator()<2>();
    case 3:
      return run.template operator()<3>();
    default:
      return run.template operator()<4>();
  }
}

/// out(y, x, n) ← start(n) + Σ image(y·s + i, x·s + j, c) · w(i, j, c, n) over a window of size × size. The product of
/// a matrix that is never made: its rows, the windows, are read where they lie. For that the image is kept as planes,
/// one for each channel and each x mod s, in which the windows of neighbouring outputs are neighbours; a table tells
/// where a window's entries are, relative to its first.
template <class T>
class Correlation {
 public:
  /// `inputs`: the image with its border.
  Correlation(Extent inputs, std::size_t size, std::size_t stride, Extent outputs)
      : in_(inputs), out_(outputs), size_(size), stride_(stride), plane_((inputs.width + stride - 1) / stride) {
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j) {
        for (std::size_t c = 0; c < inputs.channels; ++c) taps_.push_back(static_cast<std::int32_t>(at(i, j, c)));
      }
    }
  }

  std::uint64_t imageSize() const { return std::uint64_t{in_.channels} * in_.height * stride_ * plane_; }
  std::uint64_t packedSize() const { return Gemm<T>::packed(out_.channels, taps_.size()); }
  std::size_t taps() const { return taps_.size(); }

  /// Where image(y, x, c) lies.
  std::size_t at(std::size_t y, std::size_t x, std::size_t c) const {
    return ((c * in_.height + y) * stride_ + x % stride_) * plane_ + x / stride_;
  }

  /// image(y, x + i, c) ← from(i), 0 ≤ i < count.
  template <class From>
  void setRow(T* image, std::size_t y, std::size_t x, std::size_t c, std::size_t count, From from) const {
    T* to = image + at(y, x, c);
    if (stride_ == 1) {
      for (std::size_t i = 0; i < count; ++i) to[i] = from(i);
    } else {
      for (std::size_t i = 0; i < count; ++i) image[at(y, x + i, c)] = from(i);
    }
  }

  /// The weights, in rows (i, j, c) of n numbers, as run() wants them.
  void pack(const T* w, T* to) const { Gemm<T>::packColumns(out_.channels, taps_.size(), {w, out_.channels, 1}, to); }

  void run(const T* image, const T* packed, const T* start, T* out) const {
    const std::size_t n = out_.channels, cols = Tile<T>::cols;
    for (std::size_t j = 0; j < n; j += cols, packed += taps_.size() * cols) {
      for (std::size_t y = 0; y < out_.height; ++y) {
        const T* row = image + y * stride_ * stride_ * plane_;
        eachTile(out_.width, [&](std::size_t x, std::size_t width) {
          tileOf<T>(width, taps_.size(), row + x, ByTable{taps_.data()}, packed, cols,
                    start ? typename Tile<T>::From{start + j, 0} : typename Tile<T>::From{Tile<T>::zeros, 0},
                    {out + (y * out_.width + x) * n + j, n}, std::min(cols, n - j));
        });
      }
    }
  }

 private:
  Extent in_, out_;
  std::size_t size_, stride_, plane_;
  std::vector<std::int32_t> taps_;
};

/// The gradient of a Correlation's weights: dw(i, j, c, n) += Σ image(y·s + i, x·s + j, c) · d(y, x, n). Here the image
/// lies as it came, pixel by pixel: the entries of a window's row are neighbours.
template <class T>
class CorrelationGradient {
 public:
  CorrelationGradient(Extent inputs, std::size_t size, std::size_t stride, Extent outputs)
      : in_(inputs), out_(outputs), size_(size) {
    for (std::size_t y = 0; y < outputs.height; ++y) {
      for (std::size_t x = 0; x < outputs.width; ++x)
        windows_.push_back(static_cast<std::int32_t>(((y * inputs.width + x) * stride) * inputs.channels));
    }
  }

  std::uint64_t imageSize() const { return in_.size(); }

  /// Reads up to Tile<T>::cols − 1 numbers beyond d.
  void add(const T* image, const T* d, T* dw) const {
    const std::size_t n = out_.channels, cols = Tile<T>::cols, run = size_ * in_.channels;
    for (std::size_t i = 0; i < size_; ++i) {
      const T* row = image + i * in_.width * in_.channels;
      for (std::size_t j = 0; j < n; j += cols) {
        eachTile(run, [&](std::size_t e, std::size_t width) {
          T* to = dw + (i * run + e) * n + j;
          tileOf<T>(width, windows_.size(), row + e, ByTable{windows_.data()}, d + j, n, {to, n}, {to, n},
                    std::min(cols, n - j));
        });
      }
    }
  }

 private:
  Extent in_, out_;
  std::size_t size_;
  std::vector<std::int32_t> windows_;
};

}  // namespace sidestep
