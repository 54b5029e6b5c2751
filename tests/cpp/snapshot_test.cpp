// A lane's state is one value: taken, given back, and given to another lane.
#include <gtest/gtest.h>

#include "base/hash.h"
#include "optim/optimizer.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

/// Rows as they are, but for the time that they took.
std::vector<double> timeless(Lane& lane) {
  const auto rows = lane.rows();
  std::vector<double> values(rows.begin(), rows.end());
  for (std::size_t i = 3; i < values.size(); i += lane.columns().size()) values[i] = 0;
  return values;
}

/// What becomes of a lane in so many steps, to the bit.
std::string after(Lane& lane, std::int64_t steps) {
  lane.run(steps, 0);
  const std::vector<double> rows = timeless(lane);
  const std::string shown =
      std::visit([](auto view) { return hash(std::span<const double>(std::vector<double>(view.begin(), view.end()))); },
                 lane.peek("shown"));
  return hash(std::span<const double>(rows)) + " " + lane.hash("params") + " " + shown + " " +
         std::to_string(lane.step());
}

/// A problem of each kind, as small as it may be (Newton's method solves for all parameters); `still`: the same
/// objective at every step, without noise.
std::vector<LaneSpec> problems(bool still) {
  std::vector<LaneSpec> list;
  const auto toy = [&](const char* id) {
    list.push_back({.problem = id});
    list.back().race.steps = 40;
    if (!still) list.back().settings.set("noise", 0.1);
  };
  toy("rosenbrock");
  toy("random_regression");
  toy("matrix_least_squares");
  if (!still) {
    toy("reddi");
    toy("pure_noise");
    toy("sparse_logistic");
    toy("matrix_factorization");
  }
  const auto net = [&](const char* text, std::vector<std::size_t> shape) {
    LaneSpec spec{.problem = "network"};
    spec.race.batch = still ? 60 : 16;
    spec.race.steps = 40;
    spec.race.data = stripes(60, 300, std::move(shape));
    spec.settings.set("net", std::string(text));
    spec.settings.set("evaluate", 7.0);
    spec.settings.set("testOn", std::string("validation"));  // which keeps its loss
    if (!still) spec.settings.set("noise", 0.01);
    list.push_back(std::move(spec));
  };
  net("dense(4) tanh dense(4)", {3, 3, 1});
  net("conv(2,3) batchnorm relu dense(4)", {3, 3, 1});
  net("lstm(2) dense(4)", {3, 3});
  if (!still) net("dense(5) relu dropout(0.3) batchnorm dense(4)", {3, 3, 1});
  return list;
}

/// The settings around the rule that it has, all on; `averaged`: with an average, else with lookahead.
Settings around(const Optimizer& optimizer, bool averaged) {
  Settings settings;
  const auto fields = laneFields(optimizer);
  const auto set = [&](const char* id, Value value) {
    if (std::ranges::count(fields, std::string_view(id), &Field::id) > 0) settings.set(id, std::move(value));
  };
  set("clipNorm", 5.0);
  set("clipValue", 1.0);
  set("schedule", std::string("cosine"));
  set("warmup", 4.0);
  if (averaged) {
    set("average", std::string("polyak"));
    set("averageStart", 3.0);
  } else {
    set("lookahead", 3.0);
    set("lookaheadSync", std::string("reset"));
  }
  return settings;
}

class Snapshot : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(All, Snapshot, testing::ValuesIn([] {
                           std::vector<std::string> ids;
                           for (const Optimizer& optimizer : optimizers()) ids.emplace_back(optimizer.info.id);
                           return ids;
                         }()),
                         [](const auto& info) { return info.param; });

