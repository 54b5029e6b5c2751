#pragma once

#include "base/block.h"

namespace sidestep {

/// One flat block of zeroed T, from which 64-byte aligned arrays are taken in order. A lane has one arena,
/// sized once: stepping allocates nothing, so wasm memory does not grow and views on it stay attached.
template <class T>
class Arena {
 public:
  /// How many T an array of `count` takes. Sizes are counted in 64 bits, since those of a large network wrap around in
  /// wasm's 32.
  static constexpr std::uint64_t padded(std::uint64_t count) {
    constexpr std::uint64_t step = Memory::alignment / sizeof(T);
    return (count + step - 1) / step * step;
  }

  explicit Arena(std::uint64_t capacity) : block_(padded(capacity + 1)) {}

  Check check(std::string_view at) const { return block_.check(at); }

  T* take(std::uint64_t count) {
    T* array = block_.data() + used_;
    used_ += static_cast<std::size_t>(padded(count));
    return array;
  }

 private:
  std::size_t used_ = 0;
  Block<T> block_;
};

/// Places for arrays of T one after another, aligned as in an Arena: for code that divides a block which it was given.
template <class T>
class Partition {
 public:
  /// Where an array of `count` begins.
  std::uint64_t take(std::uint64_t count) {
    const std::uint64_t at = Arena<T>::padded(end_);
    end_ = at + count;
    return at;
  }
  /// How many T all of them take.
  std::uint64_t size() const { return end_; }

 private:
  std::uint64_t end_ = 0;
};

}  // namespace sidestep
