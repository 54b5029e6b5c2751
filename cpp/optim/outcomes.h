#pragma once

#include <array>
#include <vector>

#include "optim/optimizer.h"
#include "symbolic/formula_tex.h"

namespace sidestep {

/// Runs the rule's update on one parameter: what its slots, members and w are called, and what they were before and are
/// afterwards, in that order. T: weights and slots, as symbols.
///   slotLeaf(k), memberLeaf(k)   slot k and member k (of Rule::memory) as leaves, under the name that they go by
template <class T, class Rule, class SlotLeaf, class MemberLeaf>
std::vector<Outcome> outcomesOf(Rule& rule, const StepOf<Symbol>& step, const T& before, const T& gradient,
                                SlotLeaf slotLeaf, [[maybe_unused]] MemberLeaf memberLeaf) {
  const auto asSymbol = [](const auto& x) { return Symbol(&x.expression()); };
  std::vector<Outcome> outcomes;
  const auto leaves = [&](const auto& leaf) {
    outcomes.push_back({leaf.expression().symbol, asSymbol(leaf), {}});
    return leaf;
  };
  std::array<T, Rule::slots.size()> values;
  std::array<T*, Rule::slots.size()> slot;
  for (std::size_t k = 0; k < values.size(); ++k) {
    values[k] = leaves(slotLeaf(k));
    slot[k] = &values[k];
  }
  if constexpr (requires { Rule::memory; }) {
    for (std::size_t k = 0; k < Rule::memory.size(); ++k) rule.*Rule::memory[k].member = leaves(memberLeaf(k));
  }
  T w = before;
  rule.update(step, 1, &w, &gradient, slot.data());
  auto outcome = outcomes.begin();
  for (const T& value : values) (outcome++)->after = asSymbol(value);
  if constexpr (requires { Rule::memory; }) {
    for (const auto& [symbol, member] : Rule::memory) (outcome++)->after = rule.*member;
  }
  outcomes.push_back({"w", asSymbol(before), asSymbol(w)});
  return outcomes;
}

}  // namespace sidestep
