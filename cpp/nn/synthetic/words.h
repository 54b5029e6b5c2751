#pragma once

#include <cmath>

#include "nn/synthetic/synthetic.h"

namespace sidestep {

/// Sentences of eight words on one of four topics. Words are as frequent as Zipf's law says, so that most of the
/// table's rows are seldom in a batch. Neighbours in rank belong to different topics; a word is of the sentence's own
/// topic, or with probability `spread` of any.
inline constexpr SyntheticData words{
    .info =
        {.id = "words",
         .kind = "data",
         .name = {"Words", "词语"},
         .doc = {"Sentences of eight words out of a thousand, with frequencies as in Zipf's law, on one of four "
                 "topics. At each step, only the words of the batch have gradients.",
                 "每句八个词，取自一千个词，词频服从 Zipf 定律，主题为四个之一。每一步只有小批量中出现的词才有梯度。"},
         .tex = networkInfo.tex,
         .cite = {"Duchi et al. 2011", "https://jmlr.org/papers/v12/duchi11a.html"}},
    .inputs = 8,
    .classes = 4,
    .train = 2000,
    .test = 1000,
    .spread = 0.5,
    .net = "embedding(8,1000) dense(4)",
    .init = "xavier",
    .batch = 32,
    .fill = [](Pcg32& random, double spread, std::span<double> items, std::span<std::uint8_t> labels,
               std::span<const double>) {
      constexpr std::size_t length = 8;
      constexpr double vocabulary = 1000;
      for (std::size_t i = 0; i < labels.size(); ++i) {
        labels[i] = static_cast<std::uint8_t>(i % 4);
        for (double& word : items.subspan(i * length, length)) {
          const double rank = std::floor(std::pow(vocabulary, random.uniform())) - 1;
          word = random.uniform() < spread ? rank : rank - std::fmod(rank, 4) + labels[i];
        }
      }
    }};

inline const RegisterSynthetic<words> registerWords;

}  // namespace sidestep
