#pragma once

#include <limits>

#include "kernels/matrix_view.h"
#include "optim/hyper.h"
#include "optim/line_search.h"

namespace sidestep {

/// Newton's method with damping and a line search (Nocedal & Wright 2006, algorithms 3.2 and 3.3):
///   (H + τI)p = −g, with the smallest τ ≥ λ tried that makes it positive definite;  w ← w + αp, α halved from η.
/// H is made of central differences of the gradient, 2n evaluations. It is factorised and solved here because Eigen's
/// LLT sums in another order, which would change the bits of published links (docs/adr/0016-eigen-in-the-core.md).
struct Newton {
  double lr = 1;
  double damping = 0;
  bool flatStops = false;

  int idle = 0;        ///< updates in a row that did not lower the loss
  bool stuck = false;  ///< no later update will change w

  static constexpr OptimizerInfo info{
      .id = "newton",
      .type = "Newton",
      .name = "Newton (damped)",
      .cite = {"Nocedal & Wright 2006", "https://doi.org/10.1007/978-0-387-40065-5"},
      .doc = {"Jumps to the minimum of the local quadratic model. Needs the full batch, and 2n evaluations per step "
              "for the second derivatives of n parameters.",
              "跳到局部二次近似的极小点。需要全批量；每步用 2n 次求值计算 n 个参数的二阶导数。"},
      .title = {"Newton (damped)", "阻尼牛顿法"},
      .scheduled = false,
      .elementwise = false,
      .needsStationary = true,
      .mostParameters = 200};

  static constexpr std::array formula{
      FormulaLine{
          R"(\tau_0)",
          R"(= \begin{cases}\lambda & \min_i h_{ii} > 0 \\ \max(\lambda,\ \beta - \min_i h_{ii}) & \min_i h_{ii} \le 0\end{cases})"},
      FormulaLine{R"(\tau)",
                  R"(= \min\{\tau \in \{\tau_0, 2\,\tau_0, 4\,\tau_0, \ldots\} : \nabla^2 f + \tau I \succ 0\})"},
      FormulaLine{"w", R"(\leftarrow w - \alpha\,(\nabla^2 f + \tau I)^{-1}\,g)"}};

  static constexpr std::array slots{Slot{"direction", "p", {"the search direction", "搜索方向"}}};

