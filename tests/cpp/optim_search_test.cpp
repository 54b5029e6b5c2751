// The references that search along a line: Newton, conjugate gradients, L-BFGS.
#include <gtest/gtest.h>

#include <Eigen/Dense>

#include "optim/line_search.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

const std::vector<std::string> searching{"newton", "cg", "lbfgs"};

/// f along a line, as an objective of one parameter.
struct Function final : Objective<double> {
  double (*f)(double);
  double (*slope)(double);
  int calls = 0;
  Function(double (*f)(double), double (*slope)(double)) : f(f), slope(slope) {}
  double at(const double* w, double* grad) override {
    ++calls;
    *grad = slope(*w);
    return f(*w);
  }
};

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

/// What a lane was before and after one step, as an outsider sees it.
struct Seen {
  Vector w, gradient, direction, after, gradientAfter;
  double loss, lossAfter;
};

/// Runs a rule step by step on a problem whose loss and gradient are asked for anew here, and hands each step to
/// `judge` while there is something left to descend.
template <class Judge>
void watch(const std::string& id, const char* problem, int steps, Judge judge) {
  const LaneSpec spec{.optimizer = id, .problem = problem};
  noteReference(id, {});
  auto made = lane(spec);
  auto objective = std::move(*findProblem(problem)->makeDouble(spec.settings, spec.race));
  std::vector<double> memory(objective->workspace());
  objective->bind(memory.data());
  const auto read = [&](const char* array) {
    const auto view = std::get<std::span<const double>>(made->peek(array));
    return Vector(Eigen::Map<const Vector>(view.data(), static_cast<Eigen::Index>(view.size())));
  };
  const auto at = [&](const Vector& w, Vector& gradient) {
    gradient.resize(w.size());
    return objective->evaluate(0, w.data(), gradient.data());
  };
  Seen seen;
  for (int t = 1; t <= steps; ++t) {
    seen.w = read("params");
    seen.loss = at(seen.w, seen.gradient);
    if (seen.gradient.norm() < 1e-5) return;
    made->run(1, 0);
    seen.direction = read("direction");
    seen.after = read("params");
    seen.lossAfter = at(seen.after, seen.gradientAfter);
    judge(seen);
    if (testing::Test::HasFailure()) FAIL() << id << " on " << problem << " at step " << t;
  }
}

void expectNear(const Vector& actual, const Vector& expected, double tolerance) {
  EXPECT_LE((actual - expected).norm(), tolerance * expected.norm()) << actual.transpose() << "\n"
                                                                     << expected.transpose();
}

/// The step goes along the direction, and satisfies the strong Wolfe conditions (eq. 3.7).
void expectWolfe(const Seen& seen, double c2) {
  const Vector step = seen.after - seen.w;
  const double alpha = step.dot(seen.direction) / seen.direction.squaredNorm(),
               slope = seen.gradient.dot(seen.direction);
  expectNear(step, alpha * seen.direction, 1e-6);
  EXPECT_LE(seen.lossAfter, seen.loss + 1e-4 * alpha * slope + 1e-12 * std::abs(seen.loss));
  EXPECT_LE(std::abs(seen.gradientAfter.dot(seen.direction)), -c2 * slope + 1e-12);
}

// The rules once more, from the book's formulas with dense matrices: which way they go from where they were.

TEST(Reference,
     newton) {  // p = −(∇²f)⁻¹g, here with Rosenbrock's second derivatives by hand; positive definite on this path
  watch("newton", "rosenbrock", 30, [](const Seen& seen) {
    const double x = seen.w[0], y = seen.w[1];
    Matrix hessian(2, 2);
    hessian << 1200 * x * x - 400 * y + 2, -400 * x, -400 * x, 200;
    ASSERT_GT(hessian.determinant(), 0);
    expectNear(seen.direction, -hessian.llt().solve(seen.gradient), 1e-6);
    EXPECT_LT(seen.lossAfter, seen.loss);
  });
}

