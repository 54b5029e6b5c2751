#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace sidestep {

/// Left free by every Block for the standard library's texts and lists: without exceptions, the program ends where one
/// of those cannot be allocated. So whatever is large or grows with its input is a Block.
inline constexpr std::size_t headRoom = 256 * 1024;

/// There is no memory for so many bytes.
Error noMemory(std::string_view at, double bytes);

/// The error when less than the head room is free; to be called before texts and lists are built.
Check checkRoom(std::string_view at);

/// Zeroed bytes, aligned to 64; check() tells whether they could be allocated.
class Memory {
 public:
  static constexpr std::size_t alignment = 64;

  Memory() = default;
  explicit Memory(std::uint64_t bytes);
  Memory(Memory&& other) noexcept : Memory() { *this = std::move(other); }
  Memory& operator=(Memory&& other) noexcept;
  ~Memory();

  /// The error when they and the head room could not be allocated.
  Check check(std::string_view at) const;

 protected:
  std::uint64_t bytes_ = 0;  ///< asked for
  void* data_ = nullptr;
};

/// An array of zeroed T: as many as were asked for, or none.
template <class T>
class Block : public Memory {
 public:
  Block() = default;
  explicit Block(std::uint64_t count) : Memory(count * sizeof(T)) {}

  std::size_t size() const { return data_ ? static_cast<std::size_t>(bytes_ / sizeof(T)) : 0; }
  T* data() { return static_cast<T*>(data_); }
  const T* data() const { return static_cast<const T*>(data_); }
  T& operator[](std::size_t i) { return data()[i]; }
  const T& operator[](std::size_t i) const { return data()[i]; }
  T* begin() { return data(); }
  T* end() { return data() + size(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size(); }
};

}  // namespace sidestep
