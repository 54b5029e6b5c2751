#pragma once

#include "instrument/trained.h"

namespace sidestep {

/// The gates of a recurrent layer over the sequence, for one item.
struct Gates {
  static constexpr std::array axes{Axis{"gates"}, Axis{"steps"}, Axis{"units"}};
  static constexpr InstrumentInfo info{
      .id = "gates",
      .name = {"Gates over the sequence", "序列上的门"},
      .doc = {"The gates of an LSTM (i, f, g, o) or of a GRU (r, z, n), then the state after each step, for one test "
              "item.",
              "对一个测试样本，LSTM（i、f、g、o）或 GRU（r、z、n）各步的门，以及该步之后的状态。"},
      .axes = axes};
  static constexpr std::array fields{
      Field{.id = "item",
            .kind = Kind::integer,
            .name = {"item", "样本"},
            .doc = {"The number of the test item, from 0.", "第几个，从 0 起。"},
            .min = 0,
            .max = 1e9},
      Field{.id = "layer",
            .kind = Kind::integer,
            .name = {"layer", "层"},
            .doc = {"The number of the recurrent layer, from 0.", "第几个循环层，从 0 起。"},
            .min = 0,
            .max = 64}};

  static Result<Measurement> measure(const Lane& run, const Settings& settings) {
    auto made = Trained::of(run);
    if (!made) return made.error();
    const auto item = static_cast<std::size_t>(settings.number(fields[0]));
    if (item >= made->items()) return Error{"out-of-range", "instrument.item", "there is no such item"};
    const auto& calls = made->network->net().calls();
    double before = settings.number(fields[1]);
    for (std::size_t l = 0; l < calls.size(); ++l) {
      if (Cells::are(calls[l]) && before-- == 0) return read(*made, item, l);
    }
    return Error{"out-of-range", "instrument.layer", "there is no such recurrent layer"};
  }

 private:
  SIDESTEP_SMALL static Result<Measurement> read(Trained& it, std::size_t item, std::size_t layer) {
    const std::size_t begin = item / it.network->atATime() * it.network->atATime();
    const std::size_t m = std::min(it.network->atATime(), it.items() - begin);
    it.network->outputs(it.weights, begin);
    const auto [extents, gates, memory] = Cells::of(*it.network, layer);
    auto made = Measurement::of({gates + 1, extents.steps, extents.units});
    if (!made) return made;
    const std::size_t each = extents.steps * extents.units;
    for (std::size_t t = 0; t < extents.steps; ++t) {
      double* to = made->values.data() + t * extents.units;
      const float* gate = memory + extents.gatesAt(gates, m, item - begin, t);
      for (std::size_t g = 0; g < gates; ++g, gate += extents.units, to += each) std::copy_n(gate, extents.units, to);
      std::copy_n(memory + extents.stateAt(m, item - begin, t), extents.units, to);
    }
    return made;
  }
};

inline const RegisterInstrument<Gates> registerGates;

}  // namespace sidestep
