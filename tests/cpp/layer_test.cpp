// What layers promise besides their gradients: shapes, errors, masks, testing.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/arena.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

/// The shapes after each layer, or the error.
std::string shapes(const std::string& text, const Shape& input) {
  auto net = Network<float>::make(text, input);
  if (!net) return net.error().at + ": " + net.error().message;
  std::string all;
  for (const auto& layer : net->layers()) all += (all.empty() ? "" : " ") + textOf(layer->output());
  return all;
}

TEST(Layer, shapesFollowFromTheInput) {
  EXPECT_EQ(shapes("conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) dense(10)", {28, 28, 1}),
            "28×28×8 28×28×8 14×14×8 14×14×16 14×14×16 7×7×16 10");
  EXPECT_EQ(shapes("conv(6,5) avgpool(2) conv(16,5,valid) pool(2) flatten dense(10)", {28, 28, 1}),
            "24×24×6 12×12×6 8×8×16 4×4×16 256 10");
  EXPECT_EQ(shapes("conv(4,3,same,2) conv(4,3,2) pool(3,1)", {15, 20, 3}), "8×10×4 3×4×4 1×2×4");
  EXPECT_EQ(shapes("lstm(64) dense(10)", {100, 10}), "64 10");
  EXPECT_EQ(shapes("gru(7,sequence) lstm(5)", {28, 28, 1}), "28×7 5");
  EXPECT_EQ(shapes("gru(7,relu,sequence) gru(6,sequence,sigmoid) lstm(5,leakyrelu) softmax", {9, 3}), "9×7 9×6 5 5");
  EXPECT_EQ(shapes("embedding(16) gelu gru(8) batchnorm dropout(0.5)", {40}), "40×16 40×16 8 8 8");
}

TEST(Layer, errorsNameTheLayer) {
  const Shape image{28, 28, 1}, row{9};
  EXPECT_EQ(shapes("dense(8) conv(8,5)", image),
            "problem.net: 'conv(8,5)' needs an image (height × width × channels), not 8");
  EXPECT_EQ(shapes("conv(8,29)", image),
            "problem.net: 'conv(8,29)' has a window of 29×29, larger than the image of 28×28");
  EXPECT_EQ(shapes("conv(8,5) pool(25)", image),
            "problem.net: 'pool(25)' has a window of 25×25, larger than the image of 24×24");
  EXPECT_EQ(shapes("conv(8)", image), "problem.net: 'conv(8)' needs a number");
  EXPECT_EQ(shapes("conv(8,5,all)", image),
            "problem.net: 'conv(8,5,all)' needs a whole number from 1 to 64, not 'all'");
  EXPECT_EQ(shapes("conv(8,5,same,1,1)", image), "problem.net: 'conv(8,5,same,1,1)' takes at most 4 arguments");
  EXPECT_EQ(shapes("lstm(64)", row), "problem.net: 'lstm(64)' needs a sequence (steps × features), not 9");
  EXPECT_EQ(
      shapes("gru(64,all)", {9, 3}),
      "problem.net: 'gru(64,all)' can be followed by 'sequence' and by 'tanh', 'relu', 'leakyrelu' or 'sigmoid', not "
      "'all'");
  EXPECT_EQ(shapes("lstm(64,relu,tanh)", {9, 3}),
            "problem.net: 'lstm(64,relu,tanh)' can be followed by 'sequence' and by 'tanh', 'relu', 'leakyrelu' or "
            "'sigmoid', "
            "not 'tanh'");
  EXPECT_EQ(shapes("softmax(2)", row), "problem.net: 'softmax(2)' takes no arguments");
  EXPECT_EQ(shapes("dropout", row), "problem.net: 'dropout' needs a probability, as in dropout(0.5)");
  EXPECT_EQ(shapes("dropout(1)", row), "problem.net: 'dropout(1)' needs a number from 0 to below 1, not '1'");
  EXPECT_EQ(shapes("dropout(.-5)", row), "problem.net: 'dropout(.-5)' needs a number from 0 to below 1, not '.-5'");
  EXPECT_EQ(shapes("relu(3)", row), "problem.net: 'relu(3)' takes no arguments");
  EXPECT_EQ(shapes("flatten dense(4,4)", image), "problem.net: 'dense(4,4)' takes at most 1 argument");
  EXPECT_EQ(shapes("embedding(4,70000)", row),
            "problem.net: 'embedding(4,70000)' needs a whole number from 1 to 65536, not '70000'");
  EXPECT_EQ(shapes("flatten relu", image), "problem.net: the network has no parameters to train");
  EXPECT_EQ(shapes("dropout(.)", row), "problem.net: 'dropout(.)' needs a number from 0 to below 1, not '.'");
  EXPECT_EQ(shapes("dense(8) embedding(4)", row),
            "problem.net: 'embedding(4)' must be the first layer: it takes symbols as input");
}

