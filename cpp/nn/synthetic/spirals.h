#pragma once

#include <cmath>
#include <numbers>

#include "nn/synthetic/synthetic.h"

namespace sidestep {

/// Three interleaved arms: an angle that grows with the radius.
inline constexpr SyntheticData spirals{
    .info = {.id = "spirals",
             .kind = "data",
             .name = {"Spirals", "螺旋"},
             .doc = {"Three interleaved spiral arms. No straight line separates them, so a small network must learn a "
                     "curved boundary.",
                     "三条交错的旋臂：直线无法分开，小网络必须学出弯曲的边界。"},
             .tex = networkInfo.tex,
             .cite = {"Lang & Witbrock 1988",
                      "https://www.cs.cmu.edu/afs/cs/project/ai-repository/ai/areas/neural/bench/cmu/"},
             .plane = {Range{-1.2, 1.2}, Range{-1.2, 1.2}}},
    .inputs = 2,
    .classes = 3,
    .train = 300,
    .test = 300,
    .spread = 0.15,
    .net = "dense(32) tanh dense(3)",
    .init = "xavier",
    .batch = 300,
    .fill =
        [](Pcg32& random, double spread, std::span<double> items, std::span<std::uint8_t> labels,
           std::span<const double>) {
          const std::size_t arm = labels.size() / 3;
          for (std::size_t i = 0; i < labels.size(); ++i) {
            labels[i] = static_cast<std::uint8_t>(i % 3);
            const double radius = static_cast<double>(i / 3 + 1) / static_cast<double>(arm);
            const double angle = 2 * std::numbers::pi / 3 * labels[i] + 4 * radius + spread * random.normal();
            items[2 * i] = radius * std::cos(angle);
            items[2 * i + 1] = radius * std::sin(angle);
          }
        },
    .centres = 0};

inline const RegisterSynthetic<spirals> registerSpirals;

}  // namespace sidestep
