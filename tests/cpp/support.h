#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/random.h"
#include "dataset/dataset.h"
#include "lane/lane.h"

namespace sidestep::test {

/// `file`: of tests/golden; tests run in the project's folder.
inline nlohmann::json readGolden(const std::string& file) {
  std::ifstream in("tests/golden/" + file);
  return nlohmann::json::parse(in);
}

/// The settings of a JSON object; booleans become 0 and 1.
inline Settings settingsOf(const nlohmann::json& object) {
  Settings settings;
  for (const auto& [id, value] : object.items()) {
    if (value.is_string()) {
      settings.set(id, value.get<std::string>());
    } else if (value.is_array()) {
      settings.set(id, value.get<std::vector<double>>());
    } else if (value.is_boolean()) {
      settings.set(id, value.get<bool>() ? 1.0 : 0.0);
    } else {
      settings.set(id, value.get<double>());
    }
  }
  return settings;
}

/// Notes that a rule with these settings was held to a second implementation: `npm run oracle` reads it.
inline void noteReference(const std::string& id, const Settings& settings) {
  const char* path = std::getenv("SIDESTEP_REFERENCES");
  if (!path) return;
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const auto& [key, value] : settings.values()) {
    if (const double* number = std::get_if<double>(&value)) object[key] = *number;
  }
  std::ofstream(path, std::ios::app) << nlohmann::ordered_json{{"id", id}, {"settings", object}} << "\n";
}

/// A lane that must exist.
inline std::unique_ptr<Lane> lane(const LaneSpec& spec) {
  auto made = makeLane(spec);
  if (!made) throw std::runtime_error(made.error().at + ": " + made.error().message);
  return std::move(*made);
}

struct Row {
  double step, loss, gradNorm;
  std::vector<double> rest;  ///< the columns from the fourth on
};

inline std::vector<Row> rowsOf(Lane& lane) {
  const std::size_t width = lane.columns().size();
  std::vector<Row> rows;
  const auto flat = lane.rows();
  for (std::size_t i = 0; i < flat.size(); i += width) {
    rows.push_back({flat[i], flat[i + 1], flat[i + 2], {flat.begin() + long(i) + 3, flat.begin() + long(i + width)}});
  }
  return rows;
}

/// A small made-up dataset: each class lights its own pixels, over noise.
inline std::shared_ptr<const Dataset> stripes(std::size_t train, std::size_t test,
                                              std::vector<std::size_t> shape = {6, 6, 1}, std::size_t classes = 4) {
  auto data = *Dataset::create(std::move(shape), classes, train, test);
  Pcg32 random(7, stream::problemData);
  for (Split split : {Split::train, Split::test}) {
    const std::size_t size = data->itemSize();
    for (std::size_t i = 0; i < data->count(split); ++i) {
      const std::size_t label = i % classes;
      data->labels(split)[i] = static_cast<std::uint8_t>(label);
      for (std::size_t p = 0; p < size; ++p) {
        data->items(split)[i * size + p] =
            static_cast<std::uint8_t>(random.below(120) + (p % classes == label ? 100 : 0));
      }
    }
  }
  if (data->seal()) throw std::runtime_error("bad labels");
  return data;
}

/// A column of a lane's rows.
inline std::vector<double> column(Lane& lane, const std::string& name) {
  const auto names = lane.columns();
  const auto index = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
  const auto flat = lane.rows();
  std::vector<double> values;
  for (std::size_t i = index; i < flat.size(); i += names.size()) values.push_back(flat[i]);
  return values;
}

}  // namespace sidestep::test
