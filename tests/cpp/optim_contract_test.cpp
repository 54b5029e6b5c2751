// What every optimizer on the list must keep to, whatever its rule; and what theory says of some.
#include <gtest/gtest.h>

#include <map>

#include "optim_support.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

template <class T>
class OptimizerContract : public testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(OptimizerContract, Precisions);

TYPED_TEST(OptimizerContract, staysFiniteOnZeroGradient) {
  using T = TypeParam;
  for (const Optimizer& optimizer : rules()) {
    Bench<T> bench(optimizer, {}, {1, -2, 3, 0, 5});
    for (int t = 0; t < 100; ++t) bench.update(std::vector<T>(5, T(0)));
    for (T w : bench.parameters()) EXPECT_TRUE(std::isfinite(w)) << optimizer.info.id;
    EXPECT_EQ(bench.parameters()[3], T(0)) << optimizer.info.id;  // nothing pulls at 0, weight decay included
  }
}

TYPED_TEST(OptimizerContract, usesTheSlotsThatItDeclaresAndNothingElse) {
  using T = TypeParam;
  Pcg32 random(5, 5);
  for (const Optimizer& optimizer : rules()) {
    std::vector<bool> used(optimizer.slots.size());
    const Layout layout =
        optimizer.info.elementwise ? Layout{{"x", 7}} : placed({{"W", 2, 3, Tensor::Kind::matrix}, {"b", 1}});
    for (int draw = 0; draw < 20; ++draw) {
      Bench<T> bench(optimizer, drawn(optimizer.fields, random), {1, -2, 3, 0, 5, 1, 2}, layout);
      std::vector<std::vector<T>> before;
      for (std::size_t k = 0; k < used.size(); ++k) before.push_back(bench.slot(k));
      for (const auto& g : gradients<T>(3, 7)) bench.update(g);
      EXPECT_TRUE(bench.guardsIntact()) << optimizer.info.id;
      for (std::size_t k = 0; k < used.size(); ++k) {
        if (before[k] != bench.slot(k)) used[k] = true;
      }
    }
    for (std::size_t k = 0; k < used.size(); ++k) {
      EXPECT_TRUE(used[k]) << optimizer.info.id << " never uses " << optimizer.slots[k].id;
    }
  }
}

TYPED_TEST(OptimizerContract, treatsEveryParameterAlike) {  // in vectors and in the rest of the loop
  using T = TypeParam;
  Pcg32 random(6, 6);
  for (const Optimizer& optimizer : rules()) {
    if (!optimizer.info.elementwise) continue;
    const Settings settings = drawn(optimizer.fields, random);
    const auto list = gradients<T>(20, 11);
    Bench<T> together(optimizer, settings, std::vector<T>(11, T(0.5)));
    for (const auto& g : list) together.update(g);
    for (std::size_t i = 0; i < 11; ++i) {
      Bench<T> alone(optimizer, settings, {T(0.5)});
      for (const auto& g : list) alone.update({g[i]});
      EXPECT_EQ(alone.parameters()[0], together.parameters()[i]) << optimizer.info.id << " " << i;
    }
  }
}

TEST(Optimizers, areTheSameRuleInBothPrecisions) {
  for (const Optimizer& optimizer : rules()) {
    for (bool flags : {false, true}) {
      Settings settings;
      for (const Field& field : optimizer.fields) {
        if (flags && field.kind == Kind::boolean) settings.set(std::string(field.id), 1.0);
      }
      Bench<float> single(optimizer, settings, std::vector<float>(9, 1.0f));
      Bench<double> twice(optimizer, settings, std::vector<double>(9, 1.0));
      for (const auto& g : gradients<float>(40, 9)) {
        single.update(g);
        twice.update({g.begin(), g.end()});
      }
      const std::vector<double> all = twice.parameters();
      double longest = 0;
      for (const double expected : all) longest = std::max(longest, std::abs(expected - 1));
      for (std::size_t i = 0; i < 9; ++i) {
        // What a rule makes of a whole matrix is as exact as its largest part.
        const double way = optimizer.info.elementwise ? std::abs(all[i] - 1) : 10 * longest;
        EXPECT_NEAR(single.parameters()[i], all[i], 2e-4 * way + 1e-5) << optimizer.info.id;
      }
    }
  }
}

