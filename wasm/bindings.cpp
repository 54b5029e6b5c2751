// The seam to JavaScript: every exported name is in this file. Objects come in as plain values and are checked here,
// since Embind takes a wrong type silently; an error goes out as {code, at, message}.
#include <emscripten/bind.h>

#include <algorithm>
#include <cmath>

#include "base/block.h"
#include "dataset/dataset.h"
#include "instrument/instrument.h"
#include "lane/bundle.h"
#ifdef SIDESTEP_STEPS
#include "lane/explain.h"
#endif

using namespace sidestep;
using emscripten::allow_raw_pointers;
using emscripten::class_;
using emscripten::function;
using emscripten::typed_memory_view;
using emscripten::val;

namespace {

val failure(const Error& error) {
  val object = val::object();
  object.set("code", error.code);
  object.set("at", error.at);
  object.set("message", error.message);
  return object;
}

val failure(const Check& check) { return check ? failure(*check) : val::null(); }

/// More numbers than any field takes: how many one does, its check says.
constexpr unsigned longestList = 65536;

bool given(const val& v) { return !v.isUndefined() && !v.isNull(); }

val member(const val& object, const char* key) { return given(object) ? object[key] : val::undefined(); }

/// Reads a text; false where v is none, or longer than any field may be: Embind's conversion would end the program
/// where memory is short. Unpaired surrogates become U+FFFD.
bool readText(const val& v, std::string& to) {
  if (!v.isString() || v["length"].as<double>() > 1000) return false;
  static const val encoder = val::global("TextEncoder").new_();
  to = encoder.call<val>("encode", v).as<std::string>();
  return true;
}

/// A keyword; empty, which is no keyword, where v is no text.
std::string word(const val& v) {
  std::string text;
  readText(v, text);
  return text;
}

Result<Value> toValue(const val& v, const std::string& at) {
  if (v.isTrue() || v.isFalse()) return Value(v.isTrue() ? 1.0 : 0.0);
  if (v.isNumber()) return Value(v.as<double>());
  if (v.isString()) {
    std::string text;
    if (!readText(v, text)) return Error{"bad-length", at, "is too long"};
    return Value(std::move(text));
  }
  if (v.isArray()) {
    std::vector<double> numbers;
    const unsigned length = v["length"].as<unsigned>();
    if (length > longestList) return Error{"bad-length", at, "is too long a list"};
    for (unsigned i = 0; i < length; ++i) {
      const val element = v[i];
      if (!element.isNumber()) return Error{"wrong-type", at, "must be a list of numbers"};
      numbers.push_back(element.as<double>());
    }
    return Value(std::move(numbers));
  }
  return Error{"wrong-type", at, "must be a number, a text, true, false or a list of numbers"};
}

/// The id under `key` and all other entries of the object as settings.
Check readSettings(const val& object, const std::string& where, const char* key, std::string& id, Settings& settings) {
  if (Check bad = checkRoom(where)) return bad;
  if (!given(object) || object.typeOf().as<std::string>() != "object")
    return Error{"wrong-type", where, "must be an object"};
  const val keys = val::global("Object").call<val>("keys", object);
  const unsigned count = keys["length"].as<unsigned>();
  if (count > 64) return Error{"unknown-field", where, "has too many fields"};
  for (unsigned i = 0; i < count; ++i) {
    std::string name = word(keys[i]);
    const std::string at = where + "." + name;
    Result<Value> value = toValue(object[keys[i]], at);
    if (!value) return value.error();
    if (name == key) {
      const std::string* text = std::get_if<std::string>(&*value);
      if (!text) return Error{"wrong-type", at, "must be a text"};
      id = *text;
    } else {
      settings.set(std::move(name), std::move(*value));
    }
  }
  return {};
}

/// A whole number ≥ 0 under `key`, or `otherwise` when there is none.
Result<double> whole(const val& object, const char* key, double otherwise) {
  const val v = member(object, key);
  if (!given(v)) return otherwise;
  const double x = v.isNumber() ? v.as<double>() : NAN;
  if (!(x >= 0 && x <= 9007199254740991.0) || x != std::floor(x))
    return Error{"wrong-type", key, "must be a whole number, 0 or more"};
  return x;
}

/// The extents of an item of the data.
Result<std::vector<std::size_t>> readShape(const val& list) {
  const Error bad{"bad-data", "data.shape", "must be a list of whole numbers ≥ 1"};
  if (Check none = checkRoom(bad.at)) return *none;
  const unsigned length = list.isArray() ? list["length"].as<unsigned>() : 0;
  if (length < 1 || length > 8) return bad;
  std::vector<std::size_t> shape;
  for (unsigned i = 0; i < length; ++i) {
    const double x = list[i].isNumber() ? list[i].as<double>() : 0;
    if (!(x >= 1 && x <= 1e9) || x != std::floor(x)) return bad;
    shape.push_back(static_cast<std::size_t>(x));
  }
  return shape;
}

/// The data of a network, one copy for all its lanes.
class DatasetHandle {
 public:
  explicit DatasetHandle(std::shared_ptr<Dataset> data) : data_(std::move(data)) {}
  val bytes(const val& split, const val& what) {
    const auto view = word(what) == "labels" ? data_->labels(part(split)) : data_->items(part(split));
    return val(typed_memory_view(view.size(), view.data()));
  }
  val numbers(const val& split, const val& what) {
    const auto view = word(what) == "targets" ? data_->targets(part(split)) : data_->numbers(part(split));
    return val(typed_memory_view(view.size(), view.data()));
  }
  val seal() { return failure(data_->seal()); }
  std::shared_ptr<const Dataset> data() const { return data_; }