TEST(Layer, itemsThatNoMemoryHoldsAreRefused) {
  EXPECT_EQ(shapes("dense(10)", {65536, 65536}), "problem.net: items of 65536×65536 are too large");
  EXPECT_EQ(shapes("embedding(4096) dense(10)", {1024, 1024}),
            "problem.net: 'embedding(4096)' has an output of 1048576×4096, which is too large");
}

/// The first parameters of a network, by a named init.
std::vector<float> begun(const std::string& text, const Shape& input, std::string_view init) {
  auto net = std::move(*Network<float>::make(text, input));
  std::vector<float> w(net.params());
  Pcg32 random(5, stream::initialWeights);
  net.initialise(random, *std::ranges::find(inits(), init, &Init::id), w.data());
  return w;
}

float largest(std::span<const float> numbers) {
  float most = 0;
  for (const float x : numbers) most = std::max(most, std::abs(x));
  return most;
}

double deviation(std::span<const float> numbers) {
  double sum = 0;
  for (const float x : numbers) sum += static_cast<double>(x) * static_cast<double>(x);
  return std::sqrt(sum / static_cast<double>(numbers.size()));
}

/// Numbers that are uniform between ±bound: never beyond, near both ends, with the deviation bound/√3.
void expectUniform(std::span<const float> numbers, double bound) {
  const double most = static_cast<double>(largest(numbers));
  EXPECT_LE(most, bound * (1 + 1e-7));
  EXPECT_GT(most, bound * (1 - 20.0 / static_cast<double>(numbers.size())));
  EXPECT_NEAR(deviation(numbers) * std::sqrt(3) / bound, 1, 2 / std::sqrt(static_cast<double>(numbers.size())));
}

TEST(Init, asPyTorchBeginsItsLayers) {
  const std::vector<float> dense = begun("dense(40)", {100}, "pytorch");
  expectUniform(std::span(dense).first(4000), 1 / std::sqrt(100));
  expectUniform(std::span(dense).subspan(4000), 1 / std::sqrt(100));  // the biases too
  const std::vector<float> conv = begun("conv(32,3)", {9, 9, 4}, "pytorch");
  expectUniform(conv, 1 / std::sqrt(3 * 3 * 4));
  for (const char* cell : {"lstm(50)", "gru(50)"}) expectUniform(begun(cell, {7, 10}, "pytorch"), 1 / std::sqrt(50));
  EXPECT_NEAR(deviation(begun("embedding(64)", {3}, "pytorch")), 1, 0.02);
}

TEST(Init, asKerasBeginsItsLayers) {
  const std::vector<float> dense = begun("dense(40)", {100}, "keras");
  expectUniform(std::span(dense).first(4000), std::sqrt(6.0 / 140));
  EXPECT_EQ(largest(std::span(dense).subspan(4000)), 0);
  expectUniform(begun("embedding(64)", {3}, "keras"), 0.05);
  for (const std::size_t gates : {4, 3}) {
    constexpr std::size_t features = 10, units = 50;
    const std::size_t wide = gates * units;
    const std::vector<float> w = begun(gates == 4 ? "lstm(50)" : "gru(50)", {7, features}, "keras");
    expectUniform(std::span(w).first(features * wide), std::sqrt(6.0 / static_cast<double>(features + wide)));
    const float* u = w.data() + features * wide;
    for (std::size_t a = 0; a < units; ++a) {
      for (std::size_t b = 0; b <= a; ++b) {
        double product = 0;
        for (std::size_t j = 0; j < wide; ++j)
          product += static_cast<double>(u[a * wide + j]) * static_cast<double>(u[b * wide + j]);
        EXPECT_NEAR(product, a == b, 1e-6) << a << " " << b;
      }
    }
    for (std::size_t j = 0; j < 2 * wide; ++j)  // the forget gate's is 1
      EXPECT_EQ(u[units * wide + j], gates == 4 && j >= units && j < 2 * units ? 1 : 0) << j;
  }
}

