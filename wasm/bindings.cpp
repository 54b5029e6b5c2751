// The seam to JavaScript: every exported name is in this file. Objects come in as plain values and are checked here,
// since Embind takes a wrong type silently; an error goes out as {code, at, message}.
#include <emscripten/bind.h>

#include <algorithm>
#include <cmath>

#include "base/block.h"
#include "lane/lane.h"
#include "nn/network_problem.h"
#include "problem/formula/check.h"
#include "problem/formula/program.h"

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

bool given(const val& v) { return !v.isUndefined() && !v.isNull(); }

val member(const val& object, const char* key) { return given(object) ? object[key] : val::undefined(); }

/// A text. Embind asks nobody whether there is memory for one: what is longer than any field may be stays outside.
/// Halves of characters become U+FFFD. False where it is none, or too long.
bool readText(const val& v, std::string& to) {
  if (!v.isString() || v["length"].as<double>() > 1000) return false;
  static const val encoder = val::global("TextEncoder").new_();
  to = encoder.call<val>("encode", v).as<std::string>();
  return true;
}

/// A word among those that somebody knows; what cannot be one is none.
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
    if (length > 32) return Error{"bad-length", at, "is too long a list"};
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
  val numbers(const val& split) {
    const auto view = data_->numbers(part(split));
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

/// The points of a grid, row-major with y outer; one point a side lies at the lower end.
struct Grid {
  double xlo, xhi, nx, ylo, yhi, ny;

  Check check() const {
    for (double bound : {xlo, xhi, ylo, yhi}) {
      if (!std::isfinite(bound)) return Error{"not-finite", "box", "must be finite"};
    }
    if (nx >= 1 && ny >= 1 && nx <= 2048 && ny <= 2048) return {};
    return Error{"out-of-range", "grid", "must be 1 to 2048 points a side"};
  }
  /// Calls `use(k, x, y)` for the k-th point.
  template <class Use>
  void each(Use use) const {
    const auto along = [](double low, double high, std::size_t i, std::size_t n) {
      return n == 1 ? low : low + (high - low) * static_cast<double>(i) / static_cast<double>(n - 1);
    };
    const auto columns = static_cast<std::size_t>(nx), rows = static_cast<std::size_t>(ny);
    for (std::size_t j = 0; j < rows; ++j) {
      for (std::size_t i = 0; i < columns; ++i) {
        use(j * columns + i, along(xlo, xhi, i, columns), along(ylo, yhi, j, rows));
      }
    }
  }
  std::size_t size() const { return static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny); }
};

/// The numbers of an answer, until the next one: room for `count`, or null.
double* answer(std::size_t count) {
  static Block<double> numbers;
  if (numbers.size() < count) {
    numbers = Block<double>();  // first gives back what there was
    numbers = Block<double>(count);
  }
  return numbers.size() < count ? nullptr : numbers.data();
}

val noRoom(const char* at, std::size_t count) { return failure(noMemory(at, 8.0 * static_cast<double>(count))); }

