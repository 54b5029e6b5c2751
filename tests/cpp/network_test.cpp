#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "base/arena.h"
#include "nn/classifier.h"
#include "nn/network_problem.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

/// The network problem in float64, so that finite differences mean something.
struct Net {
  std::unique_ptr<Problem<double>> problem;
  Arena<double> arena{0};
  std::vector<double> w, gradient;

  explicit Net(std::unique_ptr<Problem<double>> made) : problem(std::move(made)) { begin(); }
  Net(const std::string& text, const std::string& loss, std::size_t batch = 5, Shape shape = {6, 6, 1}) {
    RaceContext race{.seed = 3, .batch = batch, .steps = -1, .data = stripes(23, 9, std::move(shape))};
    auto made = makeClassifier<double>(Settings{{"net", text}, {"loss", loss}, {"init", std::string("xavier")}}, race);
    if (!made) throw std::runtime_error(made.error().message);
    problem = std::move(*made);
    begin();
  }

  void begin() {
    arena = Arena<double>(problem->workspace());
    problem->bind(arena.take(problem->workspace()));
    w.resize(problem->size());
    gradient.resize(problem->size());
    problem->start(w.data());
    Pcg32 random(5, 5);
    for (double& x : w) x += 0.1 * random.normal();  // biases too
  }

  /// The largest difference between the gradient and the slopes of the loss at that step.
  double gradientError(std::int64_t step) {
    problem->evaluate(step, w.data(), gradient.data());
    double worst = 0;
    for (std::size_t i = 0; i < w.size(); ++i) {
      const double h = 1e-6, keep = w[i];
      w[i] = keep + h;
      const double above = problem->evaluate(step, w.data(), nullptr);
      w[i] = keep - h;
      const double below = problem->evaluate(step, w.data(), nullptr);
      w[i] = keep;
      const double apart = std::abs((above - below) / (2 * h) - gradient[i]);
      if (!(apart <= worst)) worst = apart;  // NaN too
    }
    return worst;
  }
};

/// Networks in which a kind of layer stands first, in the middle, with every argument.
struct Sample {
  std::string kind;
  Shape shape;
  std::vector<std::string> nets;
};
const std::vector<Sample>& samples() {
  static const std::vector<Sample> list{
      {"dense", {6, 6, 1}, {"dense(4)", "dense(7) dense(4)"}},
      {"conv",
       {6, 7, 2},
       {"conv(3,3) dense(4)", "conv(2,3,same) conv(3,2,same) dense(4)", "conv(9,2) conv(2,3,valid,2) dense(4)",
        "conv(5,1,2) conv(3,5,same,3) dense(4)", "conv(2,4,same,2) conv(9,2,same,2) dense(4)"}},
      {"pool",
       {6, 7, 2},
       {"conv(5,3) pool(2) dense(4)", "conv(4,2) pool(3,1) dense(4)", "pool(2,2) dense(4)", "relu pool(2) dense(4)",
        "conv(5,3) relu pool(2) dense(4)", "conv(4,2) batchnorm relu pool(3,1) relu dense(4)"}},
      {"avgpool", {6, 7, 2}, {"conv(5,3) avgpool(2) dense(4)", "conv(4,2) avgpool(3,1) dense(4)"}},
      {"flatten",
       {6, 7, 2},
       {"conv(2,3) tanh flatten dense(4)", "flatten dense(4)", "conv(2,3) flatten tanh dense(4)"}},
      {"relu", {6, 6, 1}, {"dense(7) relu dense(4)", "relu dense(4)", "dense(5) tanh relu dense(4)"}},
      {"leakyrelu", {6, 6, 1}, {"dense(7) leakyrelu dense(4)", "dense(7) leakyrelu(0.3) dense(4)"}},
      {"tanh", {6, 6, 1}, {"dense(5) tanh dense(4)", "tanh dense(4)"}},
      {"sigmoid", {6, 6, 1}, {"dense(6) sigmoid dense(5) tanh dense(4)"}},
      {"gelu", {6, 6, 1}, {"dense(6) gelu dense(4)", "dense(6) tanh gelu tanh dense(4)"}},
      {"softmax",
       {6, 7, 2},
       {"dense(6) softmax dense(4)", "dense(4) softmax", "softmax dense(4)", "conv(3,2) tanh softmax dense(4)"}},
      {"dropout", {6, 6, 1}, {"dense(8) dropout(0.4) tanh dropout(0.2) dense(4)", "dropout(0.5) dense(4)"}},
      {"batchnorm",
       {6, 6, 1},
       {"dense(6) batchnorm tanh dense(4)", "conv(3,3) batchnorm relu dense(4)", "batchnorm dense(4)"}},
      {"lstm",
       {5, 3},
       {"lstm(4)", "lstm(6,sequence) lstm(3) dense(4)", "lstm(9,sequence) dense(4)", "lstm(4,sequence) tanh lstm(4)",
        "lstm(6,relu,sequence) lstm(3,leakyrelu) dense(4)", "lstm(5,sigmoid) dense(4)", "lstm(6,tanh) dense(4)"}},
      {"gru",
       {5, 3},
       {"gru(4)", "gru(6,sequence) gru(3) dense(4)", "gru(9,sequence) dense(4)",
        "gru(6,sequence,relu) gru(3,leakyrelu) dense(4)", "gru(5,sigmoid) dense(4)"}},
      {"embedding", {6}, {"embedding(3) dense(4)", "embedding(5,100) lstm(4)", "embedding(2,220) gru(3) dense(4)"}},
  };
  return list;
}

