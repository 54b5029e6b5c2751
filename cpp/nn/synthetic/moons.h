#pragma once

#include <cmath>
#include <numbers>

#include "nn/synthetic/synthetic.h"

namespace sidestep {

/// Two half circles, each reaching into the other.
inline constexpr SyntheticData moons{
    .info = {.id = "moons",
             .kind = "data",
             .name = {"Two moons", "双月牙"},
             .doc = {"Two interleaved half circles.", "两个相互交错的半圆。"},
             .tex = networkInfo.tex,
             .cite = {"Pedregosa et al. 2011", "https://jmlr.org/papers/v12/pedregosa11a.html"},
             .plane = {Range{-2, 2}, Range{-2, 2}}},
    .inputs = 2,
    .classes = 2,
    .train = 200,
    .test = 200,
    .spread = 0.1,
    .net = "dense(16) tanh dense(2)",
    .init = "xavier",
    .batch = 32,
    .fill =
        [](Pcg32& random, double spread, std::span<double> items, std::span<std::uint8_t> labels,
           std::span<const double>) {
          for (std::size_t i = 0; i < labels.size(); ++i) {
            labels[i] = i % 2;
            const double angle = std::numbers::pi * random.uniform(), side = labels[i] ? -1 : 1;
            items[2 * i] = side * (std::cos(angle) - 0.5) + spread * random.normal();
            items[2 * i + 1] = side * (std::sin(angle) - 0.25) + spread * random.normal();
          }
        },
    .centres = 0};

inline const RegisterSynthetic<moons> registerMoons;

}  // namespace sidestep