 private:
  static Split part(const val& split) { return word(split) == "test" ? Split::test : Split::train; }

  std::shared_ptr<Dataset> data_;
};

val createDataset(val spec) {
  Result<std::vector<std::size_t>> shape = readShape(member(spec, "shape"));
  if (!shape) return failure(shape.error());
  double counts[3];
  for (int i = 0; const char* key : {"classes", "train", "test"}) {
    Result<double> count = whole(spec, key, 0);
    if (!count) return failure(count.error());
    counts[i++] = std::min(*count, 4e9);
  }
  auto data =
      Dataset::create(std::move(*shape), static_cast<std::size_t>(counts[0]), static_cast<std::size_t>(counts[1]),
                      static_cast<std::size_t>(counts[2]), spec["real"].isTrue());
  return data ? val(std::make_unique<DatasetHandle>(*data)) : failure(data.error());
}

class LaneHandle {
 public:
  explicit LaneHandle(std::unique_ptr<Lane> lane) : lane_(std::move(lane)) {}
  double run(double maxSteps, double maxMillis) {
    snapshot_ = Block<std::byte>();
    const double steps = maxSteps >= 0 ? std::min(std::floor(maxSteps), 9e15) : 0;
    return static_cast<double>(lane_->run(static_cast<std::int64_t>(steps), maxMillis > 0 ? maxMillis : 0));
  }
  val rows() {
    const auto rows = lane_->rows();
    return val(typed_memory_view(rows.size(), rows.data()));
  }
  val columns() const {
    val names = val::array();
    for (const std::string& name : lane_->columns()) names.call<void>("push", name);
    return names;
  }
  /// Goes on from where another lane stands; which slots it keeps, with spaces between.
  val adopt(val from) {
    const LaneHandle* other = handleOf(from);
    if (!other) return failure(Error{"wrong-type", "lane", "must be a Lane"});
    const auto kept = lane_->adopt(*other->lane_);
    return kept ? val(*kept) : failure(kept.error());
  }
  /// The lane that a value is; null where it is none.
  static const LaneHandle* handleOf(const val& lane) {
    const bool is = lane.instanceof (val::module_property("Lane")) && !lane.call<bool>("isDeleted");
    return is ? lane.as<const LaneHandle*>(allow_raw_pointers()) : nullptr;
  }
  double step() const { return static_cast<double>(lane_->step()); }
  std::string status() const { return lane_->status() == Status::diverged ? "diverged" : "running"; }
  val peek(const val& array) const {
    return std::visit([](auto view) { return val(typed_memory_view(view.size(), view.data())); },
                      lane_->peek(word(array)));
  }
  std::string hash(const val& what) const { return lane_->hash(word(what)); }
  /// Takes any list of numbers; what is no number is refused as not finite.
  val startFrom(val params) {
    const val length = member(params, "length");
    const double count = length.isNumber() ? length.as<double>() : NAN;
    if (!(count >= 0 && count <= 4e9)) return failure(Error{"wrong-type", "params", "must be a list of numbers"});
    const std::size_t size = std::visit([](auto view) { return view.size(); }, lane_->peek("params"));
    if (count != static_cast<double>(size))
      return failure(lane_->startFrom({static_cast<const double*>(nullptr), static_cast<std::size_t>(count)}));
    Block<double> numbers(size);
    if (Check bad = numbers.check("params")) return failure(bad);
    // By Number, since `set` alone refuses some kinds of numbers by an exception.
    const val list = val::global("Float64Array").call<val>("from", params, val::global("Number"));
    val(typed_memory_view(size, numbers.data())).call<void>("set", list);
    return failure(lane_->startFrom(numbers));
  }
  void reset() { lane_->reset(); }
  /// The state's bytes, until the lane's next snapshot or run.
  val snapshot() {
    snapshot_ = Block<std::byte>();  // frees the last one before another is allocated
    auto taken = lane_->snapshot();
    if (!taken) return failure(taken.error());
    snapshot_ = std::move(*taken);
    return val(typed_memory_view(snapshot_.size(), reinterpret_cast<const unsigned char*>(snapshot_.data())));
  }
  const Lane& lane() const { return *lane_; }
  val restore(val snapshot) {
    if (!snapshot.instanceof (val::global("Uint8Array")))
      return failure(Error{"wrong-type", "snapshot", "must be a list of bytes"});
    Block<std::byte> bytes(snapshot["length"].as<unsigned>());
    if (Check bad = bytes.check("snapshot")) return failure(bad);
    val(typed_memory_view(bytes.size(), reinterpret_cast<unsigned char*>(bytes.data()))).call<void>("set", snapshot);
    return failure(lane_->restore(bytes));
  }
  val fork() const {
    auto made = lane_->fork();
    return made ? val(std::make_unique<LaneHandle>(std::move(*made))) : failure(made.error());
  }

