#pragma once

#include <cmath>
#include <numbers>

#include "nn/synthetic/synthetic.h"

namespace sidestep {

/// The exclusive or of the signs of x and y: what a single layer cannot learn (Minsky & Papert 1969).
inline constexpr SyntheticData exclusiveOr{
    .info = {.id = "xor",
             .kind = "data",
             .name = {"Exclusive or", "异或"},
             .doc = {"Two clouds of each class at opposite corners, which a single layer cannot separate.",
                     "每类两团，位于对角：单层网络无法分开。"},
             .tex = networkInfo.tex,
             .cite = {"Minsky & Papert 1969", "https://mitpress.mit.edu/9780262630221/perceptrons/"},
             .plane = {Range{-2, 2}, Range{-2, 2}}},
    .inputs = 2,
    .classes = 2,
    .train = 200,
    .test = 200,
    .spread = 0.3,
    .net = "dense(4) tanh dense(2)",
    .init = "xavier",
    .batch = 32,
    .fill =
        [](Pcg32& random, double spread, std::span<double> items, std::span<std::uint8_t> labels,
           std::span<const double>) {
          for (std::size_t i = 0; i < labels.size(); ++i) {
            const double x = i & 1 ? 1 : -1, y = i & 2 ? 1 : -1;
            labels[i] = x * y < 0;
            items[2 * i] = x + spread * random.normal();
            items[2 * i + 1] = y + spread * random.normal();
          }
        },
    .centres = 0};

inline const RegisterSynthetic<exclusiveOr> registerXor;

}  // namespace sidestep