TEST(Reference, cg) {  // eq. 5.44 and 5.45; from the steepest descent anew where that does not descend
  for (const char* problem : {"rosenbrock", "beale", "random_regression"}) {
    Vector before, last;
    watch("cg", problem, 30, [&](const Seen& seen) {
      Vector p = -seen.gradient;
      if (before.size() > 0) {
        const double beta = seen.gradient.dot(seen.gradient - before) / before.squaredNorm();
        if (beta > 0) p += beta * last;
        if (p.dot(seen.gradient) >= 0) p = -seen.gradient;
      }
      expectNear(seen.direction, p, 1e-9);
      expectWolfe(seen, 0.1);
      before = seen.gradient;
      last = seen.direction;
    });
  }
}

TEST(Reference, lbfgs) {  // eq. 7.16–7.20: H as a matrix, updated by the last ten pairs from γI, at first from I/‖g‖
  for (const char* problem : {"rosenbrock", "beale", "random_regression"}) {
    std::vector<std::pair<Vector, Vector>> pairs;
    watch("lbfgs", problem, 30, [&](const Seen& seen) {
      const Eigen::Index n = seen.w.size();
      Matrix h = Matrix::Identity(n, n);
      h *= pairs.empty() ? 1 / seen.gradient.norm()
                         : pairs.back().first.dot(pairs.back().second) / pairs.back().second.squaredNorm();
      for (const auto& [s, y] : pairs) {
        const double rho = 1 / s.dot(y);
        const Matrix v = Matrix::Identity(n, n) - rho * y * s.transpose();
        h = v.transpose() * h * v + rho * s * s.transpose();
      }
      expectNear(seen.direction, -h * seen.gradient, 1e-6);
      expectWolfe(seen, 0.9);
      pairs.emplace_back(seen.after - seen.w, seen.gradientAfter - seen.gradient);
      if (pairs.size() > 10) pairs.erase(pairs.begin());
    });
  }
}

TEST(LineSearch, findsStepsThatSatisfyTheStrongWolfeConditions) {
  Function functions[] = {
      {[](double x) { return (x - 2) * (x - 2); }, [](double x) { return 2 * (x - 2); }},
      {[](double x) { return -x / (x * x + 2); }, [](double x) { return (x * x - 2) / ((x * x + 2) * (x * x + 2)); }},
      {[](double x) { return std::cos(3 * x) + 0.1 * x * x - x; },
       [](double x) { return -3 * std::sin(3 * x) + 0.2 * x - 1; }},
      {[](double x) { return x < 1 ? -std::log(1 - x) - 3 * x : INFINITY; }, [](double x) { return 1 / (1 - x) - 3; }},
      {[](double x) { return std::pow(x - 1, 4); }, [](double x) { return 4 * std::pow(x - 1, 3); }},
  };
  for (Function& f : functions) {
    for (double first : {1e-3, 0.1, 1.0, 30.0, 1e4}) {
      for (double c2 : {0.1, 0.9}) {
        const double w = 0, p = 1;
        double point = NAN, gradient = NAN;
        const Line<double> line{f, 1, &w, &p, &point, &gradient};
        const Trial start{0, f.f(0), f.slope(0)};
        f.calls = 0;
        const Trial t = strongWolfe(line, {start, 1e-4, c2}, first);
        EXPECT_GT(t.length, 0);
        EXPECT_LE(f.f(t.length), start.loss + 1e-4 * t.length * start.slope);
        EXPECT_LE(std::abs(f.slope(t.length)), -c2 * start.slope);
        EXPECT_EQ(point, t.length);
        EXPECT_EQ(gradient, f.slope(t.length));
        EXPECT_LE(f.calls, 40);
      }
    }
  }
}

TEST(LineSearch, endsWhereNothingDescends) {
  Function hidden{[](double) { return 1.0; }, [](double) { return -1e-17; }};  // the loss is too coarse for the slope
  const double w = 0, p = 1;
  double point, gradient;
  const Line<double> line{hidden, 1, &w, &p, &point, &gradient};
  EXPECT_LE(strongWolfe(line, {{0, 1, -1}, 1e-4, 0.9, true}, 1).length, 0);
  EXPECT_EQ(strongWolfe(line, {{0, 1, -1}, 1e-4, 0.9}, 1).loss, 1);
  EXPECT_EQ(backtrack(line, {{0, 1, -1}, 1e-4}, 1).length, 0);
  EXPECT_LT(hidden.calls, 120);
}

