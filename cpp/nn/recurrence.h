#pragma once

#include <array>
#include <string_view>

#include "nn/layer.h"

namespace sidestep {

/// What may stand in a cell, the usual one first.
inline constexpr std::array<std::string_view, 4> cellActivationIds{"tanh", "relu", "leakyrelu", "sigmoid"};

/// The extents of a recurrent layer, and what it reads of its call: `lstm(64)` gives the last state {64},
/// `lstm(64,sequence)` that of every step {steps, 64}. An image is read row by row. `lstm(64,relu)` has that function
/// where others have tanh (Keras' `activation`).
struct Recurrence {
  std::size_t steps, features, units;
  bool sequence = false;
  std::size_t activation = 0;  ///< its place among the ids

  static Result<Recurrence> of(const LayerCall& call, const Shape& input);
  Shape output() const { return sequence ? Shape{steps, units} : Shape{units}; }
};

}  // namespace sidestep
