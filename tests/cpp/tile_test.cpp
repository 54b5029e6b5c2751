// The tile and what is built on it against the same sums written plainly, over all widths and tails.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/random.h"
#include "draw.h"
#include "kernels/correlation.h"
#include "kernels/rows.h"

using namespace sidestep;
using sidestep::test::draw;

namespace {

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
        Gemm<T>::run(m, n, k, {a.data(), k, 1}, {b.data(), n, 1}, {c.data(), n, bias.data(), 0}, panels.data());
        ASSERT_EQ(c, expected) << m << "×" << n << "×" << k;
        T* packed = panels.data();
        Gemm<T>::packColumns(n, k, {b.data(), n, 1}, packed);
        Gemm<T>::runPacked(m, n, k, {a.data(), k, 1}, packed, {d.data(), n, bias.data(), 0},
                           packed + Gemm<T>::packed(n, k));
        ASSERT_EQ(d, expected);
        Gemm<T>::run(m, n, k, {a.data(), k, 1}, {b.data(), n, 1}, Gemm<T>::Product::added(c.data(), n), panels.data());
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

/// Numbers of which about one in `part` is not 0.
std::vector<float> drawSparse(std::size_t n, std::uint64_t seed, std::uint32_t part) {
  Pcg32 random(seed, 2);
  std::vector<float> x(n);
  for (float& v : x) v = random.below(part) == 0 ? static_cast<float>(random.normal()) : 0.0f;
  return x;
}

TEST(Sparse, bytesGiveTheBitsOfTheScalarLoop) {
  for (std::size_t m : {1, 3, 4, 9}) {
    for (std::size_t n : {1, 2, 3, 4, 5, 8, 10, 11, 16, 31, 64, 1500}) {
      for (std::size_t k : {1, 7, 8, 9, 65, 300}) {
        for (std::uint32_t part : {1, 6, 100}) {
          std::vector<std::uint8_t> bytes(m * k);
          Pcg32 random(m * k, 2);
          for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.below(part) == 0 ? random.below(256) : 0);
          std::vector<float> a(m * k), packed(m * k), c(m * n), expected(m * n), dw(k * n, 9), expectedDw(k * n),
              scratch(ByteProduct<float>::scratch(m, n, k));
          for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = static_cast<float>(bytes[i]) * static_cast<float>(1.0 / 255);
            packed[i % k * m + i / k] = a[i];
          }
          const auto b = draw<float>(k * n + 3, 3), bias = draw<float>(n, 4), dy = draw<float>(m * n + 3, 5);
          const ByteProduct<float> product{bytes.data(), m, n, k, static_cast<float>(1.0 / 255)};
          ::product<float>(m, n, k, a.data(), b.data(), bias.data(), expected);
          product.run(b.data(), bias.data(), c.data(), scratch.data());
          ASSERT_EQ(c, expected) << m << "×" << n << "×" << k << ", 1 in " << part;
          ::product<float>(k, n, m, packed.data(), dy.data(), nullptr, expectedDw);
          product.runTransposed(dy.data(), dw.data(), scratch.data());
          ASSERT_EQ(dw, expectedDw) << m << "×" << n << "×" << k << ", 1 in " << part;
        }
      }
    }
  }
}

TEST(Sparse, zerosAreCounted) {
  for (std::size_t n : {0, 1, 15, 16, 17, 300, 4079, 4080, 4081, 9000}) {
    for (std::uint32_t part : {1, 2, 9, 1000}) {
      std::vector<std::uint8_t> bytes(n);
      Pcg32 random(n, part);
      for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.below(part) == 0 ? 1 + random.below(255) : 0);
      EXPECT_EQ(zeros(bytes.data(), n), static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), 0))) << n;
    }
  }
}

template <class T>
void compareDot() {
  for (std::size_t n = 0; n < 40; ++n) {
    const auto x = draw<T>(n, 1), y = draw<T>(n, 2);
    double part[8] = {};
    for (std::size_t i = 0; i < n; ++i) part[i % 8] += static_cast<double>(x[i]) * static_cast<double>(y[i]);
    const double sum = ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
    EXPECT_EQ(dot(x.data(), y.data(), n), sum) << n;
  }
}

TEST(Tile, dotIsTheBitsOfEightSums) {
  compareDot<float>();
  compareDot<double>();
}

