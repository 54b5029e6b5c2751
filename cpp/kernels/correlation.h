#pragma once

#include "base/block.h"
#include "base/small.h"
#include "kernels/gemm.h"
#include "kernels/sparse.h"

namespace sidestep {

/// Of an image, whose pixels are in rows, a pixel's channels together.
struct ImageSize {
  std::size_t height, width, channels;
  std::size_t size() const { return height * width * channels; }
};

/// Cuts a row of `count` outputs into tiles of 4 and 3: those of 2 and 1 have too few independent sums.
template <class Use>
void eachTile(std::size_t count, Use use) {
  for (std::size_t at = 0; at < count;) {
    const std::size_t left = count - at, width = left >= 7 || left == 4 ? 4 : left >= 5 ? 3 : left;
    use(at, width);
    at += width;
  }
}

/// Tile<T>::runPart with a number of rows known at run time.
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

/// out(y, x, n) ← start(n) + Σ image(y·s + i, x·s + j, c) · w(i, j, c, n) over a window of size × size. A matrix
/// product whose left matrix, with a window in each row, is not stored: windows are read from the image. For that the
/// image is kept as planes, one for each channel and each x mod s, in which windows of neighbouring outputs are
/// neighbours; a table has the offsets of a window's entries from its first. Four outputs that are neighbours in a row
/// and eight channels are one tile, which sums over (i, j, c) in this order.
///
/// Of a digit most windows have rows without ink, above or below it: runFilled() leaves these out, for all windows of a
/// tile at once. To leave out those between, too, takes another loop within the sum, which costs more than it gains,
/// and to add each pixel that is not 0 to all outputs that it reaches takes twice as long, as sums go through memory.
template <class T>
class Correlation {
 public:
  /// `inputs`: the image with its border.
  SIDESTEP_SMALL Correlation(ImageSize inputs, std::size_t size, std::size_t stride, ImageSize outputs)
      : in_(inputs),
        out_(outputs),
        size_(size),
        stride_(stride),
        plane_((inputs.width + stride - 1) / stride),
        taps_(std::uint64_t{size} * size * inputs.channels) {
    for (std::size_t k = 0; k < taps_.size(); ++k) {
      const std::size_t c = k % inputs.channels, j = k / inputs.channels % size, i = k / inputs.channels / size;
      taps_[k] = static_cast<std::int32_t>(at(i, j, c));
    }
  }

  /// The memory of the table, to be checked.
  const Memory& table() const { return taps_; }
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
    for (std::size_t j = 0; j < out_.channels; j += Tile<T>::cols) {
      for (std::size_t y = 0; y < out_.height; ++y) {
        eachTile(out_.width, [&](std::size_t x, std::size_t width) {
          tile(y, x, width, j, {0, size_}, image, packed, start, out);
        });
      }
    }
  }

  /// How much room for rows, in T, runFilled() needs.
  std::uint64_t rowsSize() const { return 2 * (std::uint64_t{in_.height} + 1); }
  /// run() for a stride of 1, without the first and the last rows of windows in which everything is 0.
  void runFilled(const T* image, const T* packed, const T* start, T* out, T* rows) const {
    auto* first = reinterpret_cast<std::int32_t*>(rows);  // the first row at or after y that holds anything …
    auto* past = first + in_.height + 1;                  // … and the row behind the last one before y
    eachTile(out_.width, [&](std::size_t x, std::size_t width) {
      const std::size_t height = in_.height, reach = width + size_ - 1;
      past[0] = 0;
      for (std::size_t y = 0; y < height; ++y) {
        bool holds = false;
        for (std::size_t c = 0; c < in_.channels; ++c) {
          const T* pixels = image + (c * height + y) * plane_ + x;
          for (std::size_t i = 0; i < reach; ++i) holds |= pixels[i] != 0;
        }
        first[y] = holds;
        past[y + 1] = holds ? static_cast<std::int32_t>(y + 1) : past[y];
      }
      first[height] = static_cast<std::int32_t>(height);
      for (std::size_t y = height; y-- > 0;) first[y] = first[y] ? static_cast<std::int32_t>(y) : first[y + 1];
      for (std::size_t j = 0; j < out_.channels; j += Tile<T>::cols) {
        for (std::size_t y = 0; y < out_.height; ++y) {
          const std::size_t begin = std::min(static_cast<std::size_t>(first[y]) - y, size_);
          const std::size_t end = std::max(static_cast<std::size_t>(past[y + size_]), y + begin) - y;
          tile(y, x, width, j, {begin, end}, image, packed, start, out);
        }
      }
    });
  }

