#pragma once

#include "kernels/matrix_view.h"
#include "optim/hyper.h"
#include "optim/line_search.h"

namespace sidestep {

/// L-BFGS (Liu & Nocedal 1989; Nocedal & Wright 2006, algorithms 7.4 and 7.5): p = −Hg, where H is made of the last m
/// pairs s = w_{t+1}−w_t, y = g_{t+1}−g_t from γI, γ = s·y/y·y;  w ← w + αp,  α by a strong Wolfe search, c₂ = 0.9.
struct Lbfgs {
  static constexpr std::size_t most = 30;

  double lr = 1;
  double memory = 10;
  bool flatStops = false;
  bool rejectedOverwrites = false;

  std::size_t pairs = 0, newest = 0;         ///< how many are kept, and where the newest is
  std::array<double, most + 1> curvature{};  ///< 1/(s·y) of each pair
  int idle = 0;                              ///< updates in a row that did not lower the loss
  bool stuck = false;                        ///< the loss does not fall even along −g

  static constexpr OptimizerInfo info{.id = "lbfgs",
                                      .type = "Lbfgs",
                                      .name = "L-BFGS",
                                      .cite = {"Liu & Nocedal 1989", "https://doi.org/10.1007/BF01589116"},
                                      .doc = {"Estimates the curvature from its last steps, and does a line search. "
                                              "Needs the full batch, and slightly more than one evaluation per step.",
                                              "由最近几步估计曲率，并做线搜索。需要全批量，每步求值略多于一次。"},
                                      .scheduled = false,
                                      .elementwise = false,
                                      .needsStationary = true};

  static constexpr std::array formula{FormulaLine{"H", R"(\approx (\nabla^2 f)^{-1})"},
                                      FormulaLine{"w", R"(\leftarrow w - \alpha\,H\,g)"}};

  static constexpr std::array slots{Slot{"direction", "p", {"the search direction", "搜索方向"}}};

  static constexpr std::array hyper{
      firstTrial(&Lbfgs::lr),
      Hyper<Lbfgs>{
          {.id = "memory",
           .kind = Kind::integer,
           .name = {"memory", "记忆步数"},
           .doc = {"The number of past steps from which the curvature is estimated.", "用于估计曲率的最近步数。"},
           .symbol = "m",
           .min = 1,
           .max = static_cast<double>(most),
           .from = 1,
           .to = static_cast<double>(most)},
          &Lbfgs::memory},
      sidestep::flatStops(&Lbfgs::flatStops),
      onUntil(1, flag("rejectedOverwrites", &Lbfgs::rejectedOverwrites,
                      {"rejected pairs overwrite", "被拒绝的向量对仍写入"},
                      {"A rejected pair (change of the parameters, change of the gradient) still overwrites the oldest "
                       "one: a mistake of the first version of this page.",
                       "被拒绝的向量对（参数之差与梯度之差）仍会覆盖最旧的一对：本页最初版本的错误。"}))};

  /// The pairs with room for one that may be rejected, and a trial with its gradient.
  std::uint64_t workspace(std::uint64_t n) const { return 2 * n * (static_cast<std::uint64_t>(memory) + 2); }

  template <class T>
  void update(Step step, Objective<T>& objective, std::size_t n, T* w, const T* grad, T* const* slot, T* scratch) {
    auto p = vector(slot[0], n);
    const auto g = vector(grad, n);
    const auto m = static_cast<std::size_t>(memory), ring = m + (rejectedOverwrites ? 0 : 1);
    const auto s = [&](std::size_t k) { return vector(scratch + 2 * n * (k + 1), n); };
    const auto y = [&](std::size_t k) { return vector(scratch + 2 * n * (k + 1) + n, n); };
    const double square = dot(g, g), size = norm(grad, n);
    if (stuck || (flatStops ? square : size) == 0) return;

    // Algorithm 7.4: the newest pair first, then back.
    tellEach("slot direction", p, opposite, With{"g", g});
    std::array<double, most + 1> alpha;
    for (std::size_t j = 0; j < pairs; ++j) {
      const std::size_t k = (newest + ring - j) % ring;
      const Called its{R"(\alpha)", j + 1};
      alpha[k] = told(
          its, [](auto rho, auto sp) { return rho * sp; }, With{Called{R"(\rho)", j + 1}, curvature[k]},
          With{Called{R"((s\cdot p))", j + 1}, dot(s(k), p)});
      tellEach(
          "slot direction", p, [](const auto& d, const auto& a, const auto& pair) { return d - a * pair; },
          With{"slot direction", p}, With{its, T(alpha[k])}, With{Called{"y", j + 1}, y(k)});
    }
    // Without pairs the direction has no scale yet: a length of 1.
    double gamma = 1;
    if (pairs > 0) {
      gamma = told(R"(\gamma)", [](auto rho, auto yy) { return 1 / (rho * yy); },
                   With{R"(\rho_{1})", curvature[newest]}, With{R"(\|y_1\|^2)", dot(y(newest), y(newest))});
    } else if (!flatStops) {
      gamma = told(R"(\gamma)", [](auto length) { return 1 / length; }, With{R"(\|g\|)", size});
    }
    tellEach(
        "slot direction", p, [](const auto& d, const auto& c) { return c * d; }, With{"slot direction", p},
        With{R"(\gamma)", T(gamma)});
    for (std::size_t j = pairs; j-- > 0;) {
      const std::size_t k = (newest + ring - j) % ring;
      const Called its{R"(\delta)", j + 1};
      const double share = told(
          its, [](auto a, auto rho, auto yp) { return a - rho * yp; }, With{Called{R"(\alpha)", j + 1}, alpha[k]},
          With{Called{R"(\rho)", j + 1}, curvature[k]}, With{Called{R"((y\cdot p))", j + 1}, dot(y(k), p)});
      tellEach(
          "slot direction", p, [](const auto& d, const auto& a, const auto& pair) { return d + a * pair; },
          With{"slot direction", p}, With{its, T(share)}, With{Called{"s", j + 1}, s(k)});
    }

    const double slope = dot(g, p);
    const double first = flatStops && pairs == 0 ? lr * std::min(1.0, 1 / std::sqrt(square)) : lr;
    const Line<T> line{objective, n, w, p.data(), scratch, scratch + n};
    const Wolfe wolfe{{0, step.loss, slope}, 1e-4, 0.9, flatStops};
    const Trial found = slope < 0 ? strongWolfe(line, wolfe, first) : Trial{};
    const bool moved = found.length > 0 && line.moved();
    idle = moved && (flatStops || found.loss < step.loss) ? 0 : idle + 1;
    if (found.length <= 0 || (!moved && (pairs == 0 || !flatStops))) {
      // The next direction is −g; where this one was, there is none.
      stuck = pairs == 0;
      pairs = 0;
      return;
    }
    stuck = idle >= (flatStops ? 2 : patience);  // with flatStops: once all later updates would be equal
    const std::size_t k = pairs == 0 ? 0 : (newest + 1) % ring;
    s(k) = vector(line.point, n) - vector(w, n);
    y(k) = vector(line.gradient, n) - g;
    const double product = dot(s(k), y(k));
    if (product > 0) {  // after a Wolfe step always, but for rounding
      curvature[k] = 1 / product;
      newest = k;
      pairs = std::min(pairs + 1, m);
    }
    std::copy_n(line.point, n, w);
  }
};

inline const Register<Lbfgs> registerLbfgs;

}  // namespace sidestep