TEST(Search, reachesTheMinimumInFewSteps) {
  const auto steps = [](const std::string& id, const char* problem) {
    auto made = lane({.optimizer = id, .problem = problem});
    made->run(100, 0);
    const auto loss = column(*made, "loss");
    return std::ranges::find_if(loss, [](double f) { return f < 1e-16; }) - loss.begin();
  };
  // Newton solves a parabola at once, conjugate gradients of two parameters in two exact searches.
  EXPECT_LE(steps("newton", "ravine"), 2);
  EXPECT_LE(steps("cg", "ravine"), 12);
  EXPECT_LE(steps("lbfgs", "ravine"), 12);
  // Nocedal & Wright call 21 Newton steps on Rosenbrock's function from (−1.2, 1) typical.
  EXPECT_LE(steps("newton", "rosenbrock"), 25);
  EXPECT_LE(steps("cg", "rosenbrock"), 60);
  EXPECT_LE(steps("lbfgs", "rosenbrock"), 50);
  for (const std::string& id : searching) {
    EXPECT_LE(steps(id, "beale"), 60) << id;
    EXPECT_LE(steps(id, "himmelblau"), 30) << id;
  }
}

TEST(Search, descendsAtEveryStepAndStaysAtTheMinimum) {
  for (const std::string& id : searching) {
    for (const char* problem :
         {"rosenbrock", "saddle", "quartic1d", "rastrigin", "goldstein_price", "three_hump_camel"}) {
      auto made = lane({.optimizer = id, .problem = problem});
      made->run(300, 0);
      EXPECT_EQ(made->status(), Status::running) << id << " on " << problem;
      const auto loss = column(*made, "loss");
      for (std::size_t t = 1; t < loss.size(); ++t) EXPECT_LE(loss[t], loss[t - 1]) << id << " on " << problem;
      made->reset();
      made->run(300, 0);
      EXPECT_LT(column(*made, "gradNorm").back(), 1e-4) << id << " on " << problem;
    }
  }
}

TEST(Search, leavesTheSaddleUnlessItStartsOnTheRidge) {
  for (const std::string& id : searching) {
    LaneSpec spec{.optimizer = id, .problem = "saddle"};
    spec.settings.set("start", std::vector<double>{1, 1e-3});
    auto made = lane(spec);
    made->run(60, 0);
    EXPECT_NEAR(column(*made, "loss").back(), -1, 1e-12) << id;
    spec.settings.set("start", std::vector<double>{1, 0});
    made = lane(spec);
    made->run(60, 0);
    EXPECT_EQ(column(*made, "x1").back(), 0) << id;
  }
}

TEST(Search, countsEveryEvaluation) {
  const auto evaluations = [](const char* id, int steps) {
    auto made = lane({.optimizer = id, .problem = "ravine"});
    made->run(steps, 0);
    return column(*made, "evaluations");
  };
  EXPECT_EQ(evaluations("sgd", 3), (std::vector<double>{1, 2, 3, 4}));
  // Four differences of the gradient and one trial, which is not made again for the row.
  EXPECT_EQ(evaluations("newton", 1), (std::vector<double>{1, 6}));
  const auto lbfgs = evaluations("lbfgs", 20);
  EXPECT_GT(lbfgs[1], 1);
  EXPECT_LT(lbfgs[12], 40);
}

LaneSpec searchOn(const std::string& id, const char* problem, std::vector<double> start, Settings hyper = {}) {
  return {.optimizer = id, .hyper = std::move(hyper), .problem = problem, .settings = {{"start", std::move(start)}}};
}

LaneSpec searchOn(const std::string& id, const std::string& formula, std::vector<double> start, Settings hyper = {}) {
  LaneSpec spec = searchOn(id, "formula", std::move(start), std::move(hyper));
  spec.settings.set("f", formula);
  return spec;
}

