#include "nn/layer.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/settings.h"
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

std::string textOf(const Shape& shape) {
  std::string text;
  for (const std::size_t extent : shape) text += (text.empty() ? "" : "×") + std::to_string(extent);
  return text;
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

Result<double> numberArgument(const LayerCall& call, std::size_t index, double low, double high, double otherwise) {
  if (index >= call.arguments.size()) return otherwise;
  const std::string& text = call.arguments[index];
  char* end = nullptr;
  const double x = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(x >= low && x < high)) {
    return layerError(call,
                      "needs a number from " + format(low) + " to below " + format(high) + ", not '" + text + "'");
  }
  return x;
}

Check atMost(const LayerCall& call, std::size_t most) {
  if (call.arguments.size() <= most) return {};
  if (most == 0) return layerError(call, "takes no arguments");
  return layerError(call, "takes at most " + std::to_string(most) + (most == 1 ? " argument" : " arguments"));
}

}  // namespace sidestep
