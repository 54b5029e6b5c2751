// What instruments promise: they read what their descriptor says, at the state where they are asked, and change
// nothing.
#include "instrument/instrument.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

std::vector<std::string> idsOf(bool ofRun) {
  std::vector<std::string> ids;
  for (const Instrument* it : instruments()) {
    if ((it->ofRun != nullptr) == ofRun) ids.emplace_back(it->info.id);
  }
  return ids;
}

Measurement whole(Result<Measurement> made) {
  if (!made) throw std::runtime_error(made.error().at + ": " + made.error().message);
  EXPECT_TRUE(made->advance(0));
  return std::move(*made);
}

/// To the bit.
std::string said(const Measurement& measurement) { return hash(std::span<const double>(measurement.values)); }

/// A problem of each kind; `still`: the same objective at every step, without noise.
std::vector<LaneSpec> races(bool still) {
  std::vector<LaneSpec> list;
  const auto add = [&](const char* problem, Settings settings = {}) -> LaneSpec& {
    if (!still) settings.set("noise", 0.01);
    list.push_back({.problem = problem, .settings = std::move(settings)});
    list.back().race.batch = still ? 400 : 16;
    list.back().race.steps = 40;
    return list.back();
  };
  add("rosenbrock");
  add("random_regression");
  add("spirals", {{"net", std::string("dense(4) tanh dense(3)")}});
  if (!still) {
    add("reddi_online");
    add("sparse_logistic");
  }
  for (const char* net : {"lstm(2) dense(4)", "dense(5) relu dropout(0.3) batchnorm dense(4)"}) {
    LaneSpec& spec = add("network", {{"net", std::string(net)}, {"evaluate", 7.0}});
    spec.race.data = stripes(60, 300, {4, 4});
    if (still) break;
  }
  return list;
}

void expectShape(const Measurement& read, const InstrumentInfo& info) {
  EXPECT_EQ(read.shape.size(), info.axes.size()) << info.id;
  EXPECT_EQ(read.values.size(), Measurement::of(read.shape)->values.size()) << info.id;
  EXPECT_TRUE(read.labels.empty() || read.labels.size() == read.shape[0]) << info.id;
  for (std::size_t axis = 0; axis < info.axes.size(); ++axis) {
    const auto& parts = info.axes[axis].parts;
    EXPECT_TRUE(parts.empty() || parts.size() == read.shape[axis]) << info.id;
  }
}

/// Measures a run by every instrument, with what each has by default; `times`: how often each could.
void look(const Lane& run, std::map<std::string, int>& times) {
  for (const Instrument* instrument : instruments()) {
    const Instrument& it = *instrument;
    if (!it.ofRun) continue;
    Settings settings;
    if (it.info.id == "effective_rates") settings.set("steps", std::vector<double>{0, 2, 9});
    auto read = measure(it.info.id, settings, run);
    if (!read) continue;  // not of this problem
    read->advance(0);
    expectShape(*read, it.info);
    ++times[std::string(it.info.id)];
  }
}

class Instruments : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(All, Instruments, testing::ValuesIn([] {
                           std::vector<std::string> ids;
                           for (const Optimizer& optimizer : optimizers()) ids.emplace_back(optimizer.info.id);
                           return ids;
                         }()),
                         [](const auto& info) { return info.param; });

TEST_P(Instruments, neverChangeARun) {
  std::map<std::string, int> times;
  for (LaneSpec& spec : races(findOptimizer(GetParam())->info.needsStationary)) {
    spec.optimizer = GetParam();
    const auto end = [&](bool looking) {
      auto run = lane(spec);
      std::vector<double> rows;
      for (int turn = 0; turn < 6; ++turn) {
        if (looking) look(*run, times);
        run->run(5, 0);
        if (looking) look(*run, times);
        const auto recorded = run->rows();
        for (std::size_t i = 0; i < recorded.size(); ++i) {
          if (i % run->columns().size() != 3) rows.push_back(recorded[i]);  // but for the time that it took
        }
      }
      const auto snapshot = run->snapshot();
      return hash(std::span<const double>(rows)) + run->hash("params");
    };
    EXPECT_EQ(end(true), end(false)) << spec.problem;
  }
  for (const std::string& id : idsOf(true)) EXPECT_GT(times[id], 0) << id;
}

