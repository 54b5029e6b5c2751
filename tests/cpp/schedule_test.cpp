// What goes with any rule: learning-rate schedules, warm-up and gradient clipping, each against its formula.
#include "lane/schedule.h"

#include <gtest/gtest.h>

#include <functional>
#include <numbers>

#include "lane/clip.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

Schedule scheduled(Settings settings, std::int64_t last = 100) { return Schedule::of(settings, last); }

TEST(Schedule, followsItsFormula) {
  const auto every = [](const char* id) {
    return Settings{{"schedule", id},
                    {"scheduleEvery", 7.0},
                    {"scheduleFactor", 0.3},
                    {"scheduleRate", 0.05},
                    {"scheduleFloor", 0.2}};
  };
  const std::vector<std::pair<const char*, std::function<double(int)>>> formulas{
      {"constant", [](int) { return 1.0; }},
      {"step", [](int tau) { return std::pow(0.3, tau / 7); }},
      {"exponential", [](int tau) { return std::pow(0.3, tau / 7.0); }},
      {"inverseTime", [](int tau) { return 1 / (1 + 0.05 * tau); }},
      {"inverseSqrt", [](int tau) { return 1 / std::sqrt(1.0 + tau); }},
      {"cosine", [](int tau) { return 0.2 + 0.4 * (1 + std::cos(std::numbers::pi * std::min(tau, 100) / 100)); }},
      {"linear", [](int tau) { return 1 - 0.8 * std::min(tau, 100) / 100; }},
  };
  ASSERT_EQ(formulas.size(), Schedule::shapes.size());
  for (const auto& [id, formula] : formulas) {
    const Schedule schedule = scheduled(every(id));
    for (int t = 1; t <= 150; ++t) EXPECT_NEAR(schedule.factor(t), formula(t - 1), 1e-13) << id << " at " << t;
  }
}

TEST(Schedule, isConstantUnlessAsked) {
  for (std::int64_t t : {1, 2, 1000}) EXPECT_EQ(scheduled({}, -1).factor(t), 1);
}

TEST(Schedule, warmsUpBeforeItBegins) {
  const Schedule plain = scheduled({{"schedule", "step"}, {"scheduleEvery", 3.0}});
  const Schedule warm = scheduled({{"schedule", "step"}, {"scheduleEvery", 3.0}, {"warmup", 10.0}});
  for (int t = 1; t <= 10; ++t) EXPECT_DOUBLE_EQ(warm.factor(t), t / 10.0);
  for (int t = 11; t <= 30; ++t) EXPECT_DOUBLE_EQ(warm.factor(t), plain.factor(t - 10));
}

TEST(Schedule, endsWithTheRace) {
  for (const char* id : {"cosine", "linear"}) {
    const Schedule schedule = scheduled({{"schedule", id}, {"scheduleFloor", 0.1}, {"warmup", 20.0}});
    EXPECT_DOUBLE_EQ(schedule.factor(21), 1) << id;
    EXPECT_DOUBLE_EQ(schedule.factor(61), 0.55) << id;  // half way between warm-up and end
    EXPECT_GT(schedule.factor(100), 0.1) << id;         // the last update still counts
    EXPECT_DOUBLE_EQ(schedule.factor(101), 0.1) << id;
    EXPECT_DOUBLE_EQ(schedule.factor(1000), 0.1) << id;
    // Nothing but warm-up.
    EXPECT_DOUBLE_EQ(scheduled({{"schedule", id}, {"warmup", 20.0}}, 10).factor(10), 0.5) << id;
    auto made = makeLane({.optimizer = "sgd", .hyper = {{"schedule", id}}, .problem = "ravine"});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code + " " + made.error().at, "unsupported lane.schedule");
  }
}

TEST(Schedule, isWhatTheLaneDoes) {
  LaneSpec spec{.optimizer = "sgd",
                .hyper = {{"lr", 0.01}, {"schedule", "inverseSqrt"}, {"warmup", 2.0}},
                .problem = "ravine",
                .settings = {{"start", std::vector<double>{-1.5, 0.0}}}};  // f = x²/2 there
  auto made = lane(spec);
  made->run(5, 0);
  const auto x = column(*made, "x0");
  made->reset();
  made->run(5, 0);
  const auto lr = column(*made, "lr");
  const std::vector<double> rates{0.005, 0.01, 0.01, 0.01 / std::sqrt(2), 0.01 / std::sqrt(3), 0.01 / 2};
  for (std::size_t t = 0; t <= 5; ++t) EXPECT_DOUBLE_EQ(lr[t], rates[t]) << t;
  for (std::size_t t = 0; t < 5; ++t) EXPECT_DOUBLE_EQ(x[t + 1], x[t] - rates[t] * x[t]) << t;
}

TEST(Schedule, isNotOfferedWhereTheRateIsAskedForOnce) {
  auto made = makeLane({.optimizer = "rprop", .hyper = {{"schedule", "step"}}, .problem = "ravine"});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code + " " + made.error().at, "unknown-field lane.schedule");
}

template <class T>
std::vector<T> clipped(const Settings& settings, std::vector<T> g) {
  configured<Clip>(settings).apply(g.data(), g.size());
  return g;
}

TEST(Clip, byValueAndByNorm) {
  const std::vector<double> g{3, -4, 0.5, 12};
  EXPECT_EQ(clipped({}, g), g);
  EXPECT_EQ(clipped({{"clipValue", 2.0}}, g), (std::vector<double>{2, -2, 0.5, 2}));
  const auto shorter = clipped({{"clipNorm", 1.0}}, g);
  const double norm = std::sqrt(9 + 16 + 0.25 + 144);
  for (std::size_t i = 0; i < g.size(); ++i)
    EXPECT_DOUBLE_EQ(shorter[i], g[i] * (1 / (norm + 1e-6)));  // torch.nn.utils.clip_grad_norm_
  EXPECT_EQ(clipped({{"clipNorm", 14.0}}, g), g);              // it is shorter already
  const auto both = clipped({{"clipValue", 4.0}, {"clipNorm", 2.0}}, std::vector<float>{3, -4, 0, 12});
  EXPECT_FLOAT_EQ(both[0], 3 * 2 / std::sqrt(41.0f));  // (3, −4, 0, 4), then shortened to 2
  EXPECT_EQ(clipped({{"clipNorm", 1.0}}, std::vector<double>{0, 0}), (std::vector<double>{0, 0}));
}

TEST(Clip, actsOnTheNoisyGradientAndNotOnWhatIsShown) {
  LaneSpec spec{.optimizer = "sgd", .hyper = {{"lr", 1.0}, {"clipValue", 0.01}}, .problem = "ravine"};
  spec.settings.set("noise", 1000.0);
  auto made = lane(spec);
  made->run(20, 0);
  const auto x = column(*made, "x0");
  for (std::size_t t = 1; t < x.size(); ++t) EXPECT_NEAR(std::abs(x[t] - x[t - 1]), 0.01, 1e-15);
  made->reset();
  made->run(0, 0);
  EXPECT_DOUBLE_EQ(column(*made, "gradNorm")[0], std::hypot(1.5, 80));
}

TEST(Clip, keepsAJumpFromTheCliffSmall) {
  LaneSpec spec{.optimizer = "sgd", .hyper = {{"lr", 0.1}}, .problem = "rosenbrock"};
  auto wild = lane(spec);
  wild->run(200, 0);
  EXPECT_EQ(wild->status(), Status::diverged);
  spec.hyper.set("clipNorm", 1.0);
  auto tame = lane(spec);
  tame->run(200, 0);
  EXPECT_EQ(tame->status(), Status::running);
}

}  // namespace
