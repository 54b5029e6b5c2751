#pragma once

#include "instrument/grid.h"
#include "instrument/surface.h"

namespace sidestep {

/// A surface on a grid; of a function of one number a single row.
struct SurfaceValues {
  static constexpr std::array axes{Axis{"rows"}, Axis{"columns"}};
  static constexpr InstrumentInfo info{
      .id = "surface_values",
      .name = {"Values of a surface", "曲面的值"},
      .doc = {"The loss over all the data at each point of a grid.", "网格各点处对全部数据的损失。"},
      .axes = axes};
  static constexpr auto& fields = Grid::fields;

  static Result<Measurement> measure(const ProblemSpec& problem, const Settings& settings) {
    auto made = surfaceOf(problem);
    if (!made) return made.error();
    const Grid grid(settings);
    auto values = Measurement::of({grid.rows, grid.columns});
    if (!values) return values;
    values->inUnits(grid.rows, [grid, surface = std::move(*made)](std::size_t row, double* to) {
      grid.eachOf(row, [&](std::size_t column, double x, double y) {
        const double at[] = {x, y};
        to[row * grid.columns + column] = surface->objective(at);
      });
    });
    return values;
  }
};

inline const RegisterInstrument<SurfaceValues> registerSurfaceValues;

}  // namespace sidestep
