// Every trajectory that PyTorch computed in float64, step by step: tests/golden/README.md.
#include <gtest/gtest.h>

#include <map>

#include "optim/optimizer.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

constexpr double tolerance = 1e-9;

/// Relative to the expected value; where that is nearly 0, absolute in units of the quantity's size on its way there.
double error(double actual, double expected) {
  return std::abs(actual - expected) / std::max(std::abs(expected), 1e-6);
}

TEST(Golden, trajectoriesOfPyTorch) {
  std::map<std::string, std::pair<int, double>> worst;  // by optimizer: cases, error
  const auto golden = readGolden("surface-trajectories.json");
  for (const auto& expected : golden["cases"]) {
    const std::string id = expected["optimizer"];
    ASSERT_TRUE(findOptimizer(id)) << id;
    LaneSpec spec{.optimizer = id,
                  .hyper = settingsOf(expected["hyperparameters"]),
                  .problem = expected["surface"],
                  .settings = {{"start", expected["start"].get<std::vector<double>>()}}};
    auto made = lane(spec);
    made->run(expected["steps"].back()[0].get<int>(), 0);
    const auto rows = rowsOf(*made);
    auto& [cases, largest] = worst[id];
    ++cases;
    for (const auto& step : expected["steps"]) {
      const std::size_t t = step[0];
      ASSERT_LT(t, rows.size()) << expected.dump().substr(0, 200);
      const std::size_t first = rows[t].rest.size() - step[1].size();
      for (std::size_t i = 0; i < step[1].size(); ++i) {
        largest = std::max(largest, error(rows[t].rest[first + i], step[1][i]));
        ASSERT_LT(error(rows[t].rest[first + i], step[1][i]), tolerance)
            << expected.dump().substr(0, 160) << " at step " << t << " parameter " << i;
      }
      largest = std::max(largest, error(rows[t].loss, step[2]));
      ASSERT_LT(error(rows[t].loss, step[2]), tolerance) << expected.dump().substr(0, 160) << " at step " << t;
    }
  }
  int cases = 0;
  for (const auto& [id, figures] : worst) cases += figures.first;
  EXPECT_EQ(cases, 169);
  for (const auto& [id, figures] : worst) {
    std::printf("%-9s %2d cases, worst relative error %.1e\n", id.c_str(), figures.first, figures.second);
    RecordProperty(id, std::to_string(figures.second));
  }
}

}  // namespace
