// A step with its numbers: what it says comes next is what the lane then does, bit for bit.
#include "lane/explain.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

/// In float64 and in float32, some with noise, and some whose parameters are kept where they belong. A rule that
/// compares losses gets the same objective at each step.
std::vector<LaneSpec> problems(bool stationary) {
  std::vector<LaneSpec> list;
  for (const char* id : {"rosenbrock", "reddi", "matrix_factorization"}) {
    list.push_back({.problem = id});
    list.back().race.steps = 40;
    if (list.size() % 2 == 1 && !stationary) list.back().settings.set("noise", 0.1);
  }
  LaneSpec net{.problem = "network"};
  net.race.batch = stationary ? 60 : 8;
  net.race.steps = 40;
  net.race.data = stripes(60, 300, {6, 6, 1});
  net.settings.set("net", std::string("dense(3) tanh dense(4)"));
  list.push_back(std::move(net));
  return list;
}

/// Ways in which the settings of a rule can stand: each switch, all numbers that are 0 by default, what is around it.
std::vector<Settings> ways(const Optimizer& optimizer) {
  std::vector<Settings> all{{}};
  std::vector<std::string_view> flags;
  Settings everything;
  for (const Field& field : optimizer.fields) {
    if (field.kind == Kind::boolean) {
      flags.push_back(field.id);
    } else if (field.kind == Kind::real && field.initial == 0 && field.min <= 0) {
      everything.set(std::string(field.id), std::min(0.01, field.max));
    }
  }
  all.push_back(everything);
  // Of many combinations a fifth, in which each pair of switches stands in all four ways.
  for (std::size_t on = 0; on<std::size_t{1} << flags.size(); on += flags.size()> 5 ? 5 : 1) {
    Settings way = on % 2 == 0 ? Settings{} : everything;
    for (std::size_t k = 0; k < flags.size(); ++k) way.set(std::string(flags[k]), static_cast<double>((on >> k) & 1));
    all.push_back(way);
  }
  const auto fields = laneFields(optimizer);
  const auto has = [&](const char* id) { return std::ranges::count(fields, std::string_view(id), &Field::id) > 0; };
  const auto with = [&](std::initializer_list<std::pair<const char*, Value>> settings) {
    Settings way;
    for (const auto& [id, value] : settings) {
      if (has(id)) way.set(id, value);
    }
    all.push_back(way);
  };
  with({{"clipNorm", 0.5}, {"clipValue", 0.4}});
  with({{"schedule", std::string("cosine")}, {"warmup", 3.0}});
  with({{"lookahead", 3.0}, {"lookaheadSync", std::string("reset")}});
  with({{"average", std::string("ema")}, {"averageStart", 2.0}, {"clipNorm", 1.0}});
  return all;
}

template <class T>
std::vector<double> values(const Lane& lane, const char* array) {
  const auto there = std::get<std::span<const T>>(lane.peek(array));
  return {there.begin(), there.end()};
}

std::vector<double> valuesOf(const Lane& lane, const char* array) {
  return std::visit([](auto view) { return std::vector<double>(view.begin(), view.end()); }, lane.peek(array));
}

bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

/// Compares what each step says of each parameter with what the lane then does; gives how many were compared.
int compare(const LaneSpec& spec) {
  auto made = makeLane(spec);
  if (!made) return 0;  // a combination that the rule refuses
  Lane& lane = **made;
  int compared = 0;
  lane.run(0, 0);
  for (int step = 0; step < 3 && lane.status() == Status::running; ++step) {
    const std::size_t n = valuesOf(lane, "params").size();
    std::vector<Explanation> told;
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < n; i += 1 + n / 3) {
      auto explanation = explain(lane, i);
      EXPECT_TRUE(explanation) << explanation.error().message;
      if (!explanation) return compared;
      told.push_back(std::move(*explanation));
      which.push_back(i);
    }
    lane.run(1, 0);
    lane.rows();
    const auto params = valuesOf(lane, "params"), shown = valuesOf(lane, "shown");
    for (std::size_t k = 0; k < told.size(); ++k) {
      EXPECT_PRED2(same, told[k].next, params[which[k]]) << "parameter " << which[k] << " at step " << step;
      const NumberedFormula& formula = told[k].record.formula;
      EXPECT_TRUE(!formula.lines.empty() || told[k].record.next == told[k].w);
      for (const auto& line : formula.lines) {
        const Quantity& target = formula.quantities[line.target];
        if (target.symbol == "w") {
          EXPECT_PRED2(same, target.value, told[k].record.next);
        }
      }
      ++compared;
    }
    if (::testing::Test::HasFailure()) return compared;
  }
  return compared;
}

TEST(Explain, saysWhatTheLaneDoesNextForEveryRuleAndSwitch) {
  int rules = 0;
  for (const Optimizer& optimizer : optimizers()) {
    ++rules;
    int compared = 0;
    for (const LaneSpec& problem : problems(optimizer.info.needsStationary)) {
      const std::vector<Settings> all = ways(optimizer);
      // Switches act on each number alone: one problem shows them all, others some, and what is around the rule.
      const std::size_t stride = problem.problem == "rosenbrock" ? 1 : problem.problem == "network" ? 3 : 11;
      const std::size_t around = all.size() - 5;
      for (std::size_t k = 0; k < all.size(); k += k < around ? stride : 1) {
        LaneSpec spec = problem;
        spec.optimizer = optimizer.info.id;
        spec.hyper = all[k];
        compared += compare(spec);
        ASSERT_FALSE(HasFailure()) << optimizer.info.id << " on " << spec.problem << ", way " << k;
      }
    }
    EXPECT_GT(compared, 60) << optimizer.info.id;
  }
  EXPECT_EQ(rules, static_cast<int>(optimizers().size()));
}

TEST(Explain, namesWhatItComputes) {
  LaneSpec spec{.optimizer = "adam", .problem = "rosenbrock"};
  spec.race.steps = 10;
  auto lane = makeLane(spec);
  (*lane)->run(3, 0);
  auto told = explain(**lane, 1);
  ASSERT_TRUE(told);
  std::vector<std::string> targets;
  for (const auto& line : told->record.formula.lines) {
    targets.push_back(told->record.formula.quantities[line.target].symbol);
  }
  EXPECT_EQ(targets, (std::vector<std::string>{"slot m", "slot v", "hat slot v", "hat slot m", "w"}));
  EXPECT_EQ(told->update, 4);
}

TEST(Explain, tellsThePointsThatASearchTried) {
  LaneSpec spec{.optimizer = "newton", .problem = "rosenbrock"};
  spec.race.steps = 10;
  auto lane = makeLane(spec);
  (*lane)->run(1, 0);
  auto told = explain(**lane, 0);
  ASSERT_TRUE(told);
  ASSERT_EQ(told->trials.size(), 4u);  // halved three times
  for (std::size_t k = 0; k < told->trials.size(); ++k) {
    const TrialTold& trial = told->trials[k];
    EXPECT_EQ(trial.length, std::ldexp(1, -static_cast<int>(k)));
    EXPECT_EQ(trial.descends, k == 3);
    EXPECT_EQ(trial.descends, trial.loss <= trial.bound);
  }
  // What is told is told of a fork: the lane has not moved.
  EXPECT_EQ((*lane)->step(), 1);
}

TEST(Explain, saysWhichParameterIsMissing) {
  LaneSpec spec{.optimizer = "adam", .problem = "rosenbrock"};
  spec.race.steps = 10;
  auto lane = makeLane(spec);
  (*lane)->run(0, 0);
  EXPECT_EQ(explain(**lane, 2).error().at, "parameter");
}

}  // namespace
