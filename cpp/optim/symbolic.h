#pragma once

#include "symbolic/symbol.h"

namespace sidestep {

/// The rule S with settings that are symbols.
template <class S>
struct Symbolic;
template <template <class> class S, class Real>
struct Symbolic<S<Real>> {
  using type = S<Symbol>;
};

template <class S>
concept Traceable = requires {
  typename Symbolic<S>::type;
};

}  // namespace sidestep
