#include "nn/recurrent.h"

namespace sidestep {

Result<Recurrence> Recurrence::of(const LayerCall& call, const Shape& input) {
  if (input.size() < 2) {
    return layerError(call, "needs a sequence, steps × features, not " + textOf(input));
  }
  Result<std::size_t> units = countArgument(call, 0, 4096);
  if (!units) return units.error();
  if (Check bad = atMost(call, 2)) return *bad;
  const bool sequence = call.arguments.size() == 2;
  if (sequence && call.arguments[1] != "sequence") {
    return layerError(call, "can be followed by 'sequence' alone, not '" + call.arguments[1] + "'");
  }
  return Recurrence{input[0], sizeOf(input) / input[0], *units, sequence};
}

}  // namespace sidestep