/// What is not a number must come to the loss, where it is seen.
TEST(Layer, whatIsNotANumberPassesThrough) {
  for (const std::string text :
       {"relu dense(1)", "pool(2) dense(1)", "avgpool(2) dense(1)", "leakyrelu dense(1)", "softmax dense(1)"}) {
    for (std::size_t at = 0; at < 16; ++at) {
      auto net = std::move(*Network<float>::make(text, {2, 2, 4}));
      Arena<float> arena(net.workspace(1));
      net.bind(1, arena.take(net.workspace(1)));
      const std::vector<float> w(net.params(), 1.0f);
      std::vector<float> x(16, 0.5f);
      x[at] = std::numeric_limits<float>::quiet_NaN();
      const float* y = net.forward({.m = 1, .values = x.data(), .training = true, .seed = 1, .step = 0}, w.data());
      EXPECT_TRUE(std::isnan(*y)) << text << " " << at;
    }
  }
}

/// A class told apart beyond doubt leaves a slope as small as the doubt is, not as the rounding of σ.
TEST(Layer, binaryCrossEntropyOfSureAnswers) {
  const auto loss = std::ranges::find(losses<float>, std::string_view("binaryCrossEntropy"), &Loss<float>::id);
  for (const float x : {-40.0f, -30.0f, -3.0f, 3.0f, 30.0f, 40.0f}) {
    const std::uint8_t right = x > 0;
    float slope = 0;
    loss->function(functionsOf<float>("accurate"), 1, 1, &x, &right, &slope);
    const double exact = (right ? -1 : 1) / (1 + std::exp(std::abs(static_cast<double>(x))));
    EXPECT_NEAR(static_cast<double>(slope) / exact, 1, 1e-5) << x;
  }
}

/// dropout(0.3) of ones: what is kept at a step, in one layer of a race.
std::vector<float> masked(bool training, std::uint64_t seed, std::int64_t step) {
  auto net = std::move(*Network<float>::make("dropout(0.3) dense(1)", {500}));
  Arena<float> arena(net.workspace(2));
  net.bind(2, arena.take(net.workspace(2)));
  const std::vector<float> w(net.params()), x(1000, 1.0f);
  std::vector<float> dw(net.params());
  const Batch<float> batch{.m = 2, .values = x.data(), .training = training, .seed = seed, .step = step};
  net.forward(batch, w.data());
  std::fill_n(net.outputGradient(), 2, 1.0f);
  net.backward(batch, w.data(), dw.data());  // the slope of each weight: the sum of its two inputs
  return dw;
}

TEST(Layer, dropoutDropsTheSameForAllAndNothingWhenTested) {
  const auto mask = masked(true, 7, 3);
  EXPECT_EQ(mask, masked(true, 7, 3));
  EXPECT_NE(mask, masked(true, 7, 4));
  EXPECT_NE(mask, masked(true, 8, 3));
  double kept = 0;
  for (std::size_t i = 0; i < 500; ++i) {
    EXPECT_TRUE(mask[i] == 0 || std::abs(mask[i] * 0.7f - 1) < 1e-6f || std::abs(mask[i] * 0.7f - 2) < 1e-6f);
    kept += static_cast<double>(mask[i]) * 0.7;
  }
  EXPECT_NEAR(kept / 1000, 0.7, 0.06);
  for (std::size_t i = 0; i < 500; ++i) EXPECT_EQ(masked(false, 7, 3)[i], 2);
}

TEST(Layer, aRaceWithDropoutAndBatchnormReplays) {
  LaneSpec spec{.optimizer = "adam", .hyper = {{"lr", 0.01}}, .problem = "network"};
  spec.settings.set("net", "conv(4,3) batchnorm relu dropout(0.2) dense(4)");
  spec.settings.set("evaluate", 10.0);
  spec.race = {.seed = 1, .batch = 20, .steps = 60, .data = stripes(200, 80)};
  const auto accuracies = [&](Lane& lane, std::int64_t chunk) {
    lane.reset();
    std::vector<double> list;
    while (lane.step() < 60) {
      lane.run(chunk, 0);
      for (const Row& row : rowsOf(lane)) {
        if (!std::isnan(row.rest.back())) list.push_back(row.rest.back());
      }
    }
    return list;
  };
  const auto first = lane(spec), second = lane(spec);
  const auto list = accuracies(*first, 60);
  EXPECT_EQ(list, accuracies(*first, 7));  // the running averages begin again
  EXPECT_EQ(list, accuracies(*second, 1));
  EXPECT_GT(list.back(), 0.9);
}