TEST(Network, aReluAfterAMaxPoolIsAsOneBeforeIt) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const char* rest : {"pool(2) dense(4)", "pool(3,1) relu dense(4)"}) {
    for (const double bias : {0.1, -0.2, 0.0, -100.0, nan}) {
      Net late("conv(5,3) relu " + std::string(rest), "crossEntropy");
      Net early("conv(5,3) leakyrelu(0) " + std::string(rest), "crossEntropy");
      // Where weights are 0 as well, a window's entries equal what the pool gives, and only the slope holds dy back.
      for (Net* net : {&late, &early}) std::fill(net->w.begin() + (bias == 0 ? 0 : 45), net->w.begin() + 48, bias);
      const double loss = late.problem->evaluate(1, late.w.data(), late.gradient.data());
      const double wanted = early.problem->evaluate(1, early.w.data(), early.gradient.data());
      EXPECT_TRUE(loss == wanted || std::isnan(bias)) << rest << ", " << bias;
      for (std::size_t i = 0; i < late.w.size(); ++i) {
        const double got = late.gradient[i], expected = early.gradient[i];
        ASSERT_TRUE(std::isnan(expected) ? std::isnan(got) : got == expected) << rest << ", " << bias << ", " << i;
      }
    }
  }
}

TEST(Network, ReadsFullWidthBracketsAndSpaces) {
  for (const char* text :
       {"dense（3）　relu dense(2)", "dense(3)\u00a0relu\u3000dense（２）", "dense(3)\nrelu\tdense(2)"}) {
    auto net = Network<float>::make(text, {4});
    ASSERT_TRUE(net) << text << ": " << net.error().message;
    EXPECT_EQ(net->params(), 4u * 3 + 3 + 3 * 2 + 2);
  }
  const auto wrong = Network<float>::make("dense（3）　relu　（", {4});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "a layer's name is expected at character 15");
}

TEST(Network, gradientsOfEveryLayerAgainstFiniteDifferences) {
  std::set<std::string> kinds, tried;
  for (const LayerKind& kind : layerKinds()) kinds.emplace(kind.id);
  for (const Sample& sample : samples()) {
    tried.insert(sample.kind);
    for (const std::string& text : sample.nets) {
      Net net(text, "crossEntropy", 5, sample.shape);
      for (std::int64_t step : {0, 4}) {  // the fifth batch of 23 items is the smaller one
        EXPECT_LT(net.gradientError(step), 5e-9) << text << " at step " << step;
      }
    }
  }
  EXPECT_EQ(tried, kinds);  // a new layer needs a sample above
}

TEST(Network, gradientsOfEveryLossAgainstFiniteDifferences) {
  for (const Loss<double>& loss : losses<double>) {
    Net net("dense(7) tanh dense(4)", std::string(loss.id));
    for (std::int64_t step : {0, 4}) EXPECT_LT(net.gradientError(step), 2e-9) << loss.id;
  }
}

/// 23 items, each with one pixel that no other has.
std::shared_ptr<const Dataset> distinct() {
  auto data = *Dataset::create({6, 6, 1}, 4, 23, 1);
  for (std::size_t i = 0; i < 23; ++i) {
    data->labels(Split::train)[i] = static_cast<std::uint8_t>(i % 4);
    data->items(Split::train)[i * 36 + i] = 255;
  }
  if (data->seal()) throw std::runtime_error("bad labels");
  return data;
}

