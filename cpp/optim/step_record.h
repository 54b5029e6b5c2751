#pragma once

#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "optim/outcomes.h"
#include "optim/symbolic.h"
#include "symbolic/formula_tex.h"

/// One update of one parameter with all that it computed, from the rule's own update: run once more with symbols that
/// have the numbers of that step (docs/adr/0027-a-step-with-its-numbers.md).
namespace sidestep {

/// Where a rule stands before an update of one parameter.
struct BeforeStep {
  Step step;
  bool scheduled = false;  ///< whether η changes from step to step
  bool single = false;     ///< the weights are floats
  double w = 0;
  double gradient = 0;                  ///< as the rule gets it
  std::span<const double> slots{};      ///< of this parameter, one for each slot
  std::span<const std::byte> memory{};  ///< of a rule that has state in members (Rule::memory())
  const Settings* settings = nullptr;
};

/// What it did. Settings, slots and members are called by their ids and symbols: "setting beta1", "slot m"; what a rule
/// names itself, by its TeX; an average that was corrected, "hat slot m".
struct StepRecord {
  NumberedFormula formula;
  double next = 0;  ///< w afterwards
};

/// With symbols T for weights and slots.
template <class S, class T>
StepRecord recordIn(const BeforeStep& before) {
  using Of = typename Symbolic<S>::type;
  const Tape tape;
  S rule = configured<S>(*before.settings);
  if (before.memory.size() == sizeof(S)) std::memcpy(&rule, before.memory.data(), sizeof(S));
  Of symbolic;
  const Symbol base = Symbol::leaf("setting lr", rule.lr);
  const Symbol rate = before.scheduled && S::info.scheduled ? Symbol::leaf(R"(\eta_t)", before.step.lr) : base;
  for (std::size_t k = 0; k < S::hyper.size(); ++k) {
    const Hyper<S>& hyper = S::hyper[k];
    const Hyper<Of>& to = Of::hyper[k];
    if (hyper.flag) {
      symbolic.*to.flag = rule.*hyper.flag;
    } else if (hyper.field.id == "lr") {
      symbolic.*to.number = base;
    } else {
      const double number = rule.*hyper.number;
      const bool absent = number == 0 && hyper.field.kind == Kind::real;
      symbolic.*to.number = absent ? Symbol(0) : Symbol::leaf(std::string("setting ").append(hyper.field.id), number);
    }
  }
  const auto slot = [&](std::size_t k) {
    return T::leaf(std::string("slot ").append(S::slots[k].id), before.slots[k], true);
  };
  const auto member = [&]([[maybe_unused]] std::size_t k) {
    if constexpr (requires { S::memory; }) {
      return Symbol::leaf(S::memory[k].symbol, rule.*S::memory[k].member, true);
    } else {
      return Symbol();
    }
  };
  const std::vector<Outcome> outcomes =
      outcomesOf(symbolic, {Symbol::leaf("t", static_cast<double>(before.step.t), false, true), rate},
                 T::leaf("w", before.w, true), T::leaf("g", before.gradient, true), slot, member);
  StepRecord record{writeNumbered(outcomes, tape), outcomes.back().after.value()};
  return record;
}

template <class S>
StepRecord recordOf(const BeforeStep& before) {
  return before.single ? recordIn<S, SymbolOf<float>>(before) : recordIn<S, Symbol>(before);
}

}  // namespace sidestep
