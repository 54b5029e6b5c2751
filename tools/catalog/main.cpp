// Prints the catalog as JSON, with `formulas` the formulas: `npm run catalog` writes web/catalog.json and
// web/formulas.json.
#include <iostream>
#include <string_view>

#include "catalog_json.h"

int main(int count, char** arguments) {
  const bool formulas = count > 1 && std::string_view(arguments[1]) == "formulas";
  std::cout << (formulas ? sidestep::formulasJson() : sidestep::catalogJson()) << '\n';
}
