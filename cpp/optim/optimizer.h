#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/field.h"
#include "base/layout.h"
#include "base/settings.h"
#include "base/small.h"
#include "base/text.h"
#include "optim/symbolic.h"
#include "optim/telling.h"
#ifndef SIDESTEP_WITHOUT_TEXTS
#include "symbolic/formulas.h"
#endif

namespace sidestep {

/// How many numbers a slot has.
enum class Extent {
  parameters,  ///< one for each parameter
  rowSide,
  colSide,  ///< of each tensor a square matrix over its rows; of each matrix one over its columns
  rows,
  cols,     ///< of each matrix one for each row, each column
  tensors,  ///< one for each tensor
  scalar,   ///< one
};

/// Whether another rule that has a slot of this id may go on from what this one holds.
enum class Carry : std::uint8_t {
  never,
  average,  ///< of gradients so far, as many as the rule counts steps: a rule's averages are carried all or none
  extreme,  ///< the largest so far, which may begin at any step
};

/// An array of the optimizer's own: a moment, a velocity, an accumulator.
struct Slot {
  std::string_view id;
  Note symbol;  ///< TeX
  Text doc;
  Extent extent = Extent::parameters;
  Carry carry = Carry::never;  ///< with it the id means the same in every rule
};

/// What is known of an optimizer before it runs.
struct OptimizerInfo {
  std::string_view id;  ///< in configs and links; never renamed
  Note type;            ///< the C++ struct
  std::string_view name;
  Citation cite;
  Text doc;
  Text title{};                    ///< the name in the reader's language, where it consists of words
  bool scheduled = true;           ///< whether η is asked for at each step, so that it can follow a schedule
  bool elementwise = true;         ///< whether no parameter's step depends on another's gradient
  bool needsStationary = false;    ///< compares losses of several steps, so the objective must be the same at each
  std::string_view shown{};        ///< the slot where the loss is told instead of where gradients are taken, if any
  std::size_t mostParameters = 0;  ///< 0: any number
};

/// What the settings of the struct S are computed in: of a template its argument, else double.
template <class S>
struct RealOf {
  using type = double;
};
template <template <class> class S, class Real>
struct RealOf<S<Real>> {
  using type = Real;
};
template <class S>
using NumberOf = typename RealOf<S>::type;

/// One line of the formula of what is around a rule, or of a rule whose update cannot be run with symbols. The others
/// have none: theirs is what they compute (optim/formulas_of.h).
struct FormulaLine {
  Note target, value;       ///< TeX; the value begins with the relation
  std::string_view when{};  ///< on what it depends, as "clipNorm", "!warmup" or "schedule=cosine|linear&warmup"
};

/// One hyper-parameter: its description, and the member of the optimizer S that holds it (and its default).
template <class S>
struct Hyper {
  Field field;
  NumberOf<S> S::*number = nullptr;
  bool S::*flag = nullptr;
};

/// A whole number beside settings of type Real.
template <class Real>
using Count = std::conditional_t<std::is_floating_point_v<Real>, std::int64_t, Real>;

/// A number that a rule keeps beside its settings and slots, and what formulas call it.
template <class S>
struct Remembered {
  const char* symbol;
  NumberOf<S> S::*member;
};

/// What changes from step to step, besides the gradient.
template <class Real>
struct StepOf {
  Count<Real> t;  ///< the update's number, counted from 1
  Real lr;        ///< η of this update
  Real loss = 0;  ///< where the gradient was taken
};
using Step = StepOf<double>;

/// The objective itself, for rules that evaluate it at points of their own.
template <class T>
class Objective {
 public:
  virtual ~Objective() = default;
  /// The loss at w and its gradient. The arrays of the last call must stay unchanged until the update ends: if it ends
  /// at that w, the lane does not evaluate it again. An update without a call must leave w unchanged; the lane then
  /// keeps the last loss and gradient.
  virtual double at(const T* w, T* grad) = 0;
};

/// The optimizer struct S comes in one of three forms, told by its `update`:
///   over all parameters:      update(step, n, w, grad, slot)
///   once for each tensor:     update(step, tensor, w, grad, slot, scratch), where all arrays are that tensor's part
///   with the objective:       update(step, objective, n, w, grad, slot, scratch)
/// It may also have, with the form's arguments:
///   begin(n or tensor, w, slot)   what slots hold at first, other than 0
///   workspace(n or tensor)        how many T of scratch it needs; with the objective, they stay from step to step
///   keeps(tensor, side)           whether a side of that length has a square matrix (Extent::rowSide, colSide)
///   columns, values(to)           what it adds to each row of the trace: names, and their numbers now
template <class S>
concept ByTensor = requires(S s, Step step, const Tensor& tensor, double* w, double* const* slot) {
  s.update(step, tensor, w, w, slot, w);
};
template <class S>
concept Searching = requires(S s, Step step, Objective<double>& objective, std::size_t n, double* w,
                             double* const* slot) {
  s.update(step, objective, n, w, w, slot, w);
};

/// Whether it has state in members: its update is not const.
template <class S>
concept Remembering = !requires(const S s, Step step, std::size_t n, double* w, double* const* slot) {
  s.update(step, n, w, w, slot);
}
&&!requires(const S s, Step step, const Tensor& tensor, double* w, double* const* slot) {
  s.update(step, tensor, w, w, slot, w);
};

/// An optimizer behind one virtual call a step, so that lanes need not be compiled once per optimizer.
/// T is double (surfaces) or float (networks).
template <class T>
class Rule {
 public:
  static constexpr std::size_t mostSlots = 8;

