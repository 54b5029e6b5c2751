// Many runs at once, and steps in a row: each with the bits that a lane gives it step by step.
#include "lane/bundle.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/power.h"
#include "optim/optimizer.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

constexpr std::int64_t steps = 150;

std::vector<std::string> rules(auto which) {
  std::vector<std::string> ids;
  for (const Optimizer& optimizer : optimizers()) {
    if (which(optimizer)) ids.emplace_back(optimizer.info.id);
  }
  return ids;
}
std::vector<const ProblemEntry*> surfaces() {
  std::vector<const ProblemEntry*> list;
  for (const ProblemEntry& entry : problems()) {
    if (entry.info.kind == "surface") list.push_back(&entry);
  }
  return list;
}

/// Another number in [low, high) each time.
struct Draws {
  Pcg32 random{11, 1};
  double operator()(double low, double high) { return low + (high - low) * random.uniform(); }
};

/// NaN equals itself here, 0 does not equal -0.
std::uint64_t bits(double x) { return std::isnan(x) ? ~std::uint64_t{0} : std::bit_cast<std::uint64_t>(x); }

/// The same lane, but for something around its rule that changes no bit: so it makes each step by itself.
LaneSpec stepByStep(LaneSpec spec) {
  const auto fields = laneFields(*findOptimizer(spec.optimizer));
  const auto has = [&](const char* id) { return std::ranges::count(fields, std::string_view(id), &Field::id) > 0; };
  if (!has("schedule")) {
    spec.hyper.set("clipValue", 1e9);
  } else if (!spec.hyper.values().contains("schedule")) {
    spec.hyper.set("schedule", std::string("step"));
    spec.hyper.set("scheduleFactor", 1.0);
  }
  return spec;
}

/// What a lane gives for run k of a bundle: parameters, loss, step, whether it diverged.
std::vector<double> alone(const BundleSpec& bundle, std::size_t k, std::int64_t to) {
  LaneSpec spec = bundle.lane;
  spec.capacity = 4;
  spec.every = std::int64_t{1} << 40;
  if (!bundle.seeds.empty()) spec.race.seed = static_cast<std::uint64_t>(bundle.seeds[k]);
  for (const auto& axis : bundle.axes) spec.hyper.set(axis.field, axis.values[k]);
  auto made = lane(stepByStep(spec));
  const std::size_t n = std::get<std::span<const double>>(made->peek("params")).size();
  if (!bundle.starts.empty()) {
    EXPECT_FALSE(made->startFrom(bundle.starts.subspan(k * n, n)));
  }
  made->run(to, 0);
  const auto params = std::get<std::span<const double>>(made->peek("params"));
  std::vector<double> outcome(params.begin(), params.end());
  outcome.push_back(column(*made, "loss").back());
  outcome.push_back(static_cast<double>(made->step()));
  outcome.push_back(made->status() == Status::diverged);
  return outcome;
}

std::vector<double> together(const Bundle& bundle, const BundleSpec& spec, std::size_t k) {
  const std::size_t n = bundle.params().size() / spec.runs;
  std::vector<double> outcome(bundle.params().begin() + std::ptrdiff_t(k * n),
                              bundle.params().begin() + std::ptrdiff_t(k * n + n));
  outcome.push_back(bundle.losses()[k]);
  outcome.push_back(bundle.steps()[k]);
  outcome.push_back(bundle.diverged()[k]);
  return outcome;
}

std::vector<std::uint64_t> bits(const std::vector<double>& numbers) {
  std::vector<std::uint64_t> all;
  for (const double x : numbers) all.push_back(bits(x));
  return all;
}

std::unique_ptr<Bundle> bundle(const BundleSpec& spec) {
  auto made = makeBundle(spec);
  if (!made) throw std::runtime_error(made.error().at + ": " + made.error().message);
  return std::move(*made);
}

/// Every run of the bundle against its lane. Returns how many diverged.
int compare(const BundleSpec& spec, const std::string& at) {
  const auto made = bundle(spec);
  EXPECT_TRUE(made->run(steps / 3, 0));
  EXPECT_TRUE(made->run(steps, 0));
  int diverged = 0;
  for (std::size_t k = 0; k < spec.runs; ++k) {
    EXPECT_EQ(bits(together(*made, spec, k)), bits(alone(spec, k, steps))) << at << ", run " << k;
    diverged += made->diverged()[k] > 0;
  }
  return diverged;
}

class Bundles : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(All, Bundles, testing::ValuesIn(rules([](const Optimizer& o) { return o.info.elementwise; })),
                         [](const auto& info) { return info.param; });

