#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lane/group.h"
#include "lane/spec.h"

namespace sidestep {

/// Runs of one rule on one surface that differ in where they start, their seeds or their hyper-parameters.
struct BundleSpec {
  LaneSpec lane{};  ///< what they have in common
  std::size_t runs = 1;
  std::span<const double> starts{};  ///< the parameters of each run in a row; none: where the lane starts
  std::span<const double> seeds{};   ///< one for each run; none: the race's
  struct Axis {
    std::string field;               ///< a number of the lane
    std::span<const double> values;  ///< one for each run
  };
  std::vector<Axis> axes{};
  std::int64_t every = 0;  ///< losses are kept each so many steps; 0: none
};

/// Many runs at once, each with the bits that a lane gives it alone. A rule that treats each parameter by itself takes
/// those of many runs for one long array: so its formula stands once, and works on whole registers.
class Bundle {
 public:
  static constexpr std::size_t mostRuns = 262'144;

  /// The spec must have been checked, by makeBundle(); prepare() tells whether there was memory.
  Bundle(const BundleSpec& spec, std::unique_ptr<Problem<double>> surface);
  Check prepare(const BundleSpec& spec, const Optimizer& optimizer, double noise);

  /// Brings the runs to step `to`, or for about maxMillis milliseconds towards it (0: no limit). Returns whether all
  /// are there or have diverged. Allocates nothing.
  bool run(std::int64_t to, double maxMillis);

  /// Of each run: its parameters, the loss, the step where it is, and 1 where it diverged there.
  std::span<const double> params() const { return params_; }
  std::span<const double> losses() const { return losses_; }
  std::span<const double> steps() const { return steps_; }
  std::span<const double> diverged() const { return diverged_; }
  /// Of each run the losses at steps 0, every, 2·every … up to the race's last; NaN where it did not come.
  std::span<const double> trace() const { return trace_; }
  /// The hashes of the parameters, as a lane tells its own: 16 digits for each run.
  std::string hashes() const;

 private:
  Check group(const BundleSpec& spec, const Optimizer& optimizer, double noise);

  std::unique_ptr<Problem<double>> surface_;
  std::size_t runs_, traced_;
  std::int64_t every_;
  Block<double> params_, losses_, steps_, diverged_, trace_;
  std::vector<std::unique_ptr<Group>> groups_;
  Arena<double> arena_{0};
};

/// The bundle of that spec, or the error that names the wrong field.
Result<std::unique_ptr<Bundle>> makeBundle(const BundleSpec& spec);

}  // namespace sidestep
