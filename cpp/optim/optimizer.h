#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/field.h"
#include "base/settings.h"

namespace sidestep {

/// An array of the optimizer's own, as long as the parameters: a moment, a velocity, an accumulator.
struct Slot {
  std::string_view id;
  std::string_view symbol;  ///< TeX
  Text doc;
};

/// What is known of an optimizer before it runs.
struct OptimizerInfo {
  std::string_view id;    ///< in configs and links; never renamed
  std::string_view type;  ///< the C++ struct
  std::string_view name;
  std::string_view tex;  ///< the rule as it is computed
  Citation cite;
  Text doc;
  bool scheduled = true;  ///< whether η is asked for at each step, so that it can follow a schedule
};

/// One hyper-parameter: its description, and the member of the optimizer S that holds it (and its default).
template <class S>
struct Hyper {
  Field field;
  double S::*number = nullptr;
  bool S::*flag = nullptr;
};

/// What changes from step to step, besides the gradient.
struct Step {
  std::int64_t t;  ///< the update's number, counted from 1
  double lr;       ///< η of this update
};

/// An optimizer behind one virtual call a step, so that lanes need not be compiled once per optimizer.
/// T is double (surfaces) or float (networks).
template <class T>
class Rule {
 public:
  virtual ~Rule() = default;
  /// The base learning rate η.
  virtual double lr() const = 0;
  /// Back to the state before the first update; the slots are n values each.
  virtual void begin(std::size_t n, T* const* slots) = 0;
  /// w ← w after update step.t, from the gradient `grad` at w. All arrays hold n values and none overlap.
  virtual void update(Step step, std::size_t n, T* w, const T* grad, T* const* slots) = 0;
};

/// The optimizer struct S as a Rule.
template <class S, class T>
class RuleOf final : public Rule<T> {
 public:
  explicit RuleOf(const S& optimizer) : initial_(optimizer), optimizer_(optimizer) {}
  double lr() const override { return initial_.lr; }
  void begin(std::size_t n, T* const* slots) override {
    optimizer_ = initial_;
    for (std::size_t k = 0; k < S::slots.size(); ++k) std::fill_n(slots[k], n, T(0));
    if constexpr (requires { optimizer_.begin(n, slots); }) optimizer_.begin(n, slots);
  }
  void update(Step step, std::size_t n, T* w, const T* grad, T* const* slots) override {
    optimizer_.update(step, n, w, grad, slots);
  }

 private:
  const S initial_;
  S optimizer_;
};

/// A registered optimizer: everything that the catalog and the lanes need of it.
struct Optimizer {
  OptimizerInfo info;
  std::span<const Slot> slots;
  std::vector<Field> fields;  ///< in catalog order, with the defaults of the struct's members
  std::function<std::unique_ptr<Rule<double>>(const Settings&)> makeDouble;
  std::function<std::unique_ptr<Rule<float>>(const Settings&)> makeFloat;

  template <class T>
  std::unique_ptr<Rule<T>> make(const Settings& settings) const {
    if constexpr (std::is_same_v<T, double>) {
      return makeDouble(settings);
    } else {
      return makeFloat(settings);
    }
  }
};

/// All optimizers, in the order of optim/all.h.
std::vector<Optimizer>& optimizers();

/// The optimizer of that id, or nullptr.
const Optimizer* findOptimizer(std::string_view id);

template <class S>
S configured(const Settings& settings) {
  S optimizer;
  for (const Hyper<S>& hyper : S::hyper) {
    Field field = hyper.field;
    field.initial = hyper.flag ? optimizer.*hyper.flag : optimizer.*hyper.number;
    if (hyper.flag) {
      optimizer.*hyper.flag = settings.number(field) != 0;
    } else {
      optimizer.*hyper.number = settings.number(field);
    }
  }
  return optimizer;
}

/// The fields of S, with the defaults of its members.
template <class S>
std::vector<Field> hyperFields() {
  std::vector<Field> fields;
  static constexpr S defaults{};
  for (const Hyper<S>& hyper : S::hyper) {
    fields.push_back(hyper.field);
    fields.back().initial = hyper.flag ? defaults.*hyper.flag : defaults.*hyper.number;
  }
  return fields;
}

/// `inline const Register<Adam> registerAdam;` at the end of optim/adam.h puts Adam on the list.
template <class S>
struct Register {
  Register() {
    Optimizer entry{S::info, S::slots, hyperFields<S>(), {}, {}};
    entry.makeDouble = [](const Settings& s) { return std::make_unique<RuleOf<S, double>>(configured<S>(s)); };
    entry.makeFloat = [](const Settings& s) { return std::make_unique<RuleOf<S, float>>(configured<S>(s)); };
    optimizers().push_back(std::move(entry));
  }
};

}  // namespace sidestep
