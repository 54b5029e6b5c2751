#pragma once

#include "instrument/instrument.h"
#include "nn/layer.h"
#include "nn/network_problem.h"
#include "optim/optimizer.h"

namespace sidestep {

/// Everything that can be chosen: what the page, the links, the command line and the documentation are made from.
struct Catalog {
  static constexpr int version = 1;
  const std::vector<Field>& race;
  const std::vector<Optimizer>& optimizers;
  const std::vector<ProblemEntry>& problems;
  std::span<const DatasetInfo> datasets;
  std::span<const SuggestedNet> networks;
  const std::vector<LayerKind>& layers;
  const std::vector<const Instrument*>& instruments;
};

inline Catalog catalog() {
  return {raceFields(), optimizers(), problems(), datasets(), suggestedNets(), layerKinds(), instruments()};
}

}  // namespace sidestep
