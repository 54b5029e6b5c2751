#include "nn/network.h"

#include <algorithm>
#include <cctype>

#include "base/arena.h"

namespace sidestep {

Result<std::vector<LayerCall>> parseNet(std::string_view text) {
  std::vector<LayerCall> calls;
  std::size_t at = 0;
  const auto isWord = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '-';
  };
  const auto skipSpace = [&] {
    while (at < text.size() && text[at] == ' ') ++at;
  };
  const auto word = [&] {
    const std::size_t begin = at;
    while (at < text.size() && isWord(text[at])) ++at;
    return std::string(text.substr(begin, at - begin));
  };
  const auto fail = [&](const std::string& message) {
    return Error{"bad-net", "problem.net", message + " at character " + std::to_string(at + 1)};
  };
  for (skipSpace(); at < text.size(); skipSpace()) {
    const std::size_t begin = at;
    LayerCall call{word(), {}, {}};
    if (call.id.empty()) return fail("a layer's name is expected");
    if (at < text.size() && text[at] == '(') {
      do {
        ++at;
        skipSpace();
        call.arguments.push_back(word());
        if (call.arguments.back().empty()) return fail("a value is expected");
        skipSpace();
      } while (at < text.size() && text[at] == ',');
      if (at >= text.size() || text[at] != ')') return fail("')' is expected");
      ++at;
    }
    call.text = std::string(text.substr(begin, at - begin));
    calls.push_back(std::move(call));
    if (calls.size() > Network<float>::maxLayers) return fail("there are more than 64 layers");
  }
  if (calls.empty()) return Error{"bad-net", "problem.net", "the network has no layer"};
  return calls;
}

template <class T>
Result<Network<T>> Network<T>::make(std::string_view text, const Shape& input) {
  Result<std::vector<LayerCall>> calls = parseNet(text);
  if (!calls) return calls.error();
  Network net;
  net.calls_ = std::move(*calls);
  const Shape* shape = &input;
  for (const LayerCall& call : net.calls_) {
    const auto& kinds = layerKinds();
    const auto kind = std::ranges::find(kinds, std::string_view(call.id), &LayerKind::id);
    if (kind == kinds.end()) return Error{"bad-net", "problem.net", "there is no layer '" + call.id + "'"};
    Result<std::unique_ptr<Layer<T>>> layer = kind->template make<T>()(call, *shape);
    if (!layer) return layer.error();
    net.offset_.push_back(net.params_);
    const std::uint64_t params = net.params_ + (*layer)->params();
    if (params > maxParams) return layerError(call, "makes the network larger than 2²⁶ parameters");
    net.params_ = static_cast<std::size_t>(params);
    net.layers_.push_back(std::move(*layer));
    shape = &net.layers_.back()->output();
  }
  if (net.params_ == 0) return Error{"bad-net", "problem.net", "the network has nothing to train"};
  return net;
}

template <class T>
std::uint64_t Network<T>::workspace(std::size_t m) const {
  std::uint64_t values = 0, scratch = 0;
  for (const auto& layer : layers_) {
    values += 2 * Arena<T>::padded(m * sizeOf(layer->output()));
    scratch = std::max(scratch, layer->scratch(m));
  }
  return values + Arena<T>::padded(scratch);
}

template <class T>
void Network<T>::bind(std::size_t m, T* workspace) {
  values_.clear();
  slopes_.clear();
  for (const auto& layer : layers_) {
    const auto size = static_cast<std::size_t>(Arena<T>::padded(m * sizeOf(layer->output())));
    values_.push_back(workspace);
    slopes_.push_back(workspace + size);
    workspace += 2 * size;
  }
  scratch_ = workspace;
}

template <class T>
void Network<T>::initialise(Pcg32& random, const Init& init, T* w) const {
  for (std::size_t l = 0; l < layers_.size(); ++l) layers_[l]->initialise(random, init, w + offset_[l]);
}

template <class T>
const T* Network<T>::forward(std::size_t m, const T* w, const T* x) {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    layers_[l]->forward(m, w + offset_[l], x, values_[l], scratch_);
    x = values_[l];
  }
  return x;
}

template <class T>
void Network<T>::backward(std::size_t m, const T* w, const T* x, T* dw) {
  for (std::size_t l = layers_.size(); l-- > 0;) {
    const T* input = l > 0 ? values_[l - 1] : x;
    T* inputSlope = l > 0 ? slopes_[l - 1] : nullptr;
    layers_[l]->backward(m, w + offset_[l], input, values_[l], slopes_[l], dw + offset_[l], inputSlope, scratch_);
  }
}

template class Network<float>;
template class Network<double>;

}  // namespace sidestep
