#include "catalog_json.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "lane/average.h"
#include "lane/clip.h"
#include "lane/lookahead.h"
#include "lane/schedule.h"

namespace sidestep {
// Static rather than in a namespace without a name, where array() would not find those that follow it.
using Json = nlohmann::ordered_json;

static Json json(const Text& t) { return {{"en", t.en}, {"zh", t.zh}}; }

static Json json(const Citation& c) { return {{"text", c.text}, {"url", c.url}}; }

static Json json(const Choice& c) { return {{"id", c.id}, {"name", json(c.name)}}; }

static Json json(const Range& r) { return Json::array({r.low, r.high}); }

/// An array of the JSON of each element.
template <class List>
static Json array(const List& list) {
  Json result = Json::array();
  for (const auto& element : list) result.push_back(json(element));
  return result;
}

static Json initial(const Field& field) {
  switch (field.kind) {
    case Kind::boolean:
      return field.initial != 0;
    case Kind::choice:
    case Kind::text:
      return field.initialText;
    case Kind::vector:
      return field.initialVector;
    default:
      return field.initial;
  }
}

static Json earlier(const Field& field) {
  if (field.kind == Kind::choice || field.kind == Kind::text) return field.earlier.initialText;
  if (field.kind == Kind::boolean) return field.earlier.initial != 0;
  return field.earlier.initial;
}

static Json json(const Field& field) {
  static constexpr const char* kinds[] = {"real", "integer", "boolean", "choice", "vector", "text"};
  static constexpr const char* scales[] = {"linear", "log", "oneMinus"};
  Json object{{"id", field.id},
              {"kind", kinds[static_cast<int>(field.kind)]},
              {"name", json(field.name)},
              {"doc", json(field.doc)},
              {"symbol", field.symbol.text},
              {"default", initial(field)}};
  if (field.earlier.until > 0) object["earlier"] = {{"until", field.earlier.until}, {"value", earlier(field)}};
  if (field.kind != Kind::boolean) {
    if (std::isfinite(field.min)) object["min"] = field.min;
    if (std::isfinite(field.max)) object["max"] = field.max;
  }
  if (field.to > field.from) {
    object["slider"] = Json::array({field.from, field.to});
    object["scale"] = scales[static_cast<int>(field.scale)];
  }
  if (field.kind == Kind::vector && field.most > 0) {
    object["most"] = field.most;
  } else if (field.kind == Kind::vector) {
    object["length"] = field.initialVector.size();
  }
  if (field.kind == Kind::choice) object["choices"] = array(field.choices);
  if (!field.group.empty()) object["group"] = field.group;
  if (!field.variant.text.empty()) object["variant"] = field.variant.text;
  if (!field.only.empty()) object["only"] = field.only;
  return object;
}

static Json json(const Slot& slot) {
  static constexpr const char* extents[] = {"parameters", "rowSide", "colSide", "rows", "cols", "tensors", "scalar"};
  Json object{{"id", slot.id}, {"symbol", slot.symbol.text}, {"doc", json(slot.doc)}};
  if (slot.extent != Extent::parameters) object["extent"] = extents[static_cast<int>(slot.extent)];
  return object;
}

static Json json(const Optimizer& optimizer) {
  const OptimizerInfo& info = optimizer.info;
  Json object{{"id", info.id},
              {"type", info.type.text},
              {"name", info.name},
              {"doc", json(info.doc)},
              {"cite", json(info.cite)},
              {"needsObjective", optimizer.needsObjective},
              {"needsStationary", info.needsStationary},
              {"elementwise", info.elementwise},
              {"slots", array(optimizer.slots)},
              {"fields", array(laneFields(optimizer))}};
  if (!info.title.zh.empty()) object["title"] = json(info.title);
  if (!info.shown.empty()) object["shown"] = info.shown;
  return object;
}

static Json json(const ProblemEntry& problem) {
  const ProblemInfo& info = problem.info;
  const auto first = [&](const auto& list) { return std::span(list).first(info.dim); };
  Json object{
      {"id", info.id},        {"kind", info.kind},       {"name", json(info.name)}, {"doc", json(info.doc)},
      {"tex", info.tex.text}, {"cite", json(info.cite)}, {"dim", info.dim},         {"box", array(first(info.box))}};
  if (info.plane[0].low < info.plane[0].high) object["plane"] = array(info.plane);
  if (!problem.shape.empty()) {
    object["shape"] = problem.shape;
    object["classes"] = problem.classes;
  } else if (!problem.inputsField.empty()) {
    object["shape"] = Json::array({problem.inputsField});
    object["classes"] = problem.classesField.empty() ? Json(0) : Json(problem.classesField);
  }
  object["minima"] = Json::array();
  for (const Minimum& m : info.minima) object["minima"].push_back({{"at", first(m.at)}, {"value", m.value}});
  object["logLevels"] = info.logLevels;
  object["fields"] = array(problem.fields);
  return object;
}

static Json json(const DatasetInfo& data) {
  Json object{{"id", data.id},     {"name", json(data.name)}, {"train", data.train},
              {"test", data.test}, {"shape", data.shape},     {"classes", data.classes}};
  if (!data.cite.url.empty()) {
    object["doc"] = json(data.files);
    object["cite"] = json(data.cite);
  }
  if (!data.noun.en.empty()) object["noun"] = json(data.noun);
  if (!data.labels.en.empty()) object["labels"] = json(data.labels);
  return object;
}

static Json json(const SuggestedNet& net) { return {{"id", net.id}, {"net", net.net}, {"name", json(net.name)}}; }

static Json json(const LayerKind& layer) {
  return {{"id", layer.id}, {"usage", layer.usage}, {"activation", layer.activation}, {"doc", json(layer.doc)}};
}

static Json json(const Axis& axis) {
  Json object{{"id", axis.id}};
  if (!axis.parts.empty()) object["parts"] = axis.parts;
  return object;
}

static Json json(const Instrument* instrument) {
  const InstrumentInfo& info = instrument->info;
  return {{"id", info.id},
          {"name", json(info.name)},
          {"doc", json(info.doc)},
          {"of", instrument->ofRun ? "run" : "problem"},
          {"axes", array(info.axes)},
          {"fields", array(instrument->fields)}};
}

Json catalogJson() {
  const Catalog c = catalog();
  return {{"version", Catalog::version},       {"race", array(c.race)},
          {"optimizers", array(c.optimizers)}, {"problems", array(c.problems)},
          {"datasets", array(c.datasets)},     {"networks", array(c.networks)},
          {"layers", array(c.layers)},         {"instruments", array(c.instruments)}};
}

namespace {

/// Texts by their place among all that differ: most stand in several formulas.
class Texts {
 public:
  /// −1: none.
  std::ptrdiff_t place(const std::string& text) {
    if (text.empty()) return -1;
    const auto at = std::ranges::find(all_, text);
    if (at == all_.end()) return all_.push_back(text), std::ssize(all_) - 1;
    return at - all_.begin();
  }
  const std::vector<std::string>& all() const { return all_; }