TEST_P(Bundles, giveEachRunTheBitsThatItHasAlone) {
  Draws draw;
  int diverged = 0, runs = 0;
  for (const ProblemEntry* entry : surfaces()) {
    // Of every length, so that registers are full and not; large rates, so that some runs end.
    const std::size_t count = 1 + static_cast<std::size_t>(runs++) % 7;
    std::vector<double> starts, rates;
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t i = 0; i < entry->info.dim; ++i) starts.push_back(draw(-3, 3));
      rates.push_back(k % 3 == 2 ? 5.0 : 0.01);
    }
    BundleSpec spec{.lane = {.optimizer = GetParam(), .problem = std::string(entry->info.id)}, .runs = count};
    spec.lane.race.steps = steps;
    spec.starts = starts;
    if (runs % 2) spec.axes.push_back({"lr", rates});
    if (runs % 4 == 3) spec.lane.settings.set("noise", 0.1);
    diverged += compare(spec, GetParam() + " on " + spec.lane.problem);
  }
  if (GetParam() == "sgd") {
    EXPECT_GT(diverged, 3);  // and left their neighbours alone, which compare() saw
  }
}

TEST_P(Bundles, haveWhatStandsAroundARuleToo) {
  Draws draw;
  constexpr std::size_t count = 9;
  std::vector<double> starts, seeds;
  for (std::size_t k = 0; k < count; ++k) {
    starts.push_back(draw(-3, 3));
    starts.push_back(k == 4 ? 1e200 : draw(-3, 3));
    seeds.push_back(static_cast<double>(k / 2));
  }
  const auto fields = laneFields(*findOptimizer(GetParam()));
  for (const bool averaged : {true, false}) {
    BundleSpec spec{.lane = {.optimizer = GetParam(), .problem = "himmelblau"}, .runs = count};
    spec.lane.race.steps = steps;
    spec.starts = starts;
    spec.seeds = seeds;
    spec.lane.settings.set("noise", 0.5);
    spec.lane.settings.set("rotate", 30.0);
    const auto set = [&](const char* id, Value value) {
      if (std::ranges::count(fields, std::string_view(id), &Field::id) > 0) spec.lane.hyper.set(id, std::move(value));
    };
    set("clipNorm", 5.0);
    set("clipValue", 4.0);
    set("schedule", std::string("exponential"));
    set("warmup", 4.0);
    if (averaged) {
      set("average", std::string("polyak"));
      set("averageStart", 3.0);
    } else {
      set("lookahead", 3.0);
      set("lookaheadSync", std::string("reset"));
    }
    compare(spec, GetParam() + (averaged ? " averaged" : " with lookahead"));
  }
}

BundleSpec manyStarts(std::size_t runs, std::vector<double>& starts) {
  Draws draw;
  for (std::size_t k = 0; k < 2 * runs; ++k) starts.push_back(draw(-2, 2));
  BundleSpec spec{.lane = {.optimizer = "adam", .problem = "rosenbrock"}, .runs = runs, .starts = starts};
  spec.lane.race.steps = steps;
  return spec;
}

TEST(Bundle, ofMoreRunsThanAGroupHoldsIsTheSameInSlices) {
  std::vector<double> starts;
  const BundleSpec spec = manyStarts(150, starts);
  const auto whole = bundle(spec), sliced = bundle(spec);
  whole->run(steps, 0);
  int calls = 1;
  while (!sliced->run(steps, 1e-6)) ++calls;
  EXPECT_GT(calls, 1);
  for (std::size_t k = 0; k < spec.runs; ++k) {
    ASSERT_EQ(bits(together(*sliced, spec, k)), bits(together(*whole, spec, k))) << k;
    EXPECT_EQ(whole->hashes().substr(16 * k, 16), hash(whole->params().subspan(2 * k, 2))) << k;
    if (k % 37 > 0) continue;
    EXPECT_EQ(bits(together(*whole, spec, k)), bits(alone(spec, k, steps))) << k;
  }
}

TEST(Bundle, tellsLossesAsRowsDo) {
  std::vector<double> starts;
  BundleSpec spec = manyStarts(3, starts);
  const std::vector<double> rates{0.1, 0.001, 0.1};
  spec.lane.optimizer = "sgd";  // diverges at 0.1
  spec.axes = {{"lr", rates}};
  spec.every = 10;
  const auto made = bundle(spec);
  made->run(steps, 0);
  ASSERT_EQ(made->trace().size(), 3 * 16u);
  for (std::size_t k = 0; k < spec.runs; ++k) {
    LaneSpec one = spec.lane;
    one.hyper.set("lr", rates[k]);
    auto single = lane(one);
    EXPECT_FALSE(single->startFrom(spec.starts.subspan(2 * k, 2)));
    single->run(steps, 0);
    auto losses = column(*single, "loss");
    losses.resize(steps + 1, NAN);
    for (std::size_t j = 0; j < 16; ++j) EXPECT_EQ(bits(made->trace()[k * 16 + j]), bits(losses[10 * j])) << k << j;
  }
}

