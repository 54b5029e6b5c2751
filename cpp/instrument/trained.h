#pragma once

#include <cmath>
#include <limits>

#include "instrument/instrument.h"
#include "nn/classifier.h"
#include "nn/recurrence.h"

namespace sidestep {

/// The network that a run trains; nullptr where it trains none. (Networks are computed in float32.)
SIDESTEP_SMALL inline const Classifier<float>* networkOf(const Lane& run) {
  const auto standing = run.standing();
  const auto* at = std::get_if<1>(&standing);
  return at ? std::as_const(at->problem).network() : nullptr;
}

inline Error noNetwork() { return {"unsupported", "instrument.id", "needs a network"}; }

/// A network to compute with, in a lane of its own, and its weights where the loss is told.
struct Trained {
  std::unique_ptr<Lane> lane;
  Classifier<float>* network;
  const float* weights;

  SIDESTEP_SMALL static Result<Trained> of(const Lane& run) {
    if (!networkOf(run)) return noNetwork();
    auto forked = run.fork(1);
    if (!forked) return forked.error();
    const auto at = std::get<1>((*forked)->standing());
    return Trained{std::move(*forked), at.problem.network(), at.shown.data()};
  }

  std::size_t items() const { return network->data().count(network->seen()); }
  /// How often items go through the network until all have.
  std::size_t turns(std::size_t count) const { return (count + network->atATime() - 1) / network->atATime(); }
};

/// A recurrent layer after items have gone through it.
struct Cells {
  Recurrence extents;
  std::size_t gates;  ///< of an LSTM i, f, g and o, of a GRU r, z and n
  const float* memory;

  /// Whether a layer is one.
  static bool are(const LayerCall& call) { return call.id == "lstm" || call.id == "gru"; }
  SIDESTEP_SMALL static Cells of(const Classifier<float>& network, std::size_t layer) {
    const Network<float>& net = network.net();
    const LayerCall& call = net.calls()[layer];
    const Shape& input = layer > 0 ? net.layers()[layer - 1]->output() : network.data().shape();
    return {*Recurrence::of(call, input), call.id == "lstm" ? std::size_t{4} : std::size_t{3}, net.memory(layer)};
  }
};

}  // namespace sidestep
