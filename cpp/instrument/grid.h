#pragma once

#include "base/settings.h"

namespace sidestep {

/// The points of a grid, row-major with y outer; one point a side lies at the lower end.
struct Grid {
  std::vector<double> x, y;
  std::size_t columns, rows;

  static constexpr std::array<double, 2> side{-1, 1};
  static constexpr Field columnsField{.id = "columns",
                                      .kind = Kind::integer,
                                      .name = {"columns", "列数"},
                                      .doc = {"Points along x.", "沿 x 方向的点数。"},
                                      .initial = 40,
                                      .min = 1,
                                      .max = 2048};
  static constexpr std::array fields{Field{.id = "x",
                                           .kind = Kind::vector,
                                           .name = {"range of x", "x 的范围"},
                                           .doc = {"From the first column to the last.", "从第一列到最后一列。"},
                                           .initialVector = side},
                                     Field{.id = "y",
                                           .kind = Kind::vector,
                                           .name = {"range of y", "y 的范围"},
                                           .doc = {"From the first row to the last.", "从第一行到最后一行。"},
                                           .initialVector = side},
                                     columnsField,
                                     Field{.id = "rows",
                                           .kind = Kind::integer,
                                           .name = {"rows", "行数"},
                                           .doc = {"Points along y.", "沿 y 方向的点数。"},
                                           .initial = 40,
                                           .min = 1,
                                           .max = 2048}};

  explicit Grid(const Settings& settings)
      : x(settings.vector(fields[0])),
        y(settings.vector(fields[1])),
        columns(static_cast<std::size_t>(settings.number(fields[2]))),
        rows(static_cast<std::size_t>(settings.number(fields[3]))) {}

  /// Calls `use(column, x, y)` for each point of a row.
  template <class Use>
  void eachOf(std::size_t row, Use use) const {
    for (std::size_t column = 0; column < columns; ++column)
      use(column, along(x, column, columns), along(y, row, rows));
  }

  /// Calls `use(x, y)` for the k-th point.
  template <class Use>
  void at(std::size_t k, Use use) const {
    use(along(x, k % columns, columns), along(y, k / columns, rows));
  }

 private:
  static double along(const std::vector<double>& range, std::size_t i, std::size_t n) {
    return n == 1 ? range[0] : range[0] + (range[1] - range[0]) * static_cast<double>(i) / static_cast<double>(n - 1);
  }
};

}  // namespace sidestep
