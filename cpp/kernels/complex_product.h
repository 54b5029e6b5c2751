#pragma once

#include "kernels/vec.h"

namespace sidestep {

/// The product of two matrices of complex numbers in tiles of 2 × 4: the four real products have sums of their own,
/// which go in the order of the entries; eight sums and six loads fit V8's fifteen registers.
template <class T>
struct ComplexProduct {
  using V = Vec<T>;
  using Register = typename V::Register;

  /// Matrices of complex numbers, one for each point, `step` apart: the real part of entry (r, k) is at r · row + k ·
  /// col, the imaginary one `apart` on.
  struct Left {
    const T* data;
    std::size_t step, row, col, apart;
  };
  /// Rows are real parts, then as many imaginary ones.
  template <class P>
  struct Whole {
    P data;
    std::size_t step;
  };

  /// The signs of the four real products: of im·im in the real part, of re·im and im·re in the imaginary one.
  struct Signs {
    T imIm, reIm, imRe;
  };
  static constexpr Signs plain{-1, 1, 1}, conjugateLeft{1, 1, -1}, conjugateRight{1, -1, 1};

  /// out ← X·W, or added to it, at each of `points`: `rows` × `cols` numbers, sums over `depth`. An odd number of rows
  /// has one more in memory.
  [[gnu::noinline]] static void run(const Signs& signs, std::size_t points, std::size_t rows, std::size_t cols,
                                    std::size_t depth, const Left& left, const Whole<const T*>& right,
                                    const Whole<T*>& out, bool add) {
    const Register ii = V::splat(signs.imIm), ri = V::splat(signs.reIm), ir = V::splat(signs.imRe);
    const T *x = left.data, *w = right.data;
    T* y = out.data;
    const std::size_t row = left.row, col = left.col, apart = left.apart;
    for (std::size_t p = 0; p < points; ++p, x += left.step, w += right.step, y += out.step) {
      for (std::size_t j = 0; j < cols; j += V::lanes) {
        for (std::size_t r = 0; r < rows; r += 2) {
          Register a[2] = {}, b[2] = {}, c[2] = {}, d[2] = {};
          const T *f = x + r * row, *g = w + j;
          for (std::size_t k = 0; k < depth; ++k, f += col, g += 2 * cols) {
            const Register re = V::load(g), im = V::load(g + cols);
            for (std::size_t i = 0; i < 2; ++i) {
              const Register p = V::splat(f[i * row]), q = V::splat(f[i * row + apart]);
              a[i] = V::fma(p, re, a[i]);
              b[i] = V::fma(q, im, b[i]);
              c[i] = V::fma(p, im, c[i]);
              d[i] = V::fma(q, re, d[i]);
            }
          }
          for (std::size_t i = 0; i < 2; ++i) {
            T* to = y + (r + i) * 2 * cols + j;
            const Register re = a[i] + ii * b[i], im = ri * c[i] + ir * d[i];
            V::store(to, add ? V::load(to) + re : re);
            V::store(to + cols, add ? V::load(to + cols) + im : im);
          }
        }
      }
    }
  }
};

}  // namespace sidestep
