#include "lane/bundle.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/hash.h"
#include "base/small.h"
#include "lane/group.h"
#include "lane/lane.h"

namespace sidestep {
namespace {

/// Of a list with so many numbers for each run.
SIDESTEP_SMALL Check checkList(std::span<const double> list, std::size_t length, const std::string& at) {
  if (list.size() != length)
    return Error{"bad-length", at,
                 "must have length " + std::to_string(length) + ", not " + std::to_string(list.size())};
  const auto bad = std::ranges::find_if(list, [](double x) { return !std::isfinite(x); });
  if (bad == list.end()) return {};
  return Error{"not-finite", at + "." + std::to_string(bad - list.begin()), "must be a finite number"};
}

}  // namespace

SIDESTEP_SMALL Bundle::Bundle(const BundleSpec& spec, std::unique_ptr<Problem<double>> surface)
    : surface_(std::move(surface)),
      runs_(spec.runs),
      traced_(spec.every > 0 ? static_cast<std::size_t>(spec.lane.race.steps / spec.every + 1) : 0),
      every_(spec.every),
      params_(std::uint64_t{runs_} * surface_->size()),
      losses_(runs_),
      steps_(runs_),
      diverged_(runs_),
      trace_(std::uint64_t{runs_} * traced_) {}

SIDESTEP_SMALL Check Bundle::prepare(const BundleSpec& spec, const Optimizer& optimizer, double noise) {
  for (const Memory* block : std::initializer_list<const Memory*>{&params_, &losses_, &steps_, &diverged_, &trace_}) {
    if (Check bad = block->check("runs")) return bad;
  }
  std::ranges::fill(trace_, std::numeric_limits<double>::quiet_NaN());
  if (Check bad = group(spec, optimizer, noise)) return bad;
  std::uint64_t memory = 0;
  for (const auto& group : groups_) memory += group->memoryNeeded();
  arena_ = Arena<double>(memory);
  if (Check bad = arena_.check("runs")) return bad;
  for (const auto& group : groups_) {
    group->bind(arena_);
    group->begin(params_.data(), [&](std::size_t run) {
      return spec.seeds.empty() ? spec.lane.race.seed : static_cast<std::uint64_t>(spec.seeds[run]);
    });
  }
  return {};
}

/// Puts runs with the same hyper-parameters side by side, and where each begins into params_.
SIDESTEP_SMALL Check Bundle::group(const BundleSpec& spec, const Optimizer& optimizer, double noise) {
  Block<std::uint32_t> order(runs_);
  if (Check bad = order.check("runs")) return bad;
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    for (const auto& axis : spec.axes) {
      if (axis.values[a] != axis.values[b]) return axis.values[a] < axis.values[b];
    }
    return a < b;
  });
  const auto alike = [&](std::uint32_t a, std::uint32_t b) {
    return std::ranges::all_of(spec.axes, [&](const auto& axis) { return axis.values[a] == axis.values[b]; });
  };
  for (std::size_t first = 0, next = 0; first < runs_; first = next) {
    while (next < runs_ && next - first < Group::most && alike(order[first], order[next])) ++next;
    if (Check bad = checkRoom("runs")) return bad;
    LaneSpec one = spec.lane;
    one.capacity = 1;
    for (const auto& axis : spec.axes) one.hyper.set(axis.field, axis.values[order[first]]);
    const auto lane = makeLane(one);  // which knows what fits together
    if (!lane) return lane.error();
    const auto start = std::get<std::span<const double>>((*lane)->peek("params"));
    const auto members = std::span<const std::uint32_t>(order).subspan(first, next - first);
    for (const std::uint32_t run : members) {
      const auto from = spec.starts.empty() ? start : spec.starts.subspan(run * start.size(), start.size());
      std::ranges::copy(from, params_.begin() + run * start.size());
    }
    groups_.push_back(std::make_unique<Group>(optimizer, one.hyper, one.race.steps, noise,
                                              static_cast<Surface&>(*surface_), descentOf(one.optimizer, one.problem),
                                              members));
  }
  return {};
}

bool Bundle::run(std::int64_t to, double maxMillis) {
  using Clock = std::chrono::steady_clock;
  constexpr std::int64_t steps = 512;  // between two looks at the clock
  const auto began = Clock::now();
  const Outcomes outcomes{params_.data(), losses_.data(), steps_.data(), diverged_.data(),
                          trace_.data(),  traced_,        every_};
  for (const auto& group : groups_) {
    while (!group->isAt(to)) {
      group->run(to, steps, outcomes);
      if (maxMillis > 0 && std::chrono::duration<double, std::milli>(Clock::now() - began).count() >= maxMillis)
        return std::ranges::all_of(groups_, [&](const auto& each) { return each->isAt(to); });
    }
  }
  return true;
}

SIDESTEP_SMALL std::string Bundle::hashes() const {
  const std::size_t dim = surface_->size();
  std::string all;
  for (std::size_t run = 0; run < runs_; ++run) all += hash(params().subspan(run * dim, dim));
  return all;
}

SIDESTEP_SMALL Result<std::unique_ptr<Bundle>> makeBundle(const BundleSpec& spec) {
  if (spec.runs < 1 || spec.runs > Bundle::mostRuns)
    return Error{"out-of-range", "runs", "must be 1 to " + std::to_string(Bundle::mostRuns)};
  const auto lane = makeLane(spec.lane);
  if (!lane) return lane.error();
  const Optimizer& optimizer = *findOptimizer(spec.lane.optimizer);
  if (!optimizer.info.elementwise || optimizer.needsObjective || !optimizer.info.shown.empty())
    return Error{"unsupported", "lane.optimizer", std::string(optimizer.info.name) + " does not run in bundles"};
  const ProblemEntry& entry = *findProblem(spec.lane.problem);
  if (!entry.makeDouble)
    return Error{"unsupported", "problem.id", "is not a surface, and only surfaces run in bundles"};
  auto problem = entry.makeDouble(spec.lane.settings, spec.lane.race);
  if (!problem) return problem.error();
  if (!(*problem)->bare())
    return Error{"unsupported", "problem.id", "is not a surface, and only surfaces run in bundles"};
  if (!spec.starts.empty()) {
    if (Check bad = checkList(spec.starts, spec.runs * (*problem)->size(), "starts")) return *bad;
  }
  if (!spec.seeds.empty()) {
    if (Check bad = checkList(spec.seeds, spec.runs, "seeds")) return *bad;
  }
  for (std::size_t k = 0; k < spec.seeds.size(); ++k) {
    if (!(spec.seeds[k] >= 0 && spec.seeds[k] <= 4294967295.0) || spec.seeds[k] != std::floor(spec.seeds[k]))
      return Error{"out-of-range", "seeds." + std::to_string(k), "must be a whole number from 0 to 4294967295"};
  }
  for (const auto& axis : spec.axes) {
    if (Check bad = checkList(axis.values, spec.runs, "each." + axis.field)) return *bad;
  }
  if (spec.every > 0 && (spec.lane.race.steps < 0 || spec.lane.race.steps / spec.every > 10'000'000))
    return Error{"out-of-range", "losses", "needs a number of steps, and at most 10000000 losses of each run"};
  const double noise = spec.lane.settings.number(fieldOf(entry.fields, noiseField.id));
  auto bundle = std::make_unique<Bundle>(spec, std::move(*problem));
  if (Check bad = bundle->prepare(spec, optimizer, noise)) return *bad;
  return bundle;
}

}  // namespace sidestep
