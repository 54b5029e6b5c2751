#include "base/block.h"

#include <cmath>
#include <cstring>
#include <new>

#include "base/settings.h"

namespace sidestep {
namespace {

constexpr std::align_val_t alignment{Memory::alignment};

void* allocate(std::size_t bytes) { return ::operator new(bytes, alignment, std::nothrow); }
void release(void* memory) { ::operator delete(memory, alignment); }

bool hasRoom() {
  void* const memory = allocate(headRoom);
  release(memory);
  return memory != nullptr;
}

}  // namespace

Error noMemory(std::string_view at, double bytes) {
  return {"no-memory", at, "needs " + format(std::ceil(bytes / 0x1p20)) + " MiB of memory, more than is available"};
}

Check checkRoom(std::string_view at) { return hasRoom() ? Check() : noMemory(at, headRoom); }

Memory::Memory(std::uint64_t bytes) : bytes_(bytes) {
  constexpr std::uint64_t most = std::uint64_t{1} << 31;  // sizes of large networks do not fit in wasm's 32 bits
  if (bytes > most) return;
  const auto size = static_cast<std::size_t>(bytes);
  data_ = allocate(size);
  if (!data_) return;
  if (hasRoom()) {
    std::memset(data_, 0, size);
  } else {
    release(std::exchange(data_, nullptr));
  }
}

Memory& Memory::operator=(Memory&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  std::swap(data_, other.data_);
  return *this;
}

Memory::~Memory() { release(data_); }

Check Memory::check(std::string_view at) const { return data_ ? Check() : noMemory(at, static_cast<double>(bytes_)); }

}  // namespace sidestep
