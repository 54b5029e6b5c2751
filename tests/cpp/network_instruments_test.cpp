// What instruments read of networks, against the same computed by hand.
#include <gtest/gtest.h>

#include "instrument/instrument.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

using Numbers = std::vector<double>;

Measurement whole(Result<Measurement> made) {
  if (!made) throw std::runtime_error(made.error().at + ": " + made.error().message);
  EXPECT_TRUE(made->advance(0));
  return std::move(*made);
}

LaneSpec network(const std::string& net, std::vector<std::size_t> shape = {6, 6, 1}) {
  LaneSpec spec{.optimizer = "adam", .hyper = {{"lr", 0.03}}, .problem = "network"};
  spec.settings = {{"net", net}, {"evaluate", 10.0}};
  spec.race = {.batch = 16, .steps = 20, .data = stripes(60, 530, std::move(shape))};
  return spec;
}

std::span<const float> held(const Lane& run, const char* array = "params") {
  return std::get<std::span<const float>>(run.peek(array));
}

double lengthOf(std::span<const float> x) {
  double sum = 0;
  for (const float v : x) sum += double(v) * double(v);
  return std::sqrt(sum);
}

/// x·W + b, in float64.
Numbers dense(std::span<const double> x, std::span<const float> w, std::size_t units) {
  Numbers y(units);
  for (std::size_t j = 0; j < units; ++j) {
    y[j] = w[x.size() * units + j];
    for (std::size_t i = 0; i < x.size(); ++i) y[j] += x[i] * w[i * units + j];
  }
  return y;
}