/// The items of a step's batch, sorted. Weights 0 make the mean-squared loss's gradient −2/(4m) for the weight between
/// an item's pixel and its class, and 0 for those of items that are not there.
std::vector<std::size_t> itemsAt(Problem<double>& problem, std::int64_t step) {
  const std::vector<double> w(problem.size());
  std::vector<double> gradient(problem.size());
  problem.evaluate(step, w.data(), gradient.data());
  std::vector<std::size_t> items;
  for (std::size_t i = 0; i < 23; ++i) {
    const double m = step % 4 == 3 ? 5 : 6, times = -gradient[i * 4 + i % 4] * m * 4 / 2;
    EXPECT_NEAR(times, std::round(times), 1e-12);
    for (int k = 0; k < std::lround(times); ++k) items.push_back(i);
  }
  return items;
}

std::vector<std::vector<std::size_t>> epoch(bool shuffle, std::int64_t number) {
  const RaceContext race{.seed = 3, .batch = 6, .steps = -1, .data = distinct()};
  auto made = makeClassifier<double>(
      Settings{{"net", std::string("dense(4)")}, {"loss", std::string("mse")}, {"shuffle", shuffle ? 1.0 : 0.0}}, race);
  Problem<double>& problem = **made;
  Arena<double> arena(problem.workspace());
  problem.bind(arena.take(problem.workspace()));
  std::vector<std::vector<std::size_t>> steps;
  for (std::int64_t step = 0; step < 4; ++step) steps.push_back(itemsAt(problem, 4 * number + step));
  return steps;
}

TEST(Network, anEpochSeesEachItemOnceInAnOrderOfItsOwn) {
  for (std::int64_t number : {0, 1}) {
    std::vector<std::size_t> all;
    for (const auto& items : epoch(true, number)) all.insert(all.end(), items.begin(), items.end());
    std::ranges::sort(all);
    std::vector<std::size_t> each(23);
    std::iota(each.begin(), each.end(), 0);
    EXPECT_EQ(all, each) << "epoch " << number;
  }
  EXPECT_NE(epoch(true, 0), epoch(true, 1));
  EXPECT_NE(epoch(true, 0), epoch(false, 0));
  EXPECT_EQ(epoch(true, 0), epoch(true, 0));
}

TEST(Network, withoutShufflingItemsComeInTheirOwnOrder) {
  const std::vector<std::vector<std::size_t>> inOrder{
      {0, 1, 2, 3, 4, 5}, {6, 7, 8, 9, 10, 11}, {12, 13, 14, 15, 16, 17}, {18, 19, 20, 21, 22}};
  for (std::int64_t number : {0, 1}) EXPECT_EQ(epoch(false, number), inOrder);
}

TEST(Network, aBatchIsAFunctionOfTheStepAlone) {
  Net net("dense(4)", "crossEntropy", 6);
  const double first = net.problem->evaluate(0, net.w.data(), nullptr);
  EXPECT_NE(first, net.problem->evaluate(4, net.w.data(), nullptr));
  EXPECT_EQ(first, net.problem->evaluate(0, net.w.data(), nullptr));
}

TEST(Network, learnsAndIsTestedWhereDue) {
  LaneSpec spec{.optimizer = "adam", .hyper = {{"lr", 0.01}}, .problem = "network"};
  spec.settings.set("net", "dense(16) relu dense(4)");
  spec.settings.set("evaluate", 25.0);
  spec.race = {.seed = 1, .batch = 20, .steps = 110, .data = stripes(400, 200)};
  auto made = lane(spec);
  made->run(110, 0);
  std::set<int> tested;
  double accuracy = 0;
  const auto columns = made->columns();
  const auto place = std::ranges::find(columns, "accuracy") - std::ranges::find(columns, "millis");
  for (const Row& row : rowsOf(*made)) {
    const double share = row.rest[static_cast<std::size_t>(place)];
    if (std::isnan(share)) continue;
    tested.insert(static_cast<int>(row.step));
    accuracy = share;
  }
  EXPECT_EQ(tested, (std::set<int>{0, 25, 50, 75, 100, 110}));
  EXPECT_GT(accuracy, 0.95);
}

