#include "nn/layer.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

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

/// A number such as 0.25, correctly rounded; NaN when it is none or has more than fifteen digits. (strtod knows much
/// more, and weighs as much as a layer.)
static double decimal(std::string_view text) {
  double digits = 0, scale = 1;
  std::size_t count = 0;
  bool fraction = false;
  for (const char c : text) {
    if (c == '.' && !fraction) {
      fraction = true;
    } else if (c >= '0' && c <= '9' && ++count <= 15) {
      digits = 10 * digits + (c - '0');
      if (fraction) scale *= 10;
    } else {
      return std::numeric_limits<double>::quiet_NaN();
    }
  }
  return count > 0 ? digits / scale : std::numeric_limits<double>::quiet_NaN();
}

Result<double> numberArgument(const LayerCall& call, std::size_t index, double low, double high, double otherwise) {
  if (index >= call.arguments.size()) return otherwise;
  const std::string& text = call.arguments[index];
  const double x = decimal(text);
  if (!(x >= low && x < high)) {
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
