#pragma once

#include "instrument/instrument.h"
#include "kernels/vec.h"

namespace sidestep {

/// ‖W‖ of each tensor.
struct TensorNorms {
  static constexpr std::array axes{Axis{"tensors"}};
  static constexpr InstrumentInfo info{
      .id = "tensor_norms",
      .name = {"Norms of the tensors", "各张量的范数"},
      .doc = {"The Euclidean norm of each named tensor of the parameters.", "每个命名参数张量的欧几里得范数。"},
      .axes = axes};

  static Result<Measurement> measure(const Lane& run, const Settings&) {
    const auto normsOf = [](const auto& at) {
      const Layout layout = at.problem.layout();
      auto norms = Measurement::of({layout.size()});
      if (!norms) return norms;
      double* to = norms->values.data();
      for (const Tensor& tensor : layout) {
        norms->labels.push_back(nameOf(tensor));
        *to++ = normOrNan(at.params.data() + tensor.offset, tensor.size());
      }
      return norms;
    };
    return std::visit(normsOf, run.standing());
  }
};

inline const RegisterInstrument<TensorNorms> registerTensorNorms;

}  // namespace sidestep
