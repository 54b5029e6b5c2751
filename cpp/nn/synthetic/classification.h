#pragma once

#include <cmath>
#include <numbers>

#include "nn/synthetic/synthetic.h"

namespace sidestep {

/// Ten overlapping clouds in a hundred dimensions.
inline constexpr SyntheticData classification{
    .info =
        {
            .id = "classification",
            .kind = "data",
            .name = {"Ten classes", "十分类"},
            .doc = {"A thousand items with a hundred features in ten overlapping classes, learned by a 100-50-10 "
                    "network with sigmoid units.",
                    "一千个百维样本，分为十个相互重叠的类；用 sigmoid 单元的 100-50-10 网络学习。"},
            .tex = networkInfo.tex,
            .cite = {"Rumelhart et al. 1986", "https://doi.org/10.1038/323533a0"},
        },
    .inputs = 100,
    .classes = 10,
    .train = 1000,
    .test = 500,
    .spread = 3,
    .net = "dense(50) sigmoid dense(10)",
    .init = "xavier",
    .batch = 1000,
    .fill =
        [](Pcg32& random, double spread, std::span<double> items, std::span<std::uint8_t> labels,
           std::span<const double> centres) {
          for (std::size_t i = 0; i < labels.size(); ++i) {
            labels[i] = static_cast<std::uint8_t>(i % 10);
            for (std::size_t j = 0; j < 100; ++j)
              items[100 * i + j] = centres[100 * labels[i] + j] + spread * random.normal();
          }
        },
    .centres = 1000};

inline const RegisterSynthetic<classification> registerClassification;

}  // namespace sidestep
