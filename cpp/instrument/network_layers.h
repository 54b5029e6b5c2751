#pragma once

#include <algorithm>
#include <cmath>

#include "instrument/instrument.h"
#include "nn/network.h"

namespace sidestep {

/// What a network's text says: each layer with its number of parameters and the extents of its output.
struct NetworkLayers {
  static constexpr std::array axes{Axis{"layers"}, Axis{"numbers"}};
  static constexpr InstrumentInfo info{
      .id = "network_layers",
      .name = {"Layers of a network", "网络的各层"},
      .doc = {"For each layer the number of parameters, then the dimensions of its output; 0 where it has fewer.",
              "每层的参数个数，然后是其输出的各维大小；不足之处为 0。"},
      .axes = axes};
  static constexpr std::array fields{
      Field{.id = "shape",
            .kind = Kind::vector,
            .name = {"shape of an item", "样本的形状"},
            .doc = {"The size of one item along each dimension, for a problem that generates no data of its own.",
                    "样本各维的大小，用于自身不生成数据的问题。"},
            .min = 1,
            .max = 1e9,
            .most = 8}};

  static Result<Measurement> measure(const ProblemSpec& problem, const Settings& settings) {
    Shape shape = problem.entry->shape;
    if (shape.empty()) {
      for (const double extent : settings.vector(fields[0])) {
        if (extent == std::floor(extent)) shape.push_back(static_cast<std::size_t>(extent));
      }
      if (shape.empty() || shape.size() < settings.vector(fields[0]).size())
        return Error{"bad-data", "instrument.shape", "must be a list of whole numbers ≥ 1"};
    }
    const auto text = std::ranges::find(problem.entry->fields, "net", &Field::id);
    if (text == problem.entry->fields.end())
      return Error{"unknown-id", "problem.id", "there is no network in '" + problem.id + "'"};
    auto net = Network<float>::make(problem.settings.text(*text), shape);
    if (!net) return net.error();
    std::size_t width = 0;
    for (const auto& layer : net->layers()) width = std::max(width, 1 + layer->output().size());
    auto layers = Measurement::of({net->layers().size(), width});
    if (!layers) return layers;
    double* row = layers->values.data();
    for (std::size_t l = 0; l < net->layers().size(); ++l, row += width) {
      const Layer<float>& layer = *net->layers()[l];
      layers->labels.push_back(net->calls()[l].text);
      row[0] = static_cast<double>(layer.params());
      std::ranges::copy(layer.output(), row + 1);
    }
    return layers;
  }
};

inline const RegisterInstrument<NetworkLayers> registerNetworkLayers;

}  // namespace sidestep
