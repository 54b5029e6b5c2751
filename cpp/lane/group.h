#pragma once

#include <memory>
#include <vector>

#include "base/arena.h"
#include "base/random.h"
#include "lane/average.h"
#include "lane/clip.h"
#include "lane/descend.h"
#include "lane/lookahead.h"
#include "lane/schedule.h"
#include "optim/optimizer.h"
#include "problem/surface.h"

namespace sidestep {

/// What becomes of the runs of a bundle, by run.
struct Outcomes {
  double *params, *losses, *steps, *diverged, *trace;
  std::size_t traced;  ///< numbers in a run's trace
  std::int64_t every;
};

/// Runs of a bundle with the same hyper-parameters, few enough for the processor's nearest memory, in lockstep. Their
/// numbers are one array, all first coordinates before all second ones: with an array as long as that, the rule takes
/// them for one run of many parameters. A run does here what it does in a lane (lane_of.h), to the bit.
class Group {
 public:
  static constexpr std::size_t most = 64;

  /// `runs`: their numbers in the bundle. `descend`: of that rule and surface.
  Group(const Optimizer& optimizer, const Settings& hyper, std::int64_t lastStep, double noise, Surface& surface,
        Descend descend, std::span<const std::uint32_t> runs);

  /// Memory that it needs, and the place where it gets it.
  std::uint64_t memoryNeeded() const;
  void bind(Arena<double>& arena);

  /// Back to step 0. `from`: the parameters of each run of the bundle; `seed(run)`: its seed.
  template <class Seed>
  void begin(const double* from, Seed seed) {
    for (std::size_t k = 0; k < count_; ++k) {
      for (std::size_t i = 0; i < dim_; ++i) w_[k + i * count_] = from[runs_[k] * dim_ + i];
      running_[k] = true;
      if (noise_ > 0) random_.emplace_back(seed(runs_[k]), stream::gradientNoise);
    }
    begin();
  }

  /// Brings all that still run to step `to`, in at most `most` steps.
  void run(std::int64_t to, std::int64_t most, const Outcomes& outcomes);
  bool isAt(std::int64_t to) const { return live_ == 0 || (evaluated_ && t_ >= to); }

 private:
  void begin();
  void evaluate(const Outcomes& outcomes);
  void descend(std::int64_t to, const Outcomes& outcomes);
  void check(const Outcomes& outcomes);
  void update();
  bool finite(std::size_t k) const;
  void end(std::size_t k, const Outcomes& outcomes, bool diverged);
  double lossOf(std::size_t k) const;
  void trace(const Outcomes& outcomes) const;
  void addNoise();
  void clip();
  bool wrapped() const { return average_.on() || lookahead_.on(); }
  std::size_t size() const { return dim_ * count_; }
  /// The coordinates of one run, which lie apart.
  std::array<double, 2> gather(const double* numbers, std::size_t k) const {
    return {numbers[k], numbers[k + (dim_ - 1) * count_]};
  }

  Surface& surface_;
  std::size_t dim_, count_;
  std::array<std::uint32_t, most> runs_{};
  std::array<bool, most> running_{};
  std::size_t live_ = 0;
  std::unique_ptr<Rule<double>> rule_;
  Schedule schedule_;
  Clip clip_;
  Average average_;
  Lookahead lookahead_;
  double noise_;
  Descend descend_;  ///< of a run that is alone, with nothing around its rule; else null
  std::vector<Pcg32> random_;
  double *w_ = nullptr, *grad_ = nullptr, *shown_ = nullptr, *loss_ = nullptr;
  std::int64_t t_ = 0, begun_ = 0;
  bool evaluated_ = false;
};

}  // namespace sidestep
