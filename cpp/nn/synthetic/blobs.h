#pragma once

#include <cmath>
#include <numbers>

#include "nn/synthetic/synthetic.h"

namespace sidestep {

/// Gaussian clouds about three centres, drawn with a standard deviation of 5 in ten dimensions.
inline constexpr SyntheticData blobs{
    .info =
        {
            .id = "blobs",
            .kind = "data",
            .name = {"Three blobs", "三个高斯团"},
            .doc =
                {"A thousand items with ten features in three clouds, learned by a 10-20-3 network with full batches.",
                 "一千个十维样本，分为三团；用 10-20-3 的网络以全批量学习。"},
            .tex = networkInfo.tex,
            .cite = {"Rumelhart et al. 1986", "https://doi.org/10.1038/323533a0"},
        },
    .inputs = 10,
    .classes = 3,
    .train = 1000,
    .test = 500,
    .spread = 2.5,
    .net = "dense(20) relu dense(3)",
    .init = "he",
    .batch = 1000,
    .fill =
        [](Pcg32& random, double spread, std::span<double> items, std::span<std::uint8_t> labels,
           std::span<const double> centres) {
          for (std::size_t i = 0; i < labels.size(); ++i) {
            labels[i] = static_cast<std::uint8_t>(i % 3);
            for (std::size_t j = 0; j < 10; ++j)
              items[10 * i + j] = 5 * centres[10 * labels[i] + j] + spread * random.normal();
          }
        },
    .centres = 30};

inline const RegisterSynthetic<blobs> registerBlobs;

}  // namespace sidestep
