#pragma once

#include <Eigen/Eigenvalues>
#include <Eigen/Householder>
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/small.h"
#include "kernels/matrix_view.h"

namespace sidestep {

/// Doubles that a decomposition works with.
constexpr std::uint64_t eigenScratch(std::uint64_t n) { return 3 * n; }

/// Replaces the symmetric n × n matrix in `vectors` by its eigenvectors, column by column, in the order of rising
/// `values`. Calls the functions inside Eigen's SelfAdjointEigenSolver, since that class allocates.
SIDESTEP_SMALL inline void eigenvectors(std::size_t size, double* vectors, double* values, double* scratch) {
  using Matrix = Eigen::Map<Eigen::MatrixXd>;
  using Vector = Eigen::Map<Eigen::VectorXd>;
  const auto n = static_cast<Eigen::Index>(size);
  Matrix q(vectors, n, n);
  Vector diagonal(values, n), beside(scratch, n - 1), coefficients(scratch + n, n - 1), work(scratch + 2 * n, n);
  double scale = q.cwiseAbs().maxCoeff();
  if (!(scale > 0)) scale = 1;
  q /= scale;
  Eigen::internal::tridiagonalization_inplace(q, coefficients);
  diagonal = q.diagonal();
  beside = q.diagonal<-1>();
  Eigen::HouseholderSequence<Matrix, Vector>(q, coefficients).setLength(n - 1).setShift(1).evalTo(q, work);
  Eigen::internal::computeFromTridiagonal_impl(diagonal, beside, 30, true, q);
  diagonal *= scale;
}

/// Doubles that inverseRoot works with.
constexpr std::uint64_t rootScratch(std::uint64_t n) { return n * n + n + eigenScratch(n); }

/// root ← a^(−1/2ʰ) of a symmetric n × n matrix whose eigenvalues are raised to `least` where they are smaller. In
/// float64 whatever T is: the smallest eigenvalues matter most.
template <class T>
SIDESTEP_SMALL void inverseRoot(std::size_t n, T* a, double least, int halvings, T* root, double* scratch) {
  const auto size = static_cast<Eigen::Index>(n);
  Eigen::Map<Eigen::MatrixXd> q(scratch, size, size);
  double* values = scratch + n * n;
  q = matrix(a, n, n).template cast<double>();
  eigenvectors(n, scratch, values, values + n);
  for (Eigen::Index k = 0; k < size; ++k) {  // half of the power here, half by the product below
    double value = std::max(values[k], least);
    for (int h = 0; h <= halvings; ++h) value = std::sqrt(value);
    q.col(k) /= value;
  }
  matrix(root, n, n) = q.lazyProduct(q.transpose()).template cast<T>();
}

}  // namespace sidestep
