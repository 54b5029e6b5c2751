#pragma once

#include <cmath>
#include <numbers>

#include "base/dual.h"
#include "base/small.h"
#include "problem/parameters.h"
#include "problem/problem.h"

/// Before a loop and a statement that are worth it in a file that is compiled to be small. (A loop that calls functions
/// stays as it is.)
#ifdef __clang__
#define SIDESTEP_VECTORISE _Pragma("clang loop vectorize(enable) interleave(disable)")
#define SIDESTEP_INLINE_CALLS [[clang::always_inline]]
#else
#define SIDESTEP_VECTORISE
#define SIDESTEP_INLINE_CALLS
#endif

namespace sidestep {

/// Where a lane begins on a surface, and how the surface lies in its plane.
struct Placement {
  std::vector<double> start;
  double degrees = 0;
  std::vector<double> shift;
};

/// A function of a point, the same at every step: the only problems that are bare().
class Surface : public Problem<double> {
 public:
  bool stationary() const final { return true; }
  bool bare() const final { return true; }

  /// The losses of many points and their gradients, with the bits of evaluate(). All first coordinates come before all
  /// second ones, in `w` as in `grad`.
  virtual void evaluateAll(std::size_t points, const double* w, double* grad, double* loss);
};

/// A surface S is its function f(x) or f(x, y), templated on the scalar, and its `info`. It may have parameters (see
/// parameters.h), a noise of its own and a box that depends on them. Gradients come from dual numbers.
template <class S>
class SurfaceProblem final : public Surface {
 public:
  static constexpr std::size_t dim = S::info.dim;
  using Gradient = Dual<double, dim>;

  SurfaceProblem(S surface, const Placement& placement)
      : surface_(std::move(surface)), turned_(placement.degrees != 0) {
    std::copy_n(placement.start.begin(), dim, start_.begin());
    std::copy_n(placement.shift.begin(), dim, shift_.begin());
    const double angle = placement.degrees * std::numbers::pi / 180;
    cos_ = std::cos(angle);
    sin_ = std::sin(angle);
  }

  std::size_t size() const override { return dim; }
  void start(double* w) const override { std::ranges::copy(start_, w); }

  double evaluate(std::int64_t /*step*/, const double* w, double* grad) override {
    if (!grad)
      return at(
          w, [](double x, std::size_t) { return x; }, turned_);
    const Gradient f = at(w, Gradient::variable, turned_);
    std::copy(f.slope.begin(), f.slope.end(), grad);
    return f.value;
  }

#ifndef SIDESTEP_FIRST_MODULE  // which has no bundles
  void evaluateAll(std::size_t points, const double* __restrict w, double* __restrict grad,
                   double* __restrict loss) override {
    if (turned_) return Surface::evaluateAll(points, w, grad, loss);
    SIDESTEP_VECTORISE
    for (std::size_t k = 0; k < points; ++k) {
      const double point[] = {w[k], w[k + (dim - 1) * points]};
      const Gradient f = at(point, Gradient::variable, false);
      loss[k] = f.value;
      for (std::size_t i = 0; i < dim; ++i) grad[k + i * points] = f.slope[i];
    }
  }
#endif

 private:
  /// f at w, in the scalar that `lift` makes of a coordinate. Untouched coordinates stay exact: no rotation by 0°.
  template <class Lift>
  [[gnu::always_inline]] auto at(const double* w, Lift lift, bool turned) const {
    if constexpr (dim == 1) {
      SIDESTEP_INLINE_CALLS return surface_.f(lift(w[0], 0) - shift_[0]);
    } else {
      auto x = lift(w[0], 0) - shift_[0];
      auto y = lift(w[1], 1) - shift_[1];
      if (turned) {
        const auto right = x - centre(0), up = y - centre(1);
        x = cos_ * right + sin_ * up + centre(0);
        y = cos_ * up - sin_ * right + centre(1);
      }
      SIDESTEP_INLINE_CALLS return surface_.f(x, y);
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
  std::array<double, dim> start_{}, shift_{};
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
    const Placement placement = placementOf(S::info, settings);
    if constexpr (requires { S::make(settings); }) {
      Result<S> surface = S::make(settings);
      if (!surface) return surface.error();
      return Made(std::make_unique<SurfaceProblem<S>>(std::move(*surface), placement));
    } else {
      S surface;
      configure(surface, settings);
      return Made(std::make_unique<SurfaceProblem<S>>(std::move(surface), placement));
    }
  }
};

}  // namespace sidestep
