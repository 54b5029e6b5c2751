#pragma once

#include <memory>
#include <vector>

#include "base/block.h"
#include "optim/optimizer.h"
#include "problem/problem.h"

namespace sidestep {

/// What a lane is made from: one lane of a race's config.
struct LaneSpec {
  std::string optimizer{};
  Settings hyper{};  ///< of laneFields()
  std::string problem{};
  Settings settings{};  ///< the problem's
  RaceContext race{};
  std::int64_t every = 1;       ///< a row is recorded each so many steps
  std::size_t capacity = 4096;  ///< rows kept until they are fetched
  /// The parameters at step 0; none: the problem's own start. Shared, since there may be many.
  std::shared_ptr<const Block<double>> from{};
  /// Of a lane that goes on from another one: the step after which its schedule, or its average, begins.
  std::int64_t scheduleFrom = 0, averageFrom = 0;
  bool fresh = false;  ///< it then keeps nothing that the other one's rule remembers
};

/// Its problem, and what random numbers depend on, as a text.
std::string raceOf(const LaneSpec& spec);

/// The settings of a whole race, not of its problem or lanes.
const std::vector<Field>& raceFields();

/// The settings of a lane: the optimizer's hyper-parameters, then what goes with any rule.
std::vector<Field> laneFields(const Optimizer& optimizer);

}  // namespace sidestep
