#pragma once

#include <array>

#include "kernels/vec.h"

namespace sidestep {

/// A column of `rows` sparse vectors in which one at least has an entry, and where the row of a matrix begins that
/// these are multiplied with.
template <class T, std::size_t rows = 1>
struct Nonzero {
  T values[rows];
  std::int32_t at;
};

/// How many T an entry takes in scratch.
inline constexpr std::size_t nonzeroSize = 2;
static_assert(sizeof(Nonzero<float>) == nonzeroSize * sizeof(float));
static_assert(sizeof(Nonzero<double>) == nonzeroSize * sizeof(double));
static_assert(sizeof(Nonzero<float, 2>) <= 2 * nonzeroSize * sizeof(float));
static_assert(sizeof(Nonzero<double, 2>) <= 2 * nonzeroSize * sizeof(double));

/// How many are 0. Bytes sixteen at a time: each lane counts to 255, then its count is added to the others'.
template <class N>
std::size_t zeros(const N* numbers, std::size_t count) {
  std::size_t found = 0, i = 0;
  if constexpr (sizeof(N) == 1) {
    typedef std::uint8_t Bytes __attribute__((vector_size(16)));
    constexpr std::size_t lanes = sizeof(Bytes);
    while (count - i >= lanes) {
      Bytes counts{};
      for (const std::size_t end = i + std::min<std::size_t>(255, (count - i) / lanes) * lanes; i < end; i += lanes) {
        Bytes some;
        std::memcpy(&some, numbers + i, lanes);
        counts -= reinterpret_cast<Bytes>(some == Bytes{});  // true is −1
      }
      for (std::size_t lane = 0; lane < lanes; ++lane) found += counts[lane];
    }
  }
  for (; i < count; ++i) found += numbers[i] == 0;
  return found;
}

/// Whether it pays to leave out what is 0: a count alone, so that every machine decides alike.
template <class N>
[[gnu::noinline]] bool mostlyZero(const N* numbers, std::size_t count) {
  return 2 * zeros(numbers, count) > count;
}

/// `rows` sparse vectors, to be multiplied with a dense matrix. Of MNIST's pixels four in five are 0, of the slopes
/// behind a max pool three in four and more, and what is not multiplied costs nothing. Sums go in the order of the
/// entries, so that these are the bits of the dense product, as long as what would have been multiplied by 0 is finite.
/// A row of the matrix is some registers, of which the v-th lies at place(v) from its beginning.
///
/// Four registers of a row are summed at once, over all entries: for two vectors these are eight sums, four loads and
/// two factors. V8 puts the loads of a loop's body first, and has registers for fifteen such values; with eight sums of
/// one vector, which want eight loads, it stores sums to memory at every turn.
template <class T, std::size_t rows = 1>
struct SparseVector {
  using V = Vec<T>;
  const Nonzero<T, rows>* entries;
  std::size_t count;

  /// The place of a register where they lie one after another.
  static constexpr auto contiguous = [](std::size_t v) { return v * V::lanes; };

  /// to ← start + Σ value · from[at]; no start means 0. The second vector's row is `apart` from the first's.
  template <class FromPlace, class Place>
  void multiply(std::size_t registers, const T* start, const T* from, FromPlace fromPlace, T* to, Place place,
                std::size_t apart = 0) const {
    inBlocks(registers, [&]<std::size_t n>(std::size_t first) {
      typename V::Register sums[rows][n];
      std::size_t places[n];
      for (std::size_t v = 0; v < n; ++v) {
        for (std::size_t r = 0; r < rows; ++r)
          sums[r][v] = start ? V::load(start + r * apart + place(first + v)) : typename V::Register{};
        places[v] = fromPlace(first + v);
      }
      for (std::size_t k = 0; k < count; ++k) {
        const T* x = from + entries[k].at;
        typename V::Register factors[rows];
        for (std::size_t r = 0; r < rows; ++r) factors[r] = V::splat(entries[k].values[r]);
        for (std::size_t v = 0; v < n; ++v) {
          const typename V::Register number = V::load(x + places[v]);
          for (std::size_t r = 0; r < rows; ++r) sums[r][v] = V::fma(factors[r], number, sums[r][v]);
        }
      }
      for (std::size_t v = 0; v < n; ++v) {
        for (std::size_t r = 0; r < rows; ++r) V::store(to + r * apart + place(first + v), sums[r][v]);
      }
    });
  }

  /// multiply() for rows of n numbers, one after another. Up to V::lanes − 1 numbers beyond a row of `from` are read.
  /// (Not inlined: its callers share one copy.)
  [[gnu::noinline]] void multiplyRows(std::size_t n, const T* start, const T* from, T* to) const {
    const std::size_t registers = n / V::lanes, rest = n % V::lanes;
    multiply(registers, start, from, contiguous, to, contiguous, n);
    if (rest == 0) return;
    T edge[rows * V::lanes] = {};
    if (start) {
      for (std::size_t r = 0; r < rows; ++r) std::copy_n(start + (r + 1) * n - rest, rest, edge + r * V::lanes);
    }
    multiply(1, edge, from + n - rest, contiguous, edge, contiguous, V::lanes);
    for (std::size_t r = 0; r < rows; ++r) std::copy_n(edge + r * V::lanes, rest, to + (r + 1) * n - rest);
  }