/// As links of version 1 mean it.
Settings versionOne(const std::string& id) {
  Settings hyper{{"flatStops", 1.0}};
  if (id == "lbfgs") hyper.set("rejectedOverwrites", 1.0);
  return hyper;
}

TEST(Search, leavesAPlateauInAFewTrials) {
  for (const std::string& id : searching) {
    for (double x : {-8, -20, -30, -40, -100, -300}) {  // from −37 on, the loss is the same to the last bit
      auto made = lane(searchOn(id, "plateau", {x}));
      made->run(10, 0);
      const auto loss = column(*made, "loss");
      const auto out =
          static_cast<std::size_t>(std::ranges::find_if(loss, [](double f) { return f < 1e-3; }) - loss.begin());
      made->reset();
      made->run(10, 0);
      ASSERT_LT(out, loss.size()) << id << " from " << x;
      EXPECT_LE(column(*made, "evaluations")[out], 15) << id << " from " << x;
    }
  }
  // Version 1 hardly moves, as the links that were published say.
  auto made = lane(searchOn("lbfgs", "plateau", {-20}, versionOne("lbfgs")));
  made->run(1000, 0);
  EXPECT_LT(column(*made, "x0").back(), -19.99999);
}

TEST(Search, isTheSameOnFlatAndOnSteepGround) {
  for (const std::string& id : searching) {
    for (const char* formula : {"x^2+30*y^2+x*y", "1e-40*(x^2+30*y^2+x*y)", "1e40*(x^2+30*y^2+x*y)"}) {
      auto made = lane(searchOn(id, std::string(formula), {3, 2}));
      made->run(40, 0);
      EXPECT_LT(std::abs(column(*made, "x1").back()), 1e-12) << id << " on " << formula;
    }
    // Here the square of the gradient is out of range, at either end.
    for (const char* formula : {"exp(x^2+2*y^2)", "1e-200*(x^2+y^2)", "1e200*(x^2+y^2)"}) {
      auto made = lane(searchOn(id, std::string(formula), {15, 11}));
      made->run(1000, 0);
      EXPECT_LT(std::abs(column(*made, "x1").back()), id == "cg" || formula[0] == '1' ? 1e-3 : 10)
          << id << " on " << formula;
    }
  }
}

/// A search that cannot improve any more makes no more trials, whatever it was told at first.
TEST(Search, stopsEvaluatingAtTheFloorOfRounding) {
  const auto late = [](LaneSpec spec) {
    auto made = lane(spec);
    made->run(400, 0);
    const double before = column(*made, "evaluations").back();
    made->run(400, 0);
    return column(*made, "evaluations").back() - before;
  };
  for (const std::string& id : searching) {
    for (const char* problem :
         {"rosenbrock", "beale", "himmelblau", "saddle", "quartic1d", "rastrigin", "goldstein_price",
          "three_hump_camel", "ackley", "styblinski_tang", "plateau", "random_regression"}) {
      EXPECT_EQ(late({.optimizer = id, .problem = problem}), 0) << id << " on " << problem;
    }
    for (const char* problem : {"rosenbrock", "beale", "himmelblau", "quartic1d"}) {
      EXPECT_EQ(late({.optimizer = id, .hyper = versionOne(id), .problem = problem}), 0) << id << " on " << problem;
    }
    EXPECT_EQ(late(searchOn(id, std::string("7"), {1, 1})), 0) << id << " on level ground";
    EXPECT_EQ(late(searchOn(id, std::string("1e8+x+abs(x)*3"), {1e-12, 1})), 0) << id << " at a kink";
  }
  EXPECT_EQ(late(searchOn("lbfgs", "plateau", {-40}, versionOne("lbfgs"))), 0);
  EXPECT_EQ(late(searchOn("newton", "plateau", {-100}, versionOne("newton"))), 0);
}

