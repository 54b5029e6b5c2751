// Every problem, in the order of the catalog, in a translation unit of its own: it is compiled to be small, as what
// runs once a parameter is elsewhere. To add a problem, add its line to problem/all.h or nn/made/all.h.
// clang-format off
#include "problem/all.h"
#include "nn/made/all.h"
#include "nn/network_problem.h"
// clang-format on

namespace sidestep {

/// Defined here so that whoever asks for the list has this unit linked, and the list filled.
std::vector<ProblemEntry>& problems() {
  static std::vector<ProblemEntry> list;
  return list;
}

const RegisterNetwork registerNetwork;  // after the toys

}  // namespace sidestep
