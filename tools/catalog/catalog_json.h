#pragma once

#include <nlohmann/json.hpp>

namespace sidestep {

/// The catalog, in the form of web/catalog.json: what can be chosen, as the descriptors in cpp/ say.
nlohmann::ordered_json catalogJson();

/// The formulas of all rules and of what may be around them, in the form of web/formulas.json.
nlohmann::ordered_json formulasJson();

}  // namespace sidestep