LaneSpec spirals() {
  LaneSpec spec{.optimizer = "adam", .hyper = {{"lr", 0.02}}, .problem = "spirals"};
  spec.race.steps = 600;
  return spec;
}

TEST(Instrument, tellsOfTheStateWhereItWasAskedHoweverTheRunGoesOn) {
  const Settings settings{{"columns", 9.0}, {"rows", 7.0}};
  auto run = lane(spirals());
  run->run(30, 0);
  const std::string expected = said(whole(measure("decision_regions", settings, *run)));
  auto made = measure("decision_regions", settings, *run);
  Measurement& slow = *made;
  int slices = 1;
  for (; !slow.advance(1e-9); ++slices) run->run(20, 0);
  EXPECT_EQ(slices, 7);
  EXPECT_EQ(said(slow), expected);
  EXPECT_NE(said(whole(measure("decision_regions", settings, *run))), expected);
  run.reset();
  EXPECT_TRUE(slow.advance(0));
}

TEST(Instrument, refusesWithTheNameOfTheField) {
  const auto run = lane(spirals());
  const auto refused = [](const Result<Measurement>& made) { return made.error().code + " " + made.error().at; };
  EXPECT_EQ(refused(measure("sextant", {}, *run)), "unknown-id instrument.id");
  EXPECT_EQ(refused(measure("surface_values", {}, *run)), "unsupported instrument.id");
  EXPECT_EQ(refused(measure("data_points", {}, {.id = "beale"})), "unsupported instrument.id");
  EXPECT_EQ(refused(measure("decision_regions", {{"rows", 0.0}}, *run)), "out-of-range instrument.rows");
  EXPECT_EQ(refused(measure("decision_regions", {{"rows", 1e9}}, *run)), "out-of-range instrument.rows");
  EXPECT_EQ(refused(measure("decision_regions", {{"x", std::vector<double>{0}}}, *run)), "bad-length instrument.x");
  EXPECT_EQ(refused(measure("surface_values", {{"x", std::vector<double>{0, NAN}}}, {.id = "beale"})),
            "not-finite instrument.x");
  EXPECT_EQ(refused(measure("surface_values", {}, {.id = "nowhere"})), "unknown-id problem.id");
  EXPECT_EQ(refused(measure("surface_values", {}, {.id = "spirals"})), "unknown-id problem.id");
  EXPECT_EQ(refused(measure("surface_values", {}, {.id = "ravine", .settings = {{"kappa", -1.0}}})),
            "out-of-range problem.kappa");
  EXPECT_EQ(refused(measure("formula_check", {}, {.id = "beale"})), "unknown-id problem.id");
  EXPECT_EQ(refused(measure("network_layers", {}, {.id = "network"})), "bad-data instrument.shape");
  EXPECT_EQ(refused(measure("network_layers", {{"shape", std::vector<double>{1.5}}}, {.id = "network"})),
            "bad-data instrument.shape");
  EXPECT_EQ(refused(measure("network_layers", {{"shape", std::vector<double>{2}}}, {.id = "beale"})),
            "unknown-id problem.id");
  for (const auto& odd : {std::vector<double>{10, 5}, {5, 5}, {5.5}})
    EXPECT_EQ(refused(measure("effective_rates", {{"steps", odd}}, *run)), "out-of-range instrument.steps");
  const auto surface = lane({.optimizer = "adam", .problem = "beale"});
  EXPECT_EQ(refused(measure("decision_regions", {}, *surface)), "unknown-field problem.id");
  LaneSpec large = spirals();
  large.settings.set("net", std::string("dense(300) dense(300) dense(3)"));
  const std::vector<double> steps(100, 0);
  EXPECT_EQ(refused(measure("effective_rates", {{"steps", steps}}, *lane(large))), "out-of-range instrument.steps");
}

