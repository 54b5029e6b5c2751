#pragma once

#include <cmath>

#include "base/small.h"
#include "kernels/matrix_view.h"
#include "optim/optimizer.h"
#include "optim/telling.h"

/// The line searches of the rules that evaluate the objective themselves (Nocedal & Wright 2006, chapter 3).
namespace sidestep {

/// The objective at one point of a line: the step length there, the loss, and its slope along the line.
struct Trial {
  double length, loss, slope;
  bool finite() const { return std::isfinite(loss) && std::isfinite(slope); }
};

/// The two conditions on a step (eq. 3.7): enough descent (c₁), and a slope that has flattened enough (c₂).
struct Wolfe {
  Trial start;
  double c1, c2 = 0;
  bool flatStops = false;  ///< losses that are equal to the last bit count as a rise, whatever the slope says
  double bound(const Trial& t) const { return start.loss + c1 * t.length * start.slope; }
  bool descends(const Trial& t) const { return t.finite() && t.loss <= bound(t); }
  bool flat(const Trial& t) const { return std::abs(t.slope) <= -c2 * start.slope; }
  bool rises(const Trial& t, const Trial& from) const {
    return t.loss > from.loss || (flatStops && t.loss == from.loss);
  }
};

/// The objective along w + αp. `point` and `gradient` are those of the trial made last.
template <class T>
struct Line {
  Objective<T>& objective;
  std::size_t n;
  const T* w;
  const T* direction;
  T* point;
  T* gradient;

  /// Whether the trial made last is elsewhere than w.
  bool moved() const { return !std::equal(point, point + n, w); }

  /// A trial, which that search then judges.
  Trial at(double length, [[maybe_unused]] const Wolfe& wolfe) const {
    const auto along = [](const auto& from, const auto& alpha, const auto& p) { return from + alpha * p; };
    tellEach("w", vector(point, n), along, With{"w", vector(w, n)}, With{R"(\alpha)", T(length)},
             With{"slot direction", vector(direction, n)});
    const double loss = objective.at(point, gradient);
    const Trial t{length, loss, dot(gradient, direction, n)};
    SIDESTEP_TELL(trials.push_back({length, t.loss, t.slope, wolfe.bound(t), wolfe.descends(t), wolfe.flat(t)}));
    return t;
  }
};

/// Where the cubic through two losses and slopes has its minimum (eq. 3.59), kept off the ends of the interval; the
/// middle when there is no such cubic.
inline double interpolate(const Trial& a, const Trial& b) {
  const double width = b.length - a.length, middle = a.length + 0.5 * width;
  const double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.length - b.length);
  const double root = std::sqrt(d1 * d1 - a.slope * b.slope), d2 = width < 0 ? -root : root;
  const double share = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
  return share > 0.1 && share < 0.9 ? a.length + share * width : middle;
}

/// A step between two, of which `low` descends and has the smaller loss (algorithm 3.6).
template <class T>
SIDESTEP_SMALL Trial zoom(const Line<T>& line, const Wolfe& wolfe, Trial low, Trial high) {
  for (int i = 0; i < 40; ++i) {
    const Trial t = line.at(interpolate(low, high), wolfe);
    if (!wolfe.descends(t) || wolfe.rises(t, low)) {
      high = t;
    } else {
      if (wolfe.flat(t)) return t;
      if (t.slope * (high.length - low.length) >= 0) high = low;
      low = t;
    }
    if (std::abs(high.length - low.length) <= 1e-9 * std::abs(low.length)) break;
  }
  // Where rounding hides the change of slope, descent alone is accepted.
  return low.length > 0 ? line.at(low.length, wolfe) : low;
}

/// A step that satisfies the strong Wolfe conditions, tried from `first` on (algorithm 3.5); length 0: there is none.
template <class T>
SIDESTEP_SMALL Trial strongWolfe(const Line<T>& line, const Wolfe& wolfe, double first) {
  Trial last = wolfe.start;
  double length = first;
  for (int i = 0; i < 30; ++i, length *= 2) {
    const Trial t = line.at(length, wolfe);
    if (!wolfe.descends(t) || (i > 0 && wolfe.rises(t, last))) return zoom(line, wolfe, last, t);
    if (wolfe.flat(t)) return t;
    if (t.slope >= 0) return zoom(line, wolfe, t, last);
    last = t;
  }
  return last;  // the loss falls as far as was tried
}

/// A step that descends enough, halved from `first` on (algorithm 3.1); length 0: there is none.
template <class T>
Trial backtrack(const Line<T>& line, const Wolfe& wolfe, double first) {
  for (double length = first; length > 1e-12 * first; length /= 2) {
    const Trial t = line.at(length, wolfe);
    if (wolfe.descends(t)) return t;
  }
  return wolfe.start;
}

/// Steepest descent.
inline constexpr auto opposite = [](const auto& g) { return -g; };

/// What the first length that a search tries is called.
inline constexpr const char* firstTold = R"(\alpha_1)";

/// A rule stops after so many updates in a row that did not lower the loss: otherwise rounding would move w back and
/// forth for ever, at many evaluations each.
inline constexpr int patience = 10;

/// Whether a sum of squares lost none of them to overflow or underflow.
inline bool inRange(double square) { return square >= 1e-290 && std::isfinite(square); }

template <class S>
constexpr Hyper<S> flatStops(bool S::*member) {
  return onUntil(1, flag("flatStops", member, {"early line search", "早期的线搜索"},
                         {"The line search of the first version of this page: it hardly moves where losses agree to "
                          "the last bit or gradients are tiny.",
                          "本页最初版本的线搜索：损失在最后一位上都相同或梯度极小时，几乎不移动。"}));
}

template <class S>
constexpr Hyper<S> firstTrial(double S::*member) {
  return learningRate(member, {"The step length that the line search tries first; it may choose another.",
                               "线搜索首先尝试的步长；实际步长由搜索决定。"});
}

}  // namespace sidestep
