#include "nn/network.h"

#include <algorithm>
#include <cctype>

#include "base/arena.h"
#include "base/plain_text.h"

namespace sidestep {

Result<std::vector<LayerCall>> parseNet(std::string_view typed) {
  const PlainText plain(typed);
  const std::string_view text = plain.text();
  std::vector<LayerCall> calls;
  std::size_t at = 0;
  const auto isWord = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '-';
  };
  const auto skipSpace = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) ++at;
  };
  const auto word = [&] {
    const std::size_t begin = at;
    while (at < text.size() && isWord(text[at])) ++at;
    return std::string(text.substr(begin, at - begin));
  };
  const auto fail = [&](const std::string& message) {
    return Error{"bad-net", "problem.net", message + " at character " + std::to_string(plain.character(at))};
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
  if (calls.empty()) return Error{"bad-net", "problem.net", "the network has no layers"};
  return calls;
}

template <class T>
SIDESTEP_SMALL Result<std::unique_ptr<Layer<T>>> Network<T>::makeLayer(const LayerCall& call, const Shape& input) {
  const auto& kinds = layerKinds();
  const auto kind = std::ranges::find(kinds, std::string_view(call.id), &LayerKind::id);
  if (kind == kinds.end()) return Error{"unknown-id", "problem.net", "there is no layer '" + call.id + "'"};
  return kind->template make<T>()(call, input);
}

template <class T>
Result<Network<T>> Network<T>::make(std::string_view text, const Shape& input, const Functions<T>& functions,
                                    bool transforms) {
  Result<std::vector<LayerCall>> calls = parseNet(text);
  if (!calls) return calls.error();
  Network net;
  net.functions_ = &functions;
  net.calls_ = std::move(*calls);
  const Shape* shape = &input;
  if (!fits(input)) return Error{"bad-net", "problem.net", "items of " + textOf(input) + " are too large"};
  for (LayerCall& call : net.calls_) {
    call.transforms = transforms;
    Result<std::unique_ptr<Layer<T>>> layer = makeLayer(call, *shape);
    if (!layer) return layer.error();
    if ((*layer)->onlyFirst() && !net.layers_.empty())
      return layerError(call, "must be the first layer: it takes symbols as input");
    if (!fits((*layer)->output()))
      return layerError(call, "has an output of " + textOf((*layer)->output()) + ", which is too large");
    net.offset_.push_back(net.params_);
    const std::uint64_t params = net.params_ + (*layer)->params();
    if (Check bad = checkParams(call, params)) return *bad;
    net.params_ = static_cast<std::size_t>(params);
    net.layers_.push_back(std::move(*layer));
    shape = &net.layers_.back()->output();
  }
  net.postpone();
  if (net.params_ == 0) return Error{"bad-net", "problem.net", "the network has no parameters to train"};
  return net;
}

/// A ReLU gives the same numbers after a max pool as before it, and there are a quarter as many. It has to write over
/// its input, or the pool would not find it there.
template <class T>
SIDESTEP_SMALL void Network<T>::postpone() {
  const std::vector<bool> shared = shares();
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    std::unique_ptr<Layer<T>> late;
    if (calls_[l].id == "pool" && l > 0 && calls_[l - 1].id == "relu" && shared[l - 1])
      late = std::move(*makeLayer(calls_[l - 1], layers_[l]->output()));
    after_.push_back(std::move(late));
  }
}

template <class T>
SIDESTEP_SMALL Layout Network<T>::layout() const {
  Layout all;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    for (Tensor& tensor : layers_[l]->tensors()) {
      tensor.layer = calls_[l].id;
      tensor.layerAt = l;
      all.push_back(tensor);
    }
  }
  place(all);
  return all;
}

template <class T>
std::vector<bool> Network<T>::shares() const {
  std::vector<bool> shared;
  bool needed = true;
  for (const auto& layer : layers_) {
    shared.push_back(layer->inPlace() && !needed);
    needed = layer->readsOutput() || (shared.back() && needed);
  }
  return shared;
}

template <class T>
std::uint64_t Network<T>::workspace(std::size_t m) const {
  std::uint64_t total = 0, scratch = 0;
  const std::vector<bool> shared = shares();
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer<T>& layer = *layers_[l];
    if (!shared[l]) total += 2 * Arena<T>::padded(std::uint64_t{m} * sizeOf(layer.output()));
    total += Arena<T>::padded(layer.memory(m));
    scratch = std::max(scratch, layer.scratch(m));
  }
  return total + Arena<T>::padded(scratch);
}

template <class T>
void Network<T>::bind(std::size_t m, T* workspace) {
  const auto take = [&](std::uint64_t count) {
    T* array = workspace;
    workspace += static_cast<std::size_t>(Arena<T>::padded(count));
    return array;
  };
  const std::vector<bool> shared = shares();
  values_.clear(), slopes_.clear(), memory_.clear();
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer<T>& layer = *layers_[l];
    const std::uint64_t size = std::uint64_t{m} * sizeOf(layer.output());
    values_.push_back(shared[l] ? values_.back() : take(size));
    slopes_.push_back(shared[l] ? slopes_.back() : take(size));
    memory_.push_back(take(layer.memory(m)));
  }
  scratch_ = workspace;
  rows_ = m;
}

template <class T>
void Network<T>::initialise(Pcg32& random, const Init& init, T* w) const {
  for (std::size_t l = 0; l < layers_.size(); ++l) layers_[l]->initialise(random, init, w + offset_[l]);
}

template <class T>
Pass<T> Network<T>::pass(const Batch<T>& batch, std::size_t layer) const {
  return {.m = batch.m,
          .training = batch.training,
          .seed = batch.seed * maxLayers + layer,
          .step = batch.step,
          .sameWeights = batch.sameWeights,
          .bytes = layer == 0 ? batch.bytes : nullptr,
          .memory = memory_[layer],
          .scratch = scratch_,
          .functions = functions_};
}

template <class T>
const T* Network<T>::forward(const Batch<T>& batch, const T* w) {
  const T* x = batch.values;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    if (isLate(l)) continue;
    layers_[l]->forward(pass(batch, l), w + offset_[l], x, values_[l]);
    x = values_[l];
    if (after_[l]) after_[l]->forward(pass(batch, l), nullptr, x, values_[l]);
  }
  return x;
}

template <class T>
void Network<T>::backward(const Batch<T>& batch, const T* w, T* dw) {
  for (std::size_t l = layers_.size(); l-- > 0;) {
    if (isLate(l)) continue;
    if (after_[l]) after_[l]->backward(pass(batch, l), nullptr, nullptr, values_[l], slopes_[l], nullptr, slopes_[l]);
    const T* x = l > 0 ? values_[l - 1] : batch.values;
    T* dx = l > 0 ? slopes_[l - 1] : nullptr;
    layers_[l]->backward(pass(batch, l), w + offset_[l], x, values_[l], slopes_[l], dw + offset_[l], dx);
  }
}

template <class T>
void Network<T>::visit(std::int64_t step) {
  for (std::size_t l = 0; l < layers_.size(); ++l) layers_[l]->visit(step, memory_[l]);
}

template <class T>
SIDESTEP_SMALL std::vector<std::span<T>> Network<T>::kept() {
  std::vector<std::span<T>> list;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    if (layers_[l]->remembers()) list.emplace_back(memory_[l], static_cast<std::size_t>(layers_[l]->memory(rows_)));
  }
  return list;
}

template class Network<float>;
#ifdef SIDESTEP_FLOAT64_NETWORKS
template class Network<double>;
#endif

}  // namespace sidestep
