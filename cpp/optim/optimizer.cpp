#include "optim/optimizer.h"

#include <algorithm>

#include "optim/all.h"

namespace sidestep {

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
