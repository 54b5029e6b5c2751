#pragma once

#include "lane/lane.h"
#include "optim/step_record.h"
#include "optim/teller.h"

namespace sidestep {

/// The next update of a lane, of one of its parameters: what the rule computes, and what is done to the gradient before
/// and to the parameter afterwards.
struct Explanation {
  std::int64_t update;  ///< its number in the race, counted from 1
  std::int64_t t;       ///< as the rule counts, which lookahead may begin anew
  double w, gradient;   ///< where it stands; with the noise that is added
  double clipped;       ///< the gradient that the rule gets
  double gradientNorm;  ///< of all of it, before clipping by norm
  StepRecord record;
  std::vector<TrialTold> trials;  ///< of a rule that searches along a line, in their order; the last one is taken
  double projected;               ///< w afterwards, where the problem keeps it
  double next;                    ///< and where lookahead moves it: w of the lane's next step
  double shown;                   ///< where its loss is told then
};

/// That of parameter i of a lane that stands at a step and has been evaluated there (run(0, 0)). Fails where there is
/// no such parameter.
Result<Explanation> explain(const Lane& lane, std::size_t i);

}  // namespace sidestep
