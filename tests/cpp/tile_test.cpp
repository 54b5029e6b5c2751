// The tile and what is built on it against the same sums written plainly, over all widths and tails.
#include <gtest/gtest.h>

#include <vector>

#include "base/random.h"
#include "kernels/correlation.h"
#include "kernels/rows.h"

using namespace sidestep;

namespace {

template <class T>
std::vector<T> draw(std::size_t n, std::uint64_t seed) {
  Pcg32 random(seed, 1);
  std::vector<T> x(n);
  for (T& v : x) v = static_cast<T>(random.normal());
  return x;
}

/// The tile's scalar twin: the same operations in the same order, so the same bits.
template <class T>
void product(std::size_t m, std::size_t n, std::size_t k, const T* a, const T* b, const T* bias, std::vector<T>& c) {
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      T sum = bias ? bias[j] : T(0);
      for (std::size_t p = 0; p < k; ++p) sum += a[i * k + p] * b[p * n + j];
      c[i * n + j] = sum;
    }
  }
}

template <class T>
void compareGemm() {
  for (std::size_t m : {1, 2, 3, 4, 5, 6, 7, 8, 9}) {
    for (std::size_t n : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17}) {
      for (std::size_t k : {1, 2, 3, 4, 5, 6, 7, 8, 255, 256, 257, 600}) {
        const auto a = draw<T>(m * k, m + 10 * n + k), b = draw<T>(k * n, 7), bias = draw<T>(n, 8);
        std::vector<T> expected(m * n), c(m * n, T(9)), d(m * n, T(9)),
            panels(Gemm<T>::scratch(m, n, k) + Gemm<T>::packed(n, k) + Gemm<T>::roundUp(m, 4) * k);
        product(m, n, k, a.data(), b.data(), bias.data(), expected);
        Gemm<T>::run(m, n, k, Matrix<T>{a.data(), k, 1}, {b.data(), n, 1}, {c.data(), n, bias.data(), 0},
                     panels.data());
        ASSERT_EQ(c, expected) << m << "×" << n << "×" << k;
        T* packed = panels.data();
        Gemm<T>::packColumns(n, k, {b.data(), n, 1}, packed);
        Gemm<T>::runPacked(m, n, k, {a.data(), k, 1}, packed, {d.data(), n, bias.data(), 0},
                           packed + Gemm<T>::packed(n, k));
        ASSERT_EQ(d, expected);
        Gemm<T>::run(m, n, k, Matrix<T>{a.data(), k, 1}, {b.data(), n, 1}, Gemm<T>::Product::added(c.data(), n),
                     panels.data());
        for (std::size_t i = 0; i < m * n; ++i) {  // begun at the sum: not twice it to the last bit
          T sum = expected[i];
          for (std::size_t p = 0; p < k; ++p) sum += a[i / n * k + p] * b[p * n + i % n];
          ASSERT_EQ(c[i], sum);
        }
      }
    }
  }
}

TEST(Tile, productsAreTheBitsOfTheScalarLoop) {
  compareGemm<float>();
  compareGemm<double>();
}

TEST(Tile, bytesAreReadAsTheirScaledValues) {
  for (std::size_t m : {1, 3, 4, 9}) {
    for (std::size_t k : {1, 4, 7, 300}) {
      const std::size_t n = 11;
      std::vector<std::uint8_t> bytes(m * k);
      Pcg32 random(m * k, 2);
      for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.below(256));
      std::vector<float> a(m * k), c(m * n), expected(m * n), panels(Gemm<float>::scratch(m, n, k));
      for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<float>(bytes[i]) * static_cast<float>(1.0 / 255);
      const auto b = draw<float>(k * n, 3);
      product<float>(m, n, k, a.data(), b.data(), nullptr, expected);
      Gemm<float>::run(m, n, k, Matrix<std::uint8_t>{bytes.data(), k, 1, 1.0 / 255}, {b.data(), n, 1}, {c.data(), n},
                       panels.data());
      ASSERT_EQ(c, expected) << m << "×" << k;
    }
  }
}

TEST(Tile, correlationsAreTheBitsOfTheScalarLoop) {
  for (std::size_t width : {1, 2, 3, 4, 5, 6, 7, 9, 10, 14}) {
    for (std::size_t stride : {1, 2, 3}) {
      for (std::size_t channels : {1, 3}) {
        for (std::size_t outputs : {1, 7, 8, 9, 16}) {
          const std::size_t size = 3, height = 2;
          const Extent out{height, width, outputs},
              in{(height - 1) * stride + size, (width - 1) * stride + size, channels};
          const Correlation<float> correlation(in, size, stride, out);
          const auto pixels = draw<float>(in.size(), width), bias = draw<float>(outputs, 4),
                     w = draw<float>(size * size * channels * outputs, 5), d = draw<float>(out.size() + 16, 6);
          std::vector<float> image(correlation.imageSize()), packed(correlation.packedSize()), y(out.size());
          for (std::size_t r = 0; r < in.height; ++r) {
            for (std::size_t c = 0; c < channels; ++c) {
              correlation.setRow(image.data(), r, 0, c, in.width,
                                 [&](std::size_t x) { return pixels[(r * in.width + x) * channels + c]; });
            }
          }
          correlation.pack(w.data(), packed.data());
          correlation.run(image.data(), packed.data(), bias.data(), y.data());
          auto dw = draw<float>(w.size(), 9), expectedDw = dw;
          CorrelationGradient<float>(in, size, stride, out).add(pixels.data(), d.data(), dw.data());
          const auto pixel = [&](std::size_t r, std::size_t x, std::size_t tap) {
            const std::size_t i = tap / channels / size, j = tap / channels % size;
            return pixels[((r * stride + i) * in.width + x * stride + j) * channels + tap % channels];
          };
          for (std::size_t n = 0; n < outputs; ++n) {
            for (std::size_t at = 0; at < height * width; ++at) {
              float sum = bias[n];
              for (std::size_t tap = 0; tap < correlation.taps(); ++tap)
                sum += pixel(at / width, at % width, tap) * w[tap * outputs + n];
              ASSERT_EQ(y[at * outputs + n], sum) << width << " " << stride << " " << channels << " " << outputs;
            }
            for (std::size_t tap = 0; tap < correlation.taps(); ++tap) {
              float sum = expectedDw[tap * outputs + n];
              for (std::size_t at = 0; at < height * width; ++at)
                sum += pixel(at / width, at % width, tap) * d[at * outputs + n];
              ASSERT_EQ(dw[tap * outputs + n], sum) << width << " " << stride << " " << channels << " " << outputs;
            }
          }
        }
      }
    }
  }
}

TEST(Tile, rowsAreSummedInOrder) {
  for (std::size_t n : {1, 3, 4, 7, 8, 9, 17}) {
    const auto x = draw<float>(13 * n, n);
    std::vector<float> to(n), expected(n);
    for (std::size_t i = 0; i < 13 * n; ++i) expected[i % n] += x[i];
    sumRows<float>(13, n, x.data(), to.data());
    EXPECT_EQ(to, expected);
  }
}

}  // namespace
