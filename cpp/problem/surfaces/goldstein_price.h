#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Goldstein & Price 1971: values from 3 to a million on a small square.
struct GoldsteinPrice {
  static constexpr std::array minima{Minimum{{0, -1}, 3}, Minimum{{-0.6, -0.4}, 30}, Minimum{{1.8, 0.2}, 84},
                                     Minimum{{1.2, 0.8}, 840}};
  static constexpr ProblemInfo info{
      .id = "goldstein_price",
      .kind = "surface",
      .name = {"Goldstein–Price", "Goldstein–Price 函数"},
      .doc = {"Four minima, and values from 3 to a million on a square of side 4.",
              "四个极小值；在边长为 4 的正方形上，函数值从 3 到一百万。"},
      .tex =
          R"(\left(1+(x+y+1)^2(19-14x+3x^2-14y+6xy+3y^2)\right)\left(30+(2x-3y)^2(18-32x+12x^2+48y-36xy+27y^2)\right))",
      .cite = {"Goldstein & Price 1971", "https://doi.org/10.1090/S0025-5718-1971-0312365-X"},
      .dim = 2,
      .box = {Range{-2, 2}, Range{-2, 2}},
      .start = {-1.5, 1},
      .minima = minima,
      .logLevels = true};

  template <class T>
  static T f(const T& x, const T& y) {
    const T a = x + y + 1, b = 2 * x - 3 * y;
    const T first = 1 + a * a * (19 - 14 * x + 3 * (x * x) - 14 * y + 6 * (x * y) + 3 * (y * y));
    return first * (30 + b * b * (18 - 32 * x + 12 * (x * x) + 48 * y - 36 * (x * y) + 27 * (y * y)));
  }
};

inline const RegisterSurface<GoldsteinPrice> registerGoldsteinPrice;

}  // namespace sidestep
