#pragma once

#include "kernels/vec.h"

namespace sidestep {

/// A term of a sum of vectors: `factor` times the vector that begins at `at`.
template <class T>
struct Term {
  T factor;
  std::int32_t at;
};

/// How many T a term takes, for those who keep terms in scratch.
inline constexpr std::size_t termSize = 2;
static_assert(sizeof(Term<float>) == termSize * sizeof(float) && sizeof(Term<double>) == termSize * sizeof(double));

/// Whether it pays to leave out what is 0. Every machine counts alike.
template <class N>
[[gnu::noinline]] bool mostlyZero(const N* numbers, std::size_t count) {
  std::size_t zeros = 0;
  for (std::size_t i = 0; i < count; ++i) zeros += numbers[i] == 0;
  return 2 * zeros > count;
}

/// Products one of whose factors is mostly 0: sums over the terms that are there. Of MNIST's pixels four in five are 0,
/// of the slopes behind a max pool three in four and more, and what is not multiplied costs nothing. Every entry is
/// summed in the order of its terms, so that these are the bits of the full product, as long as what would have been
/// multiplied by 0 is finite. Vectors are some registers; the v-th of a vector lies at place(v) from its beginning.
template <class T>
struct Terms {
  using V = Vec<T>;
  const Term<T>* terms;
  std::size_t count;

  /// The registers of a row of numbers.
  static constexpr auto along = [](std::size_t v) { return v * V::lanes; };

  /// to ← start + Σ factor · from[at]; no start means 0. Up to eight registers of sums are held over all terms.
  template <class FromPlace, class Place>
  void sum(std::size_t vectors, const T* start, const T* from, FromPlace fromPlace, T* to, Place place) const {
    eachFew(vectors, [&]<std::size_t n>(std::size_t first) {
      typename V::Register sums[n];
      std::size_t places[n];
      for (std::size_t v = 0; v < n; ++v) {
        sums[v] = start ? V::load(start + place(first + v)) : typename V::Register{};
        places[v] = fromPlace(first + v);
      }
      for (std::size_t k = 0; k < count; ++k) {
        const typename V::Register factor = V::splat(terms[k].factor);
        const T* x = from + terms[k].at;
        for (std::size_t v = 0; v < n; ++v) sums[v] = V::fma(factor, V::load(x + places[v]), sums[v]);
      }
      for (std::size_t v = 0; v < n; ++v) V::store(to + place(first + v), sums[v]);
    });
  }

  /// sum() of n numbers in a row. Up to V::lanes − 1 numbers beyond a row of `from` are read. (One copy is enough.)
  [[gnu::noinline]] void sumRow(std::size_t n, const T* start, const T* from, T* to) const {
    const std::size_t vectors = n / V::lanes, rest = n % V::lanes;
    sum(vectors, start, from, along, to, along);
    if (rest == 0) return;
    T edge[V::lanes] = {};
    if (start) std::copy_n(start + n - rest, rest, edge);
    sum(1, edge, from + n - rest, along, edge, along);
    std::copy_n(edge, rest, to + n - rest);
  }

 private:
  template <class Use>
  static void eachFew(std::size_t vectors, Use use) {
    std::size_t v = 0;
    for (; v + 8 <= vectors; v += 8) use.template operator()<8>(v);
    if (v + 4 <= vectors) use.template operator()<4>(v), v += 4;
    for (; v < vectors; ++v) use.template operator()<1>(v);
  }
};

/// Products with a matrix of bytes, each of them times `scale`: pictures as they come.
template <class T>
struct ByteProduct {
  const std::uint8_t* bytes;  ///< m rows of k
  std::size_t m, n, k;
  T scale;

  /// How much scratch, in T, is needed.
  static constexpr std::uint64_t scratch(std::size_t m, std::size_t n, std::size_t k) {
    return termSize * std::max<std::uint64_t>(std::min(k, block(n)), std::uint64_t{m} * group);
  }

  /// C ← bias + A·B: A the bytes, B k×n, the bias added to each row.
  void run(const T* b, const T* bias, T* c, T* scratch) const {
    Term<T>* terms = reinterpret_cast<Term<T>*>(scratch);
    for (std::size_t begin = 0, end; begin < k; begin = end) {
      end = std::min(k, begin + block(n));
      for (std::size_t i = 0; i < m; ++i) {
        const std::uint8_t* row = bytes + i * k;
        std::size_t count = 0;
        for (std::size_t p = begin; p < end; p += group) {
          const std::size_t width = std::min(group, end - p);
          if (allZero(row + p, width)) continue;
          for (std::size_t q = p; q < p + width; ++q) {
            terms[count] = {static_cast<T>(row[q]) * scale, static_cast<std::int32_t>(q * n)};
            count += row[q] != 0;
          }
        }
        Terms<T>{terms, count}.sumRow(n, begin == 0 ? bias : c + i * n, b, c + i * n);
      }
    }
  }

  /// C ← Aᵀ·B: B m×n, C k×n.
  void runTransposed(const T* b, T* c, T* scratch) const {
    Term<T>* terms = reinterpret_cast<Term<T>*>(scratch);
    for (std::size_t p = 0; p < k; p += group) {
      const std::size_t width = std::min(group, k - p);
      std::size_t count[group] = {};
      for (std::size_t i = 0; i < m; ++i) {
        const std::uint8_t* few = bytes + i * k + p;
        if (allZero(few, width)) continue;
        for (std::size_t q = 0; q < width; ++q) {
          terms[q * m + count[q]] = {static_cast<T>(few[q]) * scale, static_cast<std::int32_t>(i * n)};
          count[q] += few[q] != 0;
        }
      }
      for (std::size_t q = 0; q < width; ++q) Terms<T>{terms + q * m, count[q]}.sumRow(n, nullptr, b, c + (p + q) * n);
    }
  }

 private:
  static constexpr std::size_t group = 8;  ///< pixels that are looked at together
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
