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
  /// Where in the layer's memory forward() of m items leaves what it made of item i at step t (see Recurrent): the
  /// gates, of which there are so many, one after the other, and the state.
  std::size_t gatesAt(std::size_t gates, std::size_t m, std::size_t i, std::size_t t) const {
    return (steps + 1) * m * (features + units) + (t * m + i) * gates * units;
  }
  std::size_t stateAt(std::size_t m, std::size_t i, std::size_t t) const {
    return ((t + 1) * m + i) * (features + units) + features;
  }
  Shape output() const { return sequence ? Shape{steps, units} : Shape{units}; }
};

}  // namespace sidestep
