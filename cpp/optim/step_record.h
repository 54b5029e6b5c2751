#pragma once

#include <array>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "optim/optimizer.h"
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
  std::vector<Outcome> outcomes;
  std::array<T, S::slots.size()> values;
  std::array<T*, S::slots.size()> slot;
  const auto asSymbol = [](const T& x) { return Symbol(&x.expression()); };
  for (std::size_t k = 0; k < values.size(); ++k) {
    const std::string name = std::string("slot ").append(S::slots[k].id);
    values[k] = T::leaf(name, before.slots[k], true);
    slot[k] = &values[k];
    outcomes.push_back({name, asSymbol(values[k]), {}});
  }
  if constexpr (requires { S::memory; }) {
    for (std::size_t k = 0; k < S::memory.size(); ++k) {
      const char* const symbol = S::memory[k].symbol;
      Symbol& member = symbolic.*Of::memory[k].member;
      member = Symbol::leaf(symbol, rule.*S::memory[k].member, true);
      outcomes.push_back({symbol, member, {}});
    }
  }
  const T weight = T::leaf("w", before.w, true), gradient = T::leaf("g", before.gradient, true);
  T w = weight;
  symbolic.update({Symbol::leaf("t", static_cast<double>(before.step.t), false, true), rate}, 1, &w, &gradient,
                  slot.data());
  StepRecord record;
  for (std::size_t k = 0; k < values.size(); ++k) outcomes[k].after = asSymbol(values[k]);
  if constexpr (requires { S::memory; }) {
    for (std::size_t k = 0; k < S::memory.size(); ++k) {
      outcomes[values.size() + k].after = symbolic.*Of::memory[k].member;
    }
  }
  outcomes.push_back({"w", asSymbol(weight), asSymbol(w)});
  record.formula = writeNumbered(outcomes, tape);
  record.next = w.value();
  return record;
}

template <class S>
StepRecord recordOf(const BeforeStep& before) {
  return before.single ? recordIn<S, SymbolOf<float>>(before) : recordIn<S, Symbol>(before);
}

}  // namespace sidestep
