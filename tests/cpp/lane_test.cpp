#include "lane/lane.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <set>

#include "allocations.h"
#include "instrument/instrument.h"
#include "nn/layer.h"
#include "optim/optimizer.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

LaneSpec toy(std::string optimizer, std::string problem = "rosenbrock") {
  return {.optimizer = std::move(optimizer), .hyper = {{"lr", 0.001}}, .problem = std::move(problem)};
}

LaneSpec net(std::string optimizer = "adam") {
  LaneSpec spec{.optimizer = std::move(optimizer), .hyper = {{"lr", 0.01}}, .problem = "network"};
  spec.settings.set("net", "dense(8) tanh dense(4)");
  spec.race.batch = 16;
  spec.race.data = stripes(200, 100);
  return spec;
}

std::string hashAfter(Lane& lane, std::int64_t steps, std::int64_t chunk) {
  lane.reset();
  while (lane.step() < steps) {
    lane.run(std::min(chunk, steps - lane.step()), 0);
    lane.rows();
  }
  return lane.hash("params");
}

TEST(Lane, rowsAreTheStatesAndLosses) {
  auto made = lane(toy("sgd", "ravine"));
  EXPECT_EQ(made->run(3, 0), 3);
  const auto rows = rowsOf(*made);
  ASSERT_EQ(rows.size(), 4u);  // the start too
  for (std::size_t t = 0; t < 4; ++t) EXPECT_EQ(rows[t].step, double(t));
  EXPECT_DOUBLE_EQ(rows[0].loss, 0.5 * (1.5 * 1.5 + 100 * 0.8 * 0.8));
  EXPECT_DOUBLE_EQ(rows[0].gradNorm, std::hypot(1.5, 80));
  EXPECT_DOUBLE_EQ(rows[1].rest.back(), 0.8 - 0.001 * 80);
  EXPECT_TRUE(rowsOf(*made).empty());  // handed out once
}

/// A copy of an array of a lane in float32.
std::vector<double> copyOf(const Lane& lane, std::string_view array) {
  const auto view = std::get<std::span<const float>>(lane.peek(array));
  return {view.begin(), view.end()};
}

TEST(Lane, startsFromGivenParameters) {
  auto first = lane(net()), other = lane([] {
                              LaneSpec spec = net();
                              spec.settings.set("init", "xavier");
                              return spec;
                            }());
  const std::string own = other->hash("initial"), start = first->hash("initial");
  ASSERT_NE(own, start);
  EXPECT_FALSE(other->startFrom(copyOf(*first, "params")));
  EXPECT_EQ(other->step(), 0);
  EXPECT_EQ(other->hash("initial"), start);
  const std::string end = hashAfter(*first, 40, 40);
  EXPECT_EQ(hashAfter(*other, 40, 7), end);  // hashAfter() resets: it goes back to what it was given
  EXPECT_EQ(hashAfter(*other, 40, 40), end);

  const Check shorter = other->startFrom(std::vector<double>(3));
  ASSERT_TRUE(shorter);
  EXPECT_EQ(shorter->code + " " + shorter->at, "bad-length params");
  std::vector<double> large = copyOf(*first, "params");
  large[5] = 1e300;  // not finite in float32
  const Check infinite = other->startFrom(large);
  ASSERT_TRUE(infinite);
  EXPECT_EQ(infinite->code + " " + infinite->at, "not-finite params.5");
  EXPECT_EQ(hashAfter(*other, 40, 40), end);  // what is refused changes nothing
}

TEST(Lane, learnsFromRealNumbers) {
  auto data = *Dataset::create({2}, 2, 100, 50, true);
  Pcg32 random(3, stream::problemData);
  for (Split split : {Split::train, Split::test}) {
    for (std::size_t i = 0; i < data->count(split); ++i) {
      data->labels(split)[i] = static_cast<std::uint8_t>(i % 2);
      for (std::size_t k = 0; k < 2; ++k) data->numbers(split)[2 * i + k] = random.normal() / 4 + (i % 2 ? 1 : -1);
    }
  }
  ASSERT_FALSE(data->seal());
  LaneSpec spec = net();
  spec.settings.set("net", "dense(4) tanh dense(2)");
  spec.race.data = data;
  auto made = lane(spec);
  made->run(70, 0);
  EXPECT_GT(rowsOf(*made).back().rest[3], 0.9);
  EXPECT_EQ(measure("data_points", {}, *made)->shape[0], 100u);
  EXPECT_FALSE(Dataset::create({1 << 14}, 2, 8000, 193, true));  // 2³⁰ bytes and an item more
  EXPECT_TRUE(Dataset::create({4}, 2, 8192, 1, true));
}