TEST(Network, tellsTheLossOfTheItemsItIsTestedOn) {
  // More of them than are tested at a time; and as a test of the same items, learnt from in one batch.
  const auto held = stripes(20, 600);
  auto learnt = *Dataset::create({6, 6, 1}, 4, 600, 1);
  std::ranges::copy(held->items(Split::test), learnt->items(Split::train).begin());
  std::ranges::copy(held->labels(Split::test), learnt->labels(Split::train).begin());
  ASSERT_FALSE(learnt->seal());
  LaneSpec spec{.optimizer = "adam", .problem = "network"};
  spec.settings = {{"net", std::string("dense(5) tanh dense(4)")}, {"evaluate", 4.0}};
  spec.race = {.seed = 1, .batch = 20, .steps = 6, .data = held};
  auto tested = lane(spec);
  spec.settings.set("testOn", std::string("validation"));
  auto validated = lane(spec);
  tested->run(6, 0);
  EXPECT_EQ(std::ranges::count(tested->columns(), "testLoss"), 1);
  for (std::int64_t step = 0; step <= 6; ++step) {
    validated->run(step - validated->step(), 0);
    const double loss = column(*validated, "testLoss").back();
    EXPECT_EQ(std::isnan(loss), step % 4 != 0 && step != 6) << step;
    if (std::isnan(loss)) continue;
    LaneSpec all{.optimizer = "sgd", .problem = "network"};
    all.settings = {{"net", std::string("dense(5) tanh dense(4)")}};
    all.race = {.seed = 1, .batch = 600, .steps = 6, .data = learnt};
    auto same = lane(all);
    const auto w = std::get<std::span<const float>>(validated->peek("params"));
    ASSERT_FALSE(same->startFrom(std::vector<double>(w.begin(), w.end())));
    same->run(0, 0);
    EXPECT_NEAR(loss, column(*same, "loss").front(), 1e-6);
  }
  EXPECT_EQ(validated->hash("params"), tested->hash("params"));
}

TEST(Network, tellsTheTrainingAccuracyOfTheFirstItemsAsATestOfThemWould) {
  // More than are tested at a time, and the test items are the first training items: both tests are of the same.
  const auto plain = stripes(700, 600);
  auto same = *Dataset::create({6, 6, 1}, 4, 700, 600);
  std::ranges::copy(plain->items(Split::train), same->items(Split::train).begin());
  std::ranges::copy(plain->labels(Split::train), same->labels(Split::train).begin());
  std::ranges::copy_n(plain->items(Split::train).begin(), 600 * 36, same->items(Split::test).begin());
  std::ranges::copy_n(plain->labels(Split::train).begin(), 600, same->labels(Split::test).begin());
  ASSERT_FALSE(same->seal());
  LaneSpec spec{.optimizer = "sgd", .problem = "network"};
  // Nothing of a test is left to chance, and none changes what is kept of batches.
  spec.settings = {{"net", std::string("dense(5) batchnorm tanh dropout(0.3) dense(4)")}, {"evaluate", 4.0}};
  spec.race = {.seed = 1, .batch = 20, .steps = 6, .data = same};
  spec.settings.set("testTrain", 600.0);
  auto both = lane(spec);
  // The first test in slices so short that each is a part of it.
  for (int slices = 0; slices < 8; ++slices) both->run(0, 1e-9);
  both->run(6, 0);
  const auto accuracy = column(*both, "accuracy");
  auto again = lane(spec);
  again->run(6, 0);
  const auto training = column(*again, "trainAccuracy");
  ASSERT_EQ(accuracy.size(), 7u);
  ASSERT_EQ(training.size(), 7u);
  for (const std::size_t step : {0, 4, 6}) EXPECT_EQ(training[step], accuracy[step]) << step;
  EXPECT_TRUE(std::isnan(training[5]));
  spec.settings.set("testTrain", 0.0);
  auto none = lane(spec);
  none->run(6, 0);
  EXPECT_EQ(std::ranges::count(none->columns(), "trainAccuracy"), 0);
  EXPECT_EQ(none->hash("params"), both->hash("params"));
}

