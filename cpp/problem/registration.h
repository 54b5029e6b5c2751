#pragma once

#include "base/small.h"
#include "problem/parameters.h"
#include "problem/problem.h"

namespace sidestep {

/// Items a step.
inline constexpr Field batchField{.id = "batch",
                                  .kind = Kind::integer,
                                  .name = {"batch size", "批量大小"},
                                  .doc = {"Items whose mean makes one step; all of them or more: the full batch.",
                                          "每一步所用的样本数；不少于样本总数时为全批量。"},
                                  .symbol = "B",
                                  .min = 1,
                                  .max = 1e6,
                                  .from = 1,
                                  .to = 1000,
                                  .scale = Scale::log};

/// Where every lane begins.
Field startField(std::span<const double> initial);

/// Puts a problem on the list: its own fields, a start unless `start` is empty, and the noise.
void registerProblem(const ProblemInfo& info, std::vector<Field> own, std::span<const double> start, MakeDouble make);

/// `inline const RegisterProblem<Reddi> registerReddi;` at the end of a problem's header puts it on the list. S is a
/// Problem<double> with its `info`; it may have parameters and a start `initial`, and prepares itself in
/// `Check prepare(start, race)`.
template <class S>
struct RegisterProblem {
  SIDESTEP_SMALL RegisterProblem() { registerProblem(S::info, parameterFields<S>(), initial(), make); }

 private:
  static constexpr std::span<const double> initial() {
    if constexpr (requires { S::initial; }) {
      return S::initial;
    } else {
      return {};
    }
  }
  SIDESTEP_SMALL static Result<std::unique_ptr<Problem<double>>> make(const Settings& settings,
                                                                      const RaceContext& race) {
    auto problem = std::make_unique<S>();
    configure(*problem, settings);
    std::vector<double> start;
    if (!initial().empty()) start = settings.vector(startField(initial()));
    if (Check bad = problem->prepare(std::move(start), race)) return *bad;
    return std::unique_ptr<Problem<double>>(std::move(problem));
  }
};

}  // namespace sidestep
