#pragma once

#include <algorithm>

#include "instrument/surface.h"
#include "problem/formula/check.h"

namespace sidestep {

/// Whether the formula of a problem can be read, and how far its gradient is from finite differences over its map.
struct FormulaCheck {
  static constexpr std::array<std::string_view, 3> parts{"error", "points", "ok"};
  static constexpr std::array axes{Axis{"value", parts}};
  static constexpr InstrumentInfo info{
      .id = "formula_check",
      .name = {"Check of a formula", "公式检查"},
      .doc = {"The largest relative difference between the gradient and finite differences over the map, the number of "
              "points compared, and whether rounding explains the difference.",
              "梯度与有限差分在图上的最大相对差、比较的点数，以及该差是否可由舍入解释。"},
      .axes = axes};

  static Result<Measurement> measure(const ProblemSpec& problem, const Settings&) {
    auto surface = surfaceOf(problem);
    if (!surface) return surface.error();
    const auto& fields = problem.entry->fields;
    if (std::ranges::find(fields, "f", &Field::id) == fields.end())
      return Error{"unknown-id", "problem.id", "there is no formula in '" + problem.id + "'"};
    std::vector<Range> box;
    const std::vector<double> bounds = problem.settings.vector(fieldOf(fields, "box"));
    for (std::size_t i = 0; i + 1 < bounds.size(); i += 2) box.push_back({bounds[i], bounds[i + 1]});
    const GradientCheck gradient = checkGradient(**surface, box);
    const bool ok = gradient.points > 0 && gradient.error < 1e-6;
    auto found = Measurement::of({3});
    if (found) std::ranges::copy(std::array{gradient.error, double(gradient.points), double(ok)}, found->values.data());
    return found;
  }
};

inline const RegisterInstrument<FormulaCheck> registerFormulaCheck;

}  // namespace sidestep
