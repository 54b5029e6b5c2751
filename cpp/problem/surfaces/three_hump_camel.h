#pragma once

#include "problem/surface.h"

namespace sidestep {

/// The camel with three humps: two shallow basins beside the deep one.
struct ThreeHumpCamel {
  static constexpr std::array minima{Minimum{{0, 0}, 0},
                                     Minimum{{1.747552240131421, -0.8737761200657105}, 0.29863844223686},
                                     Minimum{{-1.747552240131421, 0.8737761200657105}, 0.29863844223686}};
  static constexpr ProblemInfo info{.id = "three_hump_camel",
                                    .kind = "surface",
                                    .name = {"Three-hump camel", "三峰驼函数"},
                                    .doc = {"Two shallow basins to the left and right of the deep one in the middle.",
                                            "中间一个深谷，左右各一个浅谷。"},
                                    .tex = R"(2x^2-1.05x^4+\tfrac16x^6+xy+y^2)",
                                    .cite = {"Surjanovic & Bingham 2013", "https://www.sfu.ca/~ssurjano/camel3.html"},
                                    .dim = 2,
                                    .box = {Range{-5, 5}, Range{-5, 5}},
                                    .start = {-4, 3},
                                    .minima = minima,
                                    .logLevels = true};

  template <class T>
  static T f(const T& x, const T& y) {
    const T x2 = x * x;
    return 2 * x2 - 1.05 * (x2 * x2) + x2 * x2 * x2 / 6 + x * y + y * y;
  }
};

inline const RegisterSurface<ThreeHumpCamel> registerThreeHumpCamel;

}  // namespace sidestep