 private:
  std::unique_ptr<Lane> lane_;
  Block<std::byte> snapshot_;
};

#ifdef SIDESTEP_STEPS
/// What the lane's next update does to one parameter: see Explanation. Lines are [target, relation, text], trials
/// [length, loss, slope, bound, descends, flat].
val explainStep(LaneHandle& handle, double parameter) {
  handle.run(0, 0);  // it is evaluated where it stands
  auto told =
      explain(handle.lane(), parameter >= 0 && parameter < 4e9 ? static_cast<std::size_t>(parameter) : SIZE_MAX);
  if (!told) return failure(told.error());
  val object = val::object(), quantities = val::array(), lines = val::array(), trials = val::array();
  const auto list = [](auto... items) {
    val one = val::array();
    (one.call<void>("push", items), ...);
    return one;
  };
  const NumberedFormula& formula = told->record.formula;
  for (const Quantity& each : formula.quantities) quantities.call<void>("push", list(each.symbol, each.value));
  for (const auto& line : formula.lines)
    lines.call<void>("push", list(static_cast<double>(line.target), line.relation, line.value));
  for (const TrialTold& t : told->trials)
    trials.call<void>("push", list(t.length, t.loss, t.slope, t.bound, t.descends, t.flat));
  object.set("quantities", quantities);
  object.set("trials", trials);
  object.set("lines", lines);
  object.set("condition", formula.condition);
  const std::pair<const char*, double> numbers[] = {{"update", static_cast<double>(told->update)},
                                                    {"t", static_cast<double>(told->t)},
                                                    {"w", told->w},
                                                    {"gradient", told->gradient},
                                                    {"clipped", told->clipped},
                                                    {"gradientNorm", told->gradientNorm},
                                                    {"ruleNext", told->record.next},
                                                    {"projected", told->projected},
                                                    {"next", told->next},
                                                    {"shown", told->shown}};
  for (const auto& [name, value] : numbers) object.set(name, value);
  return object;
}
#endif

Check readSpec(const val& object, LaneSpec& spec) {
  if (Check bad = readSettings(member(object, "problem"), "problem", "id", spec.problem, spec.settings)) return bad;
  if (Check bad = readSettings(member(object, "lane"), "lane", "optimizer", spec.optimizer, spec.hyper)) return bad;
  struct Number {
    const char* key;
    double value;
  };
  Number numbers[] = {{"seed", 1},        {"batch", 32},       {"steps", -1},     {"every", 1},
                      {"capacity", 4096}, {"scheduleFrom", 0}, {"averageFrom", 0}};
  spec.fresh = object["fresh"].isTrue();
  for (Number& n : numbers) {
    Result<double> value = whole(object, n.key, n.value);
    if (!value) return value.error();
    n.value = *value;
  }
  spec.race.seed = static_cast<std::uint64_t>(numbers[0].value);
  spec.race.batch = static_cast<std::size_t>(std::min(numbers[1].value, 4e9));
  spec.race.steps = static_cast<std::int64_t>(numbers[2].value);
  spec.every = static_cast<std::int64_t>(numbers[3].value);
  spec.capacity = static_cast<std::size_t>(std::min(numbers[4].value, 4e9));
  spec.scheduleFrom = static_cast<std::int64_t>(numbers[5].value);
  spec.averageFrom = static_cast<std::int64_t>(numbers[6].value);
  if (given(object["data"])) {
    if (!object["data"].instanceof (val::module_property("Dataset")) || object["data"].call<bool>("isDeleted"))
      return Error{"wrong-type", "data", "must be a Dataset"};
    spec.race.data = object["data"].as<DatasetHandle*>(allow_raw_pointers())->data();
  }
  return {};
}

val createLane(val object) {
  LaneSpec spec;
  if (Check bad = readSpec(object, spec)) return failure(bad);
  auto lane = makeLane(spec);
  return lane ? val(std::make_unique<LaneHandle>(std::move(*lane))) : failure(lane.error());
}

#ifndef SIDESTEP_FIRST_MODULE
val view(std::span<const double> numbers) { return val(typed_memory_view(numbers.size(), numbers.data())); }

/// Any list of numbers, of which none stand for an absent one.
Check readNumbers(const val& list, const std::string& at, Block<double>& to) {
  if (!given(list)) return {};
  const val length = list["length"];
  const double count = length.isNumber() ? length.as<double>() : NAN;
  if (!(count >= 1 && count <= 1e8)) return Error{"wrong-type", at, "must be a list of numbers"};
  to = Block<double>(static_cast<std::uint64_t>(count));
  if (Check bad = to.check(at)) return bad;
  const val numbers = val::global("Float64Array").call<val>("from", list, val::global("Number"));
  val(typed_memory_view(to.size(), to.data())).call<void>("set", numbers);
  return {};
}

class BundleHandle {
 public:
  explicit BundleHandle(std::unique_ptr<Bundle> bundle) : bundle_(std::move(bundle)) {}
  bool run(double to, double maxMillis) {
    const double steps = to >= 0 ? std::min(std::floor(to), 9e15) : 0;
    return bundle_->run(static_cast<std::int64_t>(steps), maxMillis > 0 ? maxMillis : 0);
  }
  val params() const { return view(bundle_->params()); }
  val losses() const { return view(bundle_->losses()); }
  val steps() const { return view(bundle_->steps()); }
  val diverged() const { return view(bundle_->diverged()); }
  val trace() const { return view(bundle_->trace()); }
  std::string hashes() const { return bundle_->hashes(); }

