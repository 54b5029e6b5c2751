#pragma once

#include <cmath>

#include "kernels/matrix_view.h"
#include "problem/registration.h"

namespace sidestep {

/// Least squares in a matrix of weights, the smallest problem with one: f(W, b) = ½‖AW + 1bᵀ − B‖²/6 over six items,
///   A_ij = cos(0.7i + 1.3j)/(1 + |i−j|),  B_ij = sin(0.9i − 0.5j + 0.4),  i and j from 0.
/// Parameters: W, inputs × units, row by row, then b where there is a bias.
struct MatrixLeastSquares final : Problem<double> {
  static constexpr std::size_t items = 6, mostStart = 32;
  double inputs = 4, units = 3, bias = 0;

  static constexpr ProblemInfo info{
      .id = "matrix_least_squares",
      .kind = "data",
      .name = {"Matrix least squares", "矩阵最小二乘"},
      .doc = {"Six synthetic items and a weight matrix: small enough to follow every number of a rule that treats the "
              "matrix as a whole.",
              "六个构造的样本和一个权重矩阵：规模足够小，可以逐个查看把矩阵作为整体处理的规则所算的数。"},
      .tex = R"(\tfrac1{12}\,\lVert AW+\mathbf 1b^\top-B\rVert^2)",
      .cite = {"Legendre 1805", "https://en.wikipedia.org/wiki/Linear_regression"}};
  static constexpr std::array parameters{
      Parameter<MatrixLeastSquares>{{.id = "inputs",
                                     .kind = Kind::integer,
                                     .name = {"inputs", "输入数"},
                                     .doc = {"The number of rows of the weight matrix.", "权重矩阵的行数。"},
                                     .min = 1,
                                     .max = 64,
                                     .from = 1,
                                     .to = 8},
                                    &MatrixLeastSquares::inputs},
      Parameter<MatrixLeastSquares>{{.id = "units",
                                     .kind = Kind::integer,
                                     .name = {"units", "输出数"},
                                     .doc = {"The number of columns of the weight matrix.", "权重矩阵的列数。"},
                                     .min = 1,
                                     .max = 64,
                                     .from = 1,
                                     .to = 8},
                                    &MatrixLeastSquares::units},
      Parameter<MatrixLeastSquares>{{.id = "bias",
                                     .kind = Kind::boolean,
                                     .name = {"bias", "偏置"},
                                     .doc = {"Also learns a bias vector.", "另外学习一个偏置向量。"},
                                     .symbol = "b",
                                     .min = 0,
                                     .max = 1},
                                    &MatrixLeastSquares::bias}};

  Check prepare(std::vector<double> start, const RaceContext& race);
  std::size_t size() const override { return start_.size(); }
  Layout layout() const override;
  bool stationary() const override { return true; }
  std::uint64_t workspace() const override { return items * cols(); }
  void bind(double* workspace) override { errors_ = workspace; }
  void start(double* w) const override { std::copy(start_.begin(), start_.end(), w); }
  double evaluate(std::int64_t step, const double* w, double* grad) override;

 private:
  std::size_t rows() const { return static_cast<std::size_t>(inputs); }
  std::size_t cols() const { return static_cast<std::size_t>(units); }

  std::vector<double> start_, a_, b_;  ///< A and B row by row
  double* errors_ = nullptr;           ///< AW + 1bᵀ − B
};

inline Check MatrixLeastSquares::prepare(std::vector<double> start, const RaceContext&) {
  const auto real = [](std::size_t i) { return static_cast<double>(i); };
  const std::size_t n = rows() * cols() + (bias != 0 ? cols() : 0);
  start_ = std::move(start);
  if (start_.empty()) {
    for (std::size_t i = 0; i < rows(); ++i) {
      for (std::size_t j = 0; j < cols(); ++j) start_.push_back(0.5 * std::cos(1.1 * real(i) + 0.6 * real(j) + 0.2));
    }
    for (std::size_t j = 0; start_.size() < n; ++j) start_.push_back(0.3 * std::sin(1 + 1.7 * real(j)));
  }
  if (start_.size() != n) return Error{"bad-length", "problem.start", "must have length " + std::to_string(n)};
  for (std::size_t i = 0; i < items; ++i) {
    for (std::size_t j = 0; j < rows(); ++j) {
      a_.push_back(std::cos(0.7 * real(i) + 1.3 * real(j)) / (1 + std::abs(real(i) - real(j))));
    }
    for (std::size_t j = 0; j < cols(); ++j) b_.push_back(std::sin(0.9 * real(i) - 0.5 * real(j) + 0.4));
  }
  return {};
}

inline Layout MatrixLeastSquares::layout() const {
  Layout tensors{{"W", rows(), cols(), Tensor::Kind::matrix}};
  if (bias != 0) tensors.push_back({"b", cols()});
  return placed(std::move(tensors));
}

inline double MatrixLeastSquares::evaluate(std::int64_t /*step*/, const double* w, double* grad) {
  const auto a = matrix(a_.data(), items, rows()), b = matrix(b_.data(), items, cols());
  const auto weights = matrix(w, rows(), cols());
  auto errors = matrix(errors_, items, cols());
  errors = -b;
  if (bias != 0) errors.rowwise() += vector(w + rows() * cols(), cols()).transpose();
  // One input after another: the order of the sum is part of the result.
  for (Eigen::Index k = 0; k < a.cols(); ++k) errors += a.col(k).lazyProduct(weights.row(k));
  const double loss = errors.squaredNorm() / (2 * items);
  if (grad) {
    std::fill_n(grad, size(), 0.0);
    errors /= items;
    matrix(grad, rows(), cols()) += a.transpose().lazyProduct(errors);
    if (bias != 0) vector(grad + rows() * cols(), cols()) += errors.colwise().sum().transpose();
  }
  return loss;
}

inline const RegisterProblem<MatrixLeastSquares> registerMatrixLeastSquares;

}  // namespace sidestep
