// One training step of networks on made-up data: forward, backward, update.
#include <benchmark/benchmark.h>

#include "base/random.h"
#include "data/dataset.h"
#include "lane/lane.h"

using namespace sidestep;

namespace {

std::shared_ptr<const Dataset> noise(std::vector<std::size_t> shape) {
  auto made = *Dataset::create(std::move(shape), 10, 2000, 100);
  Pcg32 random(1, stream::problemData);
  for (Split split : {Split::train, Split::test}) {
    for (auto& pixel : made->items(split)) pixel = static_cast<std::uint8_t>(random.below(256));
    for (auto& label : made->labels(split)) label = static_cast<std::uint8_t>(random.below(10));
  }
  made->seal();
  return made;
}

void step(benchmark::State& state, const char* net, const char* optimizer, std::vector<std::size_t> shape) {
  LaneSpec spec{.optimizer = optimizer, .problem = "network"};
  spec.settings.set("net", net);
  spec.settings.set("evaluate", 1e7);
  spec.race.batch = static_cast<std::size_t>(state.range(0));
  spec.race.data = noise(std::move(shape));
  auto lane = std::move(*makeLane(spec));
  lane->run(1, 0);
  for (auto _ : state) {
    lane->run(1, 0);
    lane->rows();
  }
}

const std::vector<std::size_t> image{28, 28, 1}, sequence{100, 10};
constexpr auto micro = benchmark::kMicrosecond;
BENCHMARK_CAPTURE(step, 784 - 32 - 10, "dense(32) relu dense(10)", "adam", image)->Arg(32)->Arg(128)->Unit(micro);
BENCHMARK_CAPTURE(step, 784 - 128 - 10, "dense(128) relu dense(10)", "adam", image)->Arg(32)->Arg(128)->Unit(micro);
BENCHMARK_CAPTURE(step, cnn, "conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) dense(10)", "adam", image)
    ->Arg(32)
    ->Unit(micro);
BENCHMARK_CAPTURE(step, lstm, "lstm(64) dense(10)", "rmsprop", sequence)->Arg(64)->Unit(micro);

void toy(benchmark::State& state) {
  LaneSpec spec{.optimizer = "adam", .problem = "rosenbrock"};
  auto lane = std::move(*makeLane(spec));
  for (auto _ : state) {
    lane->run(1000, 0);
    lane->rows();
  }
  state.SetItemsProcessed(state.iterations() * 1000);
}
BENCHMARK(toy)->Name("toy/adam/rosenbrock");

}  // namespace