 private:
  std::unique_ptr<Bundle> bundle_;
};

/// What createLane takes and: `runs`, `starts`, `seeds`, `each` (fields of the lane with a number for each run),
/// `losses` (steps between two that are kept).
val createBundle(val object) {
  BundleSpec spec;
  if (Check bad = readSpec(object, spec.lane)) return failure(bad);
  Block<double> starts, seeds;
  if (Check bad = readNumbers(object["starts"], "starts", starts)) return failure(bad);
  if (Check bad = readNumbers(object["seeds"], "seeds", seeds)) return failure(bad);
  spec.starts = starts;
  spec.seeds = seeds;
  const val each = object["each"];
  if (given(each) && each.typeOf().as<std::string>() != "object")
    return failure(Error{"wrong-type", "each", "must be an object"});
  const val keys = given(each) ? val::global("Object").call<val>("keys", each) : val::array();
  const unsigned count = keys["length"].as<unsigned>();
  if (count > 64) return failure(Error{"unknown-field", "each", "has too many fields"});
  std::vector<Block<double>> lists(count);
  for (unsigned i = 0; i < count; ++i) {
    std::string name = word(keys[i]);
    if (Check bad = readNumbers(each[keys[i]], "each." + name, lists[i])) return failure(bad);
    spec.axes.push_back({std::move(name), lists[i]});
  }
  const Result<double> runs = whole(object, "runs", 1), every = whole(object, "losses", 0);
  if (!runs) return failure(runs.error());
  if (!every) return failure(every.error());
  spec.runs = static_cast<std::size_t>(std::min(*runs, 4e9));
  spec.every = static_cast<std::int64_t>(*every);
  auto bundle = makeBundle(spec);
  return bundle ? val(std::make_unique<BundleHandle>(std::move(*bundle))) : failure(bundle.error());
}
#endif

/// What an instrument is about to read of a lane, or else of a problem.
val startMeasuring(val object) {
  std::string id;
  Settings settings;
  ProblemSpec problem;
  const Lane* run = nullptr;
  const val lane = member(object, "lane");
  if (Check bad = readSettings(member(object, "instrument"), "instrument", "id", id, settings)) return failure(bad);
  if (given(lane)) {
    const LaneHandle* handle = LaneHandle::handleOf(lane);
    if (!handle) return failure(Error{"wrong-type", "lane", "must be a Lane"});
    run = &handle->lane();
  } else {
    if (Check bad = readSettings(member(object, "problem"), "problem", "id", problem.id, problem.settings))
      return failure(bad);
    const Result<double> seed = whole(object, "seed", 1);
    if (!seed) return failure(seed.error());
    problem.race.seed = static_cast<std::uint64_t>(*seed);
  }
  auto made = measure(id, settings, run, problem);
  return made ? val(std::make_unique<Measurement>(std::move(*made))) : failure(made.error());
}

val reading(Measurement& measurement) {
  val object = val::object(), labels = val::array();
  for (const std::string& label : measurement.labels) labels.call<void>("push", label);
  object.set("values", typed_memory_view(measurement.values.size(), measurement.values.data()));
  object.set("shape", typed_memory_view(measurement.shape.size(), measurement.shape.data()));
  object.set("labels", labels);
  return object;
}

/// The instructions that this module was made of.
std::string build() {
#ifdef __wasm_relaxed_simd__
  return "relaxed-simd";
#else
  return "simd128";
#endif
}

}  // namespace