TEST(Instrument, theLossOverTwoParametersIsThatOfARunThere) {
  LaneSpec spec{.optimizer = "adam", .problem = "xor"};
  spec.settings.set("net", std::string("dense(2) tanh batchnorm dense(2)"));
  auto run = lane(spec);
  run->run(20, 0);
  const Settings settings{{"x", std::vector<double>{-1, 3}},
                          {"y", std::vector<double>{0, 2}},
                          {"columns", 3.0},
                          {"rows", 2.0},
                          {"first", 4.0},
                          {"second", 1.0}};
  const Measurement slice = whole(measure("loss_slice", settings, *run));
  const Measurement held = whole(measure("parameters", {}, *run));
  EXPECT_EQ(held.labels[1], "0.dense.W[0,1]");
  EXPECT_EQ(held.labels[4], "0.dense.b[0]");
  EXPECT_EQ(held.labels.size(), run->standing().index() == 1 ? held.values.size() : 0u);
  // The run's own loss over all the data at one of these points, in a lane that has seen the same batches.
  auto there = std::move(*run->fork());
  std::visit(
      [&](const auto& at) {
        std::vector<float> w(held.values.begin(), held.values.end());
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(at.shown[0])>, float>) {
          w[4] = 1;
          w[1] = 2;
          EXPECT_EQ(slice.values[3 + 1], at.problem.objective(w.data()));
          w[1] = 0;
          EXPECT_EQ(slice.values[1], at.problem.objective(w.data()));
        }
      },
      there->standing());
  spec.settings.set("net", std::string("dense(9) tanh dense(2)"));
  EXPECT_EQ(measure("loss_slice", {}, *lane(spec)).error().at, "instrument.id");
  const auto refused = [&](Settings odd) { return measure("loss_slice", odd, *run).error().at; };
  EXPECT_EQ(refused({{"first", 16.0}}), "instrument.first");
  EXPECT_EQ(refused({{"first", 3.0}, {"second", 3.0}}), "instrument.second");
  EXPECT_EQ(measure("loss_slice", {}, *lane({.optimizer = "sgd", .problem = "parabola"})).error().at,
            "instrument.second");
}

TEST(Instrument, onAProblemReadsWhatItsDescriptorSays) {
  for (const Instrument* instrument : instruments()) {
    const Instrument& it = *instrument;
    if (!it.ofProblem) continue;
    int read = 0;
    for (const ProblemEntry& entry : problems()) {
      auto made = measure(it.info.id, {}, {.id = std::string(entry.info.id)});
      if (!made) continue;
      made->advance(0);
      expectShape(*made, it.info);
      ++read;
    }
    EXPECT_GT(read, 0) << it.info.id;
  }
}

TEST(Instrument, ratesOfARunThatBeganElsewhereAreOfThatRun) {
  const Settings steps{{"steps", std::vector<double>{0, 3}}};
  const LaneSpec spec{.optimizer = "adagrad", .hyper = {{"lr", 0.1}}, .problem = "ravine"};
  auto run = lane(spec), other = lane(spec);
  ASSERT_FALSE(other->startFrom(std::vector<double>{0.5, 2.5}));
  EXPECT_NE(said(whole(measure("effective_rates", steps, *run))),
            said(whole(measure("effective_rates", steps, *other))));
}

TEST(Instrument, theNormsOfTheTensors) {
  LaneSpec spec = spirals();
  spec.settings.set("net", std::string("dense(2) relu dense(3)"));
  const auto run = lane(spec);
  const Measurement norms = whole(measure("tensor_norms", {}, *run));
  EXPECT_EQ(norms.labels, (std::vector<std::string>{"0.dense.W", "0.dense.b", "2.dense.W", "2.dense.b"}));
  const auto params = std::get<std::span<const float>>(run->peek("params"));
  double sum = 0;
  for (const float w : params.first(4)) sum += static_cast<double>(w) * static_cast<double>(w);
  EXPECT_NEAR(norms.values[0], std::sqrt(sum), 1e-6);
  EXPECT_EQ(norms.values[1], 0);
}

TEST(Instrument, theNormOfWhatIsNoNumberIsNone) {
  LaneSpec spec = spirals();
  spec.optimizer = "rmsprop";
  spec.hyper = {{"lr", 1.0}, {"weightDecay", 1e3}, {"centered", 1.0}};  // ∞ − ∞
  const auto run = lane(spec);
  ASSERT_FALSE(run->startFrom(std::vector<double>(std::get<std::span<const float>>(run->peek("params")).size(), 1e17)));
  run->run(100, 0);
  ASSERT_TRUE(std::isnan(std::get<std::span<const float>>(run->peek("params"))[0]));
  EXPECT_TRUE(std::isnan(whole(measure("tensor_norms", {}, *run)).values[0]));
}

}  // namespace
