#include "problem/problem.h"

#include <algorithm>

namespace sidestep {

std::vector<ProblemEntry>& problems() {
  static std::vector<ProblemEntry> list;
  return list;
}

const ProblemEntry* findProblem(std::string_view id) {
  const auto& list = problems();
  const auto found = std::ranges::find(list, id, [](const ProblemEntry& p) { return p.info.id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace sidestep