class LaneHandle {
 public:
  explicit LaneHandle(std::unique_ptr<Lane> lane) : lane_(std::move(lane)) {}
  double run(double maxSteps, double maxMillis) {
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
  double step() const { return static_cast<double>(lane_->step()); }
  std::string status() const { return lane_->status() == Status::diverged ? "diverged" : "running"; }
  val peek(const val& array) const {
    return std::visit([](auto view) { return val(typed_memory_view(view.size(), view.data())); },
                      lane_->peek(word(array)));
  }
  /// The lane's decision at each point of a grid of inputs: the class and its probability, interleaved.
  val sample(double xlo, double xhi, double nx, double ylo, double yhi, double ny) {
    const Grid grid{xlo, xhi, nx, ylo, yhi, ny};
    if (Check bad = grid.check()) return failure(bad);
    const std::size_t count = 2 * grid.size();
    double* const values = answer(2 * count);
    if (!values) return noRoom("grid", 2 * count);
    double* const points = values + count;
    grid.each([&](std::size_t k, double x, double y) {
      points[2 * k] = x;
      points[2 * k + 1] = y;
    });
    if (!lane_->classify(grid.size(), points, values))
      return failure(Error{"unknown-field", "problem.id", "its inputs are not points of the plane"});
    return val(typed_memory_view(count, values));
  }
  /// What the lane learns from, when its inputs are points of the plane: x, y, class; …
  val points() const {
    const std::size_t count = lane_->points(nullptr);
    double* const points = answer(count);
    if (!points && count > 0) return noRoom("problem", count);
    lane_->points(points);
    return val(typed_memory_view(count, points));
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
  /// The state's bytes, until the next snapshot of any lane.
  val snapshot() {
    static Block<std::byte> bytes;
    bytes = Block<std::byte>();  // first gives back what there was
    auto taken = lane_->snapshot();
    if (!taken) return failure(taken.error());
    bytes = std::move(*taken);
    return val(typed_memory_view(bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data())));
  }
  val restore(val snapshot) {
    if (!snapshot.instanceof (val::global("Uint8Array")))
      return failure(Error{"wrong-type", "snapshot", "must be a list of bytes"});
    Block<std::byte> bytes(snapshot["length"].as<unsigned>());
    if (Check bad = bytes.check("snapshot")) return failure(bad);
    val(typed_memory_view(bytes.size(), reinterpret_cast<unsigned char*>(bytes.data()))).call<void>("set", snapshot);
    return failure(lane_->restore(bytes));
  }

 private:
  std::unique_ptr<Lane> lane_;
};

val createLane(val object) {
  LaneSpec spec;
  if (Check bad = readSettings(member(object, "problem"), "problem", "id", spec.problem, spec.settings))
    return failure(bad);
  if (Check bad = readSettings(member(object, "lane"), "lane", "optimizer", spec.optimizer, spec.hyper))
    return failure(bad);
  struct Number {
    const char* key;
    double value;
  };
  Number numbers[] = {{"seed", 1}, {"batch", 32}, {"steps", -1}, {"every", 1}, {"capacity", 4096}};
  for (Number& n : numbers) {
    Result<double> value = whole(object, n.key, n.value);
    if (!value) return failure(value.error());
    n.value = *value;
  }
  spec.race.seed = static_cast<std::uint64_t>(numbers[0].value);
  spec.race.batch = static_cast<std::size_t>(std::min(numbers[1].value, 4e9));
  spec.race.steps = static_cast<std::int64_t>(numbers[2].value);
  spec.every = static_cast<std::int64_t>(numbers[3].value);
  spec.capacity = static_cast<std::size_t>(std::min(numbers[4].value, 4e9));
  if (given(object["data"])) {
    if (!object["data"].instanceof (val::module_property("Dataset")) || object["data"].call<bool>("isDeleted"))
      return failure(Error{"wrong-type", "data", "must be a Dataset"});
    spec.race.data = object["data"].as<DatasetHandle*>(allow_raw_pointers())->data();
  }
  auto lane = makeLane(spec);
  return lane ? val(std::make_unique<LaneHandle>(std::move(*lane))) : failure(lane.error());
}

/// The problem of `object`, whose parameters can be drawn as a map.
Result<std::unique_ptr<Problem<double>>> drawable(const val& object, const ProblemEntry*& entry, Settings& settings) {
  std::string id;
  if (Check bad = readSettings(member(object, "problem"), "problem", "id", id, settings)) return *bad;
  entry = findProblem(id);
  if (!entry || !entry->makeDouble || entry->info.dim == 0)
    return Error{"unknown-id", "problem.id", "there is no surface '" + id + "'"};
  if (Check bad = check(entry->fields, settings, "problem")) return *bad;
  Result<double> seed = whole(object, "seed", 1);
  if (!seed) return seed.error();
  RaceContext race;
  race.seed = static_cast<std::uint64_t>(*seed);
  return entry->makeDouble(settings, race);
}

/// The values of a surface on a grid; a 1-D surface has ny = 1.
val sampleSurface(val object, double xlo, double xhi, double nx, double ylo, double yhi, double ny) {
  const ProblemEntry* entry;
  Settings settings;
  auto surface = drawable(object, entry, settings);
  if (!surface) return failure(surface.error());
  const Grid grid{xlo, xhi, nx, ylo, yhi, ny};
  if (Check bad = grid.check()) return failure(bad);
  double* const values = answer(grid.size());
  if (!values) return noRoom("grid", grid.size());
  grid.each([&](std::size_t k, double x, double y) {
    const double at[] = {x, y};
    values[k] = (*surface)->objective(at);
  });
  return val(typed_memory_view(grid.size(), values));
}

/// Whether the formula of a problem can be read, and how far its gradient is from finite differences.
val describeFormula(val object) {
  const ProblemEntry* entry;
  Settings settings;
  auto surface = drawable(object, entry, settings);
  if (!surface) return failure(surface.error());
  const auto field = std::ranges::find(entry->fields, "f", &Field::id);
  if (field == entry->fields.end())
    return failure(Error{"unknown-id", "problem.id", "there is no formula in '" + std::string(entry->info.id) + "'"});
  std::vector<Range> box;
  const std::vector<double> bounds = settings.vector(fieldOf(entry->fields, "box"));
  for (std::size_t i = 0; i + 1 < bounds.size(); i += 2) box.push_back({bounds[i], bounds[i + 1]});
  const GradientCheck gradient = checkGradient(**surface, box);
  auto program = Program::parse(settings.text(*field), entry->info.dim);
  val variables = val::array();
  for (std::size_t i = 0; const char* name : {"x", "y"}) {
    if (program->uses(i++)) variables.call<void>("push", std::string(name));
  }
  val description = val::object();
  description.set("variables", variables);
  description.set("gradientError", gradient.error);
  description.set("points", gradient.points);
  description.set("ok", gradient.points > 0 && gradient.error < 1e-6);
  return description;
}

/// The layers of a network text with their shapes and numbers of parameters.
val describeNetwork(val object) {
  Result<Shape> shape = readShape(member(object, "shape"));
  if (!shape) return failure(shape.error());
  const std::string at = "problem.net";
  Result<Value> value = toValue(member(object, "net"), at);
  if (!value) return failure(value.error());
  const std::string* const text = std::get_if<std::string>(&*value);
  if (!text) return failure(Error{"wrong-type", at, "must be a text"});
  auto net = Network<float>::make(*text, *shape);
  if (!net) return failure(net.error());
  val layers = val::array();
  for (std::size_t l = 0; l < net->layers().size(); ++l) {
    const Layer<float>& layer = *net->layers()[l];
    val entry = val::object(), output = val::array();
    for (std::size_t extent : layer.output()) output.call<void>("push", extent);
    entry.set("text", net->calls()[l].text);
    entry.set("output", output);
    entry.set("params", static_cast<double>(layer.params()));
    layers.call<void>("push", entry);
  }
  val description = val::object();
  description.set("params", net->params());
  description.set("layers", layers);
  return description;
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
  function("sampleSurface", &sampleSurface);
  function("describeFormula", &describeFormula);
  function("describeNetwork", &describeNetwork);
  class_<DatasetHandle>("Dataset")
      .function("bytes", &DatasetHandle::bytes)
      .function("numbers", &DatasetHandle::numbers)
      .function("seal", &DatasetHandle::seal);
  class_<LaneHandle>("Lane")
      .function("run", &LaneHandle::run)
      .function("rows", &LaneHandle::rows)
      .function("columns", &LaneHandle::columns)
      .function("step", &LaneHandle::step)
      .function("status", &LaneHandle::status)
      .function("peek", &LaneHandle::peek)
      .function("sample", &LaneHandle::sample)
      .function("points", &LaneHandle::points)
      .function("hash", &LaneHandle::hash)
      .function("startFrom", &LaneHandle::startFrom)
      .function("reset", &LaneHandle::reset)
      .function("snapshot", &LaneHandle::snapshot)
      .function("restore", &LaneHandle::restore);
}
