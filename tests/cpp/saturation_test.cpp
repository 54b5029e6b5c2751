// Networks where tanh, the logistic function and their like are all but constant, in the float32 that races use,
// against PyTorch: tests/golden/saturation.py.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/arena.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

using Numbers = std::vector<float>;

const nlohmann::json& golden() {
  static const nlohmann::json file = readGolden("saturation.json");
  return file;
}

/// A layer's outputs and, for slopes of 1 after it, the slopes before it.
struct Passed {
  Numbers y, dx;

  Passed(const std::string& text, const Shape& shape, std::size_t m, const Numbers& w, const Numbers& x) {
    const LayerCall call = (*parseNet(text)).front();
    const auto kind = std::ranges::find(layerKinds(), std::string_view(call.id), &LayerKind::id);
    const auto layer = std::move(*kind->makeFloat(call, shape));
    const std::size_t size = m * sizeOf(layer->output());
    Arena<float> arena(Arena<float>::padded(layer->memory(m)) + layer->scratch(m) + 2 * x.size() + 3 * size +
                       2 * w.size() + 1024);
    Pass<float> pass{.m = m, .training = true, .seed = 1, .step = 0};
    pass.memory = arena.take(layer->memory(m));
    pass.scratch = arena.take(layer->scratch(m));
    const auto taken = [&](const Numbers& from, std::size_t room) {
      float* to = arena.take(room);
      std::ranges::copy(from, to);
      return to;
    };
    const float *weights = taken(w, w.size() + 8), *inputs = taken(x, x.size() + 8),
                *ones = taken(Numbers(size, 1), size);
    float *outputs = arena.take(size), *slopes = arena.take(x.size()), *gradient = arena.take(w.size() + 8);
    layer->forward(pass, weights, inputs, outputs);
    layer->backward(pass, weights, inputs, outputs, ones, gradient, slopes);
    y.assign(outputs, outputs + size);
    dx.assign(slopes, slopes + x.size());
  }
};

TEST(Saturation, layersGiveWhatPyTorchGives) {
  for (const auto& c : golden()["layers"]) {
    const std::string text = c["layer"];
    const Numbers w = c["w"];
    const Passed passed(text, c["shape"], c["m"], w, c["x"]);
    const std::vector<double> x = c["x"], y = c["y"], dx = c["dx"];
    // Gates at large weights amplify the rounding of their sums; PyTorch's gelu cancels where it is small.
    const bool sums = !w.empty();
    const double share = sums ? 1e-4 : 4e-7, rest = sums || text == "gelu" ? 1e-6 : 1e-38;
    for (std::size_t i = 0; i < y.size(); ++i) EXPECT_NEAR(passed.y[i], y[i], share * std::abs(y[i]) + rest) << text;
    // A slope is the difference of numbers near 1.
    for (std::size_t i = 0; i < dx.size(); ++i)
      EXPECT_NEAR(passed.dx[i], dx[i], (sums ? 1e-5 : 3e-7) + 1e-4 * std::abs(dx[i])) << text << " at " << x[i];
  }
}

