#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <type_traits>

#include "kernels/vec.h"

/// Eigen's view of memory that something else owns; T may be const. Its expressions are computed number by number,
/// without a temporary; for products that holds of lazyProduct() alone.
namespace sidestep {

template <class T, int cols, int order>
using ViewOf = Eigen::Map<
    std::conditional_t<std::is_const_v<T>, const Eigen::Matrix<std::remove_const_t<T>, Eigen::Dynamic, cols, order>,
                       Eigen::Matrix<std::remove_const_t<T>, Eigen::Dynamic, cols, order>>>;

/// A matrix row by row.
template <class T>
using MatrixView = ViewOf<T, Eigen::Dynamic, Eigen::RowMajor>;
template <class T>
using VectorView = ViewOf<T, 1, Eigen::ColMajor>;

template <class T>
MatrixView<T> matrix(T* values, std::size_t rows, std::size_t cols) {
  return {values, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(cols)};
}

template <class T>
VectorView<T> vector(T* values, std::size_t size) {
  return {values, static_cast<Eigen::Index>(size)};
}

/// In the order of vec.h, as everywhere.
template <class A, class B>
double dot(const Eigen::Map<A>& x, const Eigen::Map<B>& y) {
  return dot(x.data(), y.data(), static_cast<std::size_t>(x.size()));
}

}  // namespace sidestep
