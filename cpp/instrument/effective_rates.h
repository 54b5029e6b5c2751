#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/block.h"
#include "instrument/instrument.h"

namespace sidestep {

/// How far each parameter moves for its gradient, |Δwᵢ|/|gᵢ|: with AdaGrad and RMSprop the η/√v of that coordinate. It
/// is measured on a replay of the run, so it needs no formula of any rule, and holds for those to come.
struct EffectiveRates {
  static constexpr std::array<double, 0> none{};
  static constexpr std::array axes{Axis{"steps"}, Axis{"parameters"}};
  static constexpr InstrumentInfo info{
      .id = "effective_rates",
      .name = {"Effective rates", "有效学习率"},
      .doc = {"|Δw|/|g| of each parameter in the update that follows each of these steps, on a replay; NaN where the "
              "gradient is 0 or the run has ended.",
              "重放中每个指定步之后那次更新里各参数的 |Δw|/|g|；梯度为 0 或运行已结束处为 NaN。"},
      .axes = axes};
  static constexpr std::array fields{
      Field{.id = "steps",
            .kind = Kind::vector,
            .name = {"steps", "步"},
            .doc = {"The steps at which to measure, in ascending order.", "测量的各步，按升序。"},
            .min = 0,
            .max = 1e7,
            .initialVector = none,
            .most = 1000}};
  static constexpr std::size_t most = std::size_t{1} << 22;  ///< numbers read

  static Result<Measurement> measure(const Lane& run, const Settings& settings) {
    auto forked = run.fork();
    if (!forked) return forked.error();
    (*forked)->reset();
    const std::vector<double> steps = settings.vector(fields[0]);
    const std::size_t n = std::visit([](const auto& at) { return at.params.size(); }, run.standing());
    if (n * steps.size() > most)
      return Error{"out-of-range", "instrument.steps", "are too many for this number of parameters"};
    for (std::size_t k = 0; k < steps.size(); ++k) {
      if (steps[k] != std::floor(steps[k]) || (k > 0 && steps[k] <= steps[k - 1]))
        return Error{"out-of-range", "instrument.steps", "must be ascending whole numbers"};
    }
    auto rates = Measurement::of({steps.size(), n});
    if (!rates) return rates;
    std::ranges::fill(rates->values, std::numeric_limits<double>::quiet_NaN());
    Block<double> last(2 * n);
    if (Check bad = last.check("instrument")) return *bad;
    rates->inUnits(
        steps.size(), [steps, n, lane = std::move(*forked), last = std::move(last)](std::size_t k, double* to) mutable {
          const auto step = static_cast<std::int64_t>(steps[k]);
          lane->run(std::max<std::int64_t>(step - lane->step(), 0), sliceMillis);
          lane->rows();  // frees their memory for the next ones
          if (lane->status() != Status::running) return true;
          if (lane->step() < step) return false;
          std::visit([&](const auto& at) { readRates(*lane, at, last.data(), to + k * n); }, lane->standing());
          return true;
        });
    return rates;
  }

 private:
  static constexpr double sliceMillis = 2;

  /// Makes the next update. `last` has room for the gradient and the parameters before it.
  template <class Standing>
  static void readRates(Lane& lane, const Standing& at, double* last, double* to) {
    const std::size_t n = at.params.size();
    double* const before = last + n;
    std::ranges::copy(at.gradient, last);
    std::ranges::copy(at.params, before);
    lane.run(1, 0);
    for (std::size_t i = 0; i < n; ++i) {
      if (last[i] != 0) to[i] = std::abs((static_cast<double>(at.params[i]) - before[i]) / last[i]);
    }
  }
};

inline const RegisterInstrument<EffectiveRates> registerEffectiveRates;

}  // namespace sidestep