/// Without type information Embind names a type that is not bound by its address, and for that alone libc's printf
/// would be linked: 2 KB. All of ours are bound.
extern "C" int siprintf(char* text, const char* /*format*/, ...) {
  *text = 0;
  return 0;
}

EMSCRIPTEN_BINDINGS(sidestep) {
  function("build", &build);
  function("createDataset", &createDataset);
  function("createLane", &createLane);
  function("measure", &startMeasuring);
#ifndef SIDESTEP_FIRST_MODULE
  function("createBundle", &createBundle);
  class_<BundleHandle>("Bundle")
      .function("run", &BundleHandle::run)
      .function("params", &BundleHandle::params)
      .function("losses", &BundleHandle::losses)
      .function("steps", &BundleHandle::steps)
      .function("diverged", &BundleHandle::diverged)
      .function("trace", &BundleHandle::trace)
      .function("hashes", &BundleHandle::hashes);
#endif
#ifdef SIDESTEP_STEPS
  function("explain", &explainStep);
#endif
  class_<DatasetHandle>("Dataset")
      .function("bytes", &DatasetHandle::bytes)
      .function("numbers", &DatasetHandle::numbers)
      .function("seal", &DatasetHandle::seal);
  class_<Measurement>("Measurement").function("advance", &Measurement::advance).function("reading", &reading);
  class_<LaneHandle>("Lane")
      .function("run", &LaneHandle::run)
      .function("rows", &LaneHandle::rows)
      .function("columns", &LaneHandle::columns)
      .function("step", &LaneHandle::step)
      .function("status", &LaneHandle::status)
      .function("peek", &LaneHandle::peek)
      .function("hash", &LaneHandle::hash)
      .function("startFrom", &LaneHandle::startFrom)
      .function("adopt", &LaneHandle::adopt)
      .function("reset", &LaneHandle::reset)
      .function("snapshot", &LaneHandle::snapshot)
      .function("restore", &LaneHandle::restore)
      .function("fork", &LaneHandle::fork);
}
