#pragma once

#include "kernels/vec.h"

namespace sidestep {

/// Where the p-th step of a sum finds its left factors: at equal distances …
struct Strided {
  std::size_t step;
  template <class T>
  const T* next(const T*& a) {
    const T* x = a;
    a += step;
    return x;
  }
};
/// … or at the offsets of a table.
struct ByTable {
  const std::int32_t* offset;
  template <class T>
  const T* next(const T* a) {
    return a + *offset++;
  }
};

/// The inner loop of every product: `rows` × two vectors of sums, held in registers over k steps,
///   c(r, j) ← start(r, j) + Σₚ a[walk(p) + r] · b[p·step + j],  0 ≤ r < rows ≤ 4, 0 ≤ j < Tile::cols.
/// Eight independent sums hide the latency of additions and of the loads of a and b (Goto & van de Geijn 2008). Each
/// entry is summed over p in order, so no result depends on how a matrix is cut into tiles, and without contraction it
/// is the same bits on every platform.
template <class T>
struct Tile {
  using V = Vec<T>;
  static constexpr std::size_t maxRows = 4, cols = 2 * V::lanes;
  alignas(16) static constexpr T zeros[cols] = {};

  /// A block of a matrix: entry (r, j) at data[r * stride + j]; stride 0 repeats a row.
  template <class P>
  struct Block {
    P data;
    std::size_t stride;
  };
  using From = Block<const T*>;
  using To = Block<T*>;

  template <std::size_t rows, class Walk>
  [[gnu::always_inline]] static inline void run(std::size_t k, const T* a, Walk walk, const T* b, std::size_t step,
                                                From start, To c) {
    typename V::Register sum[rows][2];
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t v = 0; v < 2; ++v) sum[r][v] = V::load(start.data + r * start.stride + v * V::lanes);
    }
    for (const T* const end = b + k * step; b != end; b += step) {
      const T* x = walk.next(a);
      const typename V::Register b0 = V::load(b), b1 = V::load(b + V::lanes);
      for (std::size_t r = 0; r < rows; ++r) {
        const typename V::Register factor = V::splat(x[r]);
        sum[r][0] = V::fma(factor, b0, sum[r][0]);
        sum[r][1] = V::fma(factor, b1, sum[r][1]);
      }
    }
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t v = 0; v < 2; ++v) V::store(c.data + r * c.stride + v * V::lanes, sum[r][v]);
    }
  }

  /// The same at an edge, where start and c have only so many rows and columns.
  template <std::size_t rows, class Walk>
  static void runPart(std::size_t k, const T* a, Walk walk, const T* b, std::size_t step, From start, To c,
                      std::size_t usedRows, std::size_t usedCols) {
    if (usedRows == rows && usedCols == cols) return run<rows>(k, a, walk, b, step, start, c);
    T edge[rows * cols] = {};
    for (std::size_t r = 0; r < usedRows; ++r) std::copy_n(start.data + r * start.stride, usedCols, edge + r * cols);
    run<rows>(k, a, walk, b, step, {edge, cols}, {edge, cols});
    for (std::size_t r = 0; r < usedRows; ++r) std::copy_n(edge + r * cols, usedCols, c.data + r * c.stride);
  }
};

}  // namespace sidestep
