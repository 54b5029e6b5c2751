#pragma once

#include <algorithm>
#include <array>

#include "base/small.h"
#include "kernels/fourier.h"

namespace sidestep {

/// The Fourier transforms of 16 × 16 parts of images, two images as real and imaginary part, V::lanes channels side by
/// side. A row is gathered into a line of its own and transformed from there; a branch for each of its 16 places within
/// the transform took longer.
template <class T>
class FourierGrid {
 public:
  static constexpr std::size_t side = 16, points = side * side;

  /// Which row or column of an image lies at each of a grid's; −1: none, there is 0.
  using Axis = std::array<std::ptrdiff_t, side>;

  /// Two images, or an image and nothing, whose pixels are `cols` numbers apart and whose rows `rows`. Where there are
  /// fewer channels than a register has lanes, up to three numbers behind them are read, too, but neither used nor
  /// written.
  template <class P>
  struct Images {
    P a, b;
    std::size_t rows, cols, channels;
  };
  /// Of complex numbers, one for each point, `step` apart.
  template <class P>
  struct Line {
    P re, im;
    std::size_t step;
    Line operator+(std::size_t offset) const { return {re + offset, im + offset, step}; }
  };

  /// Rows, then columns.
  [[gnu::noinline]] void transform(const Axis& rows, const Axis& cols, const Images<const T*>& from,
                                   const Line<T*>& to) const {
    alignas(16) T half[side * row], line[row] = {};
    Mask some{};
    for (std::size_t l = 0; l < lanes; ++l) some[l] = l < from.channels ? -1 : 0;
    const Mask both = from.b ? some : Mask{};
    const Places places(cols, from.cols);
    for (std::size_t y = 0; y < side; ++y) {
      T* out = half + y * row;
      if (rows[y] < 0) {
        std::fill_n(out, row, T(0));
        continue;
      }
      const std::size_t begin = static_cast<std::size_t>(rows[y]) * from.rows;
      const T *a = from.a + begin, *b = (from.b ? from.b : from.a) + begin;
      for (std::size_t i = 0; i < places.count; ++i) {
        const auto [x, at] = places.all[i];
        put(line + x, line + x + lanes, {only(V::load(a + at), some), only(V::load(b + at), both)});
      }
      transformRow(line, line + lanes, out, out + lanes);
    }
    for (std::size_t x = 0; x < side; ++x) {
      const T* in = half + x * pair;
      const Line<T*> out = to + x * side * to.step;
      Fourier::run(
          roots_, [=](std::size_t y) { return get(in + y * row, in + y * row + lanes); },
          [=](std::size_t y, Complex z) { put(out.re + y * out.step, out.im + y * out.step, z); });
    }
  }

  /// Columns, then rows, with the parts exchanged: images ← start (or 0) + the inverse, or added to them.
  [[gnu::noinline]] void restore(const Axis& rows, const Axis& cols, const Line<const T*>& from, const T* start,
                                 bool add, const Images<T*>& to) const {
    alignas(16) T half[side * row], line[row];
    for (std::size_t x = 0; x < side; ++x) {
      T* out = half + x * pair;
      const Line<const T*> in = from + x * side * from.step;
      Fourier::run(
          roots_, [=](std::size_t y) { return get(in.im + y * in.step, in.re + y * in.step); },
          [=](std::size_t y, Complex z) { put(out + y * row + lanes, out + y * row, z); });
    }
    const std::size_t channels = to.channels;
    const Register begin = start ? V::load(start) : Register{}, scale = V::splat(T(1) / points);
    const auto write = [=](T* p, const T* numbers) {
      const Register r = begin + scale * V::load(numbers);
      if (channels < lanes) return writeFew(p, r, channels, add);
      V::store(p, add ? V::load(p) + r : r);
    };
    const Places places(cols, to.cols);
    for (std::size_t y = 0; y < side; ++y) {
      if (rows[y] < 0) continue;
      const T* in = half + y * row;
      transformRow(in + lanes, in, line + lanes, line);
      const std::size_t begin = static_cast<std::size_t>(rows[y]) * to.rows;
      for (std::size_t i = 0; i < places.count; ++i) {
        const auto [x, at] = places.all[i];
        write(to.a + begin + at, line + x);
        if (to.b) write(to.b + begin + at, line + x + lanes);
      }
    }
  }

 private:
  using V = Vec<T>;
  using Fourier = Fourier16<T>;
  using Complex = typename Fourier::Complex;
  using Register = typename V::Register;
  using Mask = decltype(Register{} < Register{});
  static constexpr std::size_t lanes = V::lanes, pair = 2 * lanes, row = side * pair;

  [[gnu::noinline]] void transformRow(const T* fromRe, const T* fromIm, T* toRe, T* toIm) const {
    Fourier::run(
        roots_, [=](std::size_t x) { return get(fromRe + x * pair, fromIm + x * pair); },
        [=](std::size_t x, Complex z) { put(toRe + x * pair, toIm + x * pair, z); });
  }
  /// Where the columns of an image are in a row of a grid, and where in a row of the image.
  struct Places {
    struct {
      std::size_t grid, image;
    } all[side];
    std::size_t count = 0;
    Places(const Axis& cols, std::size_t step) {
      for (std::size_t x = 0; x < side; ++x)
        if (cols[x] >= 0) all[count++] = {x * pair, static_cast<std::size_t>(cols[x]) * step};
    }
  };
  static Register only(Register r, Mask mask) { return (Register)((Mask)r & mask); }
  static Complex get(const T* re, const T* im) { return {V::load(re), V::load(im)}; }
  static void put(T* re, T* im, Complex z) {
    V::store(re, z.re);
    V::store(im, z.im);
  }
  SIDESTEP_SMALL static void writeFew(T* p, Register r, std::size_t channels, bool add) {
    for (std::size_t c = 0; c < channels; ++c) p[c] = add ? p[c] + r[c] : r[c];
  }

  typename Fourier::Roots roots_;
};

}  // namespace sidestep
