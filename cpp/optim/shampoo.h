#pragma once

#include "kernels/symmetric.h"
#include "optim/hyper.h"
#include "optim/telling.h"

namespace sidestep {

/// Shampoo (Gupta, Koren & Singer 2018, algorithm 1), for each matrix of weights:
///   L ← L + ggᵀ,  R ← R + gᵀg,  both from εI;  w ← w − ηL^(−1/4) g R^(−1/4).
/// A vector has L alone, to the power −1/2, and so has a matrix whose other side is longer than maxDim; where no side
/// is left,  s ← s + g² from ε;  w ← w − ηg/√s.
struct Shampoo {
  double lr = 0.1;
  double epsilon = 1e-4;
  double weightDecay = 0;
  double preconditionFrequency = 1;
  double maxDim = 128;
  bool portedRoot = false;

  static constexpr OptimizerInfo info{
      .id = "shampoo",
      .type = "Shampoo",
      .name = "Shampoo",
      .cite = {"Gupta et al. 2018", "https://arxiv.org/abs/1802.09568"},
      .doc =
          {"AdaGrad for matrices: divides by roots of the correlations between the rows and between the columns of the "
           "gradient, so that a rotated valley is as easy as one along the axes.",
           "矩阵形式的 AdaGrad：除以梯度各行之间、各列之间相关矩阵的方根，因此旋转过的山谷与沿坐标轴的山谷同样容易。"},
      .elementwise = false};

  /// A vector has L alone, and so has every function of the plane.
  static constexpr std::array formula{FormulaLine{R"(L\big|_{t=0})", R"(= \epsilon\,I)"},
                                      FormulaLine{R"(R\big|_{t=0})", R"(= \epsilon\,I)", "!vector"},
                                      FormulaLine{"g", R"(\leftarrow g + \lambda\,w)", "weightDecay"},
                                      FormulaLine{"L", R"(\leftarrow L + g\,g^\top)"},
                                      FormulaLine{"h", R"(= L^{-1/2}\,g)", "portedRoot&!vector"},
                                      FormulaLine{"R", R"(\leftarrow R + g^\top g)", "!portedRoot&!vector"},
                                      FormulaLine{"R", R"(\leftarrow R + h^\top h)", "portedRoot&!vector"},
                                      FormulaLine{"d", R"(= L^{-1/4}\,g\,R^{-1/4})", "!portedRoot&!vector"},
                                      FormulaLine{"d", R"(= h\,R^{-1/2})", "portedRoot&!vector"},
                                      FormulaLine{"d", R"(= L^{-1/2}\,g)", "!portedRoot&vector"},
                                      FormulaLine{"d", R"(= L^{-1}\,g)", "portedRoot&vector"},
                                      FormulaLine{"w", R"(\leftarrow w - \eta\,d)", "!schedule"},
                                      FormulaLine{"w", R"(\leftarrow w - \eta_t\,d)", "schedule"}};

  static constexpr std::array slots{
      Slot{"L", "L", {"the sum of ggᵀ", "ggᵀ 之和"}, Extent::rowSide},
      Slot{"R", "R", {"the sum of gᵀg", "gᵀg 之和"}, Extent::colSide},
      Slot{"rootL", "L^{-1/4}", {"the inverse root of L", "L 的逆方根"}, Extent::rowSide},
      Slot{"rootR", "R^{-1/4}", {"the inverse root of R", "R 的逆方根"}, Extent::colSide},
      Slot{"sum", "s", {"the sum of squared gradients, where both sides are too long", "两边都过长时的梯度平方和"}}};

  static constexpr std::array hyper{
      learningRate(&Shampoo::lr),
      Hyper<Shampoo>{{.id = "epsilon",
                      .name = {"smoothing term", "平滑项"},
                      .doc = {"L and R start at this multiple of the identity; smaller eigenvalues are raised to it.",
                              "L 与 R 的初值为单位矩阵乘以此值；更小的特征值按此值计算。"},
                      .symbol = R"(\epsilon)",
                      .min = 1e-30,
                      .max = 1e9,
                      .from = 1e-12,
                      .to = 1,
                      .scale = Scale::log},
                     &Shampoo::epsilon},
      sidestep::weightDecay(&Shampoo::weightDecay),
      preconditionEvery(&Shampoo::preconditionFrequency),
      longestSide(&Shampoo::maxDim),
      flag("portedRoot", &Shampoo::portedRoot, {"exponents of known ports", "移植版中的指数"},
           {"A known bug in published ports: the power −1/2 instead of −1/4, −1 for vectors, and R is accumulated from "
            "L^(−1/2)g.",
            "公开的移植版中的已知错误：−1/4 次幂写成 −1/2，对向量写成 −1，且 R 由 L^(−1/2)g 累积。"})};

  bool keeps(const Tensor& /*tensor*/, std::size_t side) const { return static_cast<double>(side) <= maxDim; }

