#pragma once

#include "instrument/instrument.h"

namespace sidestep {

/// The parameters where a run's loss is told, with their names: those of its tensors, "0.dense.W" and the place there.
struct Parameters {
  static constexpr std::size_t most = 1000;
  static constexpr std::array axes{Axis{"parameters"}};
  static constexpr InstrumentInfo info{
      .id = "parameters",
      .name = {"Parameters", "参数"},
      .doc = {"The parameters with their names, at most the first thousand.", "各参数及其名称，至多前一千个。"},
      .axes = axes};

  static Result<Measurement> measure(const Lane& run, const Settings&) {
    const auto read = [](const auto& at) {
      auto made = Measurement::of({std::min(at.shown.size(), most)});
      if (!made) return made;
      for (const Tensor& tensor : at.problem.layout()) {
        for (std::size_t k = 0; k < tensor.size() && made->labels.size() < made->values.size(); ++k) {
          const std::string row = std::to_string(k / tensor.cols), column = std::to_string(k % tensor.cols);
          made->values[made->labels.size()] = static_cast<double>(at.shown[made->labels.size()]);
          made->labels.push_back(nameOf(tensor) + "[" + row + (tensor.isMatrix() ? "," + column : "") + "]");
        }
      }
      return made;
    };
    return std::visit(read, run.standing());
  }
};

inline const RegisterInstrument<Parameters> registerParameters;

}  // namespace sidestep
