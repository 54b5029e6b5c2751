#pragma once

#include <cmath>
#include <numbers>

#include "base/dual.h"
#include "base/small.h"
#include "problem/parameters.h"
#include "problem/problem.h"

namespace sidestep {

/// Where a lane begins on a surface, and how the surface lies in its plane.
struct Placement {
  std::vector<double> start;
  double degrees = 0;
  std::vector<double> shift;
};

/// A surface S is its function f(x) or f(x, y), templated on the scalar, and its `info`. It may have parameters (see
/// parameters.h), a noise of its own and a box that depends on them. Gradients come from dual numbers.
template <class S>
class SurfaceProblem final : public Problem<double> {
 public:
  static constexpr std::size_t dim = S::info.dim;
  using Gradient = Dual<double, dim>;

  SurfaceProblem(S surface, Placement placement)
      : surface_(std::move(surface)), placement_(std::move(placement)), turned_(placement_.degrees != 0) {
    const double angle = placement_.degrees * std::numbers::pi / 180;
    cos_ = std::cos(angle);
    sin_ = std::sin(angle);
  }

  std::size_t size() const override { return dim; }
  bool stationary() const override { return true; }
  void start(double* w) const override { std::copy_n(placement_.start.begin(), dim, w); }

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
      return surface_.f(lift(w[0], 0) - placement_.shift[0]);
    } else {
      auto x = lift(w[0], 0) - placement_.shift[0];
      auto y = lift(w[1], 1) - placement_.shift[1];
      if (turned_) {
        const auto right = x - centre(0), up = y - centre(1);
        x = cos_ * right + sin_ * up + centre(0);
        y = cos_ * up - sin_ * right + centre(1);
      }
      return surface_.f(x, y);
    }
  }
  double centre(std::size_t i) const {
    if constexpr (requires { surface_.box(i); }) {
      return (surface_.box(i).low + surface_.box(i).high) / 2;
    } else {
      return (S::info.box[i].low + S::info.box[i].high) / 2;
    }
  }

  S surface_;
  Placement placement_;
  double cos_, sin_;
  bool turned_;
};

Placement placementOf(const ProblemInfo& info, const Settings& settings);

/// Puts a surface on the list, with its own fields and those that all have.
void registerSurface(const ProblemInfo& info, std::vector<Field> own, double noise, MakeDouble make);

/// `inline const RegisterSurface<Beale> registerBeale;` at the end of a surface's header puts it on the list.
template <class S>
struct RegisterSurface {
  SIDESTEP_SMALL RegisterSurface() {
    double noise = 0;
    if constexpr (requires { S::noise; }) noise = S::noise;
    if constexpr (requires { S::fields(); }) {
      registerSurface(S::info, S::fields(), noise, make);
    } else {
      registerSurface(S::info, parameterFields<S>(), noise, make);
    }
  }

  SIDESTEP_SMALL static Result<std::unique_ptr<Problem<double>>> make(const Settings& settings, const RaceContext&) {
    using Made = std::unique_ptr<Problem<double>>;
    Placement placement = placementOf(S::info, settings);
    if constexpr (requires { S::make(settings); }) {
      Result<S> surface = S::make(settings);
      if (!surface) return surface.error();
      return Made(std::make_unique<SurfaceProblem<S>>(std::move(*surface), std::move(placement)));
    } else {
      S surface;
      configure(surface, settings);
      return Made(std::make_unique<SurfaceProblem<S>>(std::move(surface), std::move(placement)));
    }
  }
};

}  // namespace sidestep