  Rule(const Layout& layout, std::span<const Slot> slots);
  virtual ~Rule() = default;

  /// The base learning rate η.
  virtual double lr() const = 0;
  /// Memory that it needs, in T: slot by slot, and to work with.
  std::uint64_t slotSize(std::size_t k) const;
  virtual std::uint64_t workspace() const = 0;
  /// Gives it that memory, and the objective; before begin().
  void bind(T* const* slots, T* workspace, Objective<T>* objective) {
    std::copy_n(slots, slots_.size(), place_.begin());
    workspace_ = workspace;
    objective_ = objective;
  }

  /// Back to the state before the first update, which will be from w.
  virtual void begin(const T* w) = 0;
  /// w ← w after update step.t, from the gradient `grad` at w. No arrays overlap.
  virtual void update(Step step, T* w, const T* grad) = 0;

  /// What it adds to a row of the trace.
  virtual std::span<const std::string_view> columns() const = 0;
  virtual void values(double* to) const = 0;

  /// Its state besides slots and workspace. The settings are among these bytes: after another rule's state was copied
  /// there, keepSettings() sets its own again.
  virtual std::span<std::byte> memory() = 0;
  virtual void keepSettings() = 0;

  std::span<const Slot> slots() const { return slots_; }
  T* place(std::size_t k) const { return place_[k]; }
  std::span<T> slot(std::size_t k) const { return {place_[k], static_cast<std::size_t>(slotSize(k))}; }

 protected:
  virtual bool keeps(const Tensor& tensor, std::size_t side) const = 0;
  /// How many numbers of slot k belong to a tensor.
  std::uint64_t share(std::size_t k, const Tensor& tensor) const;

  /// Calls `use(tensor, slots of the tensor)` for each.
  template <class Use>
  void eachTensor(Use use) const {
    std::array<T*, mostSlots> slot = place_;
    for (const Tensor& tensor : layout_) {
      use(tensor, slot.data());
      for (std::size_t k = 0; k < slots_.size(); ++k) {
        if (slots_[k].extent != Extent::scalar) slot[k] += static_cast<std::size_t>(share(k, tensor));
      }
    }
  }
  void clearSlots() {
    for (std::size_t k = 0; k < slots_.size(); ++k) std::ranges::fill(slot(k), T(0));
  }

  Layout layout_;
  std::span<const Slot> slots_;
  std::size_t n_;
  std::array<T*, mostSlots> place_{};
  T* workspace_ = nullptr;
  Objective<T>* objective_ = nullptr;
};

/// `to` with the settings of `from`. (Not inline: once for both precisions.)
template <class S>
SIDESTEP_SMALL void copySettings(const S& from, S& to) {
  for (const Hyper<S>& hyper : S::hyper) {
    if (hyper.flag) {
      to.*hyper.flag = from.*hyper.flag;
    } else {
      to.*hyper.number = from.*hyper.number;
    }
  }
}

/// The optimizer struct S as a Rule.
template <class S, class T>
class RuleOf final : public Rule<T> {
  static constexpr bool remembers = Remembering<S>;
  static_assert(S::slots.size() <= Rule<T>::mostSlots);
  static_assert(std::is_trivially_copyable_v<S>, "its state is copied as it is");

 public:
  RuleOf(const S& optimizer, const Layout& layout)
      : Rule<T>(layout, S::slots), initial_(optimizer), optimizer_(optimizer) {}

  double lr() const override { return initial_.lr; }
  const S& optimizer() const { return optimizer_; }

  SIDESTEP_SMALL std::uint64_t workspace() const override {
    std::uint64_t most = 0;
    if constexpr (ByTensor<S>) {
      if constexpr (requires(const Tensor& tensor) { initial_.template workspace<T>(tensor); }) {
        for (const Tensor& tensor : layout_) most = std::max(most, initial_.template workspace<T>(tensor));
      }
    } else if constexpr (Searching<S>) {
      most = initial_.workspace(n_);
    }
    return most;
  }

  SIDESTEP_SMALL void begin(const T* w) override {
    optimizer_ = initial_;
    this->clearSlots();
    if constexpr (ByTensor<S>) {
      this->eachTensor([&](const Tensor& tensor, T* const* slot) {
        if constexpr (requires { optimizer_.begin(tensor, w, slot); }) {
          optimizer_.begin(tensor, w + tensor.offset, slot);
        }
      });
    } else if constexpr (requires { optimizer_.begin(n_, w, place_.data()); }) {
      optimizer_.begin(n_, w, place_.data());
    }
  }

