#include "optim/optimizer.h"

#include <algorithm>

#include "optim/all.h"
#ifndef SIDESTEP_WITHOUT_TEXTS
#include "optim/formulas_of.h"
#endif
#ifdef SIDESTEP_STEPS
#include "optim/step_record.h"
#endif

namespace sidestep {

template <class T>
SIDESTEP_SMALL Rule<T>::Rule(const Layout& layout, std::span<const Slot> slots)
    : layout_(layout), slots_(slots), n_(static_cast<std::size_t>(sizeOf(layout))) {}

template <class T>
std::uint64_t Rule<T>::share(std::size_t k, const Tensor& tensor) const {
  const auto square = [&](std::size_t side) {
    return keeps(tensor, side) ? std::uint64_t{side} * side : std::uint64_t{0};
  };
  switch (slots_[k].extent) {
    case Extent::parameters:
      return tensor.size();
    case Extent::rowSide:
      return square(tensor.rows);
    case Extent::colSide:
      return tensor.isMatrix() ? square(tensor.cols) : 0;
    case Extent::rows:
      return tensor.isMatrix() ? tensor.rows : 0;
    case Extent::cols:
      return tensor.isMatrix() ? tensor.cols : 0;
    case Extent::tensors:
      return 1;
    case Extent::scalar:
      break;
  }
  return 0;
}

template <class T>
std::uint64_t Rule<T>::slotSize(std::size_t k) const {
  if (slots_[k].extent == Extent::scalar) return 1;
  std::uint64_t size = 0;
  for (const Tensor& tensor : layout_) size += share(k, tensor);
  return size;
}

template class Rule<float>;
template class Rule<double>;

std::vector<Optimizer>& optimizers() {
  static std::vector<Optimizer> list;
  return list;
}

const Optimizer* findOptimizer(std::string_view id) {
  const auto& list = optimizers();
  const auto found = std::ranges::find(list, id, [](const Optimizer& o) { return o.info.id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace sidestep
