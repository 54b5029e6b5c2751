#pragma once

#include "base/block.h"
#include "instrument/grid.h"
#include "instrument/instrument.h"

namespace sidestep {

/// One of the two parameters.
constexpr Field parameterField(std::string_view id, Text name, double initial) {
  return {.id = id,
          .kind = Kind::integer,
          .name = name,
          .doc = {"The number of the parameter, from 0.", "第几个参数，从 0 起。"},
          .initial = initial,
          .min = 0,
          .max = 1e9};
}

/// A loss over all the data takes its time at each point.
constexpr Field fewPoints(Field side) {
  side.initial = 4;
  return side;
}

/// The loss over two of a run's parameters, the others held where its loss is told.
struct LossSlice {
  static constexpr std::array axes{Axis{"rows"}, Axis{"columns"}};
  static constexpr InstrumentInfo info{.id = "loss_slice",
                                       .name = {"Loss over two parameters", "两个参数上的损失"},
                                       .doc = {"The loss over all the data at each point of a grid of two parameters; "
                                               "the others keep their values in the run.",
                                               "两个参数的网格各点处对全部数据的损失，其余参数固定在运行的当前位置。"},
                                       .axes = axes};
  static constexpr std::array fields{Grid::fields[0],
                                     Grid::fields[1],
                                     fewPoints(Grid::fields[2]),
                                     fewPoints(Grid::fields[3]),
                                     parameterField("first", {"parameter along x", "x 方向的参数"}, 0),
                                     parameterField("second", {"parameter along y", "y 方向的参数"}, 1)};

  static constexpr std::size_t most = 32;  ///< parameters: of more, two say little, and each point takes long

  static Result<Measurement> measure(const Lane& run, const Settings& settings) {
    auto forked = run.fork(1);  // its problem computes in memory of its own
    if (!forked) return forked.error();
    const Grid grid(settings);
    auto values = Measurement::of({grid.rows, grid.columns});
    if (!values) return values;
    const auto first = static_cast<std::size_t>(settings.number(fields[4]));
    const auto second = static_cast<std::size_t>(settings.number(fields[5]));
    Lane& lane = **forked;
    Check bad = std::visit(
        [&](const auto& at) -> Check {
          using T = std::remove_cvref_t<decltype(at.shown[0])>;
          if (at.shown.size() > most)
            return Error{"unsupported", "instrument.id", "needs a problem with at most 32 parameters"};
          if (first >= at.shown.size()) return none("first");
          if (second >= at.shown.size() || second == first) return none("second");
          Block<T> w(at.shown.size());
          if (Check full = w.check("instrument")) return full;
          std::ranges::copy(at.shown, w.data());
          values->inUnits(grid.rows * grid.columns, [grid, first, second, problem = &at.problem, w = std::move(w),
                                                     lane = std::move(*forked)](std::size_t k, double* to) mutable {
            grid.at(k, [&](double x, double y) {
              w[first] = static_cast<T>(x);
              w[second] = static_cast<T>(y);
              to[k] = problem->objective(w.data());
            });
          });
          return {};
        },
        lane.standing());
    if (bad) return *bad;
    return values;
  }

 private:
  static Error none(const char* which) {
    return {"out-of-range", std::string("instrument.") + which,
            "must be an existing parameter, different from the other one"};
  }
};

inline const RegisterInstrument<LossSlice> registerLossSlice;

}  // namespace sidestep