/// What a test makes of the weights serves all of its batches, until the weights may have changed.
TEST(Network, aTestTransformsWeightsOnceUntilTheyMayHaveChanged) {
  RaceContext race{.seed = 3, .batch = 5, .steps = -1, .data = stripes(23, 400, {14, 14, 1})};
  Net net(std::move(*makeClassifier<double>(
      Settings{{"net", std::string("conv(8,3,same) conv(16,5,same) dense(4)")}, {"testTrain", 0.0}}, race)));
  Problem<double>& problem = *net.problem;
  const std::int64_t units = problem.testUnits(0);
  ASSERT_GT(units, 2);
  const Layout layout = problem.layout();
  std::vector<double> others = net.w;  // where the second convolution, which is computed by transforms, is another
  for (std::size_t i = 0; i < layout[2].size(); ++i) others[layout[2].offset + i] *= 2;
  /// The loss of a test whose first batch has the weights and whose others have `then`, after `between`.
  const auto loss = [&](const std::vector<double>& then, auto between) {
    problem.test(0, net.w.data());
    for (std::int64_t unit = 1; unit < units; ++unit) {
      between();
      problem.test(unit, then.data());
    }
    double values[2];
    problem.values(net.w.data(), values);
    return values[0];
  };
  const double expected = loss(net.w, [] {});
  EXPECT_EQ(loss(others, [] {}), expected);
  const auto restored = [&] { problem.kept(); };
  const auto trained = [&] { problem.evaluate(0, others.data(), net.gradient.data()); };
  const auto shown = [&] { problem.network()->outputs(others.data(), 0); };
  const double changed = loss(others, restored);
  EXPECT_NE(changed, expected);
  EXPECT_EQ(loss(net.w, restored), expected);
  EXPECT_EQ(loss(net.w, trained), expected);
  EXPECT_EQ(loss(others, trained), changed);
  EXPECT_EQ(loss(net.w, shown), expected);
  EXPECT_EQ(loss(others, shown), changed);
}

TEST(Network, madeDataHaveValidationItemsOfTheirOwn) {
  LaneSpec spec{.optimizer = "sgd", .problem = "moons"};
  spec.settings = {{"spread", 2.0}};
  spec.race.steps = 20;
  auto tested = lane(spec);
  spec.settings.set("testOn", std::string("validation"));
  auto validated = lane(spec);
  for (const auto& it : {tested.get(), validated.get()}) it->run(20, 0);
  EXPECT_NE(column(*tested, "accuracy").back(), column(*validated, "accuracy").back());
  EXPECT_EQ(validated->hash("params"), tested->hash("params"));
}

/// Items whose numbers are a line, and what a network of one output learns of it.
TEST(Network, tellsANumberOfEachItem) {
  auto data = *Dataset::create({3}, 0, 40, 30, true);
  Pcg32 random(2, 2);
  for (Split split : {Split::train, Split::test}) {
    for (std::size_t i = 0; i < data->count(split); ++i) {
      double y = 0.5;
      for (std::size_t j = 0; j < 3; ++j) {
        const double x = data->numbers(split)[3 * i + j] = random.normal();
        y += static_cast<double>(j) * x;
      }
      data->targets(split)[i] = y;
    }
  }
  ASSERT_FALSE(data->seal());
  LaneSpec spec{.optimizer = "adam", .hyper = {{"lr", 0.05}}, .problem = "network"};
  spec.settings = {{"net", std::string("dense(1)")}, {"loss", std::string("mse")}, {"evaluate", 100.0}};
  spec.race = {.seed = 1, .batch = 10, .steps = 600, .data = data};
  auto made = lane(spec);
  made->run(600, 0);
  EXPECT_EQ(std::ranges::count(made->columns(), "accuracy"), 0);
  EXPECT_GT(column(*made, "r2").back(), 0.9999);
  made->reset();
  made->run(0, 0);
  // 1 − Σ(y − ŷ)²/Σ(y − mean)² of the test items, by hand at the start; the mean of (y − ŷ)² is the test loss.
  const auto w = std::get<std::span<const float>>(made->peek("params"));
  double squares = 0, all = 0, mean = 0;
  for (const double y : data->targets(Split::test)) mean += y / 30;
  for (std::size_t i = 0; i < 30; ++i) {
    double told = static_cast<double>(w[3]);
    for (std::size_t j = 0; j < 3; ++j) told += static_cast<double>(w[j]) * data->numbers(Split::test)[3 * i + j];
    const double y = data->targets(Split::test)[i];
    squares += (y - told) * (y - told), all += (y - mean) * (y - mean);
  }
  EXPECT_NEAR(column(*made, "r2").front(), 1 - squares / all, 1e-5);
  made->reset();
  made->run(0, 0);
  EXPECT_NEAR(column(*made, "testLoss").front(), squares / 30, 1e-5);

  const auto refusal = [&](const char* field, const char* value) {
    LaneSpec other = spec;
    other.settings.set(field, std::string(value));
    const auto refused = makeLane(other);
    return refused ? "fine" : refused.error().at + ": " + refused.error().message;
  };
  EXPECT_EQ(refusal("net", "dense(4)"), "problem.net: the last layer must have 1 output, the predicted number, not 4");
  EXPECT_EQ(refusal("loss", "crossEntropy"),
            "problem.loss: 'crossEntropy' is a loss for classes, but the targets are numbers: use 'mse' or 'mae'");
  EXPECT_EQ(refusal("loss", "mae"), "fine");
}