 private:
  struct Rows {
    std::size_t begin, end;
  };

  /// The sums of `width` outputs from (y, x) on and the channels from j on, over these rows of their windows.
  void tile(std::size_t y, std::size_t x, std::size_t width, std::size_t j, Rows rows, const T* image, const T* packed,
            const T* start, T* out) const {
    const std::size_t n = out_.channels, cols = Tile<T>::cols, row = size_ * in_.channels;
    tileOf<T>(width, (rows.end - rows.begin) * row, image + y * stride_ * stride_ * plane_ + x,
              ByTable{taps_.data() + rows.begin * row}, packed + j * taps_.size() + rows.begin * row * cols, cols,
              start ? typename Tile<T>::From{start + j, 0} : typename Tile<T>::From{Tile<T>::zeros, 0},
              {out + (y * out_.width + x) * n + j, n}, std::min(cols, n - j));
  }

  ImageSize in_, out_;
  std::size_t size_, stride_, plane_;
  Block<std::int32_t> taps_;
};

/// The gradient of a Correlation's weights: dw(i, j, c, n) += Σ image(y·s + i, x·s + j, c) · d(y, x, n). Here the image
/// is stored pixel by pixel: the entries of a window's row are neighbours.
template <class T>
class CorrelationGradient {
 public:
  CorrelationGradient(ImageSize inputs, std::size_t size, std::size_t stride, ImageSize outputs)
      : in_(inputs), out_(outputs), size_(size), windows_(std::uint64_t{outputs.height} * outputs.width) {
    for (std::size_t k = 0; k < windows_.size(); ++k) {
      const std::size_t y = k / outputs.width, x = k % outputs.width;
      windows_[k] = static_cast<std::int32_t>(((y * inputs.width + x) * stride) * inputs.channels);
    }
  }

  const Memory& table() const { return windows_; }
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
  ImageSize in_, out_;
  std::size_t size_;
  Block<std::int32_t> windows_;
};

/// The same sums, to the bit, over the nonzero numbers of one image, the pixels: each is multiplied with a window of
/// weights or of the other image. The pixels may be the outputs' slopes d, each with its window of the input:
///   dw(i, j, c, n) += Σ image(y·s + i, x·s + j, c) · d(y, x, n),   image(y·s + i, x·s + j, c) += Σ d(y, x, n) · w(i,
///   j, c, n)
/// or the inputs, each with a window of the outputs, flipped in both directions. A pixel's channels are neighbours in
/// images, so that a window's row is a run of numbers; the weights are packed as one window for each of the pixels'
/// channels, rows filled up to whole registers.
template <class T>
class SparseCorrelation {
 public:
  enum class From { slopes, inputs };

  /// `image`: with its border.
  [[gnu::noinline]] SparseCorrelation(From from, ImageSize pixels, std::size_t stride, ImageSize image,
                                      std::size_t size)
      : from_(from),
        pixels_(pixels),
        image_(image),
        size_(size),
        stride_(stride),
        row_((size * image.channels + V::lanes - 1) / V::lanes),
        places_(std::uint64_t{size} * row_) {
    for (std::size_t k = 0; k < places_.size(); ++k)
      places_[k] = k / row_ * image.width * image.channels + k % row_ * V::lanes;
  }

