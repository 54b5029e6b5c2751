#pragma once

#include "kernels/vec.h"

namespace sidestep {

/// An entry of a sparse vector, and where the row of a matrix begins that it is multiplied with.
template <class T>
struct Nonzero {
  T value;
  std::int32_t at;
};

/// How many T an entry takes in scratch.
inline constexpr std::size_t nonzeroSize = 2;
static_assert(sizeof(Nonzero<float>) == nonzeroSize * sizeof(float));
static_assert(sizeof(Nonzero<double>) == nonzeroSize * sizeof(double));

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

/// A sparse vector, to be multiplied with a dense matrix. Of MNIST's pixels four in five are 0, of the slopes behind a
/// max pool three in four and more, and what is not multiplied costs nothing. Sums go in the order of the entries, so
/// that these are the bits of the dense product, as long as what would have been multiplied by 0 is finite. A row of
/// the matrix is some registers, of which the v-th lies at place(v) from its beginning.
template <class T>
struct SparseVector {
  using V = Vec<T>;
  const Nonzero<T>* entries;
  std::size_t count;

  /// The place of a register where they lie one after another.
  static constexpr auto contiguous = [](std::size_t v) { return v * V::lanes; };

  /// to ← start + Σ value · from[at]; no start means 0. Up to eight registers of sums are held over all entries.
  template <class FromPlace, class Place>
  void multiply(std::size_t registers, const T* start, const T* from, FromPlace fromPlace, T* to, Place place) const {
    inBlocks(registers, [&]<std::size_t n>(std::size_t first) {
      typename V::Register sums[n];
      std::size_t places[n];
      for (std::size_t v = 0; v < n; ++v) {
        sums[v] = start ? V::load(start + place(first + v)) : typename V::Register{};
        places[v] = fromPlace(first + v);
      }
      for (std::size_t k = 0; k < count; ++k) {
        const typename V::Register factor = V::splat(entries[k].value);
        const T* x = from + entries[k].at;
        for (std::size_t v = 0; v < n; ++v) sums[v] = V::fma(factor, V::load(x + places[v]), sums[v]);
      }
      for (std::size_t v = 0; v < n; ++v) V::store(to + place(first + v), sums[v]);
    });
  }

  /// multiply() for rows of n numbers. Up to V::lanes − 1 numbers beyond a row of `from` are read. (Not inlined: its
  /// callers share one copy.)
  [[gnu::noinline]] void multiplyRows(std::size_t n, const T* start, const T* from, T* to) const {
    const std::size_t registers = n / V::lanes, rest = n % V::lanes;
    multiply(registers, start, from, contiguous, to, contiguous);
    if (rest == 0) return;
    T edge[V::lanes] = {};
    if (start) std::copy_n(start + n - rest, rest, edge);
    multiply(1, edge, from + n - rest, contiguous, edge, contiguous);
    std::copy_n(edge, rest, to + n - rest);
  }

 private:
  template <class Use>
  static void inBlocks(std::size_t registers, Use use) {
    std::size_t v = 0;
    for (; v + 8 <= registers; v += 8) use.template operator()<8>(v);
    if (v + 4 <= registers) use.template operator()<4>(v), v += 4;
    for (; v < registers; ++v) use.template operator()<1>(v);
  }
};

/// Products with a matrix of bytes, each of them times `scale`: images as they are stored.
template <class T>
struct ByteProduct {
  const std::uint8_t* bytes;  ///< m rows of k
  std::size_t m, n, k;
  T scale;

  /// How much scratch, in T, is needed.
  static constexpr std::uint64_t scratch(std::size_t m, std::size_t n, std::size_t k) {
    return nonzeroSize * std::max<std::uint64_t>(std::min(k, block(n)), std::uint64_t{m} * group);
  }

  /// C ← bias + A·B: A the bytes, B k×n, the bias added to each row.
  void run(const T* b, const T* bias, T* c, T* scratch) const {
    Nonzero<T>* nonzeros = reinterpret_cast<Nonzero<T>*>(scratch);
    for (std::size_t begin = 0, end; begin < k; begin = end) {
      end = std::min(k, begin + block(n));
      for (std::size_t i = 0; i < m; ++i) {
        const std::uint8_t* row = bytes + i * k;
        std::size_t count = 0;
        for (std::size_t p = begin; p < end; p += group) {
          const std::size_t width = std::min(group, end - p);
          if (allZero(row + p, width)) continue;
          for (std::size_t q = p; q < p + width; ++q) {
            nonzeros[count] = {static_cast<T>(row[q]) * scale, static_cast<std::int32_t>(q * n)};
            count += row[q] != 0;
          }
        }
        SparseVector<T>{nonzeros, count}.multiplyRows(n, begin == 0 ? bias : c + i * n, b, c + i * n);
      }
    }
  }

  /// C ← Aᵀ·B: B m×n, C k×n.
  void runTransposed(const T* b, T* c, T* scratch) const {
    Nonzero<T>* nonzeros = reinterpret_cast<Nonzero<T>*>(scratch);
    for (std::size_t p = 0; p < k; p += group) {
      const std::size_t width = std::min(group, k - p);
      std::size_t count[group] = {};
      for (std::size_t i = 0; i < m; ++i) {
        const std::uint8_t* pixels = bytes + i * k + p;
        if (allZero(pixels, width)) continue;
        for (std::size_t q = 0; q < width; ++q) {
          nonzeros[q * m + count[q]] = {static_cast<T>(pixels[q]) * scale, static_cast<std::int32_t>(i * n)};
          count[q] += pixels[q] != 0;
        }
      }
      for (std::size_t q = 0; q < width; ++q)
        SparseVector<T>{nonzeros + q * m, count[q]}.multiplyRows(n, nullptr, b, c + (p + q) * n);
    }
  }

 private:
  static constexpr std::size_t group = 8;  ///< pixels that are compared with 0 at once
  /// Rows of B that stay in the second-level cache while all rows of A go over them.
  static constexpr std::size_t block(std::size_t n) { return std::max<std::size_t>(64, 65536 / n / group * group); }

  static bool allZero(const std::uint8_t* p, std::size_t width) {
    if (width < group) return false;
    std::uint64_t word;
    static_assert(sizeof word == group);
    std::memcpy(&word, p, sizeof word);
    return word == 0;
  }
};

}  // namespace sidestep
