#pragma once

#include "instrument/trained.h"

namespace sidestep {

/// One matrix of a run's parameters, and how it began.
struct Weights {
  static constexpr std::array<std::string_view, 2> parts{"now", "start"};
  static constexpr std::array axes{Axis{"rows"}, Axis{"columns"}, Axis{"weight", parts}};
  static constexpr InstrumentInfo info{
      .id = "weights",
      .name = {"Weights", "权重"},
      .doc = {"A matrix of the parameters where the loss is computed, and at the start. It has a column for each unit, "
              "and a row for each input of a dense layer, for each position and channel of the window of a "
              "convolution, or for each symbol of an embedding.",
              "参数的一个矩阵（在计算损失之处）及其初值：全连接层每个输入一行，卷积层窗口的每个位置与通道一行，"
              "嵌入层每个符号一行；每个单元一列。"},
      .axes = axes};
  static constexpr std::array fields{
      Field{.id = "matrix",
            .kind = Kind::integer,
            .name = {"matrix", "矩阵"},
            .doc = {"The number of the matrix, from 0; biases do not count.", "第几个，从 0 起；偏置不算。"},
            .min = 0,
            .max = 1e6}};

  static Result<Measurement> measure(const Lane& run, const Settings& settings) {
    const Classifier<float>* network = networkOf(run);
    if (!network) return noNetwork();
    double before = settings.number(fields[0]);
    for (const Tensor& tensor : network->layout()) {
      if (!tensor.isMatrix() || before-- != 0) continue;
      auto weights = Measurement::of({tensor.rows, tensor.cols, parts.size()});
      auto began = run.fork(1);
      if (!began) return began.error();
      (*began)->reset();
      for (const bool start : {false, true}) {
        if (!weights) break;
        const auto standing = std::as_const(start ? **began : run).standing();
        const float* from = std::get<1>(standing).shown.data() + tensor.offset;
        for (std::size_t i = 0; i < tensor.size(); ++i) weights->values[2 * i + start] = static_cast<double>(from[i]);
      }
      return weights;
    }
    return Error{"out-of-range", "instrument.matrix", "there is no such matrix"};
  }
};

inline const RegisterInstrument<Weights> registerWeights;

}  // namespace sidestep
