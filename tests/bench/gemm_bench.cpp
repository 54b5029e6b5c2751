// The matrix product at the shapes of a dense layer 784→128 at batch 32, and a square one; Eigen's beside it.
#include <benchmark/benchmark.h>

#include <Eigen/Core>
#include <vector>

#include "kernels/gemm.h"

using namespace sidestep;

namespace {

void shapes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"m", "n", "k"})
      ->Args({32, 128, 784})
      ->Args({784, 128, 32})
      ->Args({32, 784, 128})
      ->Args({256, 256, 256});
}

void flops(benchmark::State& state) {
  const double work = 2.0 * static_cast<double>(state.range(0) * state.range(1) * state.range(2));
  state.counters["FLOP/s"] = benchmark::Counter(work, benchmark::Counter::kIsIterationInvariantRate);
}

void tiles(benchmark::State& state) {
  const auto m = static_cast<std::size_t>(state.range(0)), n = static_cast<std::size_t>(state.range(1)),
             k = static_cast<std::size_t>(state.range(2));
  std::vector<float> a(m * k, 0.5f), b(k * n, 0.25f), c(m * n), panels(Gemm<float>::scratch(m, n, k));
  for (auto _ : state) {
    Gemm<float>::run(m, n, k, {a.data(), k, 1}, {b.data(), n, 1}, {c.data(), n}, panels.data());
    benchmark::ClobberMemory();
  }
  flops(state);
}

void eigen(benchmark::State& state) {
  using M = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const M a = M::Constant(state.range(0), state.range(2), 0.5f), b = M::Constant(state.range(2), state.range(1), 0.25f);
  M c(state.range(0), state.range(1));
  for (auto _ : state) {
    c.noalias() = a * b;
    benchmark::ClobberMemory();
  }
  flops(state);
}

BENCHMARK(tiles)->Name("gemm/tiles")->Apply(shapes);
BENCHMARK(eigen)->Name("gemm/eigen")->Apply(shapes);

}  // namespace
