#pragma once

#include <cstddef>
#include <string>

#include "optim/formula.h"
#ifdef SIDESTEP_STEPS
#include "optim/teller.h"
#define SIDESTEP_TELL(...) \
  if (Teller::listening) Teller::listening->__VA_ARGS__
#else
#define SIDESTEP_TELL(...) static_cast<void>(0)
#endif

/// How a rule that moves its parameters together tells an update while it makes it, for a step with its numbers
/// (docs/adr/0027-a-step-with-its-numbers.md): each function computes, and where somebody listens writes down what was
/// computed. In modules that tell no steps they are the computation alone.
namespace sidestep {

#ifndef SIDESTEP_STEPS
struct Called {
  constexpr Called(const char* /*symbol*/, std::size_t /*index*/ = 0) {}
};
template <class X>
struct With {
  Called name;
  X value;
};
template <class X>
With(const char*, X) -> With<X>;
template <class X>
With(Called, X) -> With<X>;
#endif

/// f(x…), which goes by that name. f takes numbers and symbols.
template <class F, class... X>
auto told([[maybe_unused]] const Called& name, F f, const With<X>&... x) {
  SIDESTEP_TELL(line(name, f, x...));
  return f(x.value...);
}

/// to ← f(x…), number by number; vectors are as long as `to`.
template <class Vector, class F, class... X>
void tellEach([[maybe_unused]] const Called& name, Vector to, F f, const With<X>&... x) {
  SIDESTEP_TELL(each(name, static_cast<std::size_t>(to.size()), f, x...));
  to = f(x.value...);
}

/// x_{ij} of a matrix, x_i of a vector, counted from 1, in TeX.
template <class... Index>
std::string entry(const std::string& symbol, Index... at) {
  return symbol + "_{" + (std::to_string(at + 1) + ...) + "}";
}

/// What was computed in another way: value(k) is that of parameter k of `size`, and tex(at, k) how, in which
/// at(name, number) stands for a number.
template <class Value, class Tex>
void tellAs([[maybe_unused]] const Called& name, [[maybe_unused]] std::size_t size, [[maybe_unused]] Value value,
            [[maybe_unused]] Tex tex) {
  SIDESTEP_TELL(as(name, size, value, tex));
}

}  // namespace sidestep