 private:
  std::vector<std::string> all_;
};

template <class Lines>
Json linesJson(const Lines& lines, Texts& texts) {
  Json list = Json::array();
  for (const FormulaLine& line : lines) {
    const std::string tex = std::string(line.target.text) + " " + std::string(line.value.text);
    list.push_back({{"when", line.when}, {"text", texts.place(tex)}});
  }
  return list;
}

Json tableJson(const FormulaTable& table, Texts& texts) {
  Json rows = Json::array();
  for (const FormulaTable::Row& row : table.rows) {
    Json by = Json::array(), places = Json::array();
    for (const std::size_t k : row.by) by.push_back(table.switches[k]);
    for (const std::string& text : row.texts) places.push_back(texts.place(text));
    rows.push_back({{"by", by}, {"texts", places}});
  }
  return {{"switches", table.switches}, {"rows", rows}};
}

}  // namespace

Json formulasJson() {
  static constexpr std::array noise{FormulaLine{"g", R"(\leftarrow g + \sigma\,\xi_t)", "noise"}};
  Texts texts;
  Json rules;
  for (const Optimizer& optimizer : optimizers()) {
    rules[std::string(optimizer.info.id)] = tableJson(optimizer.formulas(), texts);
  }
  Json before = linesJson(noise, texts);
  for (Json& line : linesJson(Clip::formula, texts)) before.push_back(line);
  Json after = linesJson(Lookahead::formula, texts);
  for (Json& line : linesJson(Average::formula, texts)) after.push_back(line);
  Json schedule = linesJson(Schedule::formula, texts);
  return {{"schedule", schedule}, {"before", before}, {"rules", rules}, {"after", after}, {"texts", texts.all()}};
}

}  // namespace sidestep
