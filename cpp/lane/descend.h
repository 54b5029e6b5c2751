#pragma once

#include <cmath>

#include "optim/optimizer.h"
#include "problem/surface.h"

namespace sidestep {

/// Steps in a row at a rate that stays, of a rule with nothing around it on a bare problem, and their rows.
struct Descent {
  std::int64_t t;      ///< updates made
  std::int64_t until;  ///< it ends when so many are made, or where a number may not be finite: no row of that step
  std::int64_t begun;  ///< the update before the rule's first
  std::int64_t evaluations;  ///< made
  double rate;               ///< η
  double loss;               ///< at w
  double* w;
  double* grad;          ///< at w
  std::int64_t nextRow;  ///< the step whose row is next, and how many steps are between rows
  std::int64_t every;
  double* row;  ///< where it is written
  double millis;
};

using Descend = void (*)(Rule<double>&, Problem<double>&, Descent&);

/// norm() of two numbers, by value: what is pointed at cannot stay in registers.
double normOf(double x, double y);

/// The rule R on the problem P, of n numbers.
template <class R, class P>
void descend(R& rule, P& problem, std::size_t n, double* w, double* grad, Descent& d) {
  do {
    ++d.t;
    rule.update({d.t - d.begun, d.rate, d.loss}, w, grad);
    d.loss = problem.evaluate(d.t, w, grad);
    ++d.evaluations;
    double square = 0, sizes = std::abs(d.loss);
    for (std::size_t i = 0; i < n; ++i) {
      square += grad[i] * grad[i];
      sizes += std::abs(w[i]);
    }
    if (!(square + sizes < std::numeric_limits<double>::infinity())) break;
    if (d.t != d.nextRow) continue;
    d.nextRow += d.every;
    *d.row++ = static_cast<double>(d.t);
    *d.row++ = d.loss;
    *d.row++ = square >= 1e-290 ? std::sqrt(square) : normOf(grad[0], n > 1 ? grad[1] : 0);
    *d.row++ = d.millis;
    *d.row++ = static_cast<double>(d.evaluations);
    *d.row++ = d.rate;
    for (std::size_t i = 0; i < n; ++i) *d.row++ = w[i];
  } while (d.t < d.until);
}

/// Any rule on any bare problem: two virtual calls a step.
inline void descendAny(Rule<double>& rule, Problem<double>& problem, Descent& d) {
  descend(rule, problem, problem.size(), d.w, d.grad, d);
}

/// The same in one piece, for the rule S on the surface F: all that changes stays in registers.
template <class S, class F>
void descendFused(Rule<double>& rule, Problem<double>& problem, Descent& d) {
  static_assert(!Remembering<S>, "what it remembers would have to be written back");
  constexpr std::size_t n = F::info.dim;
  struct {
    S optimizer;
    double slots[S::slots.size()][n];
    void update(Step step, double* w, const double* grad) {
      double* slot[S::slots.size()];
      for (std::size_t k = 0; k < S::slots.size(); ++k) slot[k] = slots[k];
      optimizer.update(step, n, w, grad, slot);
    }
  } fused{static_cast<RuleOf<S, double>&>(rule).optimizer(), {}};
  double w[n], grad[n];
  std::copy_n(d.w, n, w);
  std::copy_n(d.grad, n, grad);
  for (std::size_t k = 0; k < S::slots.size(); ++k) std::copy_n(rule.place(k), n, fused.slots[k]);
  Descent local = d;
  descend(fused, static_cast<SurfaceProblem<F>&>(problem), n, w, grad, local);
  for (std::size_t k = 0; k < S::slots.size(); ++k) std::copy_n(fused.slots[k], n, rule.place(k));
  std::copy_n(w, n, d.w);
  std::copy_n(grad, n, d.grad);
  local.w = d.w;
  local.grad = d.grad;
  d = local;
}

/// The one of that pair.
Descend descentOf(std::string_view optimizer, std::string_view problem);

}  // namespace sidestep
