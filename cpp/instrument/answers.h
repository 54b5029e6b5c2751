#pragma once

#include <algorithm>

#include "instrument/trained.h"

namespace sidestep {

/// What a network answers for each item that it is tested on.
struct ItemAnswers {
  static constexpr std::array<std::string_view, 5> parts{"right", "answer", "probability", "next", "nextProbability"};
  static constexpr std::array axes{Axis{"items"}, Axis{"answer", parts}};
  static constexpr InstrumentInfo info{
      .id = "answers",
      .name = {"Predictions", "预测"},
      .doc =
          {"For each test item, or where there are none each training item: its class, the predicted class with its "
           "probability, and the next most likely class; for regression its number and the predicted number, then NaN.",
           "每个测试样本（没有时为训练样本）的类别、预测的类别及其概率，以及次可能的类别；回归则为其数值与预测的数值，"
           "其余为 NaN。"},
      .axes = axes};

  static Result<Measurement> measure(const Lane& run, const Settings&) {
    auto made = Trained::of(run);
    if (!made) return made.error();
    auto answers = Measurement::of({made->items(), parts.size()});
    if (!answers) return answers;
    Block<double> chances(made->network->answers());
    if (Check bad = chances.check("instrument")) return *bad;
    answers->inUnits(made->turns(made->items()),
                     [it = std::move(*made), chances = std::move(chances)](std::size_t turn, double* to) mutable {
                       const std::size_t begin = turn * it.network->atATime();
                       const std::size_t end = std::min(begin + it.network->atATime(), it.items());
                       const float* y = it.network->outputs(it.weights, begin);
                       for (std::size_t i = begin; i < end; ++i, y += it.network->net().outputs())
                         read(*it.network, i, y, chances, to + i * parts.size());
                     });
    return answers;
  }

 private:
  SIDESTEP_SMALL static void read(const Classifier<float>& network, std::size_t item, const float* y,
                                  Block<double>& chances, double* to) {
    const Dataset& data = network.data();
    network.likely(y, chances.data());
    std::fill_n(to + 1, parts.size() - 1, std::numeric_limits<double>::quiet_NaN());
    if (data.classes() == 0) {
      to[0] = data.targets(network.seen())[item];
      to[1] = chances[0];
      return;
    }
    to[0] = static_cast<double>(data.labels(network.seen())[item]);
    const std::size_t best = network.chosen(y);
    to[1] = static_cast<double>(best);
    to[2] = chances[best];
    chances[best] = -1;
    if (chances.size() < 2) return;
    const double* const next = std::max_element(chances.begin(), chances.end());
    to[3] = static_cast<double>(next - chances.begin());
    to[4] = *next;
  }
};

inline const RegisterInstrument<ItemAnswers> registerItemAnswers;

}  // namespace sidestep
