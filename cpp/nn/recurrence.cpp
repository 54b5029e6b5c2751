#include "nn/recurrence.h"

#include <algorithm>

namespace sidestep {

Result<Recurrence> Recurrence::of(const LayerCall& call, const Shape& input) {
  if (input.size() < 2) {
    return layerError(call, "needs a sequence (steps × features), not " + textOf(input));
  }
  Result<std::size_t> units = countArgument(call, 0, 4096);
  if (!units) return units.error();
  if (Check bad = atMost(call, 3)) return *bad;
  Recurrence r{input[0], sizeOf(input) / input[0], *units};
  bool told = false;
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const std::string& word = call.arguments[i];
    const auto at = static_cast<std::size_t>(std::ranges::find(cellActivationIds, word) - cellActivationIds.begin());
    if (word == "sequence" && !r.sequence) {
      r.sequence = true;
    } else if (at < cellActivationIds.size() && !told) {
      r.activation = at;
      told = true;
    } else {
      return layerError(
          call, "can be followed by 'sequence' and by 'tanh', 'relu', 'leakyrelu' or 'sigmoid', not '" + word + "'");
    }
  }
  return r;
}

}  // namespace sidestep
