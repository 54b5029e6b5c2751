#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/field.h"
#include "base/settings.h"
#include "base/small.h"

namespace sidestep {

/// An array of the optimizer's own, as long as the parameters: a moment, a velocity, an accumulator.
struct Slot {
  std::string_view id;
  Note symbol;  ///< TeX
  Text doc;
};

/// What is known of an optimizer before it runs.
struct OptimizerInfo {
  std::string_view id;  ///< in configs and links; never renamed
  Note type;            ///< the C++ struct
  std::string_view name;
  Note tex;  ///< the rule as it is computed
  Citation cite;
  Text doc;
  Text title{};            ///< the name in the reader's language, where it consists of words
  bool scheduled = true;   ///< whether η is asked for at each step, so that it can follow a schedule
  bool fullBatch = false;  ///< looks at the objective itself, several times a step, so it must be the same at each
  std::size_t mostParameters = 0;  ///< 0: any number
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
  std::int64_t t;   ///< the update's number, counted from 1
  double lr;        ///< η of this update
  double loss = 0;  ///< where the gradient was taken
};

/// What a lane descends, for the rules that look at more than the gradient where they stand.
template <class T>
class Objective {
 public:
  virtual ~Objective() = default;
  /// The loss at w and its gradient. The arrays of the last call must stay as they are until the update is made: when
  /// its w is where the update ended, it is not evaluated again. An update without a call leaves w as it was, and what
  /// was found there is kept.
  virtual double at(const T* w, T* grad) = 0;
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
  /// Whether it looks at the objective itself (OptimizerInfo::fullBatch).
  virtual bool searches() const = 0;
  /// Memory that it needs besides the slots, in T.
  virtual std::uint64_t workspace(std::uint64_t /*n*/) const { return 0; }
  /// Gives it that memory, and the objective; before the first update.
  virtual void bind(Objective<T>& /*objective*/, T* /*workspace*/) {}
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
  bool searches() const override { return S::info.fullBatch; }
  std::uint64_t workspace([[maybe_unused]] std::uint64_t n) const override {
    if constexpr (S::info.fullBatch) {
      return initial_.workspace(n);
    } else {
      return 0;
    }
  }
  void bind(Objective<T>& objective, T* workspace) override {
    objective_ = &objective;
    workspace_ = workspace;
  }
  void update(Step step, std::size_t n, T* w, const T* grad, T* const* slots) override {
    if constexpr (S::info.fullBatch) {
      optimizer_.update(step, *objective_, n, w, grad, slots, workspace_);
    } else {
      optimizer_.update(step, n, w, grad, slots);
    }
  }

 private:
  Objective<T>* objective_ = nullptr;
  T* workspace_ = nullptr;
  const S initial_;
  S optimizer_;
};

/// A registered optimizer: everything that the catalog and the lanes need of it.
struct Optimizer {
  OptimizerInfo info;
  std::span<const Slot> slots;
  std::vector<Field> fields;  ///< in catalog order, with the defaults of the struct's members
  std::unique_ptr<Rule<double>> (*makeDouble)(const Settings&);
  std::unique_ptr<Rule<float>> (*makeFloat)(const Settings&);

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

/// S with its members as set. (Not inline: once for both precisions.)
template <class S>
SIDESTEP_SMALL S configured(const Settings& settings) {
  S optimizer;
  for (const Hyper<S>& hyper : S::hyper) {
    if (hyper.flag) {
      bool& flag = optimizer.*hyper.flag;
      flag = settings.number(hyper.field.id, flag) != 0;
    } else {
      double& number = optimizer.*hyper.number;
      number = settings.number(hyper.field.id, number);
    }
  }
  return optimizer;
}

/// The fields of S, with the defaults of its members.
template <class S>
SIDESTEP_SMALL std::vector<Field> hyperFields() {
  std::vector<Field> fields;
  static constexpr S defaults{};
  for (const Hyper<S>& hyper : S::hyper) {
    add(fields, hyper.field, hyper.flag ? defaults.*hyper.flag : defaults.*hyper.number);
  }
  return fields;
}

/// `inline const Register<Adam> registerAdam;` at the end of optim/adam.h puts Adam on the list.
template <class S>
struct Register {
  SIDESTEP_SMALL Register() {
    optimizers().push_back({S::info, S::slots, hyperFields<S>(), make<double>, make<float>});
  }

 private:
  template <class T>
  SIDESTEP_SMALL static std::unique_ptr<Rule<T>> make(const Settings& settings) {
    return std::make_unique<RuleOf<S, T>>(configured<S>(settings));
  }
};

}  // namespace sidestep
