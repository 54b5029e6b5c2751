#include "problem/surface.h"

#include "problem/registration.h"

namespace sidestep {
namespace {

constexpr std::array<double, 2> origin{0, 0};

constexpr Field rotateField{
    .id = "rotate",
    .name = {"rotation", "旋转"},
    .doc = {"Rotates the surface about the centre of its map, in degrees. This affects rules that work per coordinate.",
            "将曲面绕图的中心旋转（度）。逐坐标的规则会受影响。"},
    .symbol = R"(\varphi)",
    .min = -360,
    .max = 360,
    .from = 0,
    .to = 90};

Field shiftField(const ProblemInfo& info) {
  return {.id = "shift",
          .kind = Kind::vector,
          .name = {"shift", "平移"},
          .doc = {"Shifts the surface in the plane.", "在平面内平移曲面。"},
          .min = -1e6,
          .max = 1e6,
          .initialVector = std::span(origin).first(info.dim)};
}

}  // namespace

void Surface::evaluateAll(std::size_t points, const double* w, double* grad, double* loss) {
  for (std::size_t k = 0; k < points; ++k) {
    double point[2], slope[2];
    for (std::size_t i = 0; i < size(); ++i) point[i] = w[k + i * points];
    loss[k] = evaluate(0, point, slope);
    for (std::size_t i = 0; i < size(); ++i) grad[k + i * points] = slope[i];
  }
}

void registerSurface(const ProblemInfo& info, std::vector<Field> own, double noise, MakeDouble make) {
  own.push_back(startField(std::span(info.start).first(info.dim)));
  if (info.dim == 2) own.push_back(rotateField);
  own.push_back(shiftField(info));
  own.push_back(noiseField);
  own.back().initial = noise;
  problems().push_back({info, std::move(own), make, {}});
}

Placement placementOf(const ProblemInfo& info, const Settings& settings) {
  return {settings.vector(startField(std::span(info.start).first(info.dim))),
          info.dim == 2 ? settings.number(rotateField) : 0, settings.vector(shiftField(info))};
}

}  // namespace sidestep
