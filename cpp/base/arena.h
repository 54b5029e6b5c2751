#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>

namespace sidestep {

/// One flat block of zeroed T, from which 64-byte aligned arrays are taken in order. A lane has one arena,
/// sized once: stepping allocates nothing, so wasm memory does not grow and views on it stay attached.
template <class T>
class Arena {
 public:
  static constexpr std::size_t alignment = 64;

  /// How many T an array of `count` takes.
  static constexpr std::uint64_t padded(std::uint64_t count) {
    constexpr std::uint64_t step = alignment / sizeof(T);
    return (count + step - 1) / step * step;
  }

  /// Sizes are counted in 64 bits, since those of a large network wrap around in wasm's 32.
  static constexpr std::uint64_t maxBytes = std::uint64_t{1} << 31;

  /// Empty (see ok()) when the memory is not there.
  explicit Arena(std::uint64_t capacity) {
    const std::uint64_t count = padded(capacity + 1);
    if (count > maxBytes / sizeof(T)) return;
    const auto bytes = static_cast<std::size_t>(count * sizeof(T));
    block_.reset(static_cast<T*>(::operator new (bytes, std::align_val_t{alignment}, std::nothrow)));
    if (block_) std::memset(block_.get(), 0, bytes);
  }

  bool ok() const { return block_ != nullptr; }

  T* take(std::uint64_t count) {
    T* array = block_.get() + used_;
    used_ += static_cast<std::size_t>(padded(count));
    return array;
  }

 private:
  struct Release {
    void operator()(T* block) const { ::operator delete (block, std::align_val_t{alignment}); }
  };
  std::size_t used_ = 0;
  std::unique_ptr<T, Release> block_;
};

}  // namespace sidestep