Numbers softmax(Numbers y) {
  double sum = 0;
  for (double& v : y) sum += v = std::exp(v);
  for (double& v : y) v /= sum;
  return y;
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

Numbers pixels(const LaneSpec& spec, std::size_t item) {
  const auto bytes = spec.race.data->items(Split::test).subspan(item * 36, 36);
  return {bytes.begin(), bytes.end()};
}
Numbers scaled(Numbers bytes) {
  for (double& v : bytes) v /= 255;
  return bytes;
}

TEST(NetworkInstrument, answersAreThoseOfTheNetworkOnEachTestItem) {
  LaneSpec spec = network("dense(4)");
  spec.hyper.set("lr", 0.004);
  auto run = lane(spec);
  run->run(10, 0);
  const Measurement answers = whole(measure("answers", {}, *run));
  ASSERT_EQ(answers.shape, (std::vector<std::size_t>{530, 5}));
  int right = 0;
  for (std::size_t i = 0; i < 530; ++i) {
    const double* told = answers.values.data() + 5 * i;
    const Numbers p = softmax(dense(scaled(pixels(spec, i)), held(*run), 4));
    const auto best = static_cast<std::size_t>(std::ranges::max_element(p) - p.begin());
    EXPECT_EQ(told[0], double(i % 4));
    EXPECT_EQ(told[1], double(best));
    EXPECT_NEAR(told[2], p[best], 1e-5);
    Numbers others = p;
    others[best] = -1;
    const auto next = static_cast<std::size_t>(std::ranges::max_element(others) - others.begin());
    EXPECT_EQ(told[3], double(next));
    EXPECT_NEAR(told[4], p[next], 1e-5);
    right += told[0] == told[1];
  }
  EXPECT_GT(right, 100);
  EXPECT_LT(right, 530);  // not everything: else the accuracy says little
  EXPECT_EQ(right / 530.0, column(*run, "accuracy").back());
}

TEST(NetworkInstrument, anItemThatIsGivenIsAnsweredAsTheOneOfTheData) {
  for (const char* net : {"dense(4)", "conv(3,3) relu dense(4)", "dense(5) batchnorm relu dense(4)", "tanh dense(4)"}) {
    const LaneSpec spec = network(net);
    auto run = lane(spec);
    run->run(12, 0);
    const Measurement answers = whole(measure("answers", {}, *run));
    const Numbers some{3, 529, 0};
    const Measurement items = whole(measure("items", {{"items", some}}, *run));
    ASSERT_EQ(items.shape, (std::vector<std::size_t>{3, 6, 6, 1}));
    EXPECT_EQ(Numbers(items.values.begin() + 36, items.values.begin() + 72), pixels(spec, 529));
    const Measurement given =
        whole(measure("answers_to", {{"inputs", Numbers(items.values.begin(), items.values.end())}}, *run));
    ASSERT_EQ(given.shape, (std::vector<std::size_t>{3, 4}));
    for (std::size_t k = 0; k < 3; ++k) {
      const double* told = answers.values.data() + 5 * static_cast<std::size_t>(some[k]);
      EXPECT_EQ(given.values[4 * k + static_cast<std::size_t>(told[1])], told[2]) << net;
      EXPECT_EQ(given.values[4 * k + static_cast<std::size_t>(told[3])], told[4]) << net;
    }
  }
}

TEST(NetworkInstrument, chancesAreWhatTheLossTakesOutputsFor) {
  const auto chances = [](const char* loss, const char* net, std::size_t classes) {
    LaneSpec spec = network(net);
    spec.race.data = stripes(60, 40, {6, 6, 1}, classes);
    spec.settings.set("loss", std::string(loss));
    const auto run = lane(spec);
    const auto bytes = spec.race.data->items(Split::test).first(36);
    const Numbers inputs(bytes.begin(), bytes.end());
    const Measurement given = whole(measure("answers_to", {{"inputs", inputs}}, *run));
    return std::pair(Numbers(given.values.begin(), given.values.end()),
                     dense(scaled(inputs), held(*run), net[6] == '1' ? 1 : classes));
  };
  const auto [binary, logits] = chances("binaryCrossEntropy", "dense(3)", 3);
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(binary[j], logistic(logits[j]), 1e-5);
  const auto [one, logit] = chances("binaryCrossEntropy", "dense(1)", 2);
  ASSERT_EQ(one.size(), 2u);
  EXPECT_NEAR(one[1], logistic(logit[0]), 1e-5);
  EXPECT_NEAR(one[0] + one[1], 1, 1e-12);
  const auto [squared, outputs] = chances("mse", "dense(3)", 3);
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(squared[j], std::clamp(outputs[j], 0.0, 1.0), 1e-5);
}

TEST(NetworkInstrument, ofNumbersTheAnswerIsTheNumberThatIsTold) {
  LaneSpec spec{.optimizer = "adam", .hyper = {{"lr", 0.05}}, .problem = "make_regression"};
  spec.race.steps = 30;
  auto run = lane(spec);
  run->run(30, 0);
  const Measurement answers = whole(measure("answers", {}, *run));
  const std::size_t n = answers.shape[0];
  double mean = 0, error = 0, spread = 0;
  for (std::size_t i = 0; i < n; ++i) mean += answers.values[5 * i] / double(n);
  for (std::size_t i = 0; i < n; ++i) {
    error += std::pow(answers.values[5 * i] - answers.values[5 * i + 1], 2);
    spread += std::pow(answers.values[5 * i] - mean, 2);
    EXPECT_TRUE(std::isnan(answers.values[5 * i + 2]));
  }
  EXPECT_NEAR(1 - error / spread, column(*run, "r2").back(), 1e-5);
}

TEST(NetworkInstrument, weightsAreTheMatricesNowAndAtTheStart) {
  const LaneSpec spec = network("conv(3,2) relu batchnorm dense(4)");
  auto run = lane(spec);
  const std::vector<float> start(held(*run).begin(), held(*run).end());
  run->run(10, 0);
  double matrix = 0;
  for (const auto& [offset, rows, columns] : {std::tuple(0, 4, 3), std::tuple(12 + 3 + 6, 75, 4)}) {
    const Measurement weights = whole(measure("weights", {{"matrix", matrix++}}, *run));
    ASSERT_EQ(weights.shape, (std::vector<std::size_t>{std::size_t(rows), std::size_t(columns), 2}));
    for (std::size_t k = 0; k < std::size_t(rows * columns); ++k) {
      EXPECT_EQ(weights.values[2 * k], held(*run)[std::size_t(offset) + k]);
      EXPECT_EQ(weights.values[2 * k + 1], start[std::size_t(offset) + k]);
    }
  }
  EXPECT_EQ(measure("weights", {{"matrix", 2.0}}, *run).error().at, "instrument.matrix");
}

TEST(NetworkInstrument, aTableOfSymbolsIsATensorToo) {
  const LaneSpec spec = network("embedding(3,200) lstm(2) dense(4)", {9});
  const Measurement table = whole(measure("weights", {}, *lane(spec)));
  EXPECT_EQ(table.shape, (std::vector<std::size_t>{200, 3, 2}));
}

/// The gates of an LSTM or a GRU and its states, in float64, as docs/networks.md has them.
std::vector<std::vector<Numbers>> cells(bool lstm, const Numbers& x, std::span<const float> w, std::size_t units) {
  const std::size_t gates = lstm ? 4 : 3, wide = gates * units, features = 6;
  std::vector<std::vector<Numbers>> told(gates + 1);
  Numbers h(units, 0), c(units, 0);
  for (std::size_t t = 0; t < 6; ++t) {
    Numbers in(wide), state(wide);
    for (std::size_t j = 0; j < wide; ++j) {
      in[j] = w[(features + units) * wide + j];
      state[j] = w[(features + units + 1) * wide + j];
      for (std::size_t i = 0; i < features; ++i) in[j] += x[t * features + i] * w[i * wide + j];
      for (std::size_t i = 0; i < units; ++i) state[j] += h[i] * w[(features + i) * wide + j];
    }
    std::vector<Numbers> gate(gates, Numbers(units));
    for (std::size_t u = 0; u < units; ++u) {
      const auto sum = [&](std::size_t g) { return in[g * units + u] + state[g * units + u]; };
      if (lstm) {
        for (const std::size_t g : {0u, 1u, 3u}) gate[g][u] = logistic(sum(g));
        gate[2][u] = std::tanh(sum(2));
        c[u] = gate[1][u] * c[u] + gate[0][u] * gate[2][u];
        h[u] = gate[3][u] * std::tanh(c[u]);
      } else {
        for (const std::size_t g : {0u, 1u}) gate[g][u] = logistic(sum(g));
        gate[2][u] = std::tanh(in[2 * units + u] + gate[0][u] * state[2 * units + u]);
        h[u] = (1 - gate[1][u]) * gate[2][u] + gate[1][u] * h[u];
      }
    }
    for (std::size_t g = 0; g < gates; ++g) told[g].push_back(gate[g]);
    told[gates].push_back(h);
  }
  return told;
}

TEST(NetworkInstrument, gatesOverTheSequenceAreThoseOfTheEquations) {
  for (const bool lstm : {true, false}) {
    LaneSpec spec = network(lstm ? "lstm(3) dense(4)" : "gru(3) dense(4)", {6, 6});
    auto run = lane(spec);
    run->run(15, 0);
    for (const std::size_t item : {0u, 299u, 529u}) {  // in the first and in later turns
      const Measurement told = whole(measure("gates", {{"item", double(item)}}, *run));
      const auto expected = cells(lstm, scaled(pixels(spec, item)), held(*run), 3);
      ASSERT_EQ(told.shape, (std::vector<std::size_t>{lstm ? 5u : 4u, 6, 3}));
      for (std::size_t g = 0; g < told.shape[0]; ++g) {
        for (std::size_t t = 0; t < 6; ++t) {
          for (std::size_t u = 0; u < 3; ++u)
            EXPECT_NEAR(told.values[(g * 6 + t) * 3 + u], expected[g][t][u], 1e-5) << "ifgoh"[g] << " " << t;
        }
      }
    }
    EXPECT_EQ(measure("gates", {{"item", 530.0}}, *run).error().at, "instrument.item");
    EXPECT_EQ(measure("gates", {{"layer", 1.0}}, *run).error().at, "instrument.layer");
  }
}

TEST(NetworkInstrument, theStateOfALayerIsThatOfItsNextUpdate) {
  const LaneSpec spec = network("dense(5) relu dense(4)");
  auto run = lane(spec), next = lane(spec);
  run->run(9, 0);
  next->run(9, 0);
  const Measurement state = whole(measure("layer_state", {}, *run));
  ASSERT_EQ(state.shape, (std::vector<std::size_t>{3, 5}));
  EXPECT_EQ(state.labels, (std::vector<std::string>{"dense(5)", "relu", "dense(4)"}));
  const std::vector<float> before(held(*next).begin(), held(*next).end());
  const std::vector<float> gradient(held(*next, "gradient").begin(), held(*next, "gradient").end());
  next->run(1, 0);
  std::vector<float> update(before.size());
  for (std::size_t i = 0; i < update.size(); ++i) update[i] = held(*next)[i] - before[i];
  for (const auto& [layer, from, count] : {std::tuple(0, 0, 185), std::tuple(2, 185, 24)}) {
    const auto part = [&](const std::vector<float>& of) {
      return lengthOf(std::span(of).subspan(std::size_t(from), std::size_t(count)));
    };
    const double* told = state.values.data() + 5 * layer;
    EXPECT_NEAR(told[0], part(gradient), 1e-6);
    EXPECT_NEAR(told[1], part(before), 1e-6);
    EXPECT_NEAR(told[2], part(update), 1e-6);
    EXPECT_TRUE(std::isnan(told[3]));
  }
  for (const int k : {0, 1, 2, 4}) EXPECT_TRUE(std::isnan(state.values[std::size_t(5 + k)]));
}

/// What a layer of a network says with these parameters.
double told(const char* net, std::size_t layer, std::size_t part, const std::function<void(Numbers&)>& change,
            std::vector<std::size_t> shape = {6, 6, 1}) {
  auto run = lane(network(net, std::move(shape)));
  Numbers params(held(*run).begin(), held(*run).end());
  change(params);
  if (run->startFrom(params)) throw std::runtime_error("params");
  return whole(measure("layer_state", {}, *run)).values[5 * layer + part];
}

TEST(NetworkInstrument, aUnitIsDeadWhereItIsZeroForAllItems) {
  const auto bias = [](std::size_t at, std::size_t count) {
    return [=](Numbers& w) { std::fill_n(w.begin() + long(at), count, -100.0); };
  };
  EXPECT_EQ(told("dense(5) relu dense(4)", 1, 3, bias(180, 5)), 1);
  EXPECT_EQ(told("dense(5) relu dense(4)", 1, 3, bias(180, 2)), 0.4);
  EXPECT_EQ(told("conv(4,2) relu dense(4)", 1, 3, bias(16, 3)), 0.75);  // a channel is a unit
  EXPECT_EQ(told("conv(4,2) relu pool(2) dense(4)", 1, 3, bias(16, 3)), 0.75);
}

TEST(NetworkInstrument, aUnitIsSaturatedNearItsEnds) {
  const auto at = [](double bias) {
    return [=](Numbers& w) {
      std::fill_n(w.begin(), 180, 0.0);
      std::fill_n(w.begin() + 180, 5, bias);
    };
  };
  EXPECT_EQ(told("dense(5) tanh dense(4)", 1, 4, at(2.0)), 0);  // 0.964
  EXPECT_EQ(told("dense(5) tanh dense(4)", 1, 4, at(-2.2)), 1);
  EXPECT_EQ(told("dense(5) sigmoid dense(4)", 1, 4, at(3.4)), 0);  // 0.968
  EXPECT_EQ(told("dense(5) sigmoid dense(4)", 1, 4, at(-3.6)), 1);
  const auto forget = [](Numbers& w) {  // two of the gates that open and close
    std::fill(w.begin(), w.begin() + 108 + 24, 0.0);
    std::fill_n(w.begin() + 108, 3, -9.0);
    std::fill_n(w.begin() + 108 + 9, 3, 9.0);
  };
  EXPECT_NEAR(told("lstm(3) dense(4)", 0, 4, forget, {6, 6}), 2.0 / 3, 1e-12);
}

TEST(NetworkInstrument, whatIsNoNetworkIsRefused) {
  const auto surface = lane({.optimizer = "adam", .problem = "beale"});
  for (const char* id : {"answers", "answers_to", "items", "gates", "layer_state"})
    EXPECT_EQ(measure(id, {}, *surface).error().at, "instrument.id") << id;
  auto run = lane(network("dense(4)"));
  EXPECT_EQ(measure("items", {{"items", Numbers{530}}}, *run).error().at, "instrument.items");
  EXPECT_EQ(measure("items", {{"items", Numbers{0.5}}}, *run).error().at, "instrument.items");
  EXPECT_EQ(measure("answers_to", {{"inputs", Numbers{1}}}, *run).error().at, "instrument.inputs");
}

TEST(NetworkInstrument, aTestThatIsDueDoesNotHoldUpTheNextUpdate) {
  LaneSpec spec = network("dense(4)");
  spec.settings.set("evaluate", 1.0);
  auto run = lane(spec);
  run->run(4, 0);
  auto state = measure("layer_state", {}, *run);
  int slices = 1;
  while (!state->advance(1e-9) && slices < 1000) ++slices;
  EXPECT_LT(slices, 20);
  EXPECT_GT(state->values[2], 0);
}

}  // namespace
