#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Booth: a quadratic whose axes are not the coordinates' (condition number 9).
struct Booth {
  static constexpr std::array minima{Minimum{{1, 3}, 0}};
  static constexpr ProblemInfo info{.id = "booth",
                                    .kind = "surface",
                                    .name = {"Booth", "Booth 函数"},
                                    .doc = {"A tilted bowl: a quadratic with condition number 9 whose axes lie at 45°.",
                                            "倾斜的碗：条件数为 9 的二次函数，主轴与坐标轴成 45°。"},
                                    .tex = R"((x+2y-7)^2+(2x+y-5)^2)",
                                    .cite = {"Surjanovic & Bingham 2013", "https://www.sfu.ca/~ssurjano/booth.html"},
                                    .dim = 2,
                                    .box = {Range{-10, 10}, Range{-10, 10}},
                                    .start = {-8, 6},
                                    .minima = minima,
                                    .logLevels = true};

  template <class T>
  static T f(const T& x, const T& y) {
    const T a = x + 2 * y - 7, b = 2 * x + y - 5;
    return a * a + b * b;
  }
};

inline const RegisterSurface<Booth> registerBooth;

}  // namespace sidestep
