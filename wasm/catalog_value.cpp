#include "catalog_value.h"

#include <cmath>

#include "catalog/catalog.h"

using namespace sidestep;
using emscripten::val;

namespace {

val text(std::string_view s) { return val::u8string(std::string(s).c_str()); }

val text(const Text& t) {
  val object = val::object();
  object.set("en", text(t.en));
  object.set("zh", text(t.zh));
  return object;
}

val cite(const Citation& c) {
  val object = val::object();
  object.set("text", text(c.text));
  object.set("url", text(c.url));
  return object;
}

/// A JavaScript array of what `make` makes of each element.
template <class List, class Make>
val array(const List& list, Make make) {
  val result = val::array();
  for (const auto& element : list) result.call<void>("push", make(element));
  return result;
}

val number(double x) { return val(x); }

val initial(const Field& field) {
  switch (field.kind) {
    case Kind::boolean:
      return val(field.initial != 0);
    case Kind::choice:
    case Kind::text:
      return text(field.initialText);
    case Kind::vector:
      return array(field.initialVector, number);
    default:
      return val(field.initial);
  }
}

val choice(const Choice& c) {
  val object = val::object();
  object.set("id", text(c.id));
  object.set("name", text(c.name));
  return object;
}

val fieldValue(const Field& field) {
  static constexpr const char* kinds[] = {"real", "integer", "boolean", "choice", "vector", "text"};
  static constexpr const char* scales[] = {"linear", "log", "oneMinus"};
  val object = val::object();
  object.set("id", text(field.id));
  object.set("kind", std::string(kinds[static_cast<int>(field.kind)]));
  object.set("name", text(field.name));
  object.set("doc", text(field.doc));
  object.set("symbol", text(field.symbol));
  object.set("default", initial(field));
  if (field.kind != Kind::boolean) {
    if (std::isfinite(field.min)) object.set("min", field.min);
    if (std::isfinite(field.max)) object.set("max", field.max);
  }
  if (field.to > field.from) {
    object.set("slider", array(std::array{field.from, field.to}, number));
    object.set("scale", std::string(scales[static_cast<int>(field.scale)]));
  }
  if (field.kind == Kind::vector) object.set("length", field.initialVector.size());
  if (field.kind == Kind::choice) object.set("choices", array(field.choices, choice));
  if (!field.group.empty()) object.set("group", text(field.group));
  if (!field.only.empty()) object.set("only", text(field.only));
  return object;
}

val slotValue(const Slot& slot) {
  val object = val::object();
  object.set("id", text(slot.id));
  object.set("symbol", text(slot.symbol));
  object.set("doc", text(slot.doc));
  return object;
}

val optimizerValue(const Optimizer& optimizer) {
  val object = val::object();
  object.set("id", text(optimizer.info.id));
  object.set("type", text(optimizer.info.type));
  object.set("name", text(optimizer.info.name));
  object.set("doc", text(optimizer.info.doc));
  object.set("tex", text(optimizer.info.tex));
  object.set("cite", cite(optimizer.info.cite));
  object.set("fullBatch", optimizer.info.fullBatch);
  object.set("slots", array(optimizer.slots, slotValue));
  object.set("fields", array(laneFields(optimizer), fieldValue));
  return object;
}

val problemValue(const ProblemEntry& problem) {
  const ProblemInfo& info = problem.info;
  val object = val::object();
  object.set("id", text(info.id));
  object.set("kind", text(info.kind));
  object.set("name", text(info.name));
  object.set("doc", text(info.doc));
  object.set("tex", text(info.tex));
  object.set("cite", cite(info.cite));
  object.set("dim", info.dim);
  const auto range = [](const Range& r) { return array(std::array{r.low, r.high}, number); };
  object.set("box", array(std::span(info.box).first(info.dim), range));
  if (info.plane[0].low < info.plane[0].high) object.set("plane", array(info.plane, range));
  object.set("minima", array(info.minima, [&](const Minimum& m) {
               val minimum = val::object();
               minimum.set("at", array(std::span(m.at).first(info.dim), number));
               minimum.set("value", m.value);
               return minimum;
             }));
  object.set("logLevels", info.logLevels);
  object.set("fields", array(problem.fields, fieldValue));
  return object;
}

val datasetValue(const DatasetInfo& data) {
  val object = val::object();
  object.set("id", text(data.id));
  object.set("name", text(data.name));
  object.set("train", data.train);
  object.set("test", data.test);
  object.set("shape", array(data.shape, [](std::size_t n) { return val(n); }));
  object.set("classes", data.classes);
  return object;
}

val netValue(const SuggestedNet& net) {
  val object = val::object();
  object.set("id", text(net.id));
  object.set("net", text(net.net));
  object.set("name", text(net.name));
  return object;
}

val layerValue(const LayerKind& layer) {
  val object = val::object();
  object.set("id", text(layer.id));
  object.set("usage", text(layer.usage));
  object.set("doc", text(layer.doc));
  return object;
}

}  // namespace

val catalogValue() {
  const Catalog c = catalog();
  val object = val::object();
  object.set("version", Catalog::version);
  object.set("race", array(c.race, fieldValue));
  object.set("optimizers", array(c.optimizers, optimizerValue));
  object.set("problems", array(c.problems, problemValue));
  object.set("datasets", array(c.datasets, datasetValue));
  object.set("networks", array(c.networks, netValue));
  object.set("layers", array(c.layers, layerValue));
  return object;
}
