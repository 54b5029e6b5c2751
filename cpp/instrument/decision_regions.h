#pragma once

#include "base/block.h"
#include "instrument/grid.h"
#include "instrument/instrument.h"

namespace sidestep {

/// What a run makes of the plane, of a problem whose inputs are points of it.
struct DecisionRegions {
  static constexpr std::array<std::string_view, 2> parts{"class", "probability"};
  static constexpr std::array axes{Axis{"rows"}, Axis{"columns"}, Axis{"decision", parts}};
  static constexpr InstrumentInfo info{
      .id = "decision_regions",
      .name = {"Decision regions", "决策区域"},
      .doc = {"The most likely class at each point of a grid of inputs, and its probability.",
              "输入网格各点处最可能的类别及其概率。"},
      .axes = axes};
  static constexpr auto& fields = Grid::fields;

  static Result<Measurement> measure(const Lane& run, const Settings& settings) {
    auto forked = run.fork(1);  // its problem computes in memory of its own
    if (!forked) return forked.error();
    const Grid grid(settings);
    auto regions = Measurement::of({grid.rows, grid.columns, 2});
    if (!regions) return regions;
    Block<double> row(2 * grid.columns);
    if (Check bad = row.check("instrument")) return *bad;
    if (!decide(**forked, row, 0, nullptr))
      return Error{"unknown-field", "problem.id", "its inputs are not points in a plane"};
    regions->inUnits(grid.rows,
                     [grid, row = std::move(row), lane = std::move(*forked)](std::size_t j, double* to) mutable {
                       grid.eachOf(j, [&](std::size_t column, double x, double y) {
                         row[2 * column] = x;
                         row[2 * column + 1] = y;
                       });
                       decide(*lane, row, grid.columns, to + j * row.size());
                     });
    return regions;
  }

 private:
  static bool decide(Lane& lane, const Block<double>& points, std::size_t count, double* to) {
    return std::visit([&](const auto& at) { return at.problem.classify(at.shown.data(), count, points.data(), to); },
                      lane.standing());
  }
};

inline const RegisterInstrument<DecisionRegions> registerDecisionRegions;

}  // namespace sidestep
