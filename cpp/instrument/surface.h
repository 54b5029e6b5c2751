#pragma once

#include "instrument/instrument.h"

namespace sidestep {

/// The problem of a spec whose parameters can be drawn as a map.
SIDESTEP_SMALL inline Result<std::unique_ptr<Problem<double>>> surfaceOf(const ProblemSpec& problem) {
  if (!problem.entry->makeDouble || problem.entry->info.dim == 0)
    return Error{"unknown-id", "problem.id", "there is no surface '" + problem.id + "'"};
  return problem.entry->makeDouble(problem.settings, problem.race);
}

}  // namespace sidestep
