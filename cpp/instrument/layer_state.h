#pragma once

#include <algorithm>

#include "instrument/trained.h"
#include "kernels/vec.h"

namespace sidestep {

/// How each layer of a network fares: what its next update does to its weights, and which of its units have stopped.
struct LayerState {
  static constexpr std::array<std::string_view, 5> parts{"gradient", "weights", "update", "dead", "saturated"};
  static constexpr std::array axes{Axis{"layers"}, Axis{"numbers", parts}};
  static constexpr InstrumentInfo info{
      .id = "layer_state",
      .name = {"State of the layers", "各层状态"},
      .doc =
          {"For each layer the Euclidean norms of its gradient, its weights and its next update; for relu the share of "
           "units that are 0 for all of the first test items (for an image: channels); for tanh, sigmoid and the gates "
           "of an LSTM or GRU the share of values within 0.03 of their limits. NaN where a layer has no such value.",
           "每层梯度、权重与下一次更新的欧几里得范数；relu 层中对最前面的测试样本输出全为 0 "
           "的单元比例（图像按通道）；tanh、sigmoid 及 LSTM、GRU 的门中距上下限不足 0.03 的值的比例。无此量处为 NaN。"},
      .axes = axes};

  static constexpr std::size_t probed = 256;  ///< items that units are watched for, at least
  static constexpr double near = 0.03;        ///< to its end, of a unit that is saturated

  static Result<Measurement> measure(const Lane& run, const Settings&) {
    auto made = Trained::of(run);
    if (!made) return made.error();
    const Network<float>& net = made->network->net();
    auto state = Measurement::of({net.layers().size(), parts.size()});
    if (!state) return state;
    std::ranges::fill(state->values, std::numeric_limits<double>::quiet_NaN());
    for (const LayerCall& call : net.calls()) state->labels.push_back(call.text);
    const std::size_t turns = made->turns(std::min(probed, made->items()));
    Update update(net.params());
    if (Check bad = update.check("instrument")) return *bad;
    state->inUnits(turns + 1, [it = std::move(*made), update = std::move(update), watched = Watched(net), turns](
                                  std::size_t unit, double* to) mutable {
      if (unit == turns) return update.read(it, to);
      watched.see(it, unit);
      if (unit + 1 == turns) watched.tell(to);
      return true;
    });
    return state;
  }

 private:
  /// The next update, and what it adds to the weights.
  class Update : public Block<float> {
   public:
    using Block::Block;

    /// False until the update is made.
    SIDESTEP_SMALL bool read(Trained& it, double* to) {
      Lane& lane = *it.lane;
      const auto at = std::get<1>(lane.standing());
      const Layout layout = it.network->layout();
      if (!begun_) {
        lane.run(0, 0);
        norms(layout, at.gradient.data(), to);
        norms(layout, at.params.data(), to + 1);
        std::ranges::copy(at.params, begin());
        begun_ = true;
      }
      if (lane.status() != Status::running) return true;
      const std::int64_t from = lane.step();
      lane.rows();  // frees their memory for the next ones
      lane.run(1, sliceMillis);
      if (lane.step() == from && std::ranges::equal(at.params, *this)) return false;  // else it is being tested
      for (std::size_t i = 0; i < size(); ++i) (*this)[i] = at.params[i] - (*this)[i];
      norms(layout, data(), to + 2);
      return true;
    }

   private:
    static constexpr double sliceMillis = 2;

    /// Of what each layer has of an array as long as the parameters.
    static void norms(const Layout& layout, const float* of, double* to) {
      for (auto tensor = layout.begin(); tensor != layout.end();) {
        const std::size_t layer = tensor->layerAt, from = tensor->offset;
        std::size_t count = 0;
        for (; tensor != layout.end() && tensor->layerAt == layer; ++tensor)
          count += static_cast<std::size_t>(tensor->size());
        to[layer * parts.size()] = normOrNan(of + from, count);
      }
    }

    bool begun_ = false;
  };

  /// Which units have been above 0, and how many values were near their ends.
  class Watched {
   public:
    explicit Watched(const Network<float>& net) : alive_(net.layers().size()), ends_(net.layers().size()) {
      for (std::size_t l = 0; l < alive_.size(); ++l) {
        if (net.calls()[l].id == "relu") alive_[l] = Block<std::uint8_t>(net.layers()[l]->output().back());
      }
    }

    SIDESTEP_SMALL void see(const Trained& it, std::size_t turn) {
      const Network<float>& net = it.network->net();
      const std::size_t begin = turn * it.network->atATime();
      const std::size_t m = std::min(it.network->atATime(), it.items() - begin);
      it.network->outputs(it.weights, begin);
      for (std::size_t l = 0; l < alive_.size(); ++l) {
        const std::string& id = net.calls()[l].id;
        const Shape& shape = net.layers()[l]->output();
        const std::size_t size = sizeOf(shape), units = shape.back();
        const float* y = net.values(l);
        for (std::size_t k = 0; k < m * size && alive_[l].size() > 0; ++k) alive_[l][k % units] |= y[k] > 0;
        if (id == "tanh") count(l, y, m * size, -1);
        if (id == "sigmoid") count(l, y, m * size, 0);
        if (Cells::are(net.calls()[l])) countGates(l, Cells::of(*it.network, l), m);
      }
    }

    SIDESTEP_SMALL void tell(double* to) const {
      for (std::size_t l = 0; l < alive_.size(); ++l, to += parts.size()) {
        if (const std::size_t units = alive_[l].size())
          to[3] = static_cast<double>(std::ranges::count(alive_[l], 0)) / static_cast<double>(units);
        if (ends_[l].all > 0) to[4] = ends_[l].near / ends_[l].all;
      }
    }

   private:
    struct Ends {
      double near = 0, all = 0;
    };

    void count(std::size_t layer, const float* y, std::size_t n, double low) {
      const double from = low + near, to = 1 - near;
      for (std::size_t k = 0; k < n; ++k) ends_[layer].near += y[k] < from || y[k] > to;
      ends_[layer].all += static_cast<double>(n);
    }

    /// Those that open and close: of an LSTM i, f and o, of a GRU r and z.
    SIDESTEP_SMALL void countGates(std::size_t layer, const Cells& cells, std::size_t m) {
      const auto& [extents, gates, memory] = cells;
      for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t t = 0; t < extents.steps; ++t) {
          const float* gate = memory + extents.gatesAt(gates, m, i, t);
          count(layer, gate, 2 * extents.units, 0);
          if (gates == 4) count(layer, gate + 3 * extents.units, extents.units, 0);
        }
      }
    }

    std::vector<Block<std::uint8_t>> alive_;
    std::vector<Ends> ends_;
  };
};

inline const RegisterInstrument<LayerState> registerLayerState;

}  // namespace sidestep
