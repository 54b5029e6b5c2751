// A lane goes on from where another one stands, which may have another rule.
#include <gtest/gtest.h>

#include "optim/optimizer.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

LaneSpec himmelblau(const std::string& rule, Settings hyper = {}) {
  LaneSpec spec{.optimizer = rule, .hyper = std::move(hyper), .problem = "himmelblau"};
  spec.race.steps = 40;
  return spec;
}

LaneSpec network(const std::string& rule) {
  LaneSpec spec{.optimizer = rule, .problem = "network"};
  spec.race.batch = 16;
  spec.race.steps = 40;
  static const auto data = stripes(60, 30);  // one for all, as lanes of a race have it
  spec.race.data = data;
  spec.settings.set("net", std::string("dense(4) dropout(0.3) batchnorm dense(4)"));
  return spec;
}

std::vector<double> parameters(const Lane& lane) {
  return std::visit([](auto view) { return std::vector<double>(view.begin(), view.end()); }, lane.peek("params"));
}

/// What becomes of a lane in so many steps, to the bit.
std::string after(Lane& lane, std::int64_t steps) {
  lane.run(steps, 0);
  return lane.hash("params") + " " + std::to_string(lane.step());
}

std::string kept(const LaneSpec& from, const LaneSpec& to) {
  auto first = lane(from), next = lane(to);
  first->run(13, 0);
  return *next->adopt(*first);
}

class Adopt : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(All, Adopt, testing::ValuesIn([] {
                           std::vector<std::string> ids;
                           for (const Optimizer& optimizer : optimizers()) ids.emplace_back(optimizer.info.id);
                           return ids;
                         }()),
                         [](const auto& info) { return info.param; });

TEST_P(Adopt, theSameRuleGoesOnToTheSameBits) {
  for (LaneSpec spec : {himmelblau(GetParam()), network(GetParam())}) {
    if (findOptimizer(GetParam())->info.needsStationary && spec.problem == "network") continue;
    auto first = lane(spec), next = lane(spec);
    first->run(13, 0);
    ASSERT_TRUE(next->adopt(*first));
    EXPECT_EQ(next->step(), 13);
    EXPECT_EQ(next->hash("params"), first->hash("params"));
    EXPECT_EQ(after(*next, 20), after(*first, 20)) << spec.problem;
  }
}

TEST_P(Adopt, anotherRateIsThatOfARestoredLane) {
  LaneSpec spec = himmelblau(GetParam(), {{"lr", 0.004}});
  auto first = lane(spec);
  first->run(13, 0);
  spec.hyper.set("lr", 0.001);
  auto adopting = lane(spec), restored = lane(spec);
  ASSERT_TRUE(adopting->adopt(*first));
  EXPECT_FALSE(restored->restore(*first->snapshot()));
  EXPECT_EQ(after(*adopting, 20), after(*restored, 20));
}

TEST_P(Adopt, everyOtherRuleBeginsThereWhereItKeepsNothing) {
  for (const Optimizer& other : optimizers()) {
    LaneSpec spec = himmelblau(std::string(other.info.id), {{"lr", 0.002}});
    auto first = lane(himmelblau(GetParam(), {{"lr", 0.004}})), next = lane(spec);
    first->run(13, 0);
    spec.fresh = other.info.id == GetParam();
    if (spec.fresh) next = lane(spec);
    auto slots = next->adopt(*first);
    ASSERT_TRUE(slots) << other.info.id;
    EXPECT_EQ(next->step(), 13);
    if (!slots->empty()) continue;
    auto begun = lane(spec);
    EXPECT_FALSE(begun->startFrom(parameters(*first)));
    next->run(20, 0);
    begun->run(20, 0);
    EXPECT_EQ(next->hash("params"), begun->hash("params")) << GetParam() << " to " << other.info.id;
  }
}

TEST_P(Adopt, aLaneOnANetworkGoesOnWithAnyRule) {
  if (findOptimizer(GetParam())->info.needsStationary) return;
  auto first = lane(network("adam")), next = lane(network(GetParam()));
  first->run(13, 0);
  ASSERT_TRUE(next->adopt(*first));
  EXPECT_EQ(next->hash("params"), first->hash("params"));
  EXPECT_EQ(next->hash("order"), first->hash("order"));
  next->run(20, 0);
  EXPECT_EQ(next->step(), 33);
  EXPECT_EQ(next->status(), Status::running);
}