TEST(Lane, sameBitsHoweverItIsChunked) {
  for (const Optimizer& optimizer : optimizers()) {
    const std::string id(optimizer.info.id);
    auto onToy = lane(toy(id, "himmelblau"));
    EXPECT_EQ(hashAfter(*onToy, 100, 100), hashAfter(*onToy, 100, 7)) << id;
  }
  auto onNet = lane(net());
  EXPECT_EQ(hashAfter(*onNet, 40, 40), hashAfter(*onNet, 40, 1));
}

TEST(Lane, resetReplays) {
  auto made = lane(net("rmsprop"));
  const std::string first = hashAfter(*made, 30, 30);
  EXPECT_NE(first, made->hash("initial"));
  EXPECT_EQ(first, hashAfter(*made, 30, 30));
}

TEST(Lane, runAllocatesNothing) {
  std::vector<LaneSpec> specs{toy("adam"), toy("sgd"),   net("adagrad"), net("rmsprop"), toy("newton"),
                              toy("cg"),   toy("lbfgs"), toy("shampoo"), net("shampoo")};
  specs.push_back(toy("shampoo", "matrix_least_squares"));
  specs.push_back(net());
  specs.back().hyper.set("average", std::string("ema"));
  specs.push_back(toy("adam"));
  specs.back().hyper.set("lookahead", 5.0);
  specs.back().hyper.set("lookaheadSync", std::string("reset"));
  const std::string nets[] = {
      "conv(5,3,same) batchnorm relu pool(2) avgpool(1) leakyrelu gelu dropout(0.2) flatten sigmoid dense(4)",
      "lstm(5,sequence,relu) softmax gru(4) tanh dense(4)", "embedding(4) lstm(3) dense(4)"};
  for (const std::string& text : nets) {
    specs.push_back(net());
    specs.back().settings.set("net", text);
  }
  for (const LayerKind& kind : layerKinds()) {
    EXPECT_TRUE(std::ranges::any_of(nets, [&](const std::string& text) { return text.find(kind.id) != text.npos; }))
        << kind.id << " is in none of them";
  }
  for (LaneSpec& spec : specs) {
    if (!findOptimizer(spec.optimizer)->info.needsStationary) spec.settings.set("noise", 0.1);
    auto made = lane(spec);
    made->run(1, 0);
    const std::size_t before = allocations.count;
    for (int i = 0; i < 50; ++i) {
      made->run(20, 0);
      made->rows();
    }
    EXPECT_EQ(made->status(), Status::running);
    EXPECT_EQ(allocations.count, before) << spec.problem << " " << spec.optimizer;
  }
}

TEST(Lane, divergesAtAStepAndStaysThere) {
  auto spec = toy("sgd", "quartic1d");
  spec.hyper.set("lr", 1.0);
  auto made = lane(spec);
  made->run(1000, 0);
  EXPECT_EQ(made->status(), Status::diverged);
  const auto rows = rowsOf(*made);
  EXPECT_FALSE(std::isfinite(rows.back().loss) && std::isfinite(rows.back().gradNorm));
  EXPECT_EQ(rows.back().step, double(made->step()));
  EXPECT_LT(made->step(), 20);
  EXPECT_EQ(made->run(10, 0), 0);
}

TEST(Lane, stopsWhenItsRowsAreFullAndGoesOn) {
  auto spec = toy("adam");
  spec.capacity = 10;
  auto made = lane(spec);
  EXPECT_EQ(made->run(100, 0), 9);  // rows 0 to 9; the tenth update waits for room
  EXPECT_EQ(rowsOf(*made).size(), 10u);
  while (made->step() < 100) {
    made->run(100 - made->step(), 0);
    made->rows();
  }
  auto whole = lane(toy("adam"));
  EXPECT_EQ(made->hash("params"), hashAfter(*whole, 100, 100));
}

TEST(Lane, divergesAtTheSameStepHoweverItIsChunked) {
  std::vector<std::int64_t> ends;
  for (std::size_t capacity : {1, 2, 3, 7, 4096}) {
    auto spec = toy("sgd", "quartic1d");
    spec.hyper.set("lr", 0.2);
    spec.capacity = capacity;
    auto made = lane(spec);
    double last = -1;
    for (int turn = 0; turn < 1000 && made->status() == Status::running; ++turn) {
      made->run(1000, 0);
      for (const Row& row : rowsOf(*made)) last = row.step;
    }
    EXPECT_EQ(made->status(), Status::diverged);
    EXPECT_EQ(last, double(made->step())) << "the last row is the divergence's, with room for " << capacity;
    ends.push_back(made->step());
  }
  EXPECT_EQ(std::set<std::int64_t>(ends.begin(), ends.end()).size(), 1u);
}

