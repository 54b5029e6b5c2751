// Rules and what goes around them, step by step, as NumPy worked them out in float64: tests/golden/README.md.
#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "optim/optimizer.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

constexpr double tolerance = 1e-9;

double error(double actual, double expected) {
  return std::abs(actual - expected) / std::max(std::abs(expected), 1e-6);
}

/// The file's `lookahead` is a rule with its switches.
LaneSpec specOf(const nlohmann::json& expected) {
  static const std::map<std::string, std::string> switches{
      {"k", "lookahead"}, {"alpha", "lookaheadAlpha"}, {"syncMomentum", "lookaheadSync"}};
  LaneSpec spec{.optimizer = expected["optimizer"]};
  auto hyper = expected["hyperparameters"];
  if (spec.optimizer == "lookahead") {
    spec.optimizer = hyper.value("base", "sgd");
    hyper.erase("base");
    for (const auto& [from, to] : switches) {
      if (hyper.contains(from)) hyper[to] = hyper[from];
      hyper.erase(from);
    }
    if (!hyper.contains("lookahead")) hyper["lookahead"] = 5;
  }
  spec.hyper = settingsOf(hyper);
  spec.settings.set("start", expected["start"].get<std::vector<double>>());
  if (expected.contains("surface")) {
    spec.problem = expected["surface"];
    return spec;
  }
  spec.problem = expected["problem"];
  const auto& tensors = expected["tensors"];
  spec.settings.set("inputs", tensors[0]["shape"][0].get<double>());
  spec.settings.set("units", tensors[0]["shape"][1].get<double>());
  spec.settings.set("bias", tensors.size() > 1 ? 1.0 : 0.0);
  return spec;
}

/// Every case of that rule or switch, at every recorded step.
void expectTrajectories(const std::string& of, int count) {
  const auto golden = readGolden("modern-trajectories.json");
  int cases = 0;
  double largest = 0;
  for (const auto& expected : golden["cases"]) {
    const auto& hyper = expected["hyperparameters"];
    if (!hyper.contains(of) && expected["optimizer"] != of) continue;
    const std::string at = of + " " + hyper.dump();
    const LaneSpec spec = specOf(expected);
    noteReference(spec.optimizer, spec.hyper);
    auto made = lane(spec);
    made->run(expected["steps"].back()[0].get<int>(), 0);
    const auto rows = rowsOf(*made);
    ++cases;
    for (const auto& step : expected["steps"]) {
      const std::size_t t = step[0], n = step[1].size(), points = step.size() > 3 ? 2 : 1;
      ASSERT_LT(t, rows.size()) << at;
      const std::vector<double>& rest = rows[t].rest;
      for (std::size_t p = 0; p < points; ++p) {
        for (std::size_t i = 0; i < n; ++i) {
          const double e = error(rest[rest.size() - (points - p) * n + i], step[2 * p + 1][i]);
          EXPECT_LT(e, tolerance) << at << " at step " << t;
          largest = std::max(largest, e);
        }
      }
      EXPECT_LT(error(rows[t].loss, step[2 * points]), tolerance) << at << " at step " << t;
    }
  }
  EXPECT_EQ(cases, count) << of;
  std::cout << of << ": " << cases << " cases, largest error " << largest << "\n";
}

TEST(Reference, shampooOnMatricesAndVectors) { expectTrajectories("shampoo", 9); }
TEST(ModernGolden, average) { expectTrajectories("average", 6); }
TEST(ModernGolden, lookahead) { expectTrajectories("lookahead", 5); }

}  // namespace
