// Layers, losses and training against PyTorch: tests/golden/networks.py.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/arena.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

const nlohmann::json& golden() {
  static const nlohmann::json file = readGolden("networks.json");
  return file;
}

using Numbers = std::vector<double>;

/// A layer in float64 with memory for m items.
struct Alone {
  std::unique_ptr<Layer<double>> layer;
  Arena<double> arena{0};
  Pass<double> pass{};

  Alone(const std::string& text, const Shape& shape, std::size_t m) {
    const LayerCall call = (*parseNet(text)).front();
    const auto kind = std::ranges::find(layerKinds(), std::string_view(call.id), &LayerKind::id);
    auto made = kind->makeDouble(call, shape);
    if (!made) throw std::runtime_error(made.error().message);
    layer = std::move(*made);
    arena = Arena<double>(Arena<double>::padded(layer->memory(m)) + layer->scratch(m));
    pass = {.m = m, .training = true, .seed = 1, .step = 0};
    pass.memory = arena.take(layer->memory(m));
    pass.scratch = arena.take(layer->scratch(m));
  }
};

double distance(const double* found, const Numbers& expected) {
  double worst = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double apart = std::abs(found[i] - expected[i]);
    if (!(apart <= worst)) worst = apart;  // NaN too
  }
  return worst;
}

TEST(NetworkGolden, layersGiveWhatPyTorchGives) {
  for (const auto& c : golden()["layers"]) {
    const std::string text = c["layer"];
    const Shape shape = c["shape"];
    const std::size_t m = c["m"];
    const Alone alone(text, shape, m);
    const Numbers w = c["w"], x = c["x"], y = c["y"], dy = c["dy"], dw = c["dw"];
    EXPECT_EQ(alone.layer->output(), Shape(c["output"])) << text;
    ASSERT_EQ(alone.layer->params(), w.size()) << text;
    // A layer may read a few numbers beyond its arrays, as it may in a lane's arena.
    Arena<double> arrays(8 * 64 + x.size() * 2 + y.size() * 2 + w.size() + 8);
    double *found = arrays.take(y.size()), *slopes = arrays.take(y.size()), *gradient = arrays.take(w.size() + 8),
           *inputSlopes = arrays.take(x.size());
    std::ranges::copy(dy, slopes);
    alone.layer->forward(alone.pass, w.data(), x.data(), found);
    EXPECT_LT(distance(found, y), 1e-9) << text;
    alone.layer->backward(alone.pass, w.data(), x.data(), found, slopes, gradient, inputSlopes);
    EXPECT_LT(distance(gradient, dw), 1e-9) << text;
    const Numbers dx = c.value("dx", Numbers{});  // symbols have none
    EXPECT_LT(distance(inputSlopes, dx), 1e-9) << text;
  }
}

TEST(NetworkGolden, batchnormKeepsPyTorchsRunningAverages) {
  const auto& c = golden()["running"];
  Alone alone("batchnorm", {4}, 5);
  const Numbers w{1, 1, 1, 1, 0, 0, 0, 0}, test = c["test"], expected = c["y"];
  Numbers y(20);
  for (std::int64_t step = 0; const auto& batch : c["batches"]) {
    alone.layer->forward(alone.pass, w.data(), Numbers(batch).data(), y.data());
    alone.layer->visit(step++, alone.pass.memory);
  }
  alone.layer->visit(3, alone.pass.memory);  // the third batch counts once its update is made
  alone.pass.training = false;
  alone.pass.m = 2;
  alone.layer->forward(alone.pass, w.data(), test.data(), y.data());
  EXPECT_LT(distance(y.data(), expected), 1e-9);
  alone.layer->visit(0, alone.pass.memory);  // a lane that begins again
  alone.layer->forward(alone.pass, w.data(), test.data(), y.data());
  EXPECT_LT(distance(y.data(), test), 1e-4);
}

TEST(NetworkGolden, lossesGiveWhatPyTorchGives) {
  std::set<std::string> found;
  for (const auto& c : golden()["losses"]) {
    const Numbers y = c["y"], dy = c["dy"], numbers = c.value("numbers", Numbers{});
    const std::vector<std::uint8_t> labels = c.value("labels", std::vector<std::uint8_t>{});
    const Answers<double> right(labels.data(), numbers.empty() ? nullptr : numbers.data());
    const auto loss = std::ranges::find(losses<double>, c["loss"].get<std::string>(), &Loss<double>::id);
    ASSERT_NE(loss, losses<double>.end());
    Numbers slopes(y.size());
    EXPECT_NEAR(loss->function(functionsOf<double>("accurate"), 6, y.size() / 6, y.data(), right, slopes.data()),
                c["value"].get<double>(), 1e-10);
    EXPECT_LT(distance(slopes.data(), dy), 1e-10) << c["loss"];
    found.insert(c["loss"]);
  }
  EXPECT_EQ(found.size(), losses<double>.size());
}

TEST(NetworkGolden, trainsAsPyTorchDoes) {
  for (const auto& c : golden()["curves"]) {
    LaneSpec spec{.optimizer = c["lane"]["optimizer"], .problem = "network"};
    nlohmann::json hyper = c["lane"];
    hyper.erase("optimizer");
    spec.hyper = settingsOf(hyper);
    spec.settings = {{"net", c["net"].get<std::string>()}, {"init", std::string("heUniform")}, {"evaluate", 1e6}};
    spec.race = {
        .seed = c["seed"], .batch = c["batch"], .steps = -1, .data = stripes(c["train"], 10, c["shape"], c["classes"])};
    const auto made = lane(spec);
    made->run(99, 0);
    const auto rows = rowsOf(*made);
    const Numbers expected = c["losses"];
    ASSERT_EQ(rows.size(), expected.size());
    double worst = 0;
    for (std::size_t t = 0; t < rows.size(); ++t) {
      const double apart = std::abs(rows[t].loss / expected[t] - 1);
      if (!(apart <= worst)) worst = apart;  // NaN too
    }
    EXPECT_LT(worst, 1e-4) << c["net"];
    std::printf("%s: largest relative difference %.1e\n", c["net"].get<std::string>().c_str(), worst);
  }
}

}  // namespace
