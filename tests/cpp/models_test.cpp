// Small models of the core itself, on data made from the seed: gradients, what is known of each, and that rules learn
// them.
#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "instrument/instrument.h"
#include "problem/problem.h"
#include "support.h"

namespace sidestep::test {
namespace {

struct Made {
  std::unique_ptr<Problem<double>> problem;
  std::vector<double> memory;
};

Made make(std::string_view id, const Settings& settings = {}, std::uint64_t seed = 1, std::size_t batch = 32) {
  RaceContext race;
  race.seed = seed;
  race.batch = batch;
  auto problem = findProblem(id)->makeDouble(settings, race);
  if (!problem) throw std::runtime_error(problem.error().message);
  Made made{std::move(*problem), {}};
  made.memory.resize(made.problem->workspace());
  made.problem->bind(made.memory.data());
  return made;
}

std::vector<double> begin(const Problem<double>& problem) {
  std::vector<double> w(problem.size());
  problem.start(w.data());
  return w;
}

std::vector<double> gradient(Problem<double>& problem, std::int64_t step, const std::vector<double>& w) {
  std::vector<double> g(w.size());
  problem.evaluate(step, w.data(), g.data());
  return g;
}

/// The last row of a lane, by column.
std::map<std::string, double> end(const std::string& optimizer, Settings hyper, const std::string& problem,
                                  Settings settings, std::int64_t steps, std::uint64_t seed = 1) {
  LaneSpec spec;
  spec.optimizer = optimizer;
  spec.hyper = std::move(hyper);
  spec.problem = problem;
  spec.settings = std::move(settings);
  spec.race.seed = seed;
  spec.race.steps = steps;
  spec.every = steps;
  const auto made = lane(spec);
  EXPECT_EQ(made->run(steps, 0), steps);
  const auto names = made->columns();
  const auto rows = made->rows();
  std::map<std::string, double> last;
  for (std::size_t i = 0; i < names.size(); ++i) last[names[i]] = rows[rows.size() - names.size() + i];
  return last;
}

const Settings smallNet{{"batch", 7.0}, {"net", std::string("gru(4) dense(4)")}};

bool sampled(std::string_view id) { return id == "bandit" || id == "corridor"; }

TEST(DataProblem, GradientsMatchFiniteDifferences) {
  int count = 0;
  for (const ProblemEntry& entry : problems()) {
    if (entry.info.kind != "data" || sampled(entry.info.id)) continue;
    ++count;
    const std::vector<Settings> variants =
        entry.info.id == "linear_regression" ? std::vector<Settings>{{}, {{"batch", 1.0}}}
        // With more units than that, a hundred steps bend too much for differences.
        : entry.info.id == "flashes" ? std::vector<Settings>{smallNet}
        : std::ranges::any_of(entry.fields, [](const Field& f) { return f.id == "net"; })
            ? std::vector<Settings>{{}, {{"batch", 7.0}, {"loss", std::string("mse")}}}
            : std::vector<Settings>{{}, {{"batch", 7.0}}};
    for (const Settings& settings : variants) {
      const Made made = make(entry.info.id, settings);
      Pcg32 random(3, 0);
      for (const std::int64_t step : {0, 1, 50}) {
        std::vector<double> w = begin(*made.problem);
        for (double& x : w) x += 0.3 * random.normal();
        const std::vector<double> g = gradient(*made.problem, step, w);
        for (std::size_t i = 0; i < w.size(); i += 1 + w.size() / 11) {
          const auto at = [&](double shift) {
            std::vector<double> moved = w;
            moved[i] += shift;
            return made.problem->evaluate(step, moved.data(), nullptr);
          };
          EXPECT_NEAR(g[i], (at(1e-5) - at(-1e-5)) / 2e-5, 2e-6 * (1 + std::abs(g[i])))
              << entry.info.id << ", step " << step << ", coordinate " << i;
        }
      }
    }
  }
  EXPECT_GE(count, 9);
}

TEST(DataProblem, TheSeedMakesTheData) {
  for (const ProblemEntry& entry : problems()) {
    if (entry.info.kind != "data") continue;
    const Settings settings = entry.info.id == "flashes" ? smallNet : Settings{};
    const Made a = make(entry.info.id, settings), b = make(entry.info.id, settings),
               other = make(entry.info.id, settings, 2);
    EXPECT_EQ(begin(*a.problem), begin(*b.problem)) << entry.info.id;
    std::vector<double> w = begin(*a.problem);
    for (std::size_t i = 0; i < w.size(); ++i) w[i] += 0.01 * double(i % 7);
    bool differs = false;
    for (const std::int64_t step : {40, 0, 3}) EXPECT_EQ(gradient(*a.problem, step, w).size(), w.size());
    for (const std::int64_t step : {0, 3, 40}) {
      EXPECT_EQ(gradient(*a.problem, step, w), gradient(*b.problem, step, w)) << entry.info.id;
      differs |= gradient(*a.problem, step, w) != gradient(*other.problem, step, w);
    }
    const bool given = entry.info.id == "linear_regression" || entry.info.id == "matrix_least_squares";
    EXPECT_EQ(differs, !given) << entry.info.id;
    EXPECT_EQ(a.problem->orderHash(), b.problem->orderHash());
  }
}

TEST(DataProblem, ABatchOfAllItemsIsTheFullBatch) {
  const Made full = make("random_regression", {{"batch", 5000.0}}), part = make("random_regression", {{"batch", 20.0}});
  const std::vector<double> w(10, 0.3);
  const auto whole = gradient(*full.problem, 0, w);
  EXPECT_EQ(full.problem->evaluate(0, w.data(), nullptr),
            make("random_regression").problem->evaluate(0, w.data(), nullptr));
  std::vector<double> mean(10, 0.0);
  bool differs = false;
  for (std::int64_t step = 0; step < 5; ++step) {  // an epoch
    const auto g = gradient(*part.problem, step, w);
    differs |= std::abs(g[0] - whole[0]) > 1e-3;
    for (std::size_t i = 0; i < 10; ++i) mean[i] += g[i] / 5;
  }
  EXPECT_TRUE(differs);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_NEAR(mean[i], whole[i], 1e-12);
}

TEST(DataProblem, AMapShowsAllTheDataWhateverTheBatch) {
  const Made full = make("linear_regression"), part = make("linear_regression", {{"batch", 1.0}}, 7);
  const double w[] = {0.3, -0.4};
  EXPECT_EQ(part.problem->objective(w), full.problem->objective(w));
  EXPECT_EQ(full.problem->objective(w), full.problem->evaluate(0, w, nullptr));
  EXPECT_NE(part.problem->objective(w), part.problem->evaluate(0, w, nullptr));
}

TEST(DataProblem, theObjectiveIsTheLossOverAllTheDataOfEveryProblem) {
  for (const ProblemEntry& entry : problems()) {
    if (!entry.makeDouble) continue;
    const std::string id(entry.info.id);
    const bool own = std::ranges::count(entry.fields, std::string_view("batch"), &Field::id) > 0;
    const auto inBatches = [&](double batch) {
      Settings settings = id == "flashes" ? smallNet : Settings{};
      if (own) settings.set("batch", batch);
      return make(id, settings, 1, static_cast<std::size_t>(batch));
    };
    const Made whole = inBatches(1e6), part = inBatches(7);
    std::vector<double> w = begin(*whole.problem);
    for (std::size_t i = 0; i < w.size(); ++i) w[i] += 0.01 * double(i % 7 + 1);
    const double objective = whole.problem->objective(w.data()), loss = whole.problem->evaluate(0, w.data(), nullptr);
    bool same = true;
    for (std::int64_t step = 1; step < (entry.info.kind == "online" ? 2000 : 4); ++step) {
      same &= whole.problem->evaluate(step, w.data(), nullptr) == loss;
    }
    EXPECT_EQ(std::isnan(objective), !same) << id;  // data that never end have none
    if (!same) continue;
    EXPECT_NEAR(objective, loss, 1e-9 * (1 + std::abs(loss))) << id;
    part.problem->evaluate(3, w.data(), nullptr);
    EXPECT_EQ(part.problem->objective(w.data()), objective) << id;
  }
}

TEST(DataProblem, theObjectiveOfANetworkIsWithoutDropout) {
  const Made dropping = make("spirals", {{"net", std::string("dense(8) tanh dropout(0.5) dense(3)")}}),
             plain = make("spirals", {{"net", std::string("dense(8) tanh dense(3)")}});
  const std::vector<double> w = begin(*plain.problem);
  EXPECT_NE(dropping.problem->evaluate(0, w.data(), nullptr), plain.problem->evaluate(0, w.data(), nullptr));
  EXPECT_EQ(dropping.problem->objective(w.data()), plain.problem->objective(w.data()));
}

/// "θ = [1.98, 0.99], loss 0.0007", many tutorials print.
TEST(DataProblem, TheTutorialsSolutionIsNone) {
  const Made made = make("linear_regression");
  const double printed[] = {1.98, 0.99}, exact[] = {0, 1};
  EXPECT_NEAR(made.problem->evaluate(0, printed, nullptr), 29, 0.1);
  EXPECT_EQ(made.problem->evaluate(0, exact, nullptr), 0);
  EXPECT_EQ(gradient(*made.problem, 0, {0, 1}), (std::vector<double>{0, 0}));
}

TEST(DataProblem, TheConditionNumberIsTheOneAskedFor) {
  for (const bool mixed : {true, false}) {
    const Made made = make("random_regression", {{"kappa", 250.0}, {"mixed", mixed ? 1.0 : 0.0}});
    Eigen::MatrixXd hessian(10, 10);
    const auto origin = gradient(*made.problem, 0, std::vector<double>(10, 0));
    double besides = 0;
    for (int i = 0; i < 10; ++i) {
      std::vector<double> unit(10, 0);
      unit[std::size_t(i)] = 1;
      const auto g = gradient(*made.problem, 0, unit);
      for (int j = 0; j < 10; ++j) {
        hessian(i, j) = g[std::size_t(j)] - origin[std::size_t(j)];
        if (i != j) besides = std::max(besides, std::abs(hessian(i, j)));
      }
    }
    const auto values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(hessian).eigenvalues();
    EXPECT_NEAR(values(9), 2, 1e-9);
    EXPECT_NEAR(values(9) / values(0), 250, 1e-6);
    EXPECT_EQ(besides > 1e-3, mixed);
  }
}

/// Gradient descent and an adaptive rule both fit the data; one of them has learnt what it means.
TEST(DataProblem, WilsonsAdaptiveRulesAnswerAlwaysPlus) {
  for (const double p : {0.55, 0.7}) {
    const auto sgd = end("sgd", {{"lr", 5e-4}}, "wilson", {{"p", p}}, 40'000);
    EXPECT_LT(sgd.at("loss"), 1e-5);
    EXPECT_EQ(sgd.at("accuracy"), 1);
    for (const auto& [id, lr] : {std::pair("adagrad", 0.1), {"adam", 0.001}}) {
      const auto adaptive = end(id, {{"lr", lr}}, "wilson", {{"p", p}}, 4000);
      EXPECT_LT(adaptive.at("loss"), 1e-4) << id;
      EXPECT_NEAR(adaptive.at("accuracy"), p, 0.05) << id;
    }
  }
}

/// Against the definition with every feature written out.
TEST(DataProblem, WilsonsFeatures) {
  const Made made = make("wilson");
  const std::size_t n = made.problem->size();
  EXPECT_EQ(n, 1003u);
  // From w = 0 the gradient is -Xᵀy: the first feature counts items, an own feature is set where its gradient is not 0.
  const auto g = gradient(*made.problem, 0, std::vector<double>(n, 0));
  EXPECT_EQ(g[0], -200);
  EXPECT_EQ(g[1], g[2]);
  double sum = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    const double* own = g.data() + 3 + 5 * i;
    const double y = -own[0];
    EXPECT_EQ(std::abs(y), 1);
    for (int k = 1; k < 5; ++k) EXPECT_EQ(own[k], y > 0 ? 0 : 1);
    sum += y;
  }
  EXPECT_EQ(g[1], -sum);
  std::vector<double> w(n, 0);
  EXPECT_EQ(made.problem->evaluate(0, w.data(), nullptr), 100);
  w[0] = 1;
  EXPECT_EQ(made.problem->evaluate(0, w.data(), nullptr), 0) << "the first feature is the answer";
}

TEST(DataProblem, FactorsExplainUnseenRatings) {
  const auto first = end("adam", {{"lr", 0.01}}, "matrix_factorization", {{"rank", 2.0}}, 1);
  const auto last = end("adam", {{"lr", 0.01}}, "matrix_factorization", {{"rank", 2.0}}, 4000);
  EXPECT_GT(first.at("testLoss"), 1);
  EXPECT_LT(last.at("testLoss"), 0.1);
  EXPECT_EQ(make("matrix_factorization", {{"rank", 2.0}}).problem->size(), 140u);
}

/// The mean of many sampled gradients is the slope of the exact loss, with the baseline and without; the baseline makes
/// them less noisy.
TEST(DataProblem, PolicyGradientsAreRightOnAverage) {
  for (const std::string id : {"bandit", "corridor"}) {
    std::vector<double> noise;
    for (const double baseline : {0.0, 1.0}) {
      const Made made = make(id, {{"baseline", baseline}, {"episodes", 4.0}});
      const std::size_t n = made.problem->size();
      std::vector<double> w(n);
      for (std::size_t i = 0; i < n; ++i) w[i] = 0.4 * std::sin(double(i)) + 0.5;
      std::vector<double> mean(n, 0), squares(n, 0);
      constexpr int rounds = 20'000;
      for (int t = 0; t < rounds; ++t) {
        const auto g = gradient(*made.problem, t, w);
        for (std::size_t i = 0; i < n; ++i) {
          mean[i] += g[i] / rounds;
          squares[i] += g[i] * g[i] / rounds;
        }
      }
      double total = 0;
      for (std::size_t i = 0; i < n; ++i) {
        std::vector<double> right = w, left = w;
        right[i] += 1e-5;
        left[i] -= 1e-5;
        const double slope =
            (made.problem->evaluate(0, right.data(), nullptr) - made.problem->evaluate(0, left.data(), nullptr)) / 2e-5;
        const double variance = squares[i] - mean[i] * mean[i];
        EXPECT_NEAR(mean[i], slope, 4.5 * std::sqrt(variance / rounds) + 1e-9) << id << ", coordinate " << i;
        total += variance;
      }
      noise.push_back(total);
    }
    EXPECT_LT(noise[1], 0.95 * noise[0]) << id;
  }
}

TEST(DataProblem, PoliciesImprove) {
  const auto bandit = end("sgd", {{"lr", 0.1}}, "bandit", {{"episodes", 8.0}}, 4000);
  EXPECT_GT(bandit.at("best"), 0.8);
  EXPECT_LT(bandit.at("loss"), 0.2);
  const Made corridor = make("corridor");
  const double straight[8] = {40, 40, 40, 40, 40, 40, 40, 40};
  EXPECT_NEAR(corridor.problem->evaluate(0, straight, nullptr), 8, 1e-9);
  const double lost[8] = {};
  EXPECT_NEAR(corridor.problem->evaluate(0, lost, nullptr), 56, 6) << "a random walk takes 72 moves, cut at a hundred";
  EXPECT_LT(end("sgd", {{"lr", 0.01}}, "corridor", {}, 3000).at("loss"), 10);
}

TEST(DataProblem, NetworksLearnTheirData) {
  const struct {
    const char *id, *optimizer;
    double lr;
    std::int64_t steps;
    double accuracy;
  } cases[] = {{"blobs", "rmsprop", 0.01, 100, 0.95},
               {"classification", "rmsprop", 0.003, 100, 0.8},
               {"spirals", "adam", 0.02, 600, 0.9},
               {"moons", "adam", 0.02, 400, 0.95},
               {"xor", "adam", 0.02, 400, 0.95}};
  for (const auto& [id, optimizer, lr, steps, accuracy] : cases) {
    EXPECT_GT(end(optimizer, {{"lr", lr}}, id, {}, steps).at("accuracy"), accuracy) << id;
  }
  EXPECT_LT(end("adam", {{"lr", 0.02}}, "xor", {{"net", std::string("dense(2)")}}, 400).at("accuracy"), 0.8)
      << "a single layer cannot";
}

TEST(DataProblem, DecisionsInThePlane) {
  LaneSpec spec;
  spec.optimizer = "adam";
  spec.hyper = {{"lr", 0.02}};
  spec.problem = "spirals";
  const auto spirals = lane(spec);
  auto read = measure("data_points", {}, *spirals);
  const std::span<const double> points(read->values);
  ASSERT_EQ(points.size(), 900u);
  std::vector<double> inputs, decisions(600);
  for (std::size_t i = 0; i < 300; ++i) inputs.insert(inputs.end(), {points[3 * i], points[3 * i + 1]});
  const auto right = [&] {
    const auto at = std::get<Standing<float>>(spirals->standing());
    EXPECT_TRUE(at.problem.classify(at.shown.data(), 300, inputs.data(), decisions.data()));
    int count = 0;
    for (std::size_t i = 0; i < 300; ++i) {
      EXPECT_GE(decisions[2 * i + 1], 1.0 / 3);
      EXPECT_LE(decisions[2 * i + 1], 1);
      count += decisions[2 * i] == points[3 * i + 2];
    }
    return count;
  };
  const int before = right();
  spirals->run(500, 0);
  EXPECT_GT(right(), 270);
  EXPECT_LT(before, 250);
  // Looking does not change the run.
  const auto unseen = lane(spec);
  unseen->run(600, 0);
  spirals->run(100, 0);
  EXPECT_EQ(spirals->hash("params"), unseen->hash("params"));

  spec.problem = "blobs";
  const auto blobs = lane(spec);
  EXPECT_FALSE(measure("decision_regions", {}, *blobs));
  EXPECT_TRUE(measure("data_points", {}, *blobs)->values.size() == 0);
}

TEST(DataProblem, ANetworkMustFit) {
  const auto wrong = findProblem("moons")->makeFloat({{"net", std::string("dense(16) tanh dense(3)")}}, {});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().at, "problem.net");
}

}  // namespace
}  // namespace sidestep::test