TEST(Network, gradientsOfNumbersAgainstFiniteDifferences) {
  for (const char* loss : {"mse", "mae"}) {
    const ProblemEntry& entry = *findProblem("make_friedman1");
    auto made =
        entry.makeDouble(Settings{{"net", std::string("dense(4) tanh dense(1)")}, {"loss", std::string(loss)}}, {});
    Net net(std::move(*made));
    for (std::int64_t step : {0, 4}) EXPECT_LT(net.gradientError(step), 2e-9) << loss;
  }
}

/// What a problem refuses, or "fine".
std::string refusalOf(const char* id, Settings settings) {
  const auto made = findProblem(id)->makeFloat(settings, {});
  return made ? "fine" : made.error().at + ": " + made.error().message;
}

TEST(Generators, nameTheFieldThatCannotBe) {
  const auto classes = [](double informative, double redundant, double kinds, double clusters) {
    return refusalOf("make_classification", {{"informative", informative},
                                             {"redundant", redundant},
                                             {"classes", kinds},
                                             {"clustersPerClass", clusters},
                                             {"net", "dense(" + std::to_string(static_cast<int>(kinds)) + ")"}});
  };
  EXPECT_EQ(classes(2, 2, 2, 2), "fine");
  EXPECT_EQ(classes(4, 16, 8, 2), "fine");  // every corner is taken, and no feature is noise
  EXPECT_EQ(classes(2, 2, 3, 2),
            "problem.informative: is too small: 3 classes of 2 clusters need 6 corners; the hypercube has 4");
  EXPECT_EQ(classes(5, 16, 2, 2), "problem.features: must be 21 or more: 5 informative and 16 redundant");
  EXPECT_EQ(refusalOf("make_blobs", {{"boxLow", 4.0}, {"boxHigh", 3.0}}), "problem.boxHigh: must be 4 or more");
  EXPECT_EQ(refusalOf("make_regression", {{"informative", 101.0}}), "problem.features: must be 101 or more");
  EXPECT_EQ(refusalOf("make_blobs", {{"centers", 5.0}}),
            "problem.net: the last layer must have 5 outputs, one for each class, not 3");
}

TEST(Network, parsesItsGrammar) {
  auto calls = parseNet("  conv(8, 5,same) relu dense(10) ");
  ASSERT_TRUE(calls);
  ASSERT_EQ((*calls).size(), 3u);
  EXPECT_EQ((*calls)[0].id, "conv");
  EXPECT_EQ((*calls)[0].arguments, (std::vector<std::string>{"8", "5", "same"}));
  EXPECT_EQ((*calls)[1].text, "relu");
  EXPECT_FALSE(parseNet("dense(3))"));
  EXPECT_FALSE(parseNet("dense 3)"));
}

TEST(Dataset, refusesWhatCannotBe) {
  const auto code = [](std::vector<std::size_t> shape, std::size_t classes, std::size_t train, std::size_t test) {
    auto made = Dataset::create(std::move(shape), classes, train, test);
    return made ? std::string("fine") : made.error().code;
  };
  EXPECT_EQ(code({2, 2}, 2, 3, 3), "fine");
  EXPECT_EQ(code({}, 2, 3, 3), "bad-data");
  EXPECT_EQ(code({0}, 2, 3, 3), "bad-data");
  EXPECT_EQ(code({1u << 20, 1u << 20}, 2, 3, 3), "bad-data");
  EXPECT_EQ(code({4}, 2, 0, 3), "bad-data");
  EXPECT_EQ(code({4}, 2, 3, 0), "bad-data");
  EXPECT_EQ(code({4}, 1, 3, 3), "out-of-range");
  EXPECT_EQ(code({4}, 257, 3, 3), "out-of-range");
  EXPECT_EQ(code({1000}, 2, 1u << 21, 3), "no-memory");
  auto data = *Dataset::create({1}, 2, 2, 2);
  data->labels(Split::test)[1] = 2;
  const Check bad = data->seal();
  ASSERT_TRUE(bad);
  EXPECT_NE(bad->message.find("test item 1"), std::string::npos);
  auto numbers = *Dataset::create({1}, 0, 2, 2);
  numbers->targets(Split::train)[1] = NAN;
  EXPECT_EQ(numbers->seal()->message, "the number of training item 1 is not finite");
}

}  // namespace