/// With random settings: chunks of other sizes, and a second run, give the same bits.
TEST(Optimizers, replay) {
  Pcg32 random(7, 7);
  for (const Optimizer& optimizer : optimizers()) {
    for (int draw = 0; draw < 6; ++draw) {
      LaneSpec spec{.optimizer = std::string(optimizer.info.id), .hyper = drawn(laneFields(optimizer), random)};
      spec.race.steps = 70;
      if (draw % 3 == 0) spec.hyper.set("average", std::string("none"));  // beside lookahead it is refused
      if (draw % 3 != 0) spec.hyper.set("lookahead", 0.0);
      spec.problem = draw % 2 ? "network" : "himmelblau";
      if (!optimizer.info.needsStationary) spec.settings.set("noise", 0.1);
      spec.race.batch = optimizer.info.needsStationary ? 60 : 16;
      if (draw % 2) {
        spec.settings.set("net", "dense(4)");
        spec.race.data = stripes(60, 20);
      }
      auto made = lane(spec);
      made->run(70, 0);
      const std::string once = made->hash("params");
      EXPECT_NE(once, made->hash("initial")) << spec.optimizer;
      made->reset();
      for (int chunk = 1; made->step() < 70 && made->status() == Status::running; ++chunk) {
        made->run(std::min<std::int64_t>(chunk, 70 - made->step()), 0);
        made->rows();
      }
      EXPECT_EQ(made->hash("params"), once) << spec.optimizer << " on " << spec.problem;
    }
  }
}

TEST(Optimizers, showTheirSlots) {
  for (const Optimizer& optimizer : optimizers()) {
    auto made = lane({.optimizer = std::string(optimizer.info.id), .problem = "rosenbrock"});
    for (const Slot& slot : optimizer.slots) {
      const std::size_t size = std::visit([](auto view) { return view.size(); }, made->peek(slot.id));
      const std::size_t expected = slot.extent == Extent::parameters ? 2 : slot.extent == Extent::rowSide ? 4 : 0;
      EXPECT_EQ(size, expected) << optimizer.info.id << " " << slot.id;
      EXPECT_FALSE(slot.doc.en.empty() || slot.doc.zh.empty()) << optimizer.info.id;
    }
  }
}

/// How far the first step goes, of a gradient g > 0 alone.
TEST(Optimizers, takeTheFirstStepThatTheorySays) {
  const double eta = 0.02, g = 0.3;
  const std::map<std::string, double> lengths{
      {"sgd", eta * g},
      {"adagrad", eta},
      {"rmsprop", eta / std::sqrt(1 - 0.99)},
      {"adadelta", eta * std::sqrt(1e-6) / std::sqrt((1 - 0.9) * g * g + 1e-6) * g},
      {"adam", eta},
      {"adamw", eta + eta * 0.01 * 0.7},  // the decay of w = 0.7
      {"adamax", eta},
      {"radam", eta * g},  // not adaptive before its sixth step
      {"adabound", eta},
      {"lion", eta},
      {"rprop", eta},
  };
  for (const auto& [id, length] : lengths) {
    Bench<double> bench(*findOptimizer(id), {{"lr", eta}}, {0.7});
    bench.update({g});
    EXPECT_NEAR(0.7 - bench.parameters()[0], length, 3e-6 * length) << id;
  }
}

/// What becomes of the path when all gradients are multiplied by the same number.
TEST(Optimizers, obeyTheirScaleLaws) {
  constexpr double factor = 1024;
  const std::map<std::string, double> grows{{"sgd", factor}, {"adagrad", 1}, {"rmsprop", 1}, {"adam", 1},
                                            {"adamax", 1},   {"nadam", 1},   {"lion", 1},    {"rprop", 1}};
  for (const auto& [id, growth] : grows) {
    const Optimizer& optimizer = *findOptimizer(id);
    Settings settings{{"lr", 0.01}};
    if (std::ranges::count(optimizer.fields, "epsilon", &Field::id)) settings.set("epsilon", 1e-30);
    Bench<double> plain(optimizer, settings, {0, 0, 0}), scaled(optimizer, settings, {0, 0, 0});
    for (const auto& g : gradients<double>(50, 3)) {
      plain.update(g);
      scaled.update({factor * g[0], factor * g[1], factor * g[2]});
    }
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_NEAR(scaled.parameters()[i], growth * plain.parameters()[i], 1e-12 * growth) << id;
      EXPECT_NE(plain.parameters()[i], 0) << id;
    }
  }
}

/// A learning rate of 0 moves nothing. (Rprop's first δ is then its smallest step.)
TEST(Optimizers, standStillWithoutALearningRate) {
  for (const Optimizer& optimizer : rules()) {
    if (optimizer.info.id == "rprop") continue;
    Bench<double> bench(optimizer, {{"lr", 0.0}}, {0.7, -1});
    for (const auto& g : gradients<double>(20, 2)) bench.update(g);
    EXPECT_EQ(bench.parameters(), (std::vector<double>{0.7, -1})) << optimizer.info.id;
  }
}

}  // namespace