  static constexpr std::array hyper{
      firstTrial(&Newton::lr),
      Hyper<Newton>{{.id = "damping",
                     .name = {"damping", "阻尼"},
                     .doc = {"The smallest multiple of the identity that is added to the Hessian H.",
                             "加到 Hessian 矩阵 H 上的单位矩阵的最小倍数。"},
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
    auto p = vector(slot[0], n);
    const auto g = vector(grad, n);
    T* point = scratch;
    T* gradRight = scratch + n;
    T* gradLeft = scratch + 2 * n;
    auto hessian = matrix(scratch + 3 * n, n, n), factor = matrix(scratch + (3 + n) * n, n, n);
    const double size = norm(grad, n);
    if (stuck || (flatStops ? dot(g, g) : size) == 0) return;
    differentiate(objective, n, w, point, gradRight, gradLeft, hessian);
    const double tau = factorise<T>(hessian, flatStops ? 1 : size, factor);
    solve<T>(factor, g, p);
    tellAs(
        R"(\tau)", n, [&](auto) { return tau; },
        [](auto, auto) { return R"(\min\{\tau \in \{\tau_0, 2\,\tau_0, 4\,\tau_0, \ldots\} : H + \tau I \succ 0\})"; });
    tellAs(
        "slot direction", n, [&](auto k) { return p.data()[k]; },
        [&](auto at, auto) {
          if (n > 3) return "-(H + " + at(R"(\tau)", tau) + R"(\,I)^{-1}\,g)";
          std::string system, right;  // with all its numbers
          for (std::size_t i = 0; i < n; ++i) {
            const char* const row = i > 0 ? R"( \\ )" : "";
            for (std::size_t j = 0; j < n; ++j) {
              const T entryHere = hessian.data()[i * n + j] + (i == j ? T(tau) : T(0));
              system += (j > 0 ? " & " : row) + at(entry(i == j ? R"((H + \tau I))" : "H", i, j), entryHere);
            }
            right += row + at(entry("g", i), grad[i]);
          }
          const auto matrix = [](const std::string& rows) { return R"(\begin{pmatrix})" + rows + R"(\end{pmatrix})"; };
          return "-" + matrix(system) + R"(^{-1}\,)" + matrix(right);
        });
    const Line<T> line{objective, n, w, p.data(), point, gradRight};
    const double slope = dot(g, p);
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
  static void differentiate(Objective<T>& objective, std::size_t n, const T* w, T* point, T* gradRight, T* gradLeft,
                            MatrixView<T> hessian) {
    const T share = std::cbrt(std::numeric_limits<T>::epsilon());
    std::copy_n(w, n, point);
    for (std::size_t j = 0; j < n; ++j) {
      const T h = share * std::max(T(1), std::abs(w[j])), right = w[j] + h, left = w[j] - h;
      point[j] = right;
      objective.at(point, gradRight);
      point[j] = left;
      objective.at(point, gradLeft);
      // The last coordinate stays displaced: a `point` equal to w would be taken for an evaluation at w.
      if (j + 1 < n) point[j] = w[j];
      const T scale = 1 / (right - left);
      hessian.row(static_cast<Eigen::Index>(j)) = (vector(gradRight, n) - vector(gradLeft, n)) * scale;
    }
    for (Eigen::Index j = 0; j < hessian.rows(); ++j) {
      for (Eigen::Index i = 0; i < j; ++i) hessian(j, i) = hessian(i, j) = (hessian(j, i) + hessian(i, j)) / 2;
    }
  }

  /// Algorithm 3.3: the Cholesky factor of H + τI for growing τ, which it returns.
  template <class T>
  double factorise(MatrixView<T> hessian, double scale, MatrixView<T> factor) const {
    double largest = 0, smallest = std::numeric_limits<double>::infinity();
    for (const T curvature : hessian.diagonal()) {
      largest = std::max(largest, std::abs(static_cast<double>(curvature)));
      smallest = std::min(smallest, static_cast<double>(curvature));
    }
    const double least = 1e-3 * std::max(largest, 1e-6 * scale);
    double tau = std::max(damping, smallest > 0 ? 0 : least - smallest);
    for (int i = 0; i < 100 && !cholesky(hessian, T(tau), factor); ++i) tau = std::max(2 * tau, least);
    return tau;
  }

  /// H + τI = LLᵀ, row by row; false when a pivot is not positive.
  template <class T>
  static bool cholesky(MatrixView<T> hessian, T tau, MatrixView<T> factor) {
    for (Eigen::Index j = 0; j < hessian.rows(); ++j) {
      for (Eigen::Index i = 0; i <= j; ++i) {
        T sum = hessian(j, i) + (i == j ? tau : T(0));
        for (Eigen::Index k = 0; k < i; ++k) sum -= factor(j, k) * factor(i, k);
        if (i < j) {
          factor(j, i) = sum / factor(i, i);
        } else if (sum > std::numeric_limits<T>::epsilon() * std::abs(hessian(j, j))) {
          factor(j, j) = std::sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /// LLᵀp = −g.
  template <class T>
  static void solve(MatrixView<T> factor, VectorView<const T> g, VectorView<T> p) {
    const Eigen::Index n = p.size();
    for (Eigen::Index j = 0; j < n; ++j) {
      T sum = -g[j];
      for (Eigen::Index k = 0; k < j; ++k) sum -= factor(j, k) * p[k];
      p[j] = sum / factor(j, j);
    }
    for (Eigen::Index j = n; j-- > 0;) {
      T sum = p[j];
      for (Eigen::Index k = j + 1; k < n; ++k) sum -= factor(k, j) * p[k];
      p[j] = sum / factor(j, j);
    }
  }
};

inline const Register<Newton> registerNewton;

}  // namespace sidestep
