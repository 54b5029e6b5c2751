#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>

namespace sidestep {

/// FNV-1a, 64 bits, over the little-endian bytes of `values`, as 16 hexadecimal digits.
template <class T>
std::string hash(std::span<const T> values) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t h = 0xcbf29ce484222325u;
  for (T value : values) {
    if (value != value) value = std::numeric_limits<T>::quiet_NaN();  // whose bits differ between machines
    unsigned char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    for (unsigned char byte : bytes) h = (h ^ byte) * 0x100000001b3u;
  }
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, h >>= 4) text[static_cast<std::size_t>(i)] = "0123456789abcdef"[h & 15];
  return text;
}

}  // namespace sidestep
