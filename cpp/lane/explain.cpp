#include "lane/explain.h"

#include "kernels/vec.h"
#include "optim/teller.h"

namespace sidestep {
namespace {

template <class T>
std::span<const T> array(const Lane& lane, std::string_view name) {
  return std::get<std::span<const T>>(lane.peek(name));
}

/// What the rule does to parameter i, whose gradient it gets as `gradient`: one that treats each by itself.
template <class T>
StepRecord recorded(const Lane& lane, const Optimizer& optimizer, std::size_t i, double gradient) {
  const Around around = lane.around();
  std::vector<double> slots;
  for (const Slot& slot : optimizer.slots) slots.push_back(array<T>(lane, slot.id)[i]);
  return optimizer.record({.step = around.step,
                           .scheduled = around.scheduled,
                           .single = std::is_same_v<T, float>,
                           .w = array<T>(lane, "params")[i],
                           .gradient = gradient,
                           .slots = slots,
                           .memory = around.memory,
                           .settings = &lane.spec().hyper});
}

/// What the rule leaves behind.
struct Made {
  StepRecord record;
  std::vector<TrialTold> trials;
  std::vector<double> all;  ///< every parameter; empty where the others are not known
};

/// One that moves all together tells what it does, in a lane that goes one step on from where this one stands.
Result<Made> listened(const Lane& lane, std::size_t i) {
  auto fork = lane.fork(2);
  if (!fork) return fork.error();
  const bool scheduled = lane.around().scheduled;
  Teller teller(i, scheduled);
  (*fork)->run(1, 0);
  Made made{{std::move(teller.formula), teller.after[i]}, std::move(teller.trials), std::move(teller.after)};
  // A search that found nothing leaves the parameters where they were.
  auto& [quantities, lines, condition] = made.record.formula;
  if (!lines.empty() && quantities[lines.back().target].symbol == "w" &&
      quantities[lines.back().target].value != made.record.next) {
    lines.pop_back();
  }
  return made;
}

template <class T>
Result<Explanation> explained(const Lane& lane, const Optimizer& optimizer, std::size_t i, const Problem<T>& problem) {
  const Around around = lane.around();
  const std::span<const T> w = array<T>(lane, "params"), raw = array<T>(lane, "gradient");
  std::vector<T> gradient(raw.begin(), raw.end());
  Clip byValue = around.clip;
  byValue.norm = 0;
  byValue.apply(gradient.data(), gradient.size());
  const double gradientNorm = norm(gradient.data(), gradient.size());
  Clip byNorm = around.clip;
  byNorm.value = 0;
  byNorm.apply(gradient.data(), gradient.size());
  // A problem may keep the parameters together where they belong; surfaces and networks leave them where they are.
  const bool keeps = !problem.bare() && !problem.network();
  Made made;
  if (optimizer.record) {
    made.record = recorded<T>(lane, optimizer, i, gradient[i]);
    for (std::size_t k = 0; k < (keeps ? w.size() : 0); ++k) {
      made.all.push_back(k == i ? made.record.next : recorded<T>(lane, optimizer, k, gradient[k]).next);
    }
  } else {
    auto told = listened(lane, i);
    if (!told) return told.error();
    made = std::move(*told);
  }
  T next = static_cast<T>(made.record.next);
  if (keeps) {
    std::vector<T> all(made.all.begin(), made.all.end());
    const_cast<Problem<T>&>(problem).project(all.data());  // which reads nothing of the problem's memory
    next = all[i];
  }
  const double projected = next;
  T shown = array<T>(lane, "shown")[i];
  if (around.lookahead.due(around.update)) around.lookahead.synchronise(1, &next, &shown);
  if (around.average.on()) around.average.update(around.update, 1, &next, &shown);
  if (!around.lookahead.on() && !around.average.on()) shown = next;
  return Explanation{around.update,          around.step.t,          w[i],      raw[i], gradient[i], gradientNorm,
                     std::move(made.record), std::move(made.trials), projected, next,   shown};
}

}  // namespace

Result<Explanation> explain(const Lane& lane, std::size_t i) {
  const Optimizer& optimizer = *findOptimizer(lane.spec().optimizer);
  return std::visit(
      [&]<class T>(const Standing<T, const Problem<T>>& standing) -> Result<Explanation> {
        if (i >= standing.params.size()) {
          return Error{"out-of-range", "parameter", "must be below " + std::to_string(standing.params.size())};
        }
        return explained<T>(lane, optimizer, i, standing.problem);
      },
      lane.standing());
}

}  // namespace sidestep