TEST_P(Snapshot, aLaneGoesOnFromItToTheSameBits) {
  const Optimizer& optimizer = *findOptimizer(GetParam());
  for (LaneSpec& spec : problems(optimizer.info.needsStationary)) {
    spec.optimizer = GetParam();
    for (const bool averaged : {true, false}) {
      spec.hyper = around(optimizer, averaged);
      auto first = lane(spec), other = lane(spec);
      first->run(13, 0);
      const Block<std::byte> taken = std::move(*first->snapshot());
      auto forked = first->fork();
      ASSERT_TRUE(forked);
      first->rows();
      const std::string at = spec.optimizer + " on " + spec.problem + (averaged ? " averaged" : " with lookahead");
      const std::string expected = after(*first, 12);
      EXPECT_FALSE(first->restore(taken)) << at;
      EXPECT_EQ(after(*first, 12), expected) << at;
      other->run(29, 0);  // elsewhere by now
      EXPECT_FALSE(other->restore(taken)) << at;
      EXPECT_EQ(after(*other, 12), expected) << at << ", in another lane";
      EXPECT_EQ(after(**forked, 12), expected) << at << ", forked";
      first->reset();
      first->run(13, 0);
      first->rows();
      EXPECT_EQ(after(*first, 12), expected) << at << ", begun anew";
    }
  }
}

LaneSpec adam() { return {.optimizer = "adam", .hyper = {{"lr", 0.1}}, .problem = "himmelblau"}; }

TEST(Snapshots, fitALaneWithOtherHyperParametersWhichKeepsThem) {
  auto slow = lane(adam());
  slow->run(10, 0);
  LaneSpec spec = adam();
  spec.hyper.set("lr", 0.5);
  auto fast = lane(spec);
  EXPECT_FALSE(fast->restore(*slow->snapshot()));
  EXPECT_EQ(fast->hash("params"), slow->hash("params"));
  EXPECT_EQ(fast->step(), 10);
  fast->run(1, 0);
  EXPECT_EQ(column(*fast, "lr").back(), 0.5);
  slow->run(1, 0);
  EXPECT_NE(fast->hash("params"), slow->hash("params"));
}

TEST(Snapshots, rowsComeWhereTheyAreDueHereNotThere) {
  LaneSpec sparse = adam();
  sparse.every = 4;
  for (const int step : {7, 8, 9}) {
    auto dense = lane(adam()), rare = lane(sparse);
    dense->run(step, 0);
    EXPECT_FALSE(rare->restore(*dense->snapshot()));
    rare->run(12, 0);
    EXPECT_EQ(column(*rare, "step").front(), step < 8 ? 8 : 12);
  }
}

TEST(Snapshots, ofAnotherLaneAreRefusedAndChangeNothing) {
  auto made = lane(adam());
  made->run(5, 0);
  const auto bad = [&](const LaneSpec& spec) {
    auto other = lane(spec);
    const std::string before = other->hash("params");
    const Check check = other->restore(*made->snapshot());
    EXPECT_EQ(other->hash("params") == before, bool(check));
    return check ? check->code + " " + check->at : "fine";
  };
  EXPECT_EQ(bad(adam()), "fine") << "or the others would prove nothing";
  LaneSpec spec = adam();
  spec.optimizer = "adamw";
  EXPECT_EQ(bad(spec), "bad-snapshot snapshot");
  spec = adam();
  spec.race.seed = 2;
  EXPECT_EQ(bad(spec), "bad-snapshot snapshot");
  spec = adam();
  spec.settings.set("rotate", 30.0);
  EXPECT_EQ(bad(spec), "bad-snapshot snapshot");
  spec = adam();
  spec.hyper.set("lookahead", 5.0);  // which has memory of its own
  EXPECT_EQ(bad(spec), "bad-snapshot snapshot");
  auto other = lane(adam());
  const Block<std::byte> whole = std::move(*made->snapshot());
  EXPECT_TRUE(other->restore(std::span(whole).first(whole.size() - 1)));
  EXPECT_TRUE(other->restore({}));
}

TEST(Snapshots, thatAreDamagedAreRefusedAndChangeNothing) {
  auto run = lane(adam());
  run->run(10, 0);
  const Block<std::byte> taken = std::move(*run->snapshot());
  const std::string expected = run->hash("params");
  for (std::size_t at = 0; at < taken.size(); ++at) {
    std::vector<std::byte> damaged(taken.begin(), taken.end());
    damaged[at] ^= std::byte{4};
    const Check bad = run->restore(damaged);
    ASSERT_TRUE(bad) << at;
    EXPECT_EQ(bad->code, "bad-snapshot");
  }
  EXPECT_EQ(run->hash("params"), expected);
  EXPECT_FALSE(run->restore(taken));
}

}  // namespace
