#include "base/random.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/settings.h"

using namespace sidestep;

TEST(Pcg32, referenceOutput) {  // O'Neill's demo: seed 42, stream 54
  Pcg32 random(42, 54);
  for (std::uint32_t expected : {0xa15c02b7u, 0x7b47f409u, 0xba1d3330u, 0x83d2f293u, 0xbfa4784bu, 0xcbed606eu}) {
    EXPECT_EQ(random.next(), expected);
  }
}

TEST(Pcg32, uniformAndNormalHaveTheirMoments) {
  Pcg32 random(1, 2);
  const int n = 200'000;
  double sum = 0, squares = 0, normal = 0, normalSquares = 0;
  for (int i = 0; i < n; ++i) {
    const double u = random.uniform(), z = random.normal();
    ASSERT_TRUE(u >= 0 && u < 1);
    sum += u, squares += u * u, normal += z, normalSquares += z * z;
  }
  EXPECT_NEAR(sum / n, 0.5, 0.005);
  EXPECT_NEAR(squares / n, 1.0 / 3, 0.005);
  EXPECT_NEAR(normal / n, 0, 0.01);
  EXPECT_NEAR(normalSquares / n, 1, 0.02);
}

TEST(Pcg32, belowReachesEveryValueEvenly) {
  Pcg32 random(3, 4);
  int counts[7] = {};
  for (int i = 0; i < 70'000; ++i) ++counts[random.below(7)];
  for (int count : counts) EXPECT_NEAR(count, 10'000, 400);
}

TEST(Hash, referenceValues) {  // FNV-1a 64 of the empty text and of "foobar", from the authors' tables
  EXPECT_EQ(hash(std::span<const char>()), "cbf29ce484222325");
  EXPECT_EQ(hash(std::span<const char>("foobar", 6)), "85944171f73967e8");
}

TEST(Settings, namesTheFieldThatIsWrong) {
  const double zeros[2] = {0, 0};
  const Choice choices[] = {{"a", {}}, {"b", {}}};
  const std::vector<Field> fields{{.id = "x", .min = 0, .max = 1},
                                  {.id = "n", .kind = Kind::integer},
                                  {.id = "v", .kind = Kind::vector, .initialVector = zeros},
                                  {.id = "c", .kind = Kind::choice, .initialText = "a", .choices = choices}};
  const auto code = [&](Settings s) { return check(fields, s, "lane").value_or(Error{"fine", "", ""}); };
  EXPECT_EQ(code({{"x", 0.5}}).code, "fine");
  EXPECT_EQ(code({{"x", 2.0}}).code, "out-of-range");
  EXPECT_EQ(code({{"x", 2.0}}).at, "lane.x");
  EXPECT_EQ(code({{"x", NAN}}).code, "not-finite");
  EXPECT_EQ(code({{"x", std::string("1")}}).code, "wrong-type");
  EXPECT_EQ(code({{"n", 1.5}}).code, "wrong-type");
  EXPECT_EQ(code({{"v", std::vector<double>{1}}}).code, "bad-length");
  EXPECT_EQ(code({{"v", std::vector<double>{1, INFINITY}}}).code, "not-finite");
  EXPECT_EQ(code({{"c", std::string("z")}}).code, "unknown-id");
  EXPECT_EQ(code({{"nothing", 1.0}}).code, "unknown-field");
}