TEST(Bundle, saysWhatItCannotDo) {
  const auto wrong = [](BundleSpec spec) {
    const auto made = makeBundle(spec);
    return made ? std::string() : made.error().code + " " + made.error().at;
  };
  const std::vector<double> two{0.1, -1}, three{1, 2, 3}, bad{0, NAN};
  BundleSpec spec{.lane = {.optimizer = "adam", .problem = "rosenbrock"}, .runs = 2};
  EXPECT_EQ(wrong(spec), "");
  auto with = [&](auto change) {
    BundleSpec changed = spec;
    change(changed);
    return wrong(changed);
  };
  EXPECT_EQ(with([](auto& s) { s.runs = 0; }), "out-of-range runs");
  EXPECT_EQ(with([](auto& s) { s.lane.optimizer = "newton"; }), "unsupported lane.optimizer");
  EXPECT_EQ(with([](auto& s) { s.lane.problem = "reddi"; }), "unsupported problem.id");
  EXPECT_EQ(with([&](auto& s) { s.starts = three; }), "bad-length starts");
  EXPECT_EQ(with([&](auto& s) { s.seeds = bad; }), "not-finite seeds.1");
  EXPECT_EQ(with([&](auto& s) { s.seeds = two; }), "out-of-range seeds.0");
  EXPECT_EQ(with([&](auto& s) { s.axes = {{"lr", two}}; }), "out-of-range lane.lr");
  EXPECT_EQ(with([&](auto& s) { s.axes = {{"speed", three}}; }), "bad-length each.speed");
  EXPECT_EQ(with([](auto& s) { s.every = 5; }), "out-of-range losses");
}

/// Rows, parameters and state of a lane, but for the time that rows took.
std::string story(Lane& lane) {
  const auto flat = lane.rows();
  std::vector<double> rows(flat.begin(), flat.end());
  for (std::size_t i = 3; i < rows.size(); i += lane.columns().size()) rows[i] = 0;
  return hash(std::span<const double>(rows)) + " " + lane.hash("params") + " " + std::to_string(lane.step()) +
         (lane.status() == Status::diverged ? " diverged" : "");
}

class Descents : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(All, Descents,
                         testing::ValuesIn(rules([](const Optimizer& o) { return !o.info.needsStationary; })),
                         [](const auto& info) { return info.param; });

TEST_P(Descents, inARowAreTheStepsOneByOne) {
  int diverged = 0;
  for (const ProblemEntry* entry : surfaces()) {
    for (const double lr : {0.01, 3.0}) {
      for (const std::int64_t every : {1, 7, 1000}) {
        LaneSpec spec{.optimizer = GetParam(), .hyper = {{"lr", lr}}, .problem = std::string(entry->info.id)};
        spec.race.steps = 270;
        spec.every = every;
        if (GetParam() == "sgd" && every == 7) spec.hyper.set("momentum", 0.9);
        auto whole = lane(spec), chunks = lane(spec), single = lane(stepByStep(spec));
        whole->run(300, 0);
        for (std::int64_t t = 0; t < 300; t = t + 1 + t % 5) chunks->run(std::min(1 + t % 5, 300 - t), 0);
        single->run(300, 0);
        diverged += whole->status() == Status::diverged;
        const std::string expected = story(*single), at = spec.problem + ", rate " + std::to_string(lr);
        EXPECT_EQ(story(*whole), expected) << at << ", a row each " << every;
        EXPECT_EQ(story(*chunks), expected) << at << ", a row each " << every << ", in chunks";
      }
    }
  }
  if (GetParam() == "sgd") {
    EXPECT_GT(diverged, 10);
  }
}

TEST(Descent, stopsWhereRowsAreFull) {
  LaneSpec spec{.optimizer = "adam", .problem = "rosenbrock"};
  spec.race.steps = 500;
  spec.every = 3;
  spec.capacity = 10;
  auto small = lane(spec);
  spec.capacity = 1000;
  auto large = lane(spec);
  large->run(500, 0);
  std::vector<double> pieces;
  while (small->step() < 500) {
    small->run(500 - small->step(), 0);
    for (const double x : column(*small, "loss")) pieces.push_back(x);
  }
  EXPECT_EQ(pieces, column(*large, "loss"));
}

TEST(Power, isTheProductOfSquaresWhateverWasAskedBefore) {
  const auto plain = [](double x, std::int64_t t) {
    double result = 1;
    for (; t > 0; t >>= 1, x *= x) {
      if (t & 1) result *= x;
    }
    return result;
  };
  Pcg32 random(3, 1);
  const double bases[] = {0.9, 0.999, 0.5, 0.99999, 0, 1, 1.5, -0.3};
  for (int k = 0; k < 20'000; ++k) {
    const double x = bases[random.below(8)];
    const auto t = static_cast<std::int64_t>(random.below(1u << random.below(20)));
    ASSERT_EQ(bits(power(x, t)), bits(plain(x, t))) << x << " to the " << t;
  }
  for (std::int64_t t = 0; t < 5000; ++t) {
    ASSERT_EQ(power(0.9, t), plain(0.9, t));
    ASSERT_EQ(power(0.999, t), plain(0.999, t));
  }
}

}  // namespace
