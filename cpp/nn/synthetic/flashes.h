#pragma once

#include "nn/synthetic/synthetic.h"

namespace sidestep {

/// A long dependency: which of four lamps flashed, once, at any of a hundred steps, among noise on ten lines (in the
/// manner of Bengio et al. 1994 and Hochreiter & Schmidhuber 1997). It must be remembered to the end, since only
/// the last state is read. Late flashes are learnt first, and the gates that keep them then keep earlier ones too.
inline constexpr SyntheticData flashes{
    .info = {.id = "flashes",
             .kind = "data",
             .name = {"Remember the flash", "记住闪光"},
             .doc = {"Sequences of 100 steps on 10 noisy channels. One of the first 4 channels flashes once, at any "
                     "step; an LSTM has to remember which one until the end.",
                     "100 步、10 个噪声通道的序列。前 4 个通道之一在任意一步闪一次；LSTM 必须把是哪一个记到最后。"},
             .tex = networkInfo.tex,
             .cite = {"Hochreiter & Schmidhuber 1997", "https://doi.org/10.1162/neco.1997.9.8.1735"}},
    .inputs = 10,
    .classes = 4,
    .train = 1024,
    .test = 512,
    .spread = 0.2,
    .net = "lstm(64) dense(4)",
    .init = "xavier",
    .batch = 64,
    .fill =
        [](Pcg32& random, double spread, std::span<double> items, std::span<std::uint8_t> labels,
           std::span<const double>) {
          constexpr std::size_t steps = 100, lines = 10, lamps = 4;
          for (std::size_t i = 0; i < labels.size(); ++i) {
            const std::span<double> item = items.subspan(i * steps * lines, steps * lines);
            for (double& x : item) x = spread * random.normal();
            labels[i] = static_cast<std::uint8_t>(i % lamps);
            item[random.below(steps) * lines + labels[i]] += 3;
          }
        },
    .steps = 100};

inline const RegisterSynthetic<flashes> registerFlashes;

}  // namespace sidestep
