#pragma once

#include "instrument/trained.h"

namespace sidestep {

/// What a network answers for inputs that somebody gives.
struct AnswersTo {
  static constexpr std::array<double, 0> none{};
  static constexpr std::array axes{Axis{"inputs"}, Axis{"classes"}};
  static constexpr InstrumentInfo info{
      .id = "answers_to",
      .name = {"Predictions for inputs", "对输入的预测"},
      .doc = {"The probability of each class for each of these inputs; for data without classes, the predicted number.",
              "每个输入属于各类别的概率；没有类别的数据则为预测的数值。"},
      .axes = axes};
  static constexpr std::array fields{
      Field{.id = "inputs",
            .kind = Kind::vector,
            .name = {"inputs", "输入"},
            .doc = {"The numbers of one item after those of the other, as in the data: pixels as 0 … 255.",
                    "各样本的数依次排列，与数据相同：像素为 0 … 255。"},
            .initialVector = none,
            .most = 65536}};

  static Result<Measurement> measure(const Lane& run, const Settings& settings) {
    auto made = Trained::of(run);
    if (!made) return made.error();
    std::vector<double> inputs = settings.vector(fields[0]);
    const std::size_t size = made->network->data().itemSize(), classes = made->network->answers();
    if (inputs.size() % size != 0) return Error{"bad-length", "instrument.inputs", "must be a whole number of items"};
    const std::size_t count = inputs.size() / size;
    auto answers = Measurement::of({count, classes});
    if (!answers) return answers;
    answers->inUnits(made->turns(count), [it = std::move(*made), inputs = std::move(inputs), size, classes, count](
                                             std::size_t turn, double* to) mutable {
      const std::size_t begin = turn * it.network->atATime(), m = std::min(it.network->atATime(), count - begin);
      const float* y = it.network->outputs(it.weights, m, inputs.data() + begin * size);
      for (std::size_t i = 0; i < m; ++i)
        it.network->likely(y + i * it.network->net().outputs(), to + (begin + i) * classes);
    });
    return answers;
  }
};

inline const RegisterInstrument<AnswersTo> registerAnswersTo;

}  // namespace sidestep
