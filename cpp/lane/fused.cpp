#include "kernels/vec.h"
#include "lane/descend.h"
// Whole lists, since to include a rule or a surface is to register it, in this order.
#include "optim/all.h"
#include "problem/all.h"

namespace sidestep {
namespace {

struct Pair {
  std::string_view optimizer, problem;
  Descend descend;
};

template <class S, class F>
constexpr Pair pair{S::info.id, F::info.id, descendFused<S, F>};

constexpr Pair pairs[] = {pair<Sgd<>, Rosenbrock>, pair<Rmsprop<>, Rosenbrock>, pair<Adam<>, Rosenbrock>};

}  // namespace

[[gnu::noinline]] double normOf(double x, double y) {
  const double both[] = {x, y};
  return norm(both, 2);
}

Descend descentOf(std::string_view optimizer, std::string_view problem) {
  for (const Pair& pair : pairs) {
    if (pair.optimizer == optimizer && pair.problem == problem) return pair.descend;
  }
  return descendAny;
}

}  // namespace sidestep
