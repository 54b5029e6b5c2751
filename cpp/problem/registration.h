#pragma once

#include "base/small.h"
#include "problem/parameters.h"
#include "problem/problem.h"

namespace sidestep {

/// Items a step.
inline constexpr Field batchField{
    .id = "batch",
    .kind = Kind::integer,
    .name = {"batch size", "批量大小"},
    .doc = {"The number of items averaged in one step; as many as there are, or more: the full batch.",
            "每一步所用的样本数；不少于样本总数时为全批量。"},
    .symbol = "B",
    .min = 1,
    .max = 1e6,
    .from = 1,
    .to = 1000,
    .scale = Scale::log};

/// Where every lane begins: a point, or up to `most` numbers, of which none stand for the problem's own start.
Field startField(std::span<const double> initial, std::size_t most = 0);

/// Puts a problem on the list: its own fields and the noise.
void registerProblem(const ProblemInfo& info, std::vector<Field> own, MakeDouble make);

/// `inline const RegisterProblem<Reddi> registerReddi;` at the end of a problem's header puts it on the list. S is a
/// Problem<double> with its `info`; it may have parameters and a start, `initial` or up to `mostStart` numbers, and
/// prepares itself in `Check prepare(start, race)`.
template <class S>
struct RegisterProblem {
  SIDESTEP_SMALL RegisterProblem() {
    std::vector<Field> own = parameterFields<S>();
    if constexpr (hasStart) own.push_back(start());
    registerProblem(S::info, std::move(own), make);
  }

 private:
  static constexpr bool isList = requires { S::mostStart; };
  static constexpr bool hasStart = isList || requires { S::initial; };
  static Field start() {
    if constexpr (isList) {
      return startField({}, S::mostStart);
    } else {
      return startField(S::initial);
    }
  }
  SIDESTEP_SMALL static Result<std::unique_ptr<Problem<double>>> make(const Settings& settings,
                                                                      const RaceContext& race) {
    auto problem = std::make_unique<S>();
    configure(*problem, settings);
    std::vector<double> from;
    if constexpr (hasStart) from = settings.vector(start());
    if (Check bad = problem->prepare(std::move(from), race)) return *bad;
    return std::unique_ptr<Problem<double>>(std::move(problem));
  }
};

}  // namespace sidestep
