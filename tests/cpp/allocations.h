#pragma once

#include <cstddef>

namespace sidestep::test {

/// What this program's operators new and delete (memory_test.cpp) see, and what they are told.
struct Allocations {
  std::size_t count = 0;  ///< so far
  std::size_t held = 0;   ///< bytes, of those that do not ask whether there is memory
  std::size_t most = 0;   ///< the most of these so far
  int refused = 0;        ///< how many of those that ask
  int left = -1;          ///< so many more of those that ask find memory; −1: all do
};
extern Allocations allocations;

}  // namespace sidestep::test
