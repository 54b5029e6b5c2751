// Convolutions by Fourier transforms against the same sums in float64, over sizes that do not divide.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <vector>

#include "draw.h"
#include "kernels/fourier_correlation.h"

using namespace sidestep;
using sidestep::test::draw;

namespace {

TEST(Fourier, sixteenNumbersAsDefined) {
  using Fourier = Fourier16<double>;
  constexpr std::size_t lanes = Vec<double>::lanes;
  const auto x = draw<double>(16 * 2 * lanes, 1);
  std::vector<double> y(x.size()), back(x.size());
  const Fourier::Roots roots;
  const auto numbers = [](const std::vector<double>& of) {
    return [&of](std::size_t i) {
      return Fourier::Complex{Vec<double>::load(&of[i * 2 * lanes]), Vec<double>::load(&of[i * 2 * lanes + lanes])};
    };
  };
  const auto store = [](std::vector<double>& to, std::size_t i, Fourier::Complex z) {
    Vec<double>::store(&to[i * 2 * lanes], z.re);
    Vec<double>::store(&to[i * 2 * lanes + lanes], z.im);
  };
  const auto exchanged = [](Fourier::Complex z) { return Fourier::Complex{z.im, z.re}; };
  Fourier::run(roots, numbers(x), [&](std::size_t k, Fourier::Complex z) { store(y, k, z); });
  Fourier::run(
      roots, [&](std::size_t k) { return exchanged(numbers(y)(k)); },
      [&](std::size_t i, Fourier::Complex z) { store(back, i, exchanged(z)); });
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    for (std::size_t k = 0; k < 16; ++k) {
      std::complex<double> sum = 0;
      for (std::size_t i = 0; i < 16; ++i) {
        const double angle = -2 * std::numbers::pi * static_cast<double>(i * k) / 16;
        sum += std::complex(x[i * 2 * lanes + lane], x[i * 2 * lanes + lanes + lane]) * std::polar(1.0, angle);
      }
      const std::size_t at = k * 2 * lanes + lane;
      EXPECT_NEAR(y[at], sum.real(), 1e-13);
      EXPECT_NEAR(y[at + lanes], sum.imag(), 1e-13);
    }
    for (std::size_t i = 0; i < 32; ++i) EXPECT_NEAR(back[i * lanes + lane], 16 * x[i * lanes + lane], 1e-13);
  }
}

struct Sizes {
  std::size_t m, height, width, ins, outs, size;
  bool same;
};

/// Outputs and gradients, in T or, by sums written plainly, in float64.
struct Found {
  std::vector<double> y, dw, dx;
};

/// The numbers, and three behind them that may be read, too, but not used.
template <class T>
std::vector<T> lengthened(std::vector<T> numbers) {
  numbers.insert(numbers.end(), 3, std::numeric_limits<T>::quiet_NaN());
  return numbers;
}

template <class T>
Found transformed(const Sizes& s, const std::vector<T>& xs, const std::vector<T>& ws, const std::vector<T>& biases,
                  const std::vector<T>& slopes) {
  const auto x = lengthened(xs), w = lengthened(ws), bias = lengthened(biases), dy = lengthened(slopes);
  const std::size_t before = s.same ? (s.size - 1) / 2 : 0, less = s.same ? 0 : s.size - 1;
  const FourierCorrelation<T> fourier({s.height, s.width, s.ins}, s.size, before,
                                      {s.height - less, s.width - less, s.outs});
  std::vector<T> y(slopes.size()), dw(ws.size()), dx(xs.size()), weights(fourier.weightsSize()),
      scratch(fourier.scratchSize(), T(7));
  fourier.transformWeights(w.data(), weights.data());
  fourier.forward(s.m, x.data(), weights.data(), bias.data(), y.data(), scratch.data());
  fourier.backward(s.m, x.data(), dy.data(), dw.data(), dx.data(), weights.data(), scratch.data());
  return {{y.begin(), y.end()}, {dw.begin(), dw.end()}, {dx.begin(), dx.end()}};
}

/// In T, or in float64 when that is what sums are kept in.
template <class T, class Sum>
Found summed(const Sizes& s, const std::vector<T>& x, const std::vector<T>& w, const std::vector<T>& bias,
             const std::vector<T>& dy) {
  const std::size_t before = s.same ? (s.size - 1) / 2 : 0, less = s.same ? 0 : s.size - 1;
  const std::size_t height = s.height - less, width = s.width - less;
  std::vector<Sum> y(dy.size()), dw(w.size()), dx(x.size());
  for (std::size_t at = 0; at < y.size(); ++at) {
    const std::size_t n = at % s.outs, c = at / s.outs % width, r = at / s.outs / width % height,
                      i = at / s.outs / width / height;
    y[at] = bias[n];
    for (std::size_t p = 0; p < s.size; ++p) {
      for (std::size_t q = 0; q < s.size; ++q) {
        const std::size_t row = r + p - before, col = c + q - before;  // negative ones are large
        if (row >= s.height || col >= s.width) continue;
        for (std::size_t k = 0; k < s.ins; ++k) {
          const std::size_t pixel = ((i * s.height + row) * s.width + col) * s.ins + k,
                            tap = ((p * s.size + q) * s.ins + k) * s.outs + n;
          y[at] += static_cast<Sum>(x[pixel]) * static_cast<Sum>(w[tap]);
          dw[tap] += static_cast<Sum>(x[pixel]) * static_cast<Sum>(dy[at]);
          dx[pixel] += static_cast<Sum>(w[tap]) * static_cast<Sum>(dy[at]);
        }
      }
    }
  }
  return {{y.begin(), y.end()}, {dw.begin(), dw.end()}, {dx.begin(), dx.end()}};
}