/// The slopes of what is one function of each number: never of the wrong sign, and 0 where the function is constant.
TEST(Saturation, slopesOverADenseSweep) {
  struct Case {
    std::string layer;
    double (*slope)(double x);
    double flat;  ///< from where to both sides it is 0
  };
  const Case cases[] = {{"tanh", [](double x) { return std::pow(std::cosh(x), -2); }, 9.02},
                        {"sigmoid", [](double x) { return std::pow(2 * std::cosh(x / 2), -2); }, 104}};
  for (const Case& c : cases) {
    Numbers x;
    for (float at = -120; at < 120; at += 1e-3f) x.push_back(at);
    const Passed passed(c.layer, {x.size()}, 1, {}, x);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double exact = c.slope(static_cast<double>(x[i]));
      ASSERT_GE(passed.dx[i], 0) << c.layer << " at " << x[i];
      ASSERT_NEAR(passed.dx[i], exact, 3e-7) << c.layer << " at " << x[i];
      if (std::abs(x[i]) > c.flat) {
        ASSERT_EQ(passed.dx[i], 0) << c.layer << " at " << x[i];
      }
      // Where the logistic function is small its slope is too, and as accurate.
      if (c.layer == "sigmoid" && x[i] < 0 && x[i] > -87) {
        ASSERT_NEAR(passed.dx[i] / exact, 1, 1e-6) << x[i];
      }
    }
  }
  Numbers x;
  for (float at = -120; at < 120; at += 1e-3f) x.push_back(at);
  const Passed gelu("gelu", {x.size()}, 1, {}, x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double at = static_cast<double>(x[i]);
    const double exact =
        0.5 * std::erfc(-at / std::sqrt(2.0)) + at * std::exp(-at * at / 2) / std::sqrt(8 * std::atan(1.0));
    ASSERT_NEAR(gelu.dx[i], exact, 5e-7) << x[i];
    if (x[i] < -16) {  // it stayed at 1e-37, and rules that look at signs alone moved
      ASSERT_EQ(gelu.dx[i], 0) << x[i];
    }
    if (x[i] > -12 && x[i] < -2) {
      ASSERT_NEAR(gelu.dx[i] / exact, 1, 1e-4) << x[i];
    }
  }
}

/// A class that is out of the question leaves no slope, as in PyTorch: it stayed at 1e-38, and rules that look at signs
/// alone moved by it.
TEST(Saturation, lossesOfSureAnswersHaveNoSlope) {
  const Functions<float>& functions = functionsOf<float>("accurate");
  const Numbers y{200, 0, -200, -90};
  const std::uint8_t label = 0;
  Numbers slopes(4);
  EXPECT_EQ(crossEntropy<float>(functions, 1, 4, y.data(), &label, slopes.data()), 0);
  EXPECT_EQ(slopes, Numbers(4, 0));
  const Numbers sure{200, -110, -200, -150};
  EXPECT_EQ(binaryCrossEntropy<float>(functions, 1, 4, sure.data(), &label, slopes.data()), 0);
  EXPECT_EQ(slopes, Numbers(4, 0));
  const Numbers near{0, -20, -80};
  crossEntropy<float>(functions, 1, 3, near.data(), &label, slopes.data());
  EXPECT_NEAR(static_cast<double>(slopes[2]) / std::exp(-80.0), 1, 1e-6);
}

std::shared_ptr<const Dataset> ones() {
  auto data = *Dataset::create({1}, 2, 1, 1, true);
  for (const Split split : {Split::train, Split::test}) {
    data->numbers(split)[0] = 1;
    data->labels(split)[0] = 1;
  }
  EXPECT_FALSE(data->seal());
  return data;
}

std::vector<double> trained(std::string_view functions) {
  const auto& c = golden()["stays"];
  LaneSpec spec{.optimizer = "adam", .hyper = {{"lr", 0.05}}, .problem = "network"};
  spec.settings = {{"net", c["net"].get<std::string>()}, {"functions", std::string(functions)}};
  auto data = ones();
  spec.race = {.seed = 1, .batch = 1, .steps = -1, .data = data};
  const auto made = lane(spec);
  const std::vector<double> start = c["start"];
  EXPECT_FALSE(made->startFrom(start));
  made->run(c["steps"], 0);
  const auto w = std::get<std::span<const float>>(made->peek("params"));
  return {w.begin(), w.end()};
}

TEST(Saturation, aUnitWhoseTanhIsOneStaysAsInPyTorch) {
  const std::vector<double> expected = golden()["stays"]["params"], found = trained("accurate");
  ASSERT_EQ(found.size(), expected.size());
  EXPECT_EQ(found[0], 12);
  EXPECT_EQ(found[1], 0);
  for (std::size_t i = 2; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-5);
}

/// Links of version 1 creep as they did.
TEST(Saturation, clampedFunctionsCreepAsTheyDid) {
  const std::vector<double> found = trained("clamped");
  EXPECT_NEAR(found[0] + found[1], 10.07, 0.01);
}

}  // namespace
