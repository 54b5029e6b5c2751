#pragma once

#include "instrument/instrument.h"

namespace sidestep {

/// What a run learns from, of a problem whose inputs are points of the plane; else nothing.
struct DataPoints {
  static constexpr std::array<std::string_view, 3> parts{"x", "y", "class"};
  static constexpr std::array axes{Axis{"points"}, Axis{"point", parts}};
  static constexpr InstrumentInfo info{
      .id = "data_points",
      .name = {"Points of the data", "数据点"},
      .doc = {"The points of the plane that are used for training, with their classes.", "用于训练的平面点及其类别。"},
      .axes = axes};

  static Result<Measurement> measure(const Lane& run, const Settings&) {
    const auto write = [&](double* to) {
      return std::visit([&](const auto& at) { return at.problem.points(to); }, run.standing());
    };
    auto points = Measurement::of({write(nullptr) / 3, 3});
    if (points) write(points->values.data());
    return points;
  }
};

inline const RegisterInstrument<DataPoints> registerDataPoints;

}  // namespace sidestep
