// Prints the catalog as JSON: `npm run catalog` writes it to web/catalog.json.
#include <iostream>

#include "catalog_json.h"

int main() { std::cout << sidestep::catalogJson() << '\n'; }
