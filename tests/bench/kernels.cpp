// What the kernels reach of what the machine can do, natively and (build/wasm/sidestep_kernels.cjs) in WebAssembly: the
// matrix product against a loop of multiplications and additions that stay in registers, an optimizer's update against
// a copy.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "kernels/elementary.h"
#include "kernels/gemm.h"
#include "optim/adam.h"

using namespace sidestep;

namespace {

using V = Vec<float>;

/// Seconds of the fastest of the runs so far: what others on the machine cost is left out.
struct Fastest {
  double seconds = 1e9;
  template <class Use>
  void time(Use use) {
    const auto begin = std::chrono::steady_clock::now();
    use();
    seconds = std::min(seconds, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
};

constexpr std::size_t sums = 12, turns = 200'000;

[[gnu::noinline]] float registersAlone(float factor, float term) {
  V::Register sum[sums], x = V::splat(factor), y = V::splat(term), total{};
  for (std::size_t i = 0; i < sums; ++i) sum[i] = V::splat(static_cast<float>(i));
  for (std::size_t t = 0; t < turns; ++t) {
    for (std::size_t i = 0; i < sums; ++i) sum[i] = V::fma(x, sum[i], y);
  }
  for (std::size_t i = 0; i < sums; ++i) total += sum[i];
  return total[0] + total[1] + total[2] + total[3];
}

struct Shape {
  const char* name;
  std::size_t m, n, k;
  bool transposeA, transposeB;
  Fastest fastest{};
};

[[gnu::noinline]] void copy(std::size_t n, const float* __restrict from, float* __restrict to) {
  for (std::size_t i = 0; i < n; ++i) to[i] = from[i];
}
[[gnu::noinline]] void tangents(std::size_t n, const float* __restrict from, float* __restrict to) {
  for (std::size_t i = 0; i < n; ++i) to[i] = hyperbolicTangent(from[i]);
}

}  // namespace

int main() {
  Shape shapes[] = {{"forward    32x784x128", 32, 128, 784, false, false},
                    {"dW        784x32x128 ", 784, 128, 32, true, false},
                    {"dx         32x128x784", 32, 784, 128, false, true},
                    {"LSTM step  64x74x256 ", 64, 256, 74, false, false},
                    {"           256x256x256", 256, 256, 256, false, false}};
  std::vector<float> a(1 << 18, 0.5f), b(1 << 18, 0.25f), c(1 << 18), panels(1 << 19);
  constexpr std::size_t n = 101'770;  // parameters of 784-128-10
  std::vector<float> w(n), grad(n, 0.1f), m(n), v(n), vMax(n), other(n);
  float* slots[] = {m.data(), v.data(), vMax.data()};
  Fastest peak, copying, updating, tanh;
  volatile float sink = 0;
  const Adam<> adam;
  for (int round = 0; round < 300; ++round) {
    peak.time([&] { sink = registersAlone(0.999f, 0.001f); });
    for (Shape& s : shapes) {
      const Matrix<float> left = s.transposeA ? Matrix<float>{a.data(), 1, s.m} : Matrix<float>{a.data(), s.k, 1},
                          right = s.transposeB ? Matrix<float>{b.data(), 1, s.k} : Matrix<float>{b.data(), s.n, 1};
      s.fastest.time([&] { Gemm<float>::run(s.m, s.n, s.k, left, right, {c.data(), s.n}, panels.data()); });
    }
    copying.time([&] { copy(n, grad.data(), other.data()); });
    updating.time([&] { adam.update<float>({round + 1, 1e-3}, n, w.data(), grad.data(), slots); });
    tanh.time([&] { tangents(n, w.data(), other.data()); });
  }
  sink = other[7];
  const double top = 8.0 * sums * turns / peak.seconds * 1e-9;
  std::printf("multiply-add in registers alone %27.1f GFLOP/s\n", top);
  for (const Shape& s : shapes) {
    const double rate = 2e-9 * static_cast<double>(s.m * s.n * s.k) / s.fastest.seconds;
    std::printf("product, packing included: %s %9.1f GFLOP/s, %3.0f %% of that\n", s.name, rate, 100 * rate / top);
  }
  const double floats = static_cast<double>(n) * sizeof(float) * 1e-9;
  const double copied = 2 * floats / copying.seconds, updated = 7 * floats / updating.seconds;
  std::printf("copy %54.1f GB/s\nAdam's update: reads w, g, m, v, writes w, m, v %11.1f GB/s, %3.0f %% of that\n",
              copied, updated, 100 * updated / copied);
  std::printf("tanh %54.1f ns a number\n", tanh.seconds * 1e9 / static_cast<double>(n));
}
