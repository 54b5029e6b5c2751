#pragma once

#include "problem/surface.h"

namespace sidestep {

/// Lévy 13: a bowl cut by waves of two lengths.
struct Levy13 {
  static constexpr std::array minima{Minimum{{1, 1}, 0}};
  static constexpr ProblemInfo info{
      .id = "levy13",
      .kind = "surface",
      .name = {"Lévy 13", "Lévy 13 号函数"},
      .doc = {"A bowl cut by waves: hundreds of minima in rows.", "被波纹切割的碗：成排的数百个极小值。"},
      .tex = R"(\sin^2 3\pi x+(x-1)^2(1+\sin^2 3\pi y)+(y-1)^2(1+\sin^2 2\pi y))",
      .cite = {"Surjanovic & Bingham 2013", "https://www.sfu.ca/~ssurjano/levy13.html"},
      .dim = 2,
      .box = {Range{-10, 10}, Range{-10, 10}},
      .start = {-4, 5},
      .minima = minima,
      .logLevels = true};

  template <class T>
  static T f(const T& x, const T& y) {
    using std::sin;
    constexpr double pi = std::numbers::pi;
    const T a = sin(3 * pi * x), b = sin(3 * pi * y), c = sin(2 * pi * y);
    return a * a + (x - 1) * (x - 1) * (1 + b * b) + (y - 1) * (y - 1) * (1 + c * c);
  }
};

inline const RegisterSurface<Levy13> registerLevy13;

}  // namespace sidestep
