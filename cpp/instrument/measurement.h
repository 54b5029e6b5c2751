#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "base/block.h"
#include "base/small.h"

namespace sidestep {

/// What an instrument reads: an array of numbers. What takes long is read in units of work, each short enough for a
/// frame, and holds all that it needs: whatever becomes of the run, it tells of the state where it was asked.
class Measurement {
 public:
  /// Numbers along each axis of the instrument, the first one outermost, all 0 at first; an error where there is no
  /// memory for them.
  SIDESTEP_SMALL static Result<Measurement> of(std::vector<std::size_t> extents) {
    std::uint64_t count = 1;
    for (const std::size_t extent : extents) count *= extent;
    Measurement made;
    made.shape = std::move(extents);
    made.values = Block<double>(count);
    if (count > 0) {
      if (Check bad = made.values.check("instrument")) return *bad;
    }
    return made;
  }

  std::vector<std::size_t> shape;
  Block<double> values;
  std::vector<std::string> labels;  ///< of the places along the first axis, where they have names

  /// To be read in so many units: `read(unit, values)` does one of them, after those before it. One that takes long
  /// returns false until it is done, and is called again.
  template <class Read>
  void inUnits(std::size_t units, Read read) {
    units_ = units;
    work_ = std::make_unique<WorkOf<Read>>(std::move(read));
  }

  /// Goes on by at least a unit, for about so many milliseconds (0: to the end). True when it is complete.
  SIDESTEP_SMALL bool advance(double millis) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    while (done_ < units_) {
      if (work_->read(done_, values.data())) ++done_;
      if (millis > 0 && std::chrono::duration<double, std::milli>(Clock::now() - start).count() >= millis) break;
    }
    return done_ >= units_;
  }

 private:
  Measurement() = default;

  struct Work {
    virtual ~Work() = default;
    virtual bool read(std::size_t unit, double* values) = 0;
  };
  template <class Read>
  struct WorkOf final : Work {
    explicit WorkOf(Read work) : call(std::move(work)) {}
    bool read(std::size_t unit, double* values) override {
      if constexpr (std::is_void_v<decltype(call(unit, values))>) {
        call(unit, values);
        return true;
      } else {
        return call(unit, values);
      }
    }
    Read call;
  };

  std::size_t units_ = 0, done_ = 0;
  std::unique_ptr<Work> work_;
};

}  // namespace sidestep
