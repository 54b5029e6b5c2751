#include "kernels/elementary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

using namespace sidestep;

namespace {

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
constexpr double ulp = std::numeric_limits<float>::epsilon();

TEST(Elementary, exponentialIsWithinTwoUlp) {
  EXPECT_LT(worst([](float x) { return exponential(x); }, [](double x) { return std::exp(x); }, -87, 88), 2 * ulp);
  EXPECT_EQ(exponential(0.0f), 1);
  EXPECT_TRUE(std::isnan(exponential(std::nanf(""))));
  EXPECT_GT(exponential(1000.0f), 1e38f);
  EXPECT_LT(exponential(-1000.0f), 2e-38f);
}

TEST(Elementary, tangentIsWithinSixUlp) {
  EXPECT_LT(worst([](float x) { return hyperbolicTangent(x); }, [](double x) { return std::tanh(x); }, -20, 20),
            6 * ulp);
  EXPECT_LT(worst([](float x) { return hyperbolicTangent(x); }, [](double x) { return std::tanh(x); }, -.1f, .1f),
            6 * ulp);
  EXPECT_EQ(hyperbolicTangent(0.0f), 0);
  EXPECT_EQ(hyperbolicTangent(-3.0f), -hyperbolicTangent(3.0f));
  EXPECT_TRUE(std::isnan(hyperbolicTangent(std::nanf(""))));
}

TEST(Elementary, logisticIsWithinItsBound) {
  for (float x = -30; x < 30; x += 0.001f) {
    ASSERT_NEAR(logistic(x), 1 / (1 + std::exp(-static_cast<double>(x))), 2e-7);
  }
  EXPECT_EQ(logistic(0.0f), 0.5f);
  EXPECT_TRUE(std::isnan(logistic(std::nanf(""))));
}

}  // namespace
