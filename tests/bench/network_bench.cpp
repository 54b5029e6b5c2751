// One training step of a dense network on made-up 28×28 images: forward, backward, update.
#include <benchmark/benchmark.h>

#include <vector>

#include "base/random.h"
#include "dataset/dataset.h"
#include "lane/lane.h"

using namespace sidestep;

namespace {

std::shared_ptr<const Dataset> images() {
  static const std::shared_ptr<const Dataset> data = [] {
    auto made = *Dataset::create({28, 28, 1}, 10, 6000, 1000);
    Pcg32 random(1, stream::problemData);
    for (Split split : {Split::train, Split::test}) {
      for (auto& pixel : made->items(split)) pixel = static_cast<std::uint8_t>(random.below(256));
      for (auto& label : made->labels(split)) label = static_cast<std::uint8_t>(random.below(10));
    }
    made->seal();
    return made;
  }();
  return data;
}

void step(benchmark::State& state, const char* net) {
  LaneSpec spec{.optimizer = "adam", .problem = "network"};
  spec.settings.set("net", net);
  spec.settings.set("evaluate", 1e7);
  spec.race.batch = static_cast<std::size_t>(state.range(0));
  spec.race.data = images();
  auto lane = std::move(*makeLane(spec));
  lane->run(1, 0);
  for (auto _ : state) {
    lane->run(1, 0);
    lane->rows();
  }
}

struct Case {
  const char *name, *net;
  std::vector<std::int64_t> batches;
};

// tests/bench/cases/steps.mjs has the same ones.
const int registered = [] {
  for (const Case& it : {
           Case{"step/784-32-10", "dense(32) relu dense(10)", {32, 128}},
           Case{"step/784-128-10", "dense(128) relu dense(10)", {32, 128}},
           Case{"step/8c5-p2-16c5-p2-10",
                "conv(8,5,same) relu pool(2) conv(16,5,same) relu pool(2) flatten dense(10)",
                {32}},
           Case{"step/lstm64-10", "lstm(64) dense(10)", {64}},
       }) {
    auto* bench = benchmark::RegisterBenchmark(it.name, step, it.net)->Unit(benchmark::kMicrosecond);
    for (const std::int64_t batch : it.batches) bench->Arg(batch);
  }
  return 0;
}();

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