/// The largest difference, by the largest number.
double apart(const std::vector<double>& a, const std::vector<double>& b) {
  double difference = 0, most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double d = std::abs(a[i] - b[i]);
    if (!(d <= difference)) difference = d;  // NaN too
    most = std::max(most, std::abs(b[i]));
  }
  return difference / most;
}

const std::vector<Sizes> sizes{
    {1, 14, 14, 8, 16, 5, true}, {7, 14, 14, 8, 16, 5, true}, {33, 14, 14, 4, 4, 5, true}, {2, 12, 12, 3, 5, 5, false},
    {3, 9, 11, 1, 3, 3, true},   {2, 9, 9, 5, 1, 2, true},    {2, 16, 16, 3, 7, 5, true},  {3, 17, 23, 5, 6, 5, false},
    {2, 40, 33, 3, 4, 4, true},  {5, 15, 15, 2, 4, 3, true},  {2, 13, 13, 4, 4, 7, true},  {2, 20, 12, 4, 5, 12, false},
    {1, 16, 16, 1, 1, 2, false}, {2, 16, 16, 6, 9, 3, false},
};

TEST(Fourier, correlationsOfEverySizeInFloat64) {
  for (const Sizes& s : sizes) {
    SCOPED_TRACE(testing::Message() << s.m << ": " << s.height << "×" << s.width << "×" << s.ins << " → " << s.outs
                                    << ", " << s.size << (s.same ? ", same" : ""));
    const std::size_t less = s.same ? 0 : s.size - 1;
    const auto x = draw<double>(s.m * s.height * s.width * s.ins, 1),
               w = draw<double>(s.size * s.size * s.ins * s.outs, 2), bias = draw<double>(s.outs, 3),
               dy = draw<double>(s.m * (s.height - less) * (s.width - less) * s.outs, 4);
    const Found found = transformed(s, x, w, bias, dy), expected = summed<double, double>(s, x, w, bias, dy);
    EXPECT_LT(apart(found.y, expected.y), 1e-14);
    EXPECT_LT(apart(found.dw, expected.dw), 1e-14);
    EXPECT_LT(apart(found.dx, expected.dx), 1e-14);
  }
}

TEST(Fourier, errorsAreNotAboveThoseOfSums) {
  const Sizes s{32, 14, 14, 8, 16, 5, true};
  const auto x = draw<float>(32 * 14 * 14 * 8, 1), w = draw<float>(25 * 8 * 16, 2), bias = draw<float>(16, 3),
             dy = draw<float>(32 * 14 * 14 * 16, 4);
  const Found exact = summed<float, double>(s, x, w, bias, dy), sums = summed<float, float>(s, x, w, bias, dy),
              found = transformed(s, x, w, bias, dy);
  EXPECT_LE(apart(found.y, exact.y), apart(sums.y, exact.y));
  EXPECT_LE(apart(found.dw, exact.dw), apart(sums.dw, exact.dw));
  EXPECT_LE(apart(found.dx, exact.dx), apart(sums.dx, exact.dx));
}

/// The second image has nothing but one pixel, its partner everything: rounding must not leave traces in the empty.
TEST(Fourier, outputsOfEmptyWindowsAreTheBiasThatIsZero) {
  constexpr std::size_t side = 14, ins = 4, outs = 5, size = 5;
  std::vector<float> x = draw<float>(2 * side * side * ins, 1);
  std::fill(x.begin() + side * side * ins, x.end(), 0.0f);
  x[((side + 7) * side + 3) * ins + 2] = 1;
  const auto w = draw<float>(size * size * ins * outs, 2);
  const std::vector<float> bias{0, 0.5f, 0, -1, 0};
  const Found found =
      transformed({2, side, side, ins, outs, size, true}, x, w, bias, std::vector<float>(2 * side * side * outs, 1.0f));
  for (std::size_t r = 0; r < side; ++r) {
    for (std::size_t c = 0; c < side; ++c) {
      const bool reaches = r >= 5 && r <= 9 && c >= 1 && c <= 5;
      for (const std::size_t n : {0, 2, 4}) {
        const double y = found.y[((side + r) * side + c) * outs + n];
        EXPECT_EQ(y == 0, !reaches) << r << " " << c;
      }
    }
  }
}

TEST(Fourier, whereItPaysDependsOnSizesAlone) {
  const auto pays = [](std::size_t m, ImageSize in, std::size_t size, std::size_t outs, bool same = true) {
    const std::size_t less = same ? 0 : size - 1;
    return FourierCorrelation<float>::pays(m, in, size, same ? (size - 1) / 2 : 0,
                                           {in.height - less, in.width - less, outs});
  };
  EXPECT_TRUE(pays(32, {14, 14, 8}, 5, 16));
  EXPECT_TRUE(pays(32, {14, 14, 8}, 5, 16) && pays(7, {14, 14, 8}, 5, 16));
  EXPECT_FALSE(pays(1, {14, 14, 8}, 5, 16));   // the weights' transforms are made for one image
  EXPECT_FALSE(pays(32, {28, 28, 1}, 5, 8));   // so few channels
  EXPECT_FALSE(pays(32, {14, 14, 8}, 1, 16));  // 1×1
  EXPECT_FALSE(pays(32, {14, 14, 8}, 3, 16));
  EXPECT_FALSE(pays(32, {14, 14, 128}, 5, 128));  // so many weights
  EXPECT_TRUE(pays(32, {32, 32, 16}, 5, 32));
}

}  // namespace