TEST(Layer, oneLogitTellsTwoClassesApart) {
  LaneSpec spec{.optimizer = "adam", .hyper = {{"lr", 0.02}}, .problem = "network"};
  spec.settings = {{"net", std::string("dense(6) gelu dense(1)")}, {"loss", std::string("binaryCrossEntropy")}};
  spec.race = {.seed = 1, .batch = 20, .steps = 150, .data = stripes(200, 80, {6, 6, 1}, 2)};
  const auto made = lane(spec);
  made->run(150, 0);
  EXPECT_GT(rowsOf(*made).back().rest.back(), 0.95);
  spec.settings.set("loss", std::string("crossEntropy"));
  EXPECT_FALSE(makeLane(spec));
}

/// What a network puts out and its gradient, with convolutions as sums or by transforms.
std::vector<float> convolved(bool transforms, std::size_t m, bool training) {
  const std::string text = "conv(8,5,same) relu pool(2) conv(16,5,same) relu dense(3)";
  auto net = std::move(*Network<float>::make(text, {28, 28, 1}, functionsOf<float>("accurate"), transforms));
  Arena<float> arena(net.workspace(m));
  net.bind(m, arena.take(net.workspace(m)));
  Pcg32 random(3, 4);
  std::vector<float> w(net.params()), dw(net.params()), x(m * 784);
  net.initialise(random, inits().front(), w.data());
  for (float& number : x) number = random.below(4) == 0 ? static_cast<float>(random.uniform()) : 0;
  const Batch<float> batch{.m = m, .values = x.data(), .training = training};
  const float* y = net.forward(batch, w.data());
  std::vector<float> all(y, y + m * 3);
  for (std::size_t i = 0; i < all.size(); ++i) net.outputGradient()[i] = static_cast<float>(i % 5) - 2;
  net.backward(batch, w.data(), dw.data());
  all.insert(all.end(), dw.begin(), dw.end());
  return all;
}

TEST(Layer, convolutionsByTransformsAreThoseOfSums) {
  for (const std::size_t m : {7, 32}) {
    const auto sums = convolved(false, m, true), transforms = convolved(true, m, true);
    EXPECT_NE(transforms, sums) << "no transform was chosen";
    EXPECT_EQ(transforms, convolved(true, m, false));
    float most = 0, apart = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      most = std::max(most, std::abs(sums[i]));
      apart = std::max(apart, std::abs(sums[i] - transforms[i]));
    }
    EXPECT_LT(apart / most, 2e-6f);
  }
  EXPECT_EQ(convolved(true, 1, true), convolved(false, 1, true));  // one image: sums take less
}

/// Pictures as bytes, mostly empty or full, are what they would be as numbers, whichever way they are multiplied.
TEST(Layer, bytesAreTheNumbersThatTheyStandFor) {
  for (const std::string text : {"dense(7)", "dense(64) relu dense(3)", "conv(5,3,same)", "conv(8,5) pool(2)",
                                 "conv(4,3,same,2)", "conv(3,4,same) conv(5,3)"}) {
    for (const std::uint32_t part : {1, 2, 6}) {
      constexpr std::size_t m = 3, pixels = 11 * 9;
      auto net = std::move(*Network<float>::make(text, {11, 9, 1}));
      Arena<float> arena(net.workspace(m));
      net.bind(m, arena.take(net.workspace(m)));
      Pcg32 random(part, 4);
      std::vector<float> w(net.params() + 16), dw(net.params()), other(net.params()), x(m * pixels);
      for (float& v : w) v = static_cast<float>(random.normal());
      std::vector<std::uint8_t> bytes(m * pixels);
      for (auto& byte : bytes) byte = random.below(part) == 0 ? static_cast<std::uint8_t>(1 + random.below(255)) : 0;
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(bytes[i]) * static_cast<float>(byteScale);
      const auto run = [&](const Batch<float>& batch, std::vector<float>& gradient) {
        const float* y = net.forward(batch, w.data());
        std::vector<float> outputs(y, y + m * net.outputs());
        for (std::size_t i = 0; i < outputs.size(); ++i) net.outputGradient()[i] = static_cast<float>(i % 5) - 2;
        net.backward(batch, w.data(), gradient.data());
        return outputs;
      };
      EXPECT_EQ(run({.m = m, .values = nullptr, .bytes = bytes.data(), .training = true}, dw),
                run({.m = m, .values = x.data(), .bytes = nullptr, .training = true}, other))
          << text << ", 1 in " << part;
      EXPECT_EQ(dw, other) << text << ", 1 in " << part;
    }
  }
}

}  // namespace
