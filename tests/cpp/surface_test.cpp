// Every surface of the catalog: its gradient against finite differences, the minima that it lists, and what is known of
// single ones.
#include <gtest/gtest.h>

#include <cmath>

#include "support.h"

namespace sidestep::test {
namespace {

std::vector<const ProblemEntry*> surfaces() {
  std::vector<const ProblemEntry*> list;
  for (const ProblemEntry& entry : problems()) {
    if (entry.info.kind == "surface") list.push_back(&entry);
  }
  return list;
}

std::unique_ptr<Problem<double>> make(std::string_view id, const Settings& settings = {}) {
  return std::move(*findProblem(id)->makeDouble(settings, {}));
}

struct Value {
  double loss;
  std::vector<double> gradient;
};

Value at(Problem<double>& problem, const std::vector<double>& w) {
  Value v{0, std::vector<double>(w.size())};
  v.loss = problem.evaluate(0, w.data(), v.gradient.data());
  EXPECT_EQ(v.loss, problem.evaluate(0, w.data(), nullptr)) << "with and without the gradient";
  return v;
}

/// Central differences with one step of Richardson's extrapolation.
double slope(Problem<double>& problem, std::vector<double> w, std::size_t i, double h) {
  const double centre = w[i];
  const auto difference = [&](double step) {
    w[i] = centre + step;
    const double right = problem.evaluate(0, w.data(), nullptr);
    w[i] = centre - step;
    return (right - problem.evaluate(0, w.data(), nullptr)) / (2 * step);
  };
  return (4 * difference(h / 2) - difference(h)) / 3;
}

TEST(Surface, GradientsMatchFiniteDifferences) {
  for (const ProblemEntry* entry : surfaces()) {
    Pcg32 random(3, stream::problemData);
    for (const bool turned : {false, true}) {
      Settings settings;
      if (turned) {
        settings.set("shift", std::vector<double>{0.3, -0.2});
        if (entry->info.dim == 1) settings.set("shift", std::vector<double>{0.3});
        if (entry->info.dim == 2) settings.set("rotate", 33.0);
      }
      const auto problem = make(entry->info.id, settings);
      for (int point = 0; point < 40; ++point) {
        std::vector<double> w;
        for (std::size_t i = 0; i < entry->info.dim; ++i) {
          const Range range = entry->info.box[i];
          w.push_back(range.low + (range.high - range.low) * random.uniform());
        }
        const Value value = at(*problem, w);
        for (std::size_t i = 0; i < w.size(); ++i) {
          // The wall of the cliff is too steep for differences of that width, and too rough for narrower ones.
          if (entry->info.id == "cliff" && std::abs(value.gradient[i]) > 5) continue;
          const double numeric = slope(*problem, w, i, 1e-4);
          EXPECT_NEAR(value.gradient[i], numeric, 1e-6 * (1 + std::abs(value.gradient[i]) + std::abs(value.loss)))
              << entry->info.id << " at " << w[0] << ", " << w.back() << ", coordinate " << i;
        }
      }
    }
  }
}

TEST(Surface, MinimaAreMinima) {
  for (const ProblemEntry* entry : surfaces()) {
    const auto problem = make(entry->info.id);
    for (const Minimum& minimum : entry->info.minima) {
      const std::vector<double> w(minimum.at.begin(), minimum.at.begin() + long(entry->info.dim));
      const Value value = at(*problem, w);
      const double scale = 1 + std::abs(minimum.value);
      EXPECT_NEAR(value.loss, minimum.value, 1e-10 * scale) << entry->info.id << " at " << w[0];
      for (double g : value.gradient) EXPECT_NEAR(g, 0, 1e-6 * scale) << entry->info.id << " at " << w[0];
      for (int k = 0; k < 16; ++k) {
        std::vector<double> beside = w;
        beside[0] += 1e-3 * std::cos(k * M_PI / 8);
        if (w.size() > 1) beside[1] += 1e-3 * std::sin(k * M_PI / 8);
        EXPECT_GE(problem->evaluate(0, beside.data(), nullptr), value.loss) << entry->info.id << " beside " << w[0];
      }
      for (std::size_t i = 0; i < w.size(); ++i) {
        EXPECT_GE(w[i], entry->info.box[i].low) << entry->info.id;
        EXPECT_LE(w[i], entry->info.box[i].high) << entry->info.id;
      }
    }
  }
}

TEST(Surface, StartsInsideItsMapWithASlope) {
  for (const ProblemEntry* entry : surfaces()) {
    const auto problem = make(entry->info.id);
    std::vector<double> w(problem->size());
    problem->start(w.data());
    for (std::size_t i = 0; i < w.size(); ++i) {
      EXPECT_GE(w[i], entry->info.box[i].low) << entry->info.id;
      EXPECT_LE(w[i], entry->info.box[i].high) << entry->info.id;
    }
    double norm = 0;
    for (double g : at(*problem, w).gradient) norm += g * g;
    EXPECT_GT(norm, 0) << entry->info.id;
  }
}

/// Values worked out by hand or printed in the literature.
TEST(Surface, KnownValues) {
  const struct {
    const char* id;
    std::vector<double> at;
    double value;
  } known[] = {
      {"booth", {0, 0}, 74},
      {"styblinski_tang", {1, 1}, -10},
      {"three_hump_camel", {1, 1}, 2 - 1.05 + 1.0 / 6 + 2},
      {"ackley", {1, 0}, -20 * std::exp(-0.2 * std::sqrt(0.5)) - std::exp(1) + std::exp(1) + 20},
      {"rastrigin", {0.5, 0}, 20.25},
      {"goldstein_price", {0, 0}, 600},
      {"mccormick", {0, 0}, 1},
      {"levy13", {0, 0}, 2},
      {"easom", {M_PI, 0}, std::exp(-M_PI * M_PI)},
      {"plateau", {0}, 0.125},
      {"monkey_saddle", {1, 1}, -2},
      {"noisy_quadratic", {2, 2}, 3},
      {"piecewise_quadratic", {1.5}, 0.5 * 2.25 + 24 * 1.5 - 12},
      {"piecewise_quadratic", {3}, 12.5 * 9 - 72 + 36},
      {"parabola", {3}, 4.5},
  };
  for (const auto& [id, w, value] : known)
    EXPECT_NEAR(at(*make(id), w).loss, value, 1e-12 * (1 + std::abs(value))) << id;
}

TEST(Surface, ParametersChangeIt) {
  const auto ravine = make("ravine", {{"kappa", 7.0}});
  EXPECT_EQ(at(*ravine, {1, 2}).gradient, (std::vector<double>{1, 14}));
  const auto saddle = make("saddle", {{"quartic", 0.05}});
  EXPECT_NEAR(at(*saddle, {0, std::sqrt(10)}).loss, -5, 1e-12);
  EXPECT_NEAR(at(*saddle, {0, std::sqrt(10)}).gradient[1], 0, 1e-12);
}

/// Turned about the middle of its map and moved: the value goes along.
TEST(Surface, RotationAndShiftMoveTheMinimum) {
  const auto booth = make("booth", {{"rotate", 90.0}, {"shift", std::vector<double>{2, -1}}});
  // (1, 3) turned by a right angle is (-3, 1).
  EXPECT_NEAR(at(*booth, {-1, 0}).loss, 0, 1e-12);
  const auto line = make("quartic1d", {{"shift", std::vector<double>{1.5}}});
  EXPECT_EQ(at(*line, {2.5}).loss, -10);
}

/// Pascanu et al.: on its map the slope differs by a factor of ten thousand.
TEST(Surface, TheCliffIsSteep) {
  const auto cliff = make("cliff");
  const auto norm = [&](double w, double b) {
    const Value v = at(*cliff, {w, b});
    return std::hypot(v.gradient[0], v.gradient[1]);
  };
  EXPECT_NEAR(norm(5.5, -2), 0.0309, 1e-4);
  double steepest = 0;
  for (double b = -2.60; b < -2.55; b += 1e-5) steepest = std::max(steepest, norm(4.94, b));
  EXPECT_GT(steepest, 1e3);
}

/// The gradient of |x| alone at the bottom of Ackley's funnel would be not-a-number.
TEST(Surface, AckleyStaysAtItsCusp) {
  const Value bottom = at(*make("ackley"), {0, 0});
  EXPECT_NEAR(bottom.gradient[0], 0, 1e-15);
  EXPECT_NEAR(bottom.gradient[1], 0, 1e-15);
}

}  // namespace
}  // namespace sidestep::test
