#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "kernels/tile.h"

namespace sidestep {

/// A matrix in memory: entry (i, j) at data[i * rowStride + j * colStride]. Transposing swaps the strides.
template <class T>
struct Matrix {
  const T* data;
  std::size_t rowStride, colStride;
};

/// The matrix product in register tiles (tile.h). The sum over k is cut into blocks, so that a tile's factors stay in
/// the first-level cache. Of the two factors the smaller is packed whole, the other a panel at a time just before its
/// use, so that every entry is packed once.
template <class T>
struct Gemm {
  using V = Vec<T>;
  using Part = Tile<T>;
  static constexpr std::size_t tileRows = Part::maxRows, tileCols = Part::cols, block = 256;

  /// The product: entry (i, j) at data[i * stride + j], which begins as start[i * startStride + j], or as 0 when null.
  struct Product {
    T* data;
    std::size_t stride;
    const T* start = nullptr;
    std::size_t startStride = 0;

    /// A·B + bias, the same bias in each row; A·B added to what is there.
    static Product withBias(T* c, std::size_t stride, const T* bias) { return {c, stride, bias, 0}; }
    static Product added(T* c, std::size_t stride) { return {c, stride, c, stride}; }
  };

  /// How much scratch, in T, run() needs for these sizes.
  static constexpr std::uint64_t scratch(std::size_t m, std::size_t n, std::size_t k) {
    return std::uint64_t{roundUp(m, tileRows) + roundUp(n, tileCols)} * std::min(k, block);
  }

  /// Where block i of k's `blocks` ends: all about as long. In 64 bits, as k · blocks does not fit in WebAssembly's 32.
  static constexpr std::size_t blockEnd(std::size_t k, std::size_t i, std::size_t blocks) {
    return static_cast<std::size_t>(std::uint64_t{k} * (i + 1) / blocks);
  }

  /// C ← start + A·B, A m×k, B k×n. `panels` is scratch, 16-byte aligned.
  static void run(std::size_t m, std::size_t n, std::size_t k, Matrix<T> a, Matrix<T> b, Product c, T* panels) {
    const std::size_t blocks = (k + block - 1) / block;
    for (std::size_t i = 0, begin = 0; i < blocks; ++i) {
      const std::size_t end = blockEnd(k, i, blocks), depth = end - begin;
      const Matrix<T> left{a.data + begin * a.colStride, a.rowStride, a.colStride};
      const Matrix<T> right{b.data + begin * b.rowStride, b.rowStride, b.colStride};
      const Product to = i == 0 ? c : Product::added(c.data, c.stride);
      if (m <= n) {
        T* cols = panels + roundUp(m, tileRows) * depth;
        packRows(m, depth, left, panels);
        for (std::size_t j = 0; j < n; j += tileCols) {
          if (j % (2 * tileCols) == 0) packColumns(std::min(2 * tileCols, n - j), depth, shifted(right, j), cols);
          const T* panel = cols + j % (2 * tileCols) * depth;
          for (std::size_t r = 0; r < m; r += tileRows) tile(m, n, depth, r, j, panels + r * depth, panel, to);
        }
      } else {
        T* rows = panels + roundUp(n, tileCols) * depth;
        packColumns(n, depth, right, panels);
        for (std::size_t r = 0; r < m; r += tileRows) {
          const Matrix<T> slice{left.data + r * left.rowStride, left.rowStride, left.colStride};
          packRows(std::min(tileRows, m - r), depth, slice, rows);
          for (std::size_t j = 0; j < n; j += tileCols) tile(m, n, depth, r, j, rows, panels + j * depth, to);
        }
      }
      begin = end;
    }
  }

  /// How much a packed right factor takes, and how to pack it for several products with it.
  static constexpr std::uint64_t packed(std::size_t n, std::size_t k) {
    return std::uint64_t{roundUp(n, tileCols)} * k;
  }
  static void packColumns(std::size_t n, std::size_t k, Matrix<T> b, T* to) {
    pack<tileCols>(n, k, b.data, b.colStride, b.rowStride, to);
  }

  /// C ← start + A·B with a B that was packed. `panels`: roundUp(m, 4)·k of scratch.
  static void runPacked(std::size_t m, std::size_t n, std::size_t k, Matrix<T> a, const T* b, Product c, T* panels) {
    packRows(m, k, a, panels);
    for (std::size_t j = 0; j < n; j += tileCols) {
      for (std::size_t r = 0; r < m; r += tileRows) tile(m, n, k, r, j, panels + r * k, b + j * k, c);
    }
  }

  static constexpr std::size_t roundUp(std::size_t x, std::size_t to) { return (x + to - 1) / to * to; }

 private:
  static Matrix<T> shifted(Matrix<T> b, std::size_t j) { return {b.data + j * b.colStride, b.rowStride, b.colStride}; }

  static void packRows(std::size_t m, std::size_t k, Matrix<T> a, T* to) {
    pack<tileRows>(m, k, a.data, a.rowStride, a.colStride, to);
  }

  /// `count` rows of a matrix (or columns, by the strides) in groups of `group`, interleaved by k, the last group
  /// padded with 0.
  template <std::size_t group>
  static void pack(std::size_t count, std::size_t k, const T* from, std::size_t stride, std::size_t along, T* to) {
    for (std::size_t i = 0; i < count; i += group, from += group * stride, to += group * k) {
      const std::size_t filled = std::min(group, count - i);
      std::size_t p = 0;
      if (filled == group && stride == 1) {
        // Two groups at once, since one cache line has both.
        const std::size_t groups = count - i >= 2 * group ? 2 : 1;
        for (; p < k; ++p) {
          for (std::size_t g = 0; g < groups; ++g) {
            for (std::size_t r = 0; r < group; r += V::lanes)
              V::store(to + (g * k + p) * group + r, V::load(from + p * along + g * group + r));
          }
        }
        if (groups == 2) i += group, from += group, to += group * k;
      } else if (filled == group && along == 1) {
        for (; p + V::lanes <= k; p += V::lanes) {
          for (std::size_t r = 0; r < group; r += V::lanes) {
            typename V::Register x[V::lanes];
            for (std::size_t l = 0; l < V::lanes; ++l) x[l] = V::load(from + (r + l) * stride + p);
            V::transpose(x);
            for (std::size_t l = 0; l < V::lanes; ++l) V::store(to + (p + l) * group + r, x[l]);
          }
        }
      }
      for (; p < k; ++p) {
        for (std::size_t r = 0; r < group; ++r) to[p * group + r] = r < filled ? from[r * stride + p * along] : T(0);
      }
    }
  }

  /// The tile whose first entry is (r, j), from its packed rows and columns.
  static void tile(std::size_t m, std::size_t n, std::size_t k, std::size_t r, std::size_t j, const T* rows,
                   const T* cols, const Product& c) {
    const typename Part::From start = c.start ? typename Part::From{c.start + r * c.startStride + j, c.startStride}
                                              : typename Part::From{Part::zeros, 0};
    Part::template runPart<tileRows>(k, rows, Strided{tileRows}, cols, tileCols, start,
                                     {c.data + r * c.stride + j, c.stride}, std::min(tileRows, m - r),
                                     std::min(tileCols, n - j));
  }
};

}  // namespace sidestep
