#include "lane/explain.h"

#include <vector>

#include "kernels/vec.h"

namespace sidestep {
namespace {

template <class T>
std::span<const T> array(const Lane& lane, std::string_view name) {
  const auto there = lane.peek(name);
  return std::get<std::span<const T>>(there);
}

/// What the rule does to parameter i, whose gradient it gets as `gradient`.
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

template <class T>
Explanation explained(const Lane& lane, const Optimizer& optimizer, std::size_t i, const Problem<T>& problem) {
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
  StepRecord record = recorded<T>(lane, optimizer, i, gradient[i]);
  T next = static_cast<T>(record.next);
  if (!problem.bare()) {  // it may keep the parameters together where they belong
    std::vector<T> all(w.size());
    for (std::size_t k = 0; k < w.size(); ++k) {
      all[k] = k == i ? next : static_cast<T>(recorded<T>(lane, optimizer, k, gradient[k]).next);
    }
    const_cast<Problem<T>&>(problem).project(all.data());  // which reads nothing of the problem's memory
    next = all[i];
  }
  const double projected = next;
  T shown = array<T>(lane, "shown")[i];
  if (around.lookahead.due(around.update)) around.lookahead.synchronise(1, &next, &shown);
  if (around.average.on()) around.average.update(around.update, 1, &next, &shown);
  if (!around.lookahead.on() && !around.average.on()) shown = next;
  return {around.update, around.step.t,     w[i],      raw[i], gradient[i],
          gradientNorm,  std::move(record), projected, next,   shown};
}

}  // namespace

Result<Explanation> explain(const Lane& lane, std::size_t i) {
  const Optimizer& optimizer = *findOptimizer(lane.spec().optimizer);
  if (!optimizer.record) return Error{"unsupported", "lane.optimizer", "moves its parameters together, not one by one"};
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
