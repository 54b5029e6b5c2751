#include "instrument/instrument.h"

#include <algorithm>

#include "base/block.h"
#include "instrument/all.h"

namespace sidestep {

std::vector<const Instrument*>& instruments() {
  static std::vector<const Instrument*> list;
  return list;
}

Result<Measurement> measure(std::string_view id, const Settings& settings, const Lane* run, ProblemSpec& problem) {
  if (Check bad = checkRoom("instrument")) return *bad;
  const auto& list = instruments();
  const auto found = std::ranges::find(list, id, [](const Instrument* it) { return it->info.id; });
  const Instrument* instrument = found == list.end() ? nullptr : *found;
  if (!instrument) return Error{"unknown-id", "instrument.id", "there is no instrument '" + std::string(id) + "'"};
  if (!(run ? instrument->ofRun != nullptr : instrument->ofProblem != nullptr)) {
    return Error{"unsupported", "instrument.id",
                 run ? "measures a problem, not a run" : "measures a run, not a problem"};
  }
  Check bad = check(instrument->fields, settings, "instrument");
  if (!bad && !run) {
    problem.entry = findProblem(problem.id);
    if (!problem.entry) return Error{"unknown-id", "problem.id", "there is no problem '" + problem.id + "'"};
    bad = check(problem.entry->fields, problem.settings, "problem");
  }
  if (bad) return *bad;
  return run ? instrument->ofRun(*run, settings) : instrument->ofProblem(problem, settings);
}

}  // namespace sidestep
