#include "nn/layer.h"

#include <charconv>
#include <cmath>

#include "base/settings.h"

namespace sidestep {

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
      {"pytorch",
       {"PyTorch default", "PyTorch 默认"},
       [](Pcg32& r, double in, double) { return (2 * r.uniform() - 1) / std::sqrt(in); },
       true,
       Init::Recurrent::byUnits},
      {"keras",
       {"Keras default", "Keras 默认"},
       [](Pcg32& r, double in, double out) { return (2 * r.uniform() - 1) * std::sqrt(6 / (in + out)); },
       false,
       Init::Recurrent::orthogonal,
       0.05},
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
  double digits = 0, scale = 1;  // 0.25: 25 / 100, the nearest double
  bool number = text.size() <= 15 && text.find_first_of("0123456789") != std::string::npos, point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      digits = 10 * digits + (c - '0');
      if (point) scale *= 10;
    } else {
      number = false;
    }
  }
  if (!number || !(digits / scale >= low && digits / scale < high)) {
    return layerError(call,
                      "needs a number from " + format(low) + " to below " + format(high) + ", not '" + text + "'");
  }
  return digits / scale;
}

Error layerError(const LayerCall& call, const std::string& message) {
  return {"bad-net", "problem.net", "'" + call.text + "' " + message};
}

Check checkParams(const LayerCall& call, std::uint64_t params) {
  if (params <= std::uint64_t{1} << 26) return {};
  return layerError(call, "makes the network larger than 2²⁶ parameters");
}

Check atMost(const LayerCall& call, std::size_t most) {
  if (call.arguments.size() <= most) return {};
  if (most == 0) return layerError(call, "takes no arguments");
  return layerError(call, "takes at most " + std::to_string(most) + (most == 1 ? " argument" : " arguments"));
}

}  // namespace sidestep
