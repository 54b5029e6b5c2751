#pragma once

#include <algorithm>
#include <array>
#include <type_traits>

#include "optim/outcomes.h"
#include "optim/symbolic.h"
#include "symbolic/formula_tex.h"
#include "symbolic/formulas.h"

/// The formula of a rule, from its own update: run once with symbols for numbers.
namespace sidestep {

/// Whether a condition of a line holds: switches with or without "!", joined by "&".
template <class IsOn>
bool holds(std::string_view when, IsOn isOn) {
  while (!when.empty()) {
    const std::size_t end = std::min(when.find('&'), when.size());
    const std::string_view part = when.substr(0, end);
    const bool off = part.starts_with('!');
    if (isOn(part.substr(off)) == off) return false;
    when.remove_prefix(std::min(end + 1, when.size()));
  }
  return true;
}

/// Whether a number of a rule leaves a term out where it is 0.
inline bool vanishes(const Field& field, double initial) {
  return field.kind == Kind::real && field.min <= 0 && field.id != "lr" && (initial == 0 || field.scale == Scale::log);
}

inline constexpr const char* atFirst = R"(\big|_{t=0})";

/// What the update of one parameter leaves behind in its t-th step. `set` sets the rule's settings.
template <class S, class Set>
WrittenFormula traced(double t, bool scheduled, Set set) {
  const Tape tape;
  S rule;
  const Symbol lr = Symbol::leaf(R"(\eta)", 0.0137);
  const Symbol rate = scheduled && S::info.scheduled ? Symbol::leaf(R"(\eta_t)", 0.0113) : lr;
  set(rule, lr);
  const Symbol before = Symbol::leaf("w", 0.713, true), gradient = Symbol::leaf("g", 0.391, true);
  std::vector<Assignment> first;
  if constexpr (requires(Symbol * w, Symbol* const* slot) { rule.begin(std::size_t{1}, w, slot); }) {
    std::array<Symbol, S::slots.size()> values;
    std::array<Symbol*, S::slots.size()> slot;
    for (std::size_t k = 0; k < values.size(); ++k) slot[k] = &values[k];
    Symbol w = before;
    rule.begin(1, &w, slot.data());
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (values[k].is(0)) continue;
      first.push_back({std::string(S::slots[k].symbol.text) + atFirst, "=", values[k].expression().symbol});
    }
  }
  if constexpr (requires { S::memory; }) {
    for (const auto& [symbol, member] : S::memory) {
      first.push_back({std::string(symbol) + atFirst, "=", numberTex((rule.*member).value())});
    }
  }
  const auto slot = [](std::size_t k) {
    return Symbol::leaf(S::slots[k].symbol.text, 0.201 + 0.03 * static_cast<double>(k), true);
  };
  const auto member = []([[maybe_unused]] std::size_t k) {
    if constexpr (requires { S::memory; }) {
      return Symbol::leaf(S::memory[k].symbol, 0.377, true);
    } else {
      return Symbol();
    }
  };
  const std::vector<Outcome> outcomes =
      outcomesOf(rule, {Symbol::leaf("t", t, false, true), rate}, before, gradient, slot, member);
  WrittenFormula formula = write(outcomes, tape);
  formula.lines.insert(formula.lines.begin(), first.begin(), first.end());
  return formula;
}

/// The formulas of the rule S.
template <class S>
FormulaTable formulasOf() {
  std::vector<std::string> switches;
  static constexpr S defaults{};
  for (const Hyper<S>& hyper : S::hyper) {
    if (hyper.flag || vanishes(hyper.field, hyper.number ? defaults.*hyper.number : 0)) {
      switches.emplace_back(hyper.field.id);
    }
  }
  const auto isOn = [&](std::size_t on, std::string_view id) {
    const auto at = std::ranges::find(switches, id);
    return at == switches.end() || ((on >> (at - switches.begin())) & 1) != 0;
  };
  if constexpr (Traceable<S>) {
    using Of = typename Symbolic<S>::type;
    switches.emplace_back("schedule");
    return tabulate(switches, [&](std::size_t on) {
      const bool scheduled = isOn(on, "schedule");
      std::vector<WrittenFormula> formulas;
      for (const double t : {1.0, 2.0, 10000.0}) {  // some rules do otherwise in their first steps
        formulas.push_back(traced<Of>(t, scheduled, [&](Of& rule, const Symbol& lr) {
          double value = 0.811;
          for (const Hyper<Of>& hyper : Of::hyper) {
            value += 0.013;
            if (hyper.flag) {
              rule.*hyper.flag = isOn(on, hyper.field.id);
            } else if (hyper.field.id == "lr") {
              rule.*hyper.number = lr;
            } else {
              rule.*hyper.number = isOn(on, hyper.field.id) ? Symbol::leaf(hyper.field.symbol.text, value) : Symbol(0);
            }
          }
        }));
      }
      return merged(formulas);
    });
  } else {
    // On the schedule, and on whether the parameters are a vector, some of these depend too.
    for (const std::string_view id : {"schedule", "vector"}) {
      const auto depends = [&](const FormulaLine& line) { return line.when.find(id) != std::string_view::npos; };
      if (std::ranges::any_of(S::formula, depends)) switches.emplace_back(id);
    }
    return tabulate(switches, [&](std::size_t on) {
      std::vector<Assignment> lines;
      for (const FormulaLine& line : S::formula) {
        if (!holds(line.when, [&](std::string_view id) { return isOn(on, id); })) continue;
        lines.push_back({std::string(line.target.text), "", std::string(line.value.text)});
      }
      return lines;
    });
  }
}

}  // namespace sidestep
