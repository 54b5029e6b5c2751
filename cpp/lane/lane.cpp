#include "lane/lane.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "base/small.h"
#include "lane/lane_of.h"

namespace sidestep {
namespace {

/// Whether the optimizer can work on the problem.
template <class T>
SIDESTEP_SMALL Check checkFit(const LaneSpec& spec, const Optimizer& optimizer, const ProblemEntry& entry,
                              const Problem<T>& problem) {
  const auto unsupported = [&](const std::string& why) {
    return Error{"unsupported", "lane.optimizer", std::string(optimizer.info.name) + " " + why};
  };
  const std::size_t most = optimizer.info.mostParameters;
  if (most > 0 && problem.size() > most) {
    return unsupported("takes at most " + std::to_string(most) + " parameters, and this problem has " +
                       std::to_string(problem.size()));
  }
  if (!optimizer.info.needsStationary) return {};
  if (!problem.stationary())
    return unsupported(
        "needs the same objective at every step, and this one changes; with data, use the full batch and no dropout");
  const bool noisy = spec.settings.number(fieldOf(entry.fields, noiseField.id)) > 0;
  return noisy ? Check(unsupported("needs the exact gradient, without noise")) : Check();
}

/// There is one point where the loss is told.
SIDESTEP_SMALL Check checkPoints(const LaneSpec& spec) {
  if (!Average::of(spec.hyper).on() || !Lookahead::of(spec.hyper).on()) return {};
  return Error{"unsupported", "lane.average",
               "cannot be combined with lookahead: the loss is already computed at its slow weights"};
}

template <class T>
SIDESTEP_SMALL Result<std::unique_ptr<Lane>> build(const LaneSpec& spec, const Optimizer& optimizer,
                                                   const ProblemEntry& entry, const ProblemFactory<T>& factory) {
  Result<std::unique_ptr<Problem<T>>> problem = factory(spec.settings, spec.race);
  if (!problem) return problem.error();
  if (Check bad = Schedule::of(spec.hyper, spec.race.steps, spec.scheduleFrom).check()) return *bad;
  if (Check bad = checkPoints(spec)) return *bad;
  if (Check bad = checkFit(spec, optimizer, entry, **problem)) return *bad;
  const double noise = spec.settings.number(fieldOf(entry.fields, noiseField.id));
  auto lane = std::make_unique<LaneOf<T>>(spec, noise, optimizer.make<T>(spec.hyper, (*problem)->layout()),
                                          std::move(*problem), optimizer.info);
  if (Check bad = lane->check()) return *bad;
  return std::unique_ptr<Lane>(std::move(lane));
}

SIDESTEP_SMALL Check checkRace(const LaneSpec& spec) {
  Settings race{{"seed", static_cast<double>(spec.race.seed)}, {"batch", static_cast<double>(spec.race.batch)}};
  if (Check bad = check(raceFields(), race, "race")) return bad;
  if (spec.every < 1) return Error{"out-of-range", "every", "must be at least 1"};
  if (spec.capacity < 1 || spec.capacity > 1'000'000) return Error{"out-of-range", "capacity", "must be 1 to 1000000"};
  return {};
}

}  // namespace

SIDESTEP_SMALL void addPart(std::vector<std::span<std::byte>>& parts, void* at, std::size_t bytes) {
  parts.emplace_back(static_cast<std::byte*>(at), bytes);
}

SIDESTEP_SMALL std::string raceOf(const LaneSpec& spec) {
  std::string text = spec.problem;
  const auto say = [&](double number) { text += " " + format(number); };
  say(static_cast<double>(spec.race.seed));
  say(static_cast<double>(spec.race.batch));
  for (const Field& field : findProblem(spec.problem)->fields) {
    if (field.kind == Kind::vector) {
      for (const double number : spec.settings.vector(field)) say(number);
    } else if (field.kind == Kind::choice || field.kind == Kind::text) {
      text += " " + spec.settings.text(field);
    } else {
      say(spec.settings.number(field));
    }
  }
  return text;
}

/// What a snapshot begins with: its version, and what it fits: the rule, its memory and the race.
SIDESTEP_SMALL std::string snapshotHead(const LaneSpec& spec, std::span<const std::span<std::byte>> parts) {
  std::string text = spec.optimizer + " " + raceOf(spec);
  for (const auto& part : parts) text += " " + format(static_cast<double>(part.size()));
  return "sidestep snapshot 2 " + hash(std::span<const char>(text)) + "\n";
}

/// What stands between the head and the state: its hash.
SIDESTEP_SMALL std::string snapshotHash(std::span<const std::byte> state) {
  return hash(std::span(reinterpret_cast<const unsigned char*>(state.data()), state.size())) + "\n";
}
constexpr std::size_t snapshotHashSize = 17;

SIDESTEP_SMALL Result<Block<std::byte>> Lane::snapshot() const {
  const auto parts = readState();
  const std::string head = snapshotHead(spec_, parts);
  const std::size_t begin = head.size() + snapshotHashSize;
  std::uint64_t size = begin;
  for (const auto& part : parts) size += part.size();
  Block<std::byte> bytes(size);
  if (Check bad = bytes.check("snapshot")) return *bad;
  std::byte* to = bytes.data() + begin;
  for (const auto& part : parts) {
    if (!part.empty()) std::memcpy(to, part.data(), part.size());
    to += part.size();
  }
  const std::string text = head + snapshotHash(std::span<const std::byte>(bytes).subspan(begin));
  std::memcpy(bytes.data(), text.data(), text.size());
  return bytes;
}

SIDESTEP_SMALL Check Lane::restore(std::span<const std::byte> snapshot) {
  const auto parts = state();
  const std::string head = snapshotHead(spec_, parts);
  const std::size_t begin = head.size() + snapshotHashSize;
  std::size_t size = begin;
  for (const auto& part : parts) size += part.size();
  if (snapshot.size() != size || std::memcmp(snapshot.data(), head.data(), head.size()) != 0)
    return Error{"bad-snapshot", "snapshot", "belongs to another lane, or to another build of this page"};
  const std::string sum = snapshotHash(snapshot.subspan(begin));
  if (std::memcmp(snapshot.data() + head.size(), sum.data(), sum.size()) != 0)
    return Error{"bad-snapshot", "snapshot", "is damaged"};
  const std::byte* from = snapshot.data() + begin;
  for (const auto& part : parts) {
    if (!part.empty()) std::memcpy(part.data(), from, part.size());
    from += part.size();
  }
  restored();
  return {};
}

/// The place among `from` of a slot that means the same; their number where there is none.
SIDESTEP_SMALL static std::size_t carried(const Slot& slot, std::span<const Slot> from) {
  std::size_t k = 0;
  while (k < from.size() && (slot.carry == Carry::never || from[k].carry != slot.carry || from[k].id != slot.id)) ++k;
  return k;
}

/// Whether all averages of a rule can be carried.
static bool canCarry(std::span<const Slot> slots, std::span<const Slot> from) {
  return std::ranges::all_of(
      slots, [&](const Slot& slot) { return slot.carry != Carry::average || carried(slot, from) < from.size(); });
}

SIDESTEP_SMALL Result<std::string> Lane::adopt(const Lane& from) {
  if (raceOf(spec_) != raceOf(from.spec_) || spec_.race.data != from.spec_.race.data)
    return Error{"unsupported", "lane", "can only continue from a lane of the same problem"};
  constexpr std::size_t own = 0, memory = 1, params = 2, gradient = 3, shown = 4, scratch = 5, firstSlot = 6;
  const auto mine = state(), theirs = from.readState();
  const auto copy = [&](std::size_t to, std::size_t part) {
    if (!mine[to].empty()) std::memcpy(mine[to].data(), theirs[part].data(), mine[to].size());
  };
  const auto slots = findOptimizer(spec_.optimizer)->slots, others = findOptimizer(from.spec_.optimizer)->slots;
  const std::size_t rest = firstSlot + slots.size();
  bool same = !spec_.fresh && spec_.optimizer == from.spec_.optimizer;
  for (std::size_t k = scratch; same && k < rest; ++k) same = mine[k].size() == theirs[k].size();
  // What a rule remembers beside its slots belongs to them.
  const bool carries = !same && !spec_.fresh && mine[memory].empty() && canCarry(slots, others);
  for (const std::size_t part : {own, params, gradient}) copy(part, part);
  std::string kept;
  std::array<std::size_t, 8> places;
  for (std::size_t k = 0; k < slots.size(); ++k) {
    places[k] = same ? k : carries ? carried(slots[k], others) : others.size();
    if (places[k] < others.size()) kept.append(kept.empty() ? "" : " ").append(slots[k].id);
  }
  if (!same) begin(kept.empty());
  for (std::size_t k = 0; k < slots.size(); ++k) {
    if (places[k] < others.size()) copy(firstSlot + k, firstSlot + places[k]);
  }
  if (same) {
    copy(memory, memory);
    copy(scratch, scratch);
  }
  const bool goesOn = !theirs[shown].empty() && spec_.averageFrom == from.spec_.averageFrom;
  copy(shown, goesOn ? shown : params);
  for (std::size_t k = rest; k < mine.size(); ++k) copy(k, k - slots.size() + others.size());
  restored();
  return kept;
}

SIDESTEP_SMALL Result<std::unique_ptr<Lane>> Lane::fork(std::size_t capacity) const {
  LaneSpec spec = spec_;
  if (capacity > 0) spec.capacity = capacity;
  auto made = makeLane(spec);
  if (!made) return made;
  const auto from = readState(), to = (*made)->state();
  for (std::size_t k = 0; k < from.size(); ++k) {
    if (!from[k].empty()) std::memcpy(to[k].data(), from[k].data(), from[k].size());
  }
  (*made)->restored();
  return made;
}

SIDESTEP_SMALL const std::vector<Field>& raceFields() {
  static const std::vector<Field> fields{
      {.id = "seed",
       .kind = Kind::integer,
       .name = {"seed", "随机种子"},
       .doc = {"Determines everything random, in the same way for all lanes.", "决定比赛中的一切随机性，各赛道相同。"},
       .initial = 1,
       .min = 0,
       .max = 4294967295.0},
      {.id = "steps",
       .kind = Kind::integer,
       .name = {"steps", "步数"},
       .doc = {"The step at which the race ends.", "比赛在这一步结束。"},
       .symbol = "t",
       .initial = 200,
       .min = 0,
       .max = 1e7,
       .from = 10,
       .to = 1e5,
       .scale = Scale::log},
      {.id = "batch",
       .kind = Kind::integer,
       .name = {"batch size", "批量大小"},
       .doc = {"The number of items whose mean loss is used in one step.", "每一步所用样本数，取其平均损失。"},
       .symbol = "B",
       .initial = 32,
       .min = 1,
       .max = 4096,
       .from = 1,
       .to = 1024,
       .scale = Scale::log,
       .only = "network"},
  };
  return fields;
}

SIDESTEP_SMALL std::vector<Field> laneFields(const Optimizer& optimizer) {
  std::vector<Field> fields = optimizer.fields;
  if (optimizer.info.scheduled) Schedule::addTo(fields);
  // A line search needs the gradient of the objective itself.
  if (!optimizer.info.needsStationary) addFields<Clip>(fields);
  // A rule that tells its loss elsewhere already has no use for another such point.
  if (optimizer.info.shown.empty()) {
    Average::addTo(fields);
    Lookahead::addTo(fields);
  }
  return fields;
}

SIDESTEP_SMALL Result<std::unique_ptr<Lane>> makeLane(const LaneSpec& spec) {
  const Optimizer* optimizer = findOptimizer(spec.optimizer);
  if (!optimizer) return Error{"unknown-id", "lane.optimizer", "there is no optimizer '" + spec.optimizer + "'"};
  const ProblemEntry* problem = findProblem(spec.problem);
  if (!problem) return Error{"unknown-id", "problem.id", "there is no problem '" + spec.problem + "'"};
  if (Check bad = check(laneFields(*optimizer), spec.hyper, "lane")) return *bad;
  if (Check bad = check(problem->fields, spec.settings, "problem")) return *bad;
  if (Check bad = checkRace(spec)) return *bad;
  // Surfaces in float64, networks in float32.
  return problem->makeFloat ? build<float>(spec, *optimizer, *problem, problem->makeFloat)
                            : build<double>(spec, *optimizer, *problem, problem->makeDouble);
}

}  // namespace sidestep
