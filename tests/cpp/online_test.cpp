// Sequences of objectives: their definitions against a few lines written from the papers, and what rules make of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "problem/problem.h"
#include "support.h"

namespace sidestep::test {
namespace {

std::unique_ptr<Problem<double>> make(std::string_view id, const Settings& settings = {}, std::uint64_t seed = 1) {
  RaceContext race;
  race.seed = seed;
  return std::move(*findProblem(id)->makeDouble(settings, race));
}

std::vector<double> gradient(Problem<double>& problem, std::int64_t step, const std::vector<double>& w) {
  std::vector<double> g(w.size());
  problem.evaluate(step, w.data(), g.data());
  return g;
}

struct Trace {
  std::vector<std::string> columns;
  std::vector<double> flat;
  std::vector<double> column(std::string_view name) const {
    const auto at = static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin());
    std::vector<double> values;
    for (std::size_t i = at; i < flat.size(); i += columns.size()) values.push_back(flat[i]);
    return values;
  }
};

Trace race(const std::string& optimizer, Settings hyper, const std::string& problem, Settings settings,
           std::int64_t steps, std::int64_t every = 1) {
  const auto made = lane({.optimizer = optimizer,
                          .hyper = std::move(hyper),
                          .problem = problem,
                          .settings = std::move(settings),
                          .race = {},
                          .every = every,
                          .capacity = static_cast<std::size_t>(steps / every + 2)});
  EXPECT_EQ(made->run(steps, 0), steps);
  const auto rows = made->rows();
  return {made->columns(), {rows.begin(), rows.end()}};
}

TEST(Online, GradientsMatchFiniteDifferences) {
  const std::map<std::string_view, Settings> quiet{
      {"noise_change", {{"sigmaBefore", 0.0}, {"sigmaAfter", 0.0}}},
      {"change_point", {{"sigmaBefore", 0.0}, {"sigmaAfter", 0.0}}},
      {"noisy_quadratic_100", {{"batch", 1e12}}},
  };
  int count = 0;
  for (const ProblemEntry& entry : problems()) {
    if (entry.info.kind != "online") continue;
    ++count;
    const auto settings = quiet.find(entry.info.id);
    const auto problem = make(entry.info.id, settings == quiet.end() ? Settings() : settings->second);
    Pcg32 random(3, 0);
    for (const std::int64_t step : {0, 1, 2, 9, 100, 199, 200, 5000}) {
      std::vector<double> w(problem->size());
      for (double& x : w) x = random.normal();
      const std::vector<double> g = gradient(*problem, step, w);
      for (std::size_t i = 0; i < w.size(); i += 1 + w.size() / 7) {
        const auto at = [&](double shift) {
          std::vector<double> moved = w;
          moved[i] += shift;
          return problem->evaluate(step, moved.data(), nullptr);
        };
        EXPECT_NEAR(g[i], (at(1e-4) - at(-1e-4)) / 2e-4, 1e-5 * (1 + std::abs(g[i])))
            << entry.info.id << ", step " << step << ", coordinate " << i;
      }
    }
  }
  EXPECT_GE(count, 11);
}

/// A step's objective does not depend on which were asked for before, nor on the lane; another seed gives another.
TEST(Online, IsAFunctionOfSeedAndStep) {
  for (const ProblemEntry& entry : problems()) {
    if (entry.info.kind != "online") continue;
    const auto a = make(entry.info.id), b = make(entry.info.id), c = make(entry.info.id, {}, 2);
    const std::vector<double> w(a->size(), 0.5);
    std::vector<std::vector<double>> forward;
    for (std::int64_t step = 0; step < 300; ++step) forward.push_back(gradient(*a, step, w));
    bool differs = false;
    for (std::int64_t step = 299; step >= 0; --step) {
      EXPECT_EQ(gradient(*b, step, w), forward[std::size_t(step)]) << entry.info.id;
      differs |= gradient(*c, step, w) != forward[std::size_t(step)];
    }
    const bool deterministic = entry.info.id == "reddi" || entry.info.id == "reddi_online" ||
                               entry.info.id == "hinton_rprop" || entry.info.id == "scale_change";
    EXPECT_EQ(differs, !deterministic) << entry.info.id;
  }
}

TEST(Online, ReddiLinesAreThePapers) {
  const auto quick = make("reddi", {{"c", 5.0}}), paper = make("reddi_online"), chance = make("reddi_stochastic");
  int large = 0;
  for (int t = 1; t <= 100'000; ++t) {
    EXPECT_EQ(gradient(*quick, t - 1, {0.3})[0], t % 3 == 1 ? 5 : -1);
    EXPECT_EQ(gradient(*paper, t - 1, {0.3})[0], t % 101 == 1 ? 1010 : -10);
    const double g = gradient(*chance, t - 1, {0.3})[0];
    EXPECT_TRUE(g == 1010 || g == -10);
    large += g == 1010;
  }
  EXPECT_NEAR(large, 1000, 4 * std::sqrt(990)) << "p = 0.01";
}

/// The paper's claim, with an Adam of a few lines: it runs to the worst point, AMSGrad to the best.
TEST(Online, AdamGoesTheWrongWay) {
  const double c = 3, beta2 = 1 / (1 + c * c);
  for (const bool amsgrad : {false, true}) {
    const auto problem = make("reddi");
    std::vector<double> memory(problem->workspace());
    problem->bind(memory.data());
    double x, v = 0, top = 0, regret = 0;
    problem->start(&x);
    EXPECT_EQ(x, 1);
    for (int t = 1; t <= 1000; ++t) {
      double g;
      const double loss = problem->evaluate(t - 1, &x, &g);
      problem->visit(t - 1, &x, loss);
      regret += g * (x + 1);
      v = beta2 * v + (1 - beta2) * g * g;
      top = std::max(top, v);
      x -= 0.5 * std::sqrt(1 - beta2) / std::sqrt(t) * g / std::sqrt(amsgrad ? top : v);
      problem->project(&x);
    }
    double average;
    problem->values(&x, &average);
    EXPECT_NEAR(average, regret / 1000, 1e-12);
    if (amsgrad) {
      EXPECT_NEAR(x, -1, 1e-3);
      EXPECT_NEAR(average, 0.0743, 1e-3);
    } else {
      EXPECT_NEAR(x, 0.984, 5e-4);
      EXPECT_GT(average, 0.6);
    }
  }
}

TEST(Online, ALaneStaysInTheBoxAndReportsItsRegret) {
  const Trace run = race("sgd", {{"lr", 0.3}}, "reddi", {}, 50);
  const auto x = run.column("x0"), regret = run.column("averageRegret"), loss = run.column("loss");
  double sum = 0;
  for (std::size_t t = 0; t < x.size(); ++t) {
    EXPECT_LE(std::abs(x[t]), 1);
    sum += loss[t] + (t % 3 == 0 ? 3 : -1);
    EXPECT_NEAR(regret[t], sum / double(t + 1), 1e-12);
  }
  const auto free = race("sgd", {{"lr", 0.3}}, "reddi", {{"bounded", 0.0}}, 50).column("x0");
  EXPECT_LT(*std::ranges::min_element(free), -2);
}

TEST(Online, HintonsGradientsHaveMeanZero) {
  const auto problem = make("hinton_rprop");
  for (int t = 1; t <= 40; ++t) EXPECT_NEAR(gradient(*problem, t - 1, {2})[0], t % 10 == 0 ? -0.9 : 0.1, 1e-15);
  EXPECT_NEAR(race("sgd", {{"lr", 0.001}}, "hinton_rprop", {}, 1000).column("x0").back(), 0, 1e-12);
  const Trace rmsprop = race("rmsprop", {{"lr", 0.001}, {"rho", 0.9}}, "hinton_rprop", {}, 1000);
  EXPECT_NEAR(rmsprop.column("x0").back(), -0.081, 1e-3);
}

TEST(Online, TheScaleChanges) {
  const auto problem = make("scale_change");
  EXPECT_EQ(gradient(*problem, 199, {10})[0], 10'000) << "update 200 is the last before the change";
  EXPECT_EQ(gradient(*problem, 200, {10})[0], 5);
  const auto recovered = [](const std::vector<double>& x) {
    std::size_t t = 200;
    while (t < x.size() && std::abs(x[t] - 5) >= 0.1) ++t;
    return long(t) - 200;
  };
  EXPECT_EQ(recovered(race("sgd", {{"lr", 0.001}}, "scale_change", {}, 6000).column("x0")), 3911);
  EXPECT_NEAR(double(recovered(race("rmsprop", {{"lr", 0.05}, {"rho", 0.9}}, "scale_change", {}, 6000).column("x0"))),
              204, 1);
  const auto adagrad = race("adagrad", {{"lr", 0.5}}, "scale_change", {}, 6000).column("x0");
  EXPECT_EQ(recovered(adagrad), long(adagrad.size()) - 200) << "never";
}

TEST(Online, NoiseHasItsSize) {
  const auto spread = [](const std::string& id, Settings settings, std::int64_t from) {
    const auto problem = make(id, settings);
    double sum = 0, squares = 0;
    for (std::int64_t t = from; t < from + 900; ++t) {
      const double g = gradient(*problem, t, {5})[0];
      sum += g;
      squares += g * g;
    }
    return std::sqrt(squares / 900 - sum * sum / 810'000);
  };
  EXPECT_NEAR(spread("noise_change", {}, 0), 100, 10);
  EXPECT_NEAR(spread("noise_change", {}, 1000), 0.1, 0.01);
  EXPECT_NEAR(spread("change_point", {}, 0), 1, 0.1);
  EXPECT_NEAR(spread("change_point", {}, 5000), 1, 0.1);
  const auto problem = make("noise_change");
  const double x = 3;
  EXPECT_EQ(problem->evaluate(10, &x, nullptr), 4.5) << "the loss is the one without noise";
}

TEST(Online, ALargerBatchIsLessNoisy) {
  for (const double batch : {1.0, 64.0}) {
    const auto problem = make("noisy_quadratic_100", {{"batch", batch}});
    const std::vector<double> w(100, 0.0);
    for (const std::size_t i : {std::size_t(0), std::size_t(9), std::size_t(99)}) {
      double squares = 0;
      for (std::int64_t t = 0; t < 2000; ++t) squares += std::pow(gradient(*problem, t, w)[i], 2) / 2000;
      EXPECT_NEAR(squares * batch * double(i + 1), 1, 0.15) << "variance 1/(i·B)";
    }
  }
  std::vector<double> w(100);
  make("noisy_quadratic_100", {{"random", 0.0}})->start(w.data());
  EXPECT_EQ(w, std::vector<double>(100, 1.0));
  double harmonic = 0;
  for (int i = 1; i <= 100; ++i) harmonic += 0.5 / i;
  EXPECT_NEAR(make("noisy_quadratic_100")->evaluate(0, w.data(), nullptr), harmonic, 1e-12);
}

/// Adam's updates in units of the learning rate: the first ones are the longest.
TEST(Online, AdamsFirstStepsAreTheLongest) {
  const auto move = race("adam", {{"lr", 0.001}}, "pure_noise", {}, 1000).column("move");
  EXPECT_EQ(move[0], 0);
  for (const auto& [t, size] : {std::pair(1, 1.0), {2, 0.712}, {5, 0.450}, {10, 0.331}, {100, 0.233}, {1000, 0.228}}) {
    EXPECT_NEAR(move[std::size_t(t)] / 0.001, size, 0.03) << "update " << t;
  }
}

TEST(Online, DecayInsideAdamIsUneven) {
  const Trace coupled = race("adam", {{"lr", 0.001}, {"weightDecay", 0.1}}, "decay_noise", {}, 5000, 5000);
  EXPECT_NEAR(coupled.column("x0").back(), 0, 0.06);
  EXPECT_NEAR(coupled.column("x1").back(), 1, 0.1);
  const Trace decoupled = race("adamw", {{"lr", 0.001}, {"weightDecay", 0.1}}, "decay_noise", {}, 5000, 5000);
  EXPECT_NEAR(decoupled.column("x0").back(), std::exp(-0.5), 0.1);
  EXPECT_NEAR(decoupled.column("x1").back(), std::exp(-0.5), 0.1);
}

TEST(Online, SparseFeaturesAreAdaGradsHome) {
  const auto problem = make("sparse_logistic");
  const std::vector<double> zero(100, 0.0);
  std::vector<int> seen(100);
  for (std::int64_t t = 0; t < 20'000; ++t) {
    const auto g = gradient(*problem, t, zero);
    for (std::size_t j = 0; j < 100; ++j) {
      EXPECT_TRUE(g[j] == 0 || std::abs(g[j]) == 0.5);
      seen[j] += g[j] != 0;
    }
  }
  EXPECT_NEAR(seen[0], 10'000, 300);
  EXPECT_NEAR(seen[1], 10'000, 300);
  EXPECT_NEAR(seen[9], 2000, 200);
  EXPECT_NEAR(seen[99], 200, 60);

  const auto end = [](const std::string& optimizer, double lr, const char* column) {
    return race(optimizer, {{"lr", lr}}, "sparse_logistic", {}, 20'000, 20'000).column(column).back();
  };
  EXPECT_NEAR(end("sgd", 0.1, "averageLoss"), 0.346, 0.02);
  EXPECT_NEAR(end("adagrad", 1, "averageLoss"), 0.324, 0.02);
  EXPECT_LT(end("adagrad", 1, "averageLoss"), end("sgd", 0.1, "averageLoss"));
  EXPECT_LT(end("adagrad", 1, "rareError"), end("sgd", 0.1, "rareError"));
}

}  // namespace
}  // namespace sidestep::test
