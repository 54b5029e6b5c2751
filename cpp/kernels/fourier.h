#pragma once

#include <cstddef>
#include <utility>

#include "kernels/vec.h"

namespace sidestep {

/// The discrete Fourier transform of 16 complex numbers, V::lanes such transforms side by side: 4 × 4 butterflies of
/// radix 4 (Cooley & Tukey 1965), 144 additions and 24 multiplications by roots of unity of 16 parts. The order of
/// operations is fixed, so the bits are the same on every machine. With real and imaginary parts exchanged on both
/// sides it is the inverse, times 16.
template <class T>
struct Fourier16 {
  using V = Vec<T>;
  using Register = typename V::Register;
  struct Complex {
    Register re, im;
    Complex operator+(Complex b) const { return {re + b.re, im + b.im}; }
    Complex operator-(Complex b) const { return {re - b.re, im - b.im}; }
  };

  /// cos(π/8), sin(π/8), √½. They are read from memory: V8 would compose constants anew at each use.
  struct Roots {
    T c = T(0.92387953251128675613), s = T(0.38268343236508977173), h = T(0.70710678118654752440);
  };

  /// from(i) is number i, and to(k, z) takes number k of the transform.
  template <class From, class To>
  [[gnu::always_inline]] static inline void run(const Roots& roots, From from, To to) {
    const Register c = V::splat(roots.c), s = V::splat(roots.s), h = V::splat(roots.h);
    Complex t[16];
    unrolled([&](auto i) {
      Complex x[4];
      unrolled([&](auto j) { x[j] = from(i + 4 * j); });
      butterfly(x);
      unrolled([&](auto k) { t[4 * k + i] = turn<i * k>(x[k], c, s, h); });
    });
    unrolled([&](auto k) {
      Complex x[4];
      unrolled([&](auto i) { x[i] = t[4 * k + i]; });
      butterfly(x);
      unrolled([&](auto j) { to(k + 4 * j, x[j]); });
    });
  }

 private:
  /// use(0) … use(3), as constants.
  template <class Use>
  [[gnu::always_inline]] static inline void unrolled(Use use) {
    [&]<std::size_t... i>(std::index_sequence<i...>) { (use(std::integral_constant<std::size_t, i>()), ...); }
    (std::make_index_sequence<4>());
  }

  /// The transform of four numbers.
  [[gnu::always_inline]] static inline void butterfly(Complex (&x)[4]) {
    const Complex s = x[0] + x[2], t = x[0] - x[2], u = x[1] + x[3], v = x[1] - x[3];
    x[0] = s + u;
    x[1] = {t.re + v.im, t.im - v.re};
    x[2] = s - u;
    x[3] = {t.re - v.im, t.im + v.re};
  }

  /// x · exp(−2πi·e/16).
  template <std::size_t e>
  [[gnu::always_inline]] static inline Complex turn(Complex x, Register c, Register s, Register h) {
    static_assert(e < 5 || e == 6 || e == 9);
    const Register a = x.re, b = x.im;
    if constexpr (e == 0) return x;
    if constexpr (e == 1) return {a * c + b * s, b * c - a * s};
    if constexpr (e == 2) return {h * (a + b), h * (b - a)};
    if constexpr (e == 3) return {a * s + b * c, b * s - a * c};
    if constexpr (e == 4) return {b, -a};
    if constexpr (e == 6) return {h * (b - a), -(h * (a + b))};
    if constexpr (e == 9) return {-(a * c + b * s), a * s - b * c};
  }
};

}  // namespace sidestep
