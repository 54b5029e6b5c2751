#pragma once

#include <limits>

#include "optim/hyper.h"
#include "optim/line_search.h"

namespace sidestep {

/// Newton's method with damping and a line search (Nocedal & Wright 2006, algorithms 3.2 and 3.3):
///   (H + τI)p = −g, with the smallest τ ≥ λ tried that makes it positive definite;  w ← w + αp, α halved from η.
/// H is made of central differences of the gradient, 2n evaluations. The Cholesky factor is our own twenty lines:
/// Eigen's sums in another order and takes smaller pivots, and published links want these bits
/// (docs/adr/0016-eigen-in-the-core.md).
struct Newton {
  double lr = 1;
  double damping = 0;
  bool flatStops = false;

  int idle = 0;        ///< updates in a row that led nowhere
  bool stuck = false;  ///< no later step will lead anywhere

  static constexpr OptimizerInfo info{
      .id = "newton",
      .type = "Newton",
      .name = "Newton (damped)",
      .tex = R"(w \leftarrow w - \alpha\,(\nabla^2 f + \tau I)^{-1} g)",
      .cite = {"Nocedal & Wright 2006", "https://doi.org/10.1007/978-0-387-40065-5"},
      .doc = {"Jumps to the minimum of the local parabola. Needs the whole data, and 2n evaluations a step for the "
              "second derivatives of n parameters.",
              "跳到局部抛物面的最小点。需要全部数据；n 个参数的二阶导数每步需 2n 次求值。"},
      .title = {"Newton (damped)", "阻尼牛顿法"},
      .scheduled = false,
      .elementwise = false,
      .needsStationary = true,
      .mostParameters = 200};

  static constexpr std::array slots{Slot{"direction", "p", {"the direction of the last step", "上一步的方向"}}};

  static constexpr std::array hyper{firstTrial(&Newton::lr),
                                    Hyper<Newton>{{.id = "damping",
                                                   .name = {"damping", "阻尼"},
                                                   .doc = {"The least multiple of the identity that is added to H.",
                                                           "加到 H 上的单位矩阵的最小倍数。"},
                                                   .symbol = R"(\lambda)",
                                                   .min = 0,
                                                   .max = 1e9,
                                                   .from = 1e-6,
                                                   .to = 100,
                                                   .scale = Scale::log},
                                                  &Newton::damping},
                                    sidestep::flatStops(&Newton::flatStops)};

  /// H, its factor, and a trial with two gradients.
  static constexpr std::uint64_t workspace(std::uint64_t n) { return 2 * n * n + 3 * n; }

  template <class T>
  void update(Step step, Objective<T>& objective, std::size_t n, T* w, const T* grad, T* const* slot, T* scratch) {
    T* __restrict p = slot[0];
    T* point = scratch;
    T* ahead = scratch + n;
    T* hessian = scratch + 3 * n;
    T* factor = hessian + n * n;
    const double size = norm(grad, n);
    if (stuck || (flatStops ? dot(grad, grad, n) : size) == 0) return;
    differentiate(objective, n, w, point, ahead, scratch + 2 * n, hessian);
    factorise(n, hessian, flatStops ? 1 : size, factor);
    solve(n, factor, grad, p);
    const Line<T> line{objective, n, w, p, point, ahead};
    const double slope = dot(grad, p, n);
    const Trial found = slope < 0 ? backtrack(line, {{0, step.loss, slope}, 1e-4}, lr) : Trial{};
    const bool moved = found.length > 0 && line.moved();
    idle = moved && (flatStops || found.loss < step.loss) ? 0 : idle + 1;
    stuck = !moved || idle >= patience;
    if (moved) std::copy_n(point, n, w);
  }

 private:
  /// H by central differences, with the step that balances truncation and rounding; then the mean of H and its
  /// transpose.
  template <class T>
  static void differentiate(Objective<T>& objective, std::size_t n, const T* w, T* point, T* ahead, T* behind,
                            T* hessian) {
    const T share = std::cbrt(std::numeric_limits<T>::epsilon());
    std::copy_n(w, n, point);
    for (std::size_t j = 0; j < n; ++j) {
      const T h = share * std::max(T(1), std::abs(w[j])), right = w[j] + h, left = w[j] - h;
      point[j] = right;
      objective.at(point, ahead);
      point[j] = left;
      objective.at(point, behind);
      // The last stays displaced: a `point` equal to w would pass for where w was evaluated.
      if (j + 1 < n) point[j] = w[j];
      const T scale = 1 / (right - left);
      T* __restrict row = hessian + j * n;
      for (std::size_t i = 0; i < n; ++i) row[i] = (ahead[i] - behind[i]) * scale;
    }
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t i = 0; i < j; ++i) {
        hessian[j * n + i] = hessian[i * n + j] = (hessian[j * n + i] + hessian[i * n + j]) / 2;
      }
    }
  }

  /// Algorithm 3.3: the Cholesky factor of H + τI for growing τ.
  template <class T>
  void factorise(std::size_t n, const T* hessian, double scale, T* factor) const {
    double largest = 0, smallest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < n; ++i) {
      largest = std::max(largest, std::abs(static_cast<double>(hessian[i * n + i])));
      smallest = std::min(smallest, static_cast<double>(hessian[i * n + i]));
    }
    const double least = 1e-3 * std::max(largest, 1e-6 * scale);
    double tau = std::max(damping, smallest > 0 ? 0 : least - smallest);
    for (int i = 0; i < 100 && !cholesky(n, hessian, T(tau), factor); ++i) tau = std::max(2 * tau, least);
  }

  /// H + τI = LLᵀ, row by row; false when a pivot is not positive.
  template <class T>
  static bool cholesky(std::size_t n, const T* hessian, T tau, T* factor) {
    for (std::size_t j = 0; j < n; ++j) {
      T* rowJ = factor + j * n;
      for (std::size_t i = 0; i <= j; ++i) {
        const T* rowI = factor + i * n;
        T sum = hessian[j * n + i] + (i == j ? tau : T(0));
        for (std::size_t k = 0; k < i; ++k) sum -= rowJ[k] * rowI[k];
        if (i < j) {
          rowJ[i] = sum / rowI[i];
        } else if (sum > std::numeric_limits<T>::epsilon() * std::abs(hessian[j * n + j])) {
          rowJ[j] = std::sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /// LLᵀp = −g.
  template <class T>
  static void solve(std::size_t n, const T* factor, const T* grad, T* p) {
    for (std::size_t j = 0; j < n; ++j) {
      T sum = -grad[j];
      for (std::size_t k = 0; k < j; ++k) sum -= factor[j * n + k] * p[k];
      p[j] = sum / factor[j * n + j];
    }
    for (std::size_t j = n; j-- > 0;) {
      T sum = p[j];
      for (std::size_t k = j + 1; k < n; ++k) sum -= factor[k * n + j] * p[k];
      p[j] = sum / factor[j * n + j];
    }
  }
};

inline const Register<Newton> registerNewton;

}  // namespace sidestep