/// The exact answer of least squares, by Eigen, from data read off the objective: its gradient is affine.
TEST(Search, solvesLeastSquaresAsEigenDoes) {
  const ProblemEntry& entry = *findProblem("random_regression");
  auto problem = std::move(*entry.makeDouble({{"kappa", 1000.0}}, {}));
  const auto n = static_cast<Eigen::Index>(problem->size());
  Eigen::VectorXd zero = Eigen::VectorXd::Zero(n), at(n), g0(n), g(n);
  problem->evaluate(0, zero.data(), g0.data());
  Eigen::MatrixXd hessian(n, n);
  for (Eigen::Index j = 0; j < n; ++j) {
    at.setZero();
    at[j] = 1;
    problem->evaluate(0, at.data(), g.data());
    hessian.col(j) = g - g0;
  }
  const Eigen::VectorXd exact = hessian.ldlt().solve(-g0);
  for (const std::string& id : searching) {
    auto made = lane({.optimizer = id, .problem = "random_regression", .settings = {{"kappa", 1000.0}}});
    made->run(id == "newton" ? 2 : 200, 0);
    const auto w = std::get<std::span<const double>>(made->peek("params"));
    for (Eigen::Index i = 0; i < n; ++i) EXPECT_NEAR(w[static_cast<std::size_t>(i)], exact[i], 1e-5) << id;
  }
}

TEST(Search, trainsANetworkOnAllTheDataAtOnce) {
  for (const std::string& id : searching) {
    LaneSpec spec{.optimizer = id, .problem = "network", .settings = {{"net", "dense(4)"}}};
    spec.race.data = stripes(80, 40);
    spec.race.batch = 80;
    auto made = lane(spec);
    made->run(30, 0);
    const auto loss = column(*made, "loss");
    EXPECT_LT(loss.back(), 0.1 * loss.front()) << id;
  }
}

TEST(Search, isRefusedWhereItCannotWork) {
  const auto error = [](LaneSpec spec) {
    auto made = makeLane(spec);
    return made ? std::string("fine") : made.error().code + " " + made.error().at;
  };
  for (const std::string& id : searching) {
    EXPECT_EQ(error({.optimizer = id, .problem = "reddi"}), "unsupported lane.optimizer") << id;
    EXPECT_EQ(error({.optimizer = id, .problem = "bandit"}), "unsupported lane.optimizer") << id;
    EXPECT_EQ(error({.optimizer = id, .problem = "ravine", .settings = {{"noise", 0.1}}}),
              "unsupported lane.optimizer");
    LaneSpec spec{.optimizer = id, .problem = "network", .settings = {{"net", "dense(4)"}}};
    spec.race.data = stripes(80, 40);
    spec.race.batch = 79;
    EXPECT_EQ(error(spec), "unsupported lane.optimizer") << id;
    spec.race.batch = 80;
    EXPECT_EQ(error(spec), "fine") << id;
    spec.settings.set("net", "dense(6) relu dense(4)");  // 250 parameters
    EXPECT_EQ(error(spec), id == "newton" ? "unsupported lane.optimizer" : "fine");
    spec.settings.set("net", "dropout(0.1) dense(4)");  // another loss at each step, even on all the data
    EXPECT_EQ(error(spec), "unsupported lane.optimizer") << id;
    spec.settings.set("net", "dropout(0) dense(4)");
    EXPECT_EQ(error(spec), "fine") << id;
    for (const char* field : {"clipNorm", "schedule", "warmup"}) {
      EXPECT_EQ(error({.optimizer = id, .hyper = {{field, 1.0}}, .problem = "ravine"}),
                std::string("unknown-field lane.") + field);
    }
  }
}

/// A step that goes nowhere leaves the loss as it was: the differences around w are no evaluations at w.
TEST(LineSearch, newtonThatStandsStillKeepsItsLoss) {
  LaneSpec spec{.optimizer = "newton", .hyper = {{"lr", 0.0}}, .problem = "rosenbrock"};
  const auto made = lane(spec);
  made->run(2, 0);
  const auto rows = rowsOf(*made);
  ASSERT_EQ(rows.size(), 3u);
  for (const Row& row : rows) EXPECT_EQ(row.loss, rows[0].loss);
}

}  // namespace
