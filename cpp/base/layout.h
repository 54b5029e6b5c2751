#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/small.h"

namespace sidestep {

/// A named part of the parameters: a vector, or a matrix with its rows one after the other. A matrix takes `rows`
/// inputs to `cols` units.
struct Tensor {
  enum class Kind {
    vector,     ///< biases, the parameters of a normalisation, a point of a surface
    matrix,     ///< weights
    embedding,  ///< a matrix of which an item selects rows
  };
  std::string_view name;
  std::size_t rows, cols = 1;
  Kind kind = Kind::vector;
  std::size_t offset = 0;    ///< where it begins among the parameters
  bool last = false;         ///< the last of several matrices: what gives the outputs
  std::string_view layer{};  ///< of a network: the kind of layer that it belongs to
  std::size_t layerAt = 0;   ///< and which one, from 0 at the input

  bool isMatrix() const { return kind != Kind::vector; }
  std::uint64_t size() const { return std::uint64_t{rows} * cols; }
};

/// What the parameters are made of, in their order and without gaps.
using Layout = std::vector<Tensor>;

/// The number of parameters.
inline std::uint64_t sizeOf(const Layout& layout) {
  std::uint64_t size = 0;
  for (const Tensor& tensor : layout) size += tensor.size();
  return size;
}

/// "W", of a network "3.dense.W".
inline std::string nameOf(const Tensor& tensor) {
  std::string name(tensor.name);
  if (tensor.layer.empty()) return name;
  return std::to_string(tensor.layerAt).append(".").append(tensor.layer).append(".").append(name);
}

/// Says of tensors in a row where each begins, and which matrix is the last.
SIDESTEP_SMALL inline void place(Layout& tensors) {
  std::size_t offset = 0, matrices = 0;
  Tensor* last = nullptr;
  for (Tensor& tensor : tensors) {
    tensor.offset = offset;
    offset += static_cast<std::size_t>(tensor.size());
    if (!tensor.isMatrix()) continue;
    ++matrices;
    last = &tensor;
  }
  if (matrices > 1) last->last = true;
}

/// A layout of these tensors.
inline Layout placed(Layout tensors) {
  place(tensors);
  return tensors;
}

}  // namespace sidestep
