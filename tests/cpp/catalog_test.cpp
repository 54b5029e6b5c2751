#include <gtest/gtest.h>

#include <fstream>

#include "catalog_json.h"

TEST(Catalog, theCommittedFileIsCurrent) {
  std::ifstream file("web/catalog.json");
  const auto committed = nlohmann::ordered_json::parse(file, nullptr, false);
  EXPECT_TRUE(committed == sidestep::catalogJson()) << "web/catalog.json is stale: run npm run catalog";
}