  template <class T>
  void begin(const Tensor& tensor, const T* /*w*/, T* const* slot) const {
    const auto [left, right] = sides(tensor);
    if (left) matrix(slot[0], tensor.rows, tensor.rows).diagonal().setConstant(T(epsilon));
    if (right) matrix(slot[1], tensor.cols, tensor.cols).diagonal().setConstant(T(epsilon));
    std::fill_n(slot[4], static_cast<std::size_t>(tensor.size()), T(epsilon));
  }

  /// The roots' scratch, and three matrices of the tensor's size.
  template <class T>
  std::uint64_t workspace(const Tensor& tensor) const {
    const auto [left, right] = sides(tensor);
    const std::uint64_t longest = std::max(left ? tensor.rows : 0, right ? tensor.cols : 0);
    return rootScratch(longest) * sizeof(double) / sizeof(T) + 3 * tensor.size();
  }

  template <class T>
  void update(Step step, const Tensor& tensor, T* w, const T* grad, T* const* slot, T* scratch) const {
    const auto n = static_cast<std::size_t>(tensor.size());
    const auto [left, right] = sides(tensor);
    const T eta = T(step.lr), decay = T(weightDecay);
    T* ends = scratch + workspace<T>(tensor) - 3 * n;
    auto g = matrix(ends, tensor.rows, tensor.cols), p = matrix(ends + n, tensor.rows, tensor.cols),
         next = matrix(ends + 2 * n, tensor.rows, tensor.cols);
    const auto coupled = [](const auto& each, const auto& lambda, const auto& from) { return each + lambda * from; };
    tellEach("g", vector(ends, n), coupled, With{"g", vector(grad, n)}, With{"setting weightDecay", decay},
             With{"w", vector(w, n)});
    if (!left && !right) {
      diagonal(n, eta, ends, slot[4], w);
      return;
    }
    const int halvings = (left && right ? 2 : 1) - portedRoot;
    const bool due = (step.t - 1) % static_cast<std::int64_t>(preconditionFrequency) == 0;
    auto* work = reinterpret_cast<double*>(scratch);
    p = g;
    if (left) {
      auto sum = matrix(slot[0], tensor.rows, tensor.rows), root = matrix(slot[2], tensor.rows, tensor.rows);
      sum += g.lazyProduct(g.transpose());
      if (due) inverseRoot(tensor.rows, slot[0], epsilon, halvings, slot[2], work);
      p = root.lazyProduct(g);
    }
    if (right) {
      auto sum = matrix(slot[1], tensor.cols, tensor.cols), root = matrix(slot[3], tensor.cols, tensor.cols);
      const auto& seen = portedRoot ? p : g;
      sum += seen.transpose().lazyProduct(seen);
      if (due) inverseRoot(tensor.cols, slot[1], epsilon, halvings, slot[3], work);
      next = p.lazyProduct(root);
      p = next;
    }
    tellAs(
        "d", n, [&](auto k) { return p.data()[k]; },
        [&](auto at, auto k) {
          const char* power = std::array{"-1", "-1/2", "-1/4"}[static_cast<std::size_t>(halvings)];
          const auto root = [&](const char* of) { return std::string(of) + "^{" + power + "}"; };
          if (right || n > 3)
            return (left ? root("L") + R"(\,g)" : std::string("g")) + (right ? R"(\,)" + root("R") : "");
          std::string sum;  // of a short vector with all its numbers
          for (std::size_t j = 0; j < n; ++j) {
            sum += (j > 0 ? " + " : "") + at(entry("{" + root("L") + "}", k, j), slot[2][k * n + j]) + R"(\,)" +
                   at(entry("g", j), ends[j]);
          }
          return sum;
        });
    const auto moved = [](const auto& from, const auto& rate, const auto& step) { return from - rate * step; };
    tellEach("w", vector(w, n), moved, With{"w", vector(w, n)}, With{"rate", eta}, With{"d", vector(p.data(), n)});
  }

 private:
  struct Sides {
    bool left, right;
  };
  Sides sides(const Tensor& tensor) const {
    return {keeps(tensor, tensor.rows), tensor.isMatrix() && keeps(tensor, tensor.cols)};
  }

  template <class T>
  static void diagonal(std::size_t n, T eta, const T* g, T* s, T* w) {
    const auto array = [n](auto* of) { return vector(of, n).array(); };
    const auto squares = [](const auto& sum, const auto& each) { return sum + each * each; };
    const auto moved = [](const auto& from, const auto& rate, const auto& each, const auto& sum) {
      return from - rate * each / sqrt(sum);
    };
    tellEach("slot sum", array(s), squares, With{"slot sum", array(s)}, With{"g", array(g)});
    tellEach("w", array(w), moved, With{"w", array(w)}, With{"rate", eta}, With{"g", array(g)},
             With{"slot sum", array(s)});
  }
};

inline const Register<Shampoo> registerShampoo;

}  // namespace sidestep
