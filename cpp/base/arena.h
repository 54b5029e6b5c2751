#pragma once

#include <cstddef>
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
  static constexpr std::size_t padded(std::size_t count) {
    constexpr std::size_t step = alignment / sizeof(T);
    return (count + step - 1) / step * step;
  }

  /// Empty (see ok()) when the memory is not there.
  explicit Arena(std::size_t capacity)
      : capacity_(capacity),
        block_(static_cast<T*>(
            ::operator new (padded(capacity + 1) * sizeof(T), std::align_val_t{alignment}, std::nothrow))) {
    if (block_) std::memset(block_.get(), 0, padded(capacity + 1) * sizeof(T));
  }

  bool ok() const { return block_ != nullptr; }

  T* take(std::size_t count) {
    T* array = block_.get() + used_;
    used_ += padded(count);
    return array;
  }

 private:
  struct Release {
    void operator()(T* block) const { ::operator delete (block, std::align_val_t{alignment}); }
  };
  std::size_t capacity_;
  std::size_t used_ = 0;
  std::unique_ptr<T, Release> block_;
};

}  // namespace sidestep
