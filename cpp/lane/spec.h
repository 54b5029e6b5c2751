#pragma once

#include <vector>

#include "problem/problem.h"

namespace sidestep {

/// What a lane is made from: one lane of a race's config.
struct LaneSpec {
  std::string optimizer{};
  Settings hyper{};  ///< the optimizer's hyper-parameters
  std::string problem{};
  Settings settings{};  ///< the problem's
  RaceContext race{};
  std::int64_t every = 1;       ///< a row is recorded each so many steps
  std::size_t capacity = 4096;  ///< rows kept until they are fetched
};

/// The settings of a whole race, not of its problem or lanes.
const std::vector<Field>& raceFields();

}  // namespace sidestep
