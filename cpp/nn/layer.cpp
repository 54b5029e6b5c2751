#include "nn/layer.h"

#include <charconv>
#include <cmath>

#include "nn/all.h"

namespace sidestep {

std::vector<LayerKind>& layerKinds() {
  static std::vector<LayerKind> list;
  return list;
}

const std::vector<Init>& inits() {
  static const std::vector<Init> list{
      {"he",
       {"He (normal)", "He（正态）"},  // He et al. 2015, eq. 10
       [](Pcg32& r, double in, double) { return r.normal() * std::sqrt(2 / in); }},
      {"heUniform",
       {"He (uniform)", "He（均匀）"},
       [](Pcg32& r, double in, double) { return (2 * r.uniform() - 1) * std::sqrt(6 / in); }},
      {"xavier",
       {"Xavier (uniform)", "Xavier（均匀）"},  // Glorot & Bengio 2010, eq. 16
       [](Pcg32& r, double in, double out) { return (2 * r.uniform() - 1) * std::sqrt(6 / (in + out)); }},
      {"xavierNormal",
       {"Xavier (normal)", "Xavier（正态）"},
       [](Pcg32& r, double in, double out) { return r.normal() * std::sqrt(2 / (in + out)); }},
  };
  return list;
}

Result<std::size_t> countArgument(const LayerCall& call, std::size_t index, std::size_t max) {
  if (index >= call.arguments.size()) return layerError(call, "needs a number");
  const std::string& text = call.arguments[index];
  std::size_t count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (problem != std::errc() || end != text.data() + text.size() || count < 1 || count > max) {
    return layerError(call, "needs a whole number from 1 to " + std::to_string(max) + ", not '" + text + "'");
  }
  return count;
}

}  // namespace sidestep
