#pragma once

#include <cmath>
#include <numbers>

#include "base/dual.h"
#include "problem/problem.h"

namespace sidestep {

/// Turning and shifting a surface in its plane.
struct Placement {
  double degrees = 0;
  std::array<double, 2> shift{};
};

/// A surface S is its function f(x) or f(x, y), templated on the scalar, and its `info`. Gradients come from dual
/// numbers.
template <class S>
class SurfaceProblem final : public Problem<double> {
 public:
  static constexpr std::size_t dim = S::info.dim;
  using Gradient = Dual<double, dim>;

  SurfaceProblem(std::vector<double> start, Placement placement)
      : start_(std::move(start)), shift_(placement.shift), turned_(placement.degrees != 0) {
    const double angle = placement.degrees * std::numbers::pi / 180;
    cos_ = std::cos(angle);
    sin_ = std::sin(angle);
  }

  std::size_t size() const override { return dim; }
  void start(double* w) const override { std::copy(start_.begin(), start_.end(), w); }

  double evaluate(std::int64_t /*step*/, const double* w, double* grad) override {
    if (!grad) return at(w, [](double x, std::size_t) { return x; });
    const Gradient f = at(w, [](double x, std::size_t i) { return Gradient::variable(x, i); });
    std::copy(f.slope.begin(), f.slope.end(), grad);
    return f.value;
  }

 private:
  /// f at w, in the scalar that `lift` makes of a coordinate. Untouched coordinates stay exact: no rotation by 0°.
  template <class Lift>
  auto at(const double* w, Lift lift) const {
    if constexpr (dim == 1) {
      return S::f(lift(w[0], 0) - shift_[0]);
    } else {
      auto x = lift(w[0], 0) - shift_[0];
      auto y = lift(w[1], 1) - shift_[1];
      if (!turned_) return S::f(x, y);
      x = x - centre(0);
      y = y - centre(1);
      return S::f(cos_ * x + sin_ * y + centre(0), cos_ * y - sin_ * x + centre(1));
    }
  }
  static constexpr double centre(std::size_t i) { return (S::info.box[i].low + S::info.box[i].high) / 2; }

  std::vector<double> start_;
  std::array<double, 2> shift_;
  double cos_, sin_;
  bool turned_;
};

inline constexpr std::array<double, 2> origin{0, 0};

/// `inline const RegisterSurface<Beale> registerBeale;` at the end of a surface's header puts it on the list.
template <class S>
struct RegisterSurface {
  RegisterSurface() {
    const std::vector<Field> fields = describe();
    ProblemEntry entry{S::info, fields, {}, {}};
    entry.makeDouble = [fields](const Settings& s, const RaceContext&) -> Result<std::unique_ptr<Problem<double>>> {
      Placement placement;
      const std::vector<double> shift = s.vector(fieldOf(fields, "shift"));
      std::copy(shift.begin(), shift.end(), placement.shift.begin());
      if constexpr (S::info.dim == 2) placement.degrees = s.number(fieldOf(fields, "rotate"));
      return std::unique_ptr<Problem<double>>(
          std::make_unique<SurfaceProblem<S>>(s.vector(fieldOf(fields, "start")), placement));
    };
    problems().push_back(std::move(entry));
  }

  static std::vector<Field> describe() {
    std::vector<Field> fields;
    fields.push_back({.id = "start",
                      .kind = Kind::vector,
                      .name = {"start", "起点"},
                      .doc = {"Where every lane begins.", "所有赛道的起点。"},
                      .symbol = "x_0",
                      .min = -1e6,
                      .max = 1e6,
                      .initialVector = std::span(S::info.start).first(S::info.dim)});
    if constexpr (S::info.dim == 2) {
      fields.push_back(
          {.id = "rotate",
           .name = {"rotation", "旋转"},
           .doc = {"Turns the surface about the middle of its map, in degrees. Rules that work per coordinate notice.",
                   "将曲面绕地图中心旋转（度）。逐坐标的规则会受影响。"},
           .symbol = R"(\varphi)",
           .min = -360,
           .max = 360,
           .from = 0,
           .to = 90});
    }
    fields.push_back({.id = "shift",
                      .kind = Kind::vector,
                      .name = {"shift", "平移"},
                      .doc = {"Moves the surface.", "平移曲面。"},
                      .symbol = "",
                      .min = -1e6,
                      .max = 1e6,
                      .initialVector = std::span(origin).first(S::info.dim)});
    fields.push_back(noiseField);
    return fields;
  }
};

}  // namespace sidestep