  const Memory& table() const { return places_; }
  /// With the registers' lanes beyond a window's last row, which are read and written too.
  std::uint64_t imageSize() const { return image_.size() + V::lanes; }
  std::uint64_t packedSize() const { return std::uint64_t{pixels_.channels} * window(); }
  /// More than is used: how many items a test takes at a time follows from the sizes of layers (Classifier::testRows),
  /// so that another size would change the bits of published test losses.
  std::uint64_t scratchSize() const { return nonzeroSize * (std::uint64_t{pixels_.size()} + 2 * pixels_.channels); }

  /// Between the weights in rows (i, j, c) of n numbers and as they are packed here.
  [[gnu::noinline]] void pack(const T* w, T* packed) const {
    std::fill_n(packed, packedSize(), T(0));
    eachWeight([&](std::size_t at, std::size_t to) { packed[to] = w[at]; });
  }
  [[gnu::noinline]] void unpack(const T* packed, T* w) const {
    eachWeight([&](std::size_t at, std::size_t to) { w[at] = packed[to]; });
  }

  /// image += each pixel times its window of w, both packed. `scratch`: scratchSize().
  void addTo(const T* pixels, T* image, const T* w, T* scratch) const {
    auto* nonzeros = reinterpret_cast<Nonzero<T>*>(scratch);
    eachPlace([&](std::size_t at) {
      std::size_t count = 0;
      for (std::size_t n = 0; n < pixels_.channels; ++n, ++pixels) {
        nonzeros[count] = {{*pixels}, static_cast<std::int32_t>(n * window())};
        count += *pixels != 0;
      }
      if (count > 0) {
        SparseVector<T>{nonzeros, count}.multiply(places_.size(), image + at, w, SparseVector<T>::contiguous,
                                                  image + at, inWindow());
      }
    });
  }

  /// dw, packed, += each pixel times its window of the image.
  void addProducts(const T* pixels, const T* image, T* dw, T* scratch) const {
    auto* list = reinterpret_cast<Nonzero<T>*>(scratch);
    for (std::size_t n = 0; n < pixels_.channels; ++n, dw += window()) {
      std::size_t count = 0;
      const T* pixel = pixels + n;
      eachPlace([&](std::size_t at) {
        list[count] = {{*pixel}, static_cast<std::int32_t>(at)};
        count += *pixel != 0;  // without a branch, which would be mispredicted at the edges of strokes
        pixel += pixels_.channels;
      });
      SparseVector<T>{list, count}.multiply(places_.size(), dw, image, inWindow(), dw, SparseVector<T>::contiguous);
    }
  }

 private:
  using V = Vec<T>;
  std::size_t window() const { return places_.size() * V::lanes; }
  auto inWindow() const {
    return [this](std::size_t v) { return places_[v]; };
  }

  /// use(where the window begins) for each pixel.
  template <class Use>
  void eachPlace(Use use) const {
    for (std::size_t y = 0; y < pixels_.height; ++y) {
      for (std::size_t x = 0; x < pixels_.width; ++x) use((y * image_.width + x) * stride_ * image_.channels);
    }
  }

  /// use(where w(i, j, c, n) is, where it is packed).
  template <class Use>
  void eachWeight(Use use) const {
    const bool slopes = from_ == From::slopes;
    const std::size_t row = window() / size_, last = size_ - 1, ins = slopes ? image_.channels : pixels_.channels,
                      outs = slopes ? pixels_.channels : image_.channels;
    for (std::size_t i = 0, at = 0; i < size_; ++i) {
      for (std::size_t j = 0; j < size_; ++j) {
        for (std::size_t c = 0; c < ins; ++c) {
          for (std::size_t n = 0; n < outs; ++n, ++at) {
            use(at, slopes ? n * window() + i * row + j * ins + c
                           : c * window() + (last - i) * row + (last - j) * outs + n);
          }
        }
      }
    }
  }

  From from_;
  ImageSize pixels_, image_;
  std::size_t size_, stride_;
  std::size_t row_;            ///< the registers of a window's row
  Block<std::size_t> places_;  ///< where the registers of a window lie in an image, relative to its first number
};

}  // namespace sidestep