 private:
  template <class Use>
  static void inBlocks(std::size_t registers, Use use) {
    std::size_t v = 0;
    for (; v + 4 <= registers; v += 4) use.template operator()<4>(v);
    for (; v < registers; ++v) use.template operator()<1>(v);
  }
};

/// Products with a matrix of bytes, each of them times `scale`: images as they are stored.
///
/// Entries are found eight pixels at a time, in two loops without a branch: the first lists the groups that hold
/// anything, the second goes over their pixels. With a branch for each group, of which one in three holds something,
/// the search takes 1.4 times as long, as these are mispredicted; with a loop over the bits of a group, 1.8 times.
template <class T>
struct ByteProduct {
  const std::uint8_t* bytes;  ///< m rows of k
  std::size_t m, n, k;
  T scale;

  /// How much scratch, in T, is needed.
  static constexpr std::uint64_t scratch(std::size_t m, std::size_t n, std::size_t k) {
    return nonzeroSize * std::max<std::uint64_t>(std::min(k, block(n)), std::uint64_t{m} * group) +
           std::max(m, block(n) / group);
  }

  /// C ← bias + A·B: A the bytes, B k×n, the bias added to each row.
  void run(const T* b, const T* bias, T* c, T* scratch) const {
    std::array<T, 256> numbers;
    for (std::size_t byte = 0; byte < numbers.size(); ++byte) numbers[byte] = static_cast<T>(byte) * scale;
    auto* groups = reinterpret_cast<std::int32_t*>(scratch);
    auto* nonzeros = reinterpret_cast<Nonzero<T>*>(scratch + block(n) / group);
    for (std::size_t begin = 0, end; begin < k; begin = end) {
      end = std::min(k, begin + block(n));
      const std::size_t whole = (end - begin) / group;
      for (std::size_t i = 0; i < m; ++i) {
        const std::uint8_t* row = bytes + i * k;
        std::size_t count = 0;
        const auto add = [&](std::size_t p) {
          nonzeros[count] = {{numbers[row[p]]}, static_cast<std::int32_t>(p * n)};
          count += row[p] != 0;
        };
        const std::size_t inked = listInked(row + begin, group, whole, groups);
        for (std::size_t g = 0; g < inked; ++g) {
          const std::size_t p = begin + static_cast<std::size_t>(groups[g]) * group;
          for (std::size_t q = 0; q < group; ++q) add(p + q);
        }
        for (std::size_t p = begin + whole * group; p < end; ++p) add(p);
        SparseVector<T>{nonzeros, count}.multiplyRows(n, begin == 0 ? bias : c + i * n, b, c + i * n);
      }
    }
  }

  /// C ← Aᵀ·B: B m×n, C k×n. Neighbouring pixels are mostly inked together, so two share the loads of B.
  void runTransposed(const T* b, T* c, T* scratch) const {
    auto* items = reinterpret_cast<std::int32_t*>(scratch);
    auto* pairs = reinterpret_cast<Nonzero<T, 2>*>(scratch + m);
    for (std::size_t p = 0; p < k; p += group) {
      const std::size_t width = std::min(group, k - p), whole = width / 2;
      std::size_t count[group / 2] = {};
      const std::size_t inked = width < group ? m : listInked(bytes + p, k, m, items);
      for (std::size_t g = 0; g < inked; ++g) {
        const std::size_t i = width < group ? g : static_cast<std::size_t>(items[g]);
        const std::uint8_t* pixels = bytes + i * k + p;
        for (std::size_t q = 0; q < whole; ++q) {
          const std::uint8_t first = pixels[2 * q], second = pixels[2 * q + 1];
          pairs[q * m + count[q]] = {{static_cast<T>(first) * scale, static_cast<T>(second) * scale},
                                     static_cast<std::int32_t>(i * n)};
          count[q] += (first | second) != 0;
        }
      }
      for (std::size_t q = 0; q < whole; ++q)
        SparseVector<T, 2>{pairs + q * m, count[q]}.multiplyRows(n, nullptr, b, c + (p + 2 * q) * n);
    }
    if (k % 2 == 1) lastRow(b, c + (k - 1) * n, reinterpret_cast<Nonzero<T>*>(scratch));
  }

 private:
  static constexpr std::size_t group = 8;  ///< pixels that are compared with 0 at once
  /// Rows of B that stay in the second-level cache while all rows of A go over them.
  static constexpr std::size_t block(std::size_t n) { return std::max<std::size_t>(64, 65536 / n / group * group); }

  /// Of an odd number of pixels.
  void lastRow(const T* b, T* c, Nonzero<T>* nonzeros) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < m; ++i) {
      const std::uint8_t pixel = bytes[(i + 1) * k - 1];
      nonzeros[count] = {{static_cast<T>(pixel) * scale}, static_cast<std::int32_t>(i * n)};
      count += pixel != 0;
    }
    SparseVector<T>{nonzeros, count}.multiplyRows(n, nullptr, b, c);
  }

  /// Lists which of the groups at `first`, `first + apart`, … hold a pixel that is not 0, and returns how many.
  static std::size_t listInked(const std::uint8_t* first, std::size_t apart, std::size_t groups, std::int32_t* list) {
    std::size_t count = 0;
    for (std::size_t g = 0; g < groups; ++g, first += apart) {
      std::uint64_t word;
      static_assert(sizeof word == group);
      std::memcpy(&word, first, sizeof word);
      list[count] = static_cast<std::int32_t>(g);
      count += word != 0;
    }
    return count;
  }
};

}  // namespace sidestep