TEST(Adopted, slotsMeanTheSame) {
  const auto from = [](const char* one, const char* other) { return kept(himmelblau(one), himmelblau(other)); };
  EXPECT_EQ(from("adam", "adamw"), "m v vMax");
  EXPECT_EQ(from("adam", "radam"), "m v");
  EXPECT_EQ(from("radam", "adabound"), "m v") << "a maximum may begin at any step";
  EXPECT_EQ(from("adam", "rmsprop"), "v");
  EXPECT_EQ(from("rmsprop", "adam"), "") << "one count of steps corrects both averages";
  EXPECT_EQ(from("adam", "nadam"), "") << "which remembers a product of all its steps";
  EXPECT_EQ(from("nadam", "adam"), "m v");
  EXPECT_EQ(from("sgd", "rmsprop"), "") << "velocities of other things";
  EXPECT_EQ(from("adadelta", "adamax"), "") << "u and u";
  EXPECT_EQ(from("newton", "cg"), "");
  LaneSpec fresh = himmelblau("adamw");
  fresh.fresh = true;
  EXPECT_EQ(kept(himmelblau("adam"), fresh), "");
}

TEST(Adopted, aRuleWithTheSameArithmeticGoesOnToTheSameBits) {
  auto adam = lane(himmelblau("adam")), adamw = lane(himmelblau("adamw", {{"lr", 0.001}, {"weightDecay", 0.0}}));
  adam->run(13, 0);
  ASSERT_TRUE(adamw->adopt(*adam));
  EXPECT_EQ(after(*adamw, 20), after(*adam, 20)) << "with the count of steps";
}

TEST(Adopted, memoryOfAnotherSizeBeginsAnew) {
  EXPECT_EQ(kept(himmelblau("lbfgs", {{"memory", 5.0}}), himmelblau("lbfgs", {{"memory", 9.0}})), "");
  EXPECT_EQ(kept(himmelblau("lbfgs", {{"memory", 5.0}}), himmelblau("lbfgs", {{"memory", 5.0}})), "direction");
}

TEST(Adopted, theScheduleBeginsWhereTheSpecSays) {
  LaneSpec spec = himmelblau("sgd", {{"lr", 0.01}, {"schedule", std::string("linear")}});
  auto first = lane(spec);
  spec.scheduleFrom = 20;
  auto next = lane(spec);
  first->run(20, 0);
  ASSERT_TRUE(next->adopt(*first));
  next->run(20, 0);
  const auto rates = column(*next, "lr");
  ASSERT_EQ(rates.size(), 20);
  EXPECT_NEAR(rates.front(), 0.01 * 19 / 20, 1e-12);
  EXPECT_NEAR(rates.back(), 0, 1e-12);
}

TEST(Adopted, anAverageGoesOnOrBeginsThere) {
  const Settings averaged{{"lr", 0.01}, {"average", std::string("polyak")}};
  auto all = lane(himmelblau("sgd", averaged)), none = lane(himmelblau("sgd", {{"lr", 0.01}}));
  LaneSpec later = himmelblau("sgd", averaged);
  auto goesOn = lane(later);
  later.averageFrom = 13;
  auto begins = lane(later);
  all->run(13, 0);
  none->run(13, 0);
  ASSERT_TRUE(goesOn->adopt(*all));
  ASSERT_TRUE(begins->adopt(*none));
  const auto shown = [](const Lane& lane) { return std::get<std::span<const double>>(lane.peek("shown"))[0]; };
  auto another = lane(later);  // of another form, say
  ASSERT_TRUE(another->adopt(*all));
  EXPECT_EQ(shown(*another), parameters(*another)[0]);
  EXPECT_NE(shown(*all), parameters(*all)[0]);
  for (Lane* each : {all.get(), goesOn.get(), begins.get()}) each->run(1, 0);
  EXPECT_EQ(shown(*goesOn), shown(*all));
  EXPECT_EQ(shown(*begins), parameters(*begins)[0]);
  EXPECT_NE(shown(*goesOn), shown(*begins));
}

TEST(Adopted, aLaneOfAnotherRaceIsRefused) {
  auto first = lane(himmelblau("adam"));
  LaneSpec seed = himmelblau("adam"), place = himmelblau("adam"), problem = himmelblau("adam");
  seed.race.seed = 2;
  place.settings.set("rotate", 30.0);
  problem.problem = "beale";
  for (const LaneSpec& spec : {seed, place, problem, network("adam")}) {
    auto other = lane(spec);
    const std::string before = other->hash("params");
    EXPECT_FALSE(other->adopt(*first));
    EXPECT_EQ(other->hash("params"), before);
  }
}

}  // namespace
