#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <variant>

#include "lane/average.h"
#include "lane/clip.h"
#include "lane/lookahead.h"
#include "lane/spec.h"

namespace sidestep {

enum class Status { running, diverged };

/// What a lane descends, and where it stands: what instruments see of a run.
template <class T, class P = Problem<T>>
struct Standing {
  P& problem;
  std::span<const T> params;    ///< where gradients are taken
  std::span<const T> shown;     ///< where the loss is told
  std::span<const T> gradient;  ///< of the next update, with its noise, before clipping; set by run(0, 0) at the latest
};

/// What stands around a rule at its next update; valid while the lane is.
struct Around {
  Step step;       ///< as the rule gets it
  bool scheduled;  ///< whether η changes from step to step
  const Clip& clip;
  const Average& average;
  const Lookahead& lookahead;
  std::int64_t update;                ///< the update's number in the race, counted from 1
  std::span<const std::byte> memory;  ///< Rule::memory()
};

/// One optimizer on one problem. Row t is the state after t updates and the loss there; for a network the loss of
/// batch t + 1 at those weights. The same spec gives the same bits, however run() is chunked.
class Lane {
 public:
  virtual ~Lane() = default;

  /// Goes on for at most maxSteps steps or about maxMillis milliseconds (0: no limit), or until the rows are full or
  /// the lane diverges. Returns the steps completed. Allocates nothing.
  virtual std::int64_t run(std::int64_t maxSteps, double maxMillis) = 0;

  /// The rows recorded since the last call, row-major; valid until the next call of run().
  virtual std::span<const double> rows() = 0;
  /// The names of a row's columns.
  virtual std::vector<std::string> columns() const = 0;

  /// The last step that is complete: its state evaluated and recorded where due.
  virtual std::int64_t step() const = 0;
  /// Diverged: the loss or the gradient's norm is no longer finite; the lane stays at that step.
  virtual Status status() const = 0;

  /// "params", "shown", "gradient" or a slot of the optimizer; empty when there is no such array.
  virtual std::variant<std::span<const double>, std::span<const float>> peek(std::string_view array) const = 0;

  /// What the lane descends and where it stands; valid while the lane is, with the numbers of the step where it is.
  virtual std::variant<Standing<double>, Standing<float>> standing() = 0;
  /// The same, with a problem that is only asked what it is: one that computes uses the lane's memory. Who wants it to
  /// compute takes a fork.
  virtual std::variant<Standing<double, const Problem<double>>, Standing<float, const Problem<float>>> standing()
      const = 0;

  /// What the next update has around the rule.
  virtual Around around() const = 0;

  /// "params", "initial" (parameters), "order" (of the data; empty without data), "noise" (empty without noise).
  virtual std::string hash(std::string_view what) const = 0;

  /// Begins anew at step 0 from these parameters, as many as peek("params") has and in that order; so does every
  /// reset() from then on. In float32 each is rounded to the nearest.
  virtual Check startFrom(std::span<const double> params) = 0;

  /// Back to step 0: a second run gives the same bits.
  virtual void reset() = 0;

  /// The whole state as a value, between two calls of run(). Rows that were not fetched are no part of it.
  Result<Block<std::byte>> snapshot() const;
  /// Goes on from there, to the same bits as the lane that it was taken of. That one may have run elsewhere and have
  /// had other hyper-parameters; rule, problem, seed and batch must be these. A start of its own stays each lane's.
  Check restore(std::span<const std::byte> snapshot);
  /// Goes on from where a lane of the same problem, seed and batch stands, whatever its rule is: with the same one and
  /// its memory of the same size, as after restore(). Another rule keeps the slots that mean the same in both; where
  /// none do, and where the spec wants it fresh, it begins anew at these parameters. Gives the ids of the slots that
  /// are kept, with spaces between.
  Result<std::string> adopt(const Lane& from);
  const LaneSpec& spec() const { return spec_; }

  /// Another lane in this state. `capacity`: the rows that it keeps until they are fetched; 0: as many as this one.
  Result<std::unique_ptr<Lane>> fork(std::size_t capacity = 0) const;

 protected:
  explicit Lane(const LaneSpec& spec) : spec_(spec) {}
  /// All that changes from step to step, in parts: the lane's own, the rule's memory(), parameters, gradient, what goes
  /// around the rule, the rule's scratch memory, its slots, and what the problem keeps.
  virtual std::vector<std::span<std::byte>> state() = 0;
  std::vector<std::span<std::byte>> readState() const {
    return const_cast<Lane*>(this)->state();
  }  // nothing is written
  /// The rule begins at these parameters, and `anew` its count of steps.
  virtual void begin(bool anew) = 0;
  /// They were changed.
  virtual void restored() = 0;

  LaneSpec spec_;
};

/// The lane of that spec, or the error that names the wrong field.
Result<std::unique_ptr<Lane>> makeLane(const LaneSpec& spec);

}  // namespace sidestep