  void update(Step step, T* w, const T* grad) override {
    if constexpr (ByTensor<S>) {
      this->eachTensor([&](const Tensor& tensor, T* const* slot) {
        SIDESTEP_TELL(part(tensor.offset));
        optimizer_.update(step, tensor, w + tensor.offset, grad + tensor.offset, slot, workspace_);
      });
    } else if constexpr (Searching<S>) {
      optimizer_.update(step, *objective_, n_, w, grad, place_.data(), workspace_);
    } else {
      optimizer_.update(step, n_, w, grad, place_.data());
    }
    SIDESTEP_TELL(left(w, n_));
  }

  std::span<const std::string_view> columns() const override {
    if constexpr (requires { S::columns; }) {
      return S::columns;
    } else {
      return {};
    }
  }
  void values([[maybe_unused]] double* to) const override {
    if constexpr (requires { S::columns; }) optimizer_.values(to);
  }

  std::span<std::byte> memory() override {
    if constexpr (remembers) {
      return std::as_writable_bytes(std::span(&optimizer_, 1));
    } else {
      return {};
    }
  }
  void keepSettings() override {
    if constexpr (remembers) copySettings(initial_, optimizer_);
  }

 private:
  using Rule<T>::layout_, Rule<T>::n_, Rule<T>::place_, Rule<T>::workspace_, Rule<T>::objective_;

  bool keeps([[maybe_unused]] const Tensor& tensor, [[maybe_unused]] std::size_t side) const override {
    if constexpr (requires { initial_.keeps(tensor, side); }) {
      return initial_.keeps(tensor, side);
    } else {
      return true;
    }
  }

  const S initial_;
  S optimizer_;
};

struct BeforeStep;
struct StepRecord;

/// A registered optimizer: everything that the catalog and the lanes need of it.
struct Optimizer {
  OptimizerInfo info;
  bool needsObjective;  ///< evaluates the objective itself, several times a step
  std::span<const Slot> slots;
  std::vector<Field> fields;  ///< in catalog order, with the defaults of the struct's members
#ifndef SIDESTEP_WITHOUT_TEXTS
  FormulaTable (*formulas)();
#endif
  std::unique_ptr<Rule<double>> (*makeDouble)(const Settings&, const Layout&);
  std::unique_ptr<Rule<float>> (*makeFloat)(const Settings&, const Layout&);
  /// Tells an update with its numbers; null where the rule's cannot be run with symbols, or the module has none.
  StepRecord (*record)(const BeforeStep&);

  template <class T>
  std::unique_ptr<Rule<T>> make(const Settings& settings, const Layout& layout) const {
    if constexpr (std::is_same_v<T, double>) {
      return makeDouble(settings, layout);
    } else {
      return makeFloat(settings, layout);
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

/// Appends the fields of S, with the defaults of its members.
template <class S>
SIDESTEP_SMALL void addFields(std::vector<Field>& fields) {
  static constexpr S defaults{};
  for (const Hyper<S>& hyper : S::hyper) {
    add(fields, hyper.field, hyper.flag ? defaults.*hyper.flag : defaults.*hyper.number);
  }
}

/// The fields of S.
template <class S>
std::vector<Field> hyperFields() {
  std::vector<Field> fields;
  addFields<S>(fields);
  return fields;
}

#ifndef SIDESTEP_WITHOUT_TEXTS
/// Its formulas, from its own update: optim/formulas_of.h, which is compiled once, in optimizer.cpp.
template <class S>
FormulaTable formulasOf();
#define SIDESTEP_FORMULAS formulasOf<S>,
#else
#define SIDESTEP_FORMULAS
#endif

/// One update of one parameter with its numbers: optim/step_record.h, compiled there, too.
template <class S>
StepRecord recordOf(const BeforeStep& before);

template <class S>
constexpr auto recorder() -> StepRecord (*)(const BeforeStep&) {
#ifdef SIDESTEP_STEPS
  if constexpr (Traceable<S>) return &recordOf<S>;
#endif
  return nullptr;
}

/// `inline const Register<Adam> registerAdam;` at the end of optim/adam.h puts Adam on the list.
template <class S>
struct Register {
  SIDESTEP_SMALL Register() {
    optimizers().push_back({S::info, Searching<S>, S::slots, hyperFields<S>(), SIDESTEP_FORMULAS make<double>,
                            make<float>, recorder<S>()});
  }

 private:
  template <class T>
  SIDESTEP_SMALL static std::unique_ptr<Rule<T>> make(const Settings& settings, const Layout& layout) {
    return std::make_unique<RuleOf<S, T>>(configured<S>(settings), layout);
  }
};

}  // namespace sidestep
