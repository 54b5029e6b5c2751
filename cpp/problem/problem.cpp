#include "problem/problem.h"

#include <algorithm>

#include "problem/registration.h"

namespace sidestep {

const ProblemEntry* findProblem(std::string_view id) {
  const auto& list = problems();
  const auto found = std::ranges::find(list, id, [](const ProblemEntry& p) { return p.info.id; });
  return found == list.end() ? nullptr : &*found;
}

Field startField(std::span<const double> initial, std::size_t most) {
  return {.id = "start",
          .kind = Kind::vector,
          .name = {"start", "起点"},
          .doc = {"Where every lane begins.", "所有赛道的起点。"},
          .symbol = "x_0",
          .min = -1e6,
          .max = 1e6,
          .initialVector = initial,
          .most = most};
}

void registerProblem(const ProblemInfo& info, std::vector<Field> own, MakeDouble make) {
  own.push_back(noiseField);
  problems().push_back({info, std::move(own), make, {}});
}

}  // namespace sidestep
