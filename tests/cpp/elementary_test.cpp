#include "kernels/elementary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "kernels/functions.h"

using namespace sidestep;

namespace {

constexpr double ulp = std::numeric_limits<float>::epsilon(), smallest = std::numeric_limits<float>::min();
const float nan = std::nanf(""), infinity = std::numeric_limits<float>::infinity();

/// The largest error of f over [low, high] relative to the library's in float64.
template <class F, class G>
double worst(F f, G exact, float low, float high) {
  double error = 0;
  for (int i = 0; i <= 1'000'000; ++i) {
    const float x = low + (high - low) * static_cast<float>(i) / 1e6f;
    const double expected = exact(static_cast<double>(x));
    if (expected == 0) continue;
    const double apart = std::abs(static_cast<double>(f(x)) / expected - 1);
    if (!(apart <= error)) error = apart;  // NaN too
  }
  return error;
}

/// Calls `use` for numbers of every size and sign, some three million, and both infinities.
template <class Use>
void everywhere(Use use) {
  for (std::uint32_t bits = 0; bits < 0x7f800000; bits += 1409) {
    use(std::bit_cast<float>(bits));
    use(-std::bit_cast<float>(bits));
  }
  use(infinity);
  use(-infinity);
}

/// The largest error relative to the library's where that is normal, in absolute terms where it is subnormal.
template <class F, class G>
double worstEverywhere(F f, G exact) {
  double error = 0;
  everywhere([&](float x) {
    const double expected = exact(static_cast<double>(x)), found = static_cast<double>(f(x));
    if (static_cast<float>(expected) == f(x)) return;  // infinite, too
    const double apart = std::abs(found - expected) / std::max(std::abs(expected), smallest);
    if (!(apart <= error)) error = apart;
  });
  return error;
}

TEST(Elementary, exponentialIsWithinTwoUlpAndEndsAtZero) {
  EXPECT_LT(worst([](float x) { return exponential(x); }, [](double x) { return std::exp(x); }, -87, 88.7f), 2 * ulp);
  EXPECT_LT(worstEverywhere([](float x) { return exponential(x); }, [](double x) { return std::exp(x); }), 2 * ulp);
  EXPECT_EQ(exponential(0.0f), 1);
  EXPECT_TRUE(std::isnan(exponential(nan)));
  EXPECT_EQ(exponential(-104.0f), 0);
  EXPECT_EQ(exponential(-infinity), 0);
  EXPECT_EQ(exponential(89.0f), infinity);
}

TEST(Elementary, tangentIsWithinThreeUlpAndNeverBeyondOne) {
  const auto tangent = [](float x) { return hyperbolicTangent(x); };
  const auto exact = [](double x) { return std::tanh(x); };
  EXPECT_LT(worst(tangent, exact, -20, 20), 3 * ulp);
  EXPECT_LT(worst(tangent, exact, -.1f, .1f), 3 * ulp);
  EXPECT_LT(worstEverywhere(tangent, exact), 3 * ulp);
  everywhere([](float x) {
    const float y = hyperbolicTangent(x);
    ASSERT_GE(1 - y * y, 0) << x;
    ASSERT_EQ(hyperbolicTangent(-x), -y) << x;
    ASSERT_EQ(std::signbit(y), std::signbit(x)) << x;
  });
  EXPECT_TRUE(std::isnan(hyperbolicTangent(nan)));
}

/// It ended 1e-7 short of 1, from where a unit that was saturated crept back.
TEST(Elementary, tangentEndsAtExactlyOneAndTheSlopeAtZero) {
  for (float x = 9.02f; x < 200; x += 0.01f) {
    ASSERT_EQ(hyperbolicTangent(x), 1) << x;
    ASSERT_EQ(hyperbolicTangent(-x), -1) << x;
  }
  EXPECT_EQ(hyperbolicTangent(infinity), 1);
  EXPECT_EQ(hyperbolicTangent(-infinity), -1);
  EXPECT_LT(hyperbolicTangent(8.5f), 1);
}

/// It was ½ + ½·tanh(x/2): 0.9 % off at −10, and negative from −17.
TEST(Elementary, logisticIsAccurateWhereItIsSmall) {
  const auto sigma = [](float x) { return logistic(x); };
  const auto exact = [](double x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); };
  EXPECT_LT(worst(sigma, exact, -11, -9), 3 * ulp);
  EXPECT_LT(worst(sigma, exact, -87, 40), 3 * ulp);
  EXPECT_LT(worstEverywhere(sigma, exact), 3 * ulp);
  EXPECT_NEAR(static_cast<double>(logistic(-80.0f)) / exact(-80), 1, 3 * ulp);
  everywhere([](float x) {
    const float y = logistic(x);
    ASSERT_TRUE(y >= 0 && y <= 1) << x;
  });
  EXPECT_EQ(logistic(0.0f), 0.5f);
  EXPECT_EQ(logistic(-infinity), 0);
  EXPECT_EQ(logistic(infinity), 1);
  EXPECT_TRUE(std::isnan(logistic(nan)));
}

/// Numbers in a row are computed in another way where all are small.
TEST(Elementary, logisticsInARowHaveTheSameBits) {
  std::vector<float> near{87, -87}, far;
  everywhere([&](float x) { (std::abs(x) <= 87 ? near : far).push_back(x); });
  std::vector<std::vector<float>> rows{near, far};
  for (const float x : {87.5f, -87.5f, -88.0f, -90.0f, -95.0f, -infinity, nan}) rows.push_back({1, x, -2, 3, x});
  for (const std::vector<float>& row : rows) {
    std::vector<float> found = row;
    functionsOf<float>("accurate").logistic(found.size(), found.data());
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (std::isnan(row[i])) {
        ASSERT_TRUE(std::isnan(found[i]));
      } else {
        ASSERT_EQ(std::bit_cast<std::uint32_t>(found[i]), std::bit_cast<std::uint32_t>(logistic(row[i]))) << row[i];
      }
    }
  }
}

TEST(Elementary, normalShareIsAccurateWhereItIsSmall) {
  const auto exact = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); };
  for (float x = -12; x < 12; x += 0.001f)
    ASSERT_NEAR(static_cast<double>(normalShare(x)) / exact(static_cast<double>(x)), 1, 200 * ulp) << x;
  EXPECT_EQ(normalShare(-infinity), 0);
  EXPECT_EQ(normalShare(infinity), 1);
}

/// What links of version 1 mean.
TEST(Elementary, whatWasClampedStaysSo) {
  EXPECT_EQ(clamped::exponential(1000.0f), clamped::exponential(88.376f));
  EXPECT_EQ(clamped::exponential(-1000.0f), clamped::exponential(-87.336f));
  EXPECT_LT(worst([](float x) { return clamped::exponential(x); }, [](double x) { return std::exp(x); }, -87, 88),
            2 * ulp);
  EXPECT_EQ(clamped::hyperbolicTangent(12.0f), clamped::hyperbolicTangent(8.4f));
  EXPECT_LT(clamped::hyperbolicTangent(12.0f), 1);
  EXPECT_LT(worst([](float x) { return clamped::hyperbolicTangent(x); }, [](double x) { return std::tanh(x); }, -8, 8),
            6 * ulp);
  EXPECT_TRUE(std::isnan(clamped::hyperbolicTangent(nan)));
  for (float x = -8; x < 8; x += 0.001f) {
    ASSERT_NEAR(clamped::logistic(x), 1 / (1 + std::exp(-static_cast<double>(x))), 2e-7);
  }
  EXPECT_TRUE(std::isnan(clamped::logistic(nan)));
}

}  // namespace