TEST(Lane, aLargeGradientIsNoDivergenceAndALostParameterIs) {
  LaneSpec spec{.optimizer = "sgd", .hyper = {{"lr", 1e-160}}, .problem = "formula1d"};
  spec.settings.set("f", "1e160*x");
  auto large = lane(spec);
  EXPECT_EQ(large->run(10, 0), 10);
  EXPECT_DOUBLE_EQ(rowsOf(*large).back().gradNorm, 1e160);
  spec = {.optimizer = "adagrad", .hyper = {{"epsilon", 0.0}}, .problem = "formula"};  // 0/0 for the other coordinate
  spec.settings.set("f", "x");
  auto lost = lane(spec);
  lost->run(10, 0);
  EXPECT_EQ(lost->status(), Status::diverged);
  EXPECT_EQ(lost->step(), 1);
}

TEST(Lane, sizesDoNotWrapAround) {
  const auto code = [](LaneSpec spec) {
    auto made = makeLane(spec);
    return made ? std::string("fine") : made.error().code;
  };
  auto spec = net();
  spec.settings.set("net", "dense(65536) dense(65536) dense(4)");
  EXPECT_EQ(code(spec), "bad-net");
  std::string deep = "dense(65536)";
  for (int i = 0; i < 60; ++i) deep += " relu";
  spec.settings.set("net", deep + " dense(4)");
  spec.race.batch = 128;
  EXPECT_EQ(code(spec), "no-memory");
}

TEST(Lane, aGradientThatIsNoNumberHasNoNorm) {
  auto spec = toy("sgd", "formula1d");
  const auto norms = [&](const char* f) {
    spec.settings.set("f", std::string(f));
    auto made = lane(spec);
    made->run(2, 0);
    return column(*made, "gradNorm");
  };
  EXPECT_TRUE(std::isnan(norms("exp(710)*x")[0]));
  EXPECT_TRUE(std::isnan(norms("x/0")[0]));
  EXPECT_EQ(norms("x*0")[0], 0);
  // The loss is finite, and published races go on: to a step that is not.
  spec.settings.set("start", std::vector<double>{0});
  spec.settings.set("f", std::string("sqrt(x^2)"));
  auto made = lane(spec);
  made->run(10, 0);
  EXPECT_EQ(made->step(), 1);
  EXPECT_TRUE(std::isnan(column(*made, "gradNorm")[0]));
}

TEST(Lane, recordsEveryFewStepsAndTheLast) {
  auto spec = toy("adam");
  spec.every = 4;
  spec.race.steps = 10;
  auto made = lane(spec);
  made->run(10, 0);
  std::vector<double> steps;
  for (const Row& row : rowsOf(*made)) steps.push_back(row.step);
  EXPECT_EQ(steps, (std::vector<double>{0, 4, 8, 10}));
}

TEST(Lane, sharesNoiseAndInitialWeightsBetweenOptimizers) {
  auto a = net("sgd"), b = net("adam");
  a.settings.set("noise", 0.5), b.settings.set("noise", 0.5);
  auto first = lane(a), second = lane(b);
  for (const char* what : {"initial", "order", "noise"}) {
    EXPECT_FALSE(first->hash(what).empty()) << what;
    EXPECT_EQ(first->hash(what), second->hash(what)) << what;
  }
  a.race.seed = 2;
  auto other = lane(a);
  for (const char* what : {"initial", "order", "noise"}) EXPECT_NE(first->hash(what), other->hash(what)) << what;
}

TEST(Lane, errorsNameTheField) {
  const auto at = [](LaneSpec spec) {
    auto made = makeLane(spec);
    return made ? std::string("fine") : made.error().code + " " + made.error().at;
  };
  auto spec = toy("adam");
  EXPECT_EQ(at(spec), "fine");
  spec.hyper.set("beta1", 1.5);
  EXPECT_EQ(at(spec), "out-of-range lane.beta1");
  EXPECT_EQ(at(toy("nothing")), "unknown-id lane.optimizer");
  EXPECT_EQ(at(toy("adam", "nothing")), "unknown-id problem.id");
  spec = toy("adam");
  spec.settings.set("start", std::vector<double>{1, NAN});
  EXPECT_EQ(at(spec), "not-finite problem.start");
  spec = net();
  spec.race.data = nullptr;
  EXPECT_EQ(at(spec), "no-data problem.data");
  spec = net();
  spec.race.batch = 0;
  EXPECT_EQ(at(spec), "out-of-range race.batch");
  for (const char* text : {"", "dense(4", "dense(0)", "dense(-1)", "dense(4)x(", "relu", "dense(3)", "dense(4,5)",
                           "dense(99999999999999999999)", "relu(1)"}) {
    spec = net();
    spec.settings.set("net", text);
    EXPECT_EQ(at(spec), "bad-net problem.net") << text;
  }
  spec.settings.set("net", "nothing dense(4)");
  EXPECT_EQ(at(spec), "unknown-id problem.net");  // a module that has it may be loaded
}

}  // namespace
