// One update of every optimizer over 10² to 10⁶ float32 parameters.
#include <benchmark/benchmark.h>

#include "base/arena.h"
#include "base/random.h"
#include "optim/all.h"  // before the list is read below

using namespace sidestep;

namespace {

void update(benchmark::State& state, const Optimizer& optimizer) {
  const auto n = static_cast<std::size_t>(state.range(0));
  Arena<float> arena((2 + optimizer.slots.size()) * Arena<float>::padded(n));
  float* w = arena.take(n);
  float* grad = arena.take(n);
  std::vector<float*> slots;
  for (std::size_t k = 0; k < optimizer.slots.size(); ++k) slots.push_back(arena.take(n));
  Pcg32 random(1, 1);
  for (std::size_t i = 0; i < n; ++i) grad[i] = static_cast<float>(random.normal());
  const auto rule = optimizer.makeFloat({}, {{"x", n}});
  rule->bind(slots.data(), nullptr, nullptr);
  rule->begin(w);
  std::int64_t t = 0;
  for (auto _ : state) {
    rule->update({++t, 1e-6}, w, grad);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

const int registered = [] {
  for (const Optimizer& optimizer : optimizers()) {
    if (!optimizer.info.elementwise) continue;  // as long as the objective or the tensors take
    benchmark::RegisterBenchmark(("update/" + std::string(optimizer.info.id)).c_str(), update, optimizer)
        ->RangeMultiplier(10)
        ->Range(100, 1'000'000);
  }
  return 0;
}();

}  // namespace
