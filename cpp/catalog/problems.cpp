// Every problem, in the order of the catalog. To add one, add its line to problem/all.h or nn/synthetic/all.h. The list
// is in a file of its own because that is compiled for size, and once for each module (wasm/CMakeLists.txt).
// clang-format off
#include "problem/all.h"
#ifndef __wasm_relaxed_simd__  // fused arithmetic is offered for networks on datasets alone (docs/adr/0009)
#include "nn/synthetic/all.h"
#endif
#include "nn/network_problem.h"
// clang-format on

namespace sidestep {

/// Defined here so that a program that uses the list links this file, which fills it.
std::vector<ProblemEntry>& problems() {
  static std::vector<ProblemEntry> list;
  return list;
}

const RegisterNetwork registerNetwork;  // the last of the list

}  // namespace sidestep