TEST(Tile, correlationsAreTheBitsOfTheScalarLoop) {
  for (std::size_t width : {1, 2, 3, 4, 5, 6, 7, 9, 10, 14}) {
    for (std::size_t stride : {1, 2, 3}) {
      for (std::size_t channels : {1, 3}) {
        for (std::size_t outputs : {1, 7, 8, 9, 16}) {
          const std::size_t size = 3, height = 2;
          const ImageSize out{height, width, outputs},
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

/// Images of which most rows are empty, in part or all of their width.
TEST(Sparse, emptyRowsOfWindowsAreLeftOut) {
  for (std::size_t width : {1, 3, 4, 5, 11}) {
    for (std::size_t size : {1, 2, 5}) {
      for (std::size_t channels : {1, 3}) {
        for (std::size_t outputs : {5, 8, 17}) {
          for (std::uint32_t part : {1, 4, 40, 1000}) {
            const ImageSize out{9, width, outputs}, in{9 + size - 1, width + size - 1, channels};
            const Correlation<float> correlation(in, size, 1, out);
            const auto image = drawSparse(correlation.imageSize(), width, part), bias = draw<float>(outputs, 4),
                       w = draw<float>(size * size * channels * outputs, 5);
            std::vector<float> packed(correlation.packedSize()), rows(correlation.rowsSize()), y(out.size()),
                expected(out.size());
            correlation.pack(w.data(), packed.data());
            correlation.run(image.data(), packed.data(), bias.data(), expected.data());
            correlation.runFilled(image.data(), packed.data(), bias.data(), y.data(), rows.data());
            ASSERT_EQ(y, expected) << width << " " << size << " " << channels << " " << outputs << " " << part;
          }
        }
      }
    }
  }
}

TEST(Sparse, windowsGiveTheBitsOfTheScalarLoops) {
  for (std::size_t size : {1, 2, 3, 5}) {
    for (std::size_t width : {1, 2, 5, 8}) {
      for (std::size_t stride : {1, 2}) {
        for (std::size_t channels : {1, 3, 8}) {
          for (std::size_t outputs : {1, 7, 16}) {
            const std::size_t height = 2;
            const ImageSize out{height, width, outputs},
                in{(height - 1) * stride + size, (width - 1) * stride + size, channels},
                around{in.height + size - 1, in.width + size - 1, outputs};
            using W = SparseCorrelation<float>;
            const W bySlopes(W::From::slopes, out, stride, in, size), byInputs(W::From::inputs, in, 1, around, size);
            auto image = drawSparse(bySlopes.imageSize(), width, 3);
            const auto d = drawSparse(out.size(), 6, 1 + width % 4),
                       w = draw<float>(size * size * channels * outputs, 5), start = draw<float>(w.size(), 9);
            auto expected = start;
            std::vector<float> slopes(bySlopes.imageSize()), y(around.size()), spread(byInputs.imageSize());
            const auto aroundAt = [&](std::size_t at, std::size_t n) {
              return ((at / width + size - 1) * around.width + at % width + size - 1) * outputs + n;
            };
            for (std::size_t at = 0; at < height * width; ++at) {
              for (std::size_t n = 0; n < outputs; ++n) {
                spread[aroundAt(at, n)] = d[at * outputs + n];
                for (std::size_t tap = 0; tap < w.size() / outputs; ++tap) {
                  const std::size_t i = tap / channels / size, j = tap / channels % size;
                  const std::size_t pixel =
                      ((at / width * stride + i) * in.width + at % width * stride + j) * channels + tap % channels;
                  expected[tap * outputs + n] += image[pixel] * d[at * outputs + n];
                  slopes[pixel] += w[tap * outputs + n] * d[at * outputs + n];
                  y[aroundAt(at, n)] += w[tap * outputs + n] * image[pixel];
                }
              }
            }
            const auto gradient = [&](const W& sparse, const std::vector<float>& numbers,
                                      const std::vector<float>& from) {
              std::vector<float> scratch(sparse.scratchSize()), packed(sparse.packedSize(), 9), dw(w.size());
              sparse.pack(start.data(), packed.data());
              sparse.addProducts(numbers.data(), from.data(), packed.data(), scratch.data());
              sparse.unpack(packed.data(), dw.data());
              return dw;
            };
            const auto addedTo = [&](const W& sparse, const std::vector<float>& numbers) {
              std::vector<float> scratch(sparse.scratchSize()), packed(sparse.packedSize(), 9), to(sparse.imageSize());
              sparse.pack(w.data(), packed.data());
              sparse.addTo(numbers.data(), to.data(), packed.data(), scratch.data());
              return to;
            };
            SCOPED_TRACE(testing::Message()
                         << size << " " << width << " " << stride << " " << channels << " " << outputs);
            ASSERT_EQ(gradient(bySlopes, d, image), expected);
            ASSERT_EQ(addedTo(bySlopes, d), slopes);
            if (stride > 1) continue;
            ASSERT_EQ(gradient(byInputs, image, spread), expected);
            const auto all = addedTo(byInputs, image);
            for (std::size_t at = 0; at < height * width; ++at) {
              for (std::size_t n = 0; n < outputs; ++n) ASSERT_EQ(all[aroundAt(at, n)], y[aroundAt(at, n)]);
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
