#include "kernels/gemm.h"

#include <gtest/gtest.h>

#include <Eigen/Core>
#include <vector>

#include "base/random.h"

using namespace sidestep;

namespace {

template <class T>
void compare(std::size_t m, std::size_t n, std::size_t k, bool transposeA, bool transposeB) {
  using M = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Pcg32 random(m * 1'000'000 + n * 1000 + k, 1);
  const auto fill = [&](std::size_t rows, std::size_t cols) {
    M x(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(cols));
    for (auto& entry : x.reshaped()) entry = static_cast<T>(random.normal());
    return x;
  };
  const M a = transposeA ? fill(k, m) : fill(m, k), b = transposeB ? fill(n, k) : fill(k, n);
  M expected = transposeA ? M(a.transpose()) : a;
  expected = (expected * (transposeB ? M(b.transpose()) : b)).eval();
  M c = M::Constant(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(n), T(7));
  std::vector<T> panels(Gemm<T>::scratch(m, n, k));
  const Matrix<T> left = transposeA ? Matrix<T>{a.data(), 1, m} : Matrix<T>{a.data(), k, 1};
  const Matrix<T> right = transposeB ? Matrix<T>{b.data(), 1, k} : Matrix<T>{b.data(), n, 1};
  Gemm<T>::run(m, n, k, left, right, {c.data(), n}, panels.data());
  const double limit = (sizeof(T) == 4 ? 2e-6 : 4e-15) * static_cast<double>(k + 1);
  EXPECT_LT((c - expected).cwiseAbs().maxCoeff(), limit) << m << "×" << n << "×" << k << transposeA << transposeB;
}

static_assert(Gemm<float>::blockEnd(1'605'632, 2674, 6272) == 684'800);  // k · blocks is beyond 32 bits

TEST(Gemm, agreesWithEigenOverAllTails) {
  for (std::size_t m : {1, 2, 3, 4, 5, 7, 8, 9}) {
    for (std::size_t n : {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 15, 16, 17}) {
      for (std::size_t k : {1, 2, 3, 4, 5, 17}) {
        for (int t = 0; t < 4; ++t) {
          compare<float>(m, n, k, t & 1, t & 2);
          compare<double>(m, n, k, t & 1, t & 2);
        }
      }
    }
  }
  compare<float>(32, 128, 784, false, false);
  compare<float>(784, 128, 32, true, false);
  compare<float>(32, 784, 128, false, true);
}

}  // namespace
