#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "kernels/vec.h"

namespace sidestep {

/// A matrix in memory: entry (i, j) at data[i * rowStride + j * colStride]. Transposing swaps the strides.
template <class T>
struct Matrix {
  const T* data;
  std::size_t rowStride, colStride;
};

/// The matrix product in register tiles of 4 rows by two vectors (Goto & van de Geijn 2008, without cache blocking:
/// the panels of small networks fit the first-level cache). Each entry is summed over k in order, so the result does
/// not depend on tiling, and without contraction it is the same bits on every platform.
template <class T>
struct Gemm {
  using V = Vec<T>;
  static constexpr std::size_t tileRows = 4, vectors = 2, tileCols = vectors * V::lanes;

  static constexpr std::size_t roundUp(std::size_t x, std::size_t to) { return (x + to - 1) / to * to; }

  /// How much scratch, in T, run() needs for these sizes.
  static constexpr std::uint64_t scratch(std::size_t m, std::size_t n, std::size_t k) {
    return std::uint64_t{roundUp(m, tileRows) + roundUp(n, tileCols)} * k;
  }

  /// C ← A·B, A m×k, B k×n, C m×n with rows of n. `panels` is scratch, 16-byte aligned.
  static void run(std::size_t m, std::size_t n, std::size_t k, Matrix<T> a, Matrix<T> b, T* c, T* panels) {
    T* rows = panels;
    T* cols = panels + roundUp(m, tileRows) * k;
    pack<tileRows>(m, k, a.data, a.rowStride, a.colStride, rows);
    pack<tileCols>(n, k, b.data, b.colStride, b.rowStride, cols);
    for (std::size_t j = 0; j < n; j += tileCols) {
      for (std::size_t i = 0; i < m; i += tileRows) {
        tile(k, rows + i * k, cols + j * k, c + i * n + j, n, std::min(tileRows, m - i), std::min(tileCols, n - j));
      }
    }
  }

 private:
  /// Rows of the matrix (or columns, by the strides) in groups of `group`, interleaved by k, the last group padded with
  /// 0.
  template <std::size_t group>
  static void pack(std::size_t count, std::size_t k, const T* from, std::size_t stride, std::size_t along, T* to) {
    for (std::size_t i = 0; i < count; i += group, from += group * stride, to += group * k) {
      const std::size_t filled = std::min(group, count - i);
      if (filled == group && stride == 1) {
        for (std::size_t p = 0; p < k; ++p) std::memcpy(to + p * group, from + p * along, group * sizeof(T));
      } else {
        for (std::size_t r = 0; r < group; ++r) {
          for (std::size_t p = 0; p < k; ++p) to[p * group + r] = r < filled ? from[r * stride + p * along] : T(0);
        }
      }
    }
  }

  static void tile(std::size_t k, const T* a, const T* b, T* c, std::size_t stride, std::size_t rows,
                   std::size_t cols) {
    typename V::Register sum[tileRows][vectors] = {};
    for (std::size_t p = 0; p < k; ++p, a += tileRows, b += tileCols) {
      const typename V::Register b0 = V::load(b), b1 = V::load(b + V::lanes);
      for (std::size_t r = 0; r < tileRows; ++r) {
        const typename V::Register x = V::splat(a[r]);
        sum[r][0] += x * b0;
        sum[r][1] += x * b1;
      }
    }
    if (rows == tileRows && cols == tileCols) {
      for (std::size_t r = 0; r < tileRows; ++r) {
        V::store(c + r * stride, sum[r][0]);
        V::store(c + r * stride + V::lanes, sum[r][1]);
      }
    } else {
      T edge[tileCols];
      for (std::size_t r = 0; r < rows; ++r) {
        V::store(edge, sum[r][0]);
        V::store(edge + V::lanes, sum[r][1]);
        std::copy(edge, edge + cols, c + r * stride);
      }
    }
  }
};

}  // namespace sidestep
