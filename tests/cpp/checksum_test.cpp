// The native build gives the bits that the wasm gives, wherever no transcendental function is involved (docs/adr/0005).
#include <gtest/gtest.h>

#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

/// The dataset that tests/golden/checksums.json describes.
std::shared_ptr<const Dataset> pattern(const nlohmann::json& spec) {
  auto data = *Dataset::create(spec["shape"], spec["classes"], spec["train"], spec["test"]);
  for (Split split : {Split::train, Split::test}) {
    const std::size_t size = data->itemSize();
    for (std::size_t i = 0; i < data->count(split); ++i) {
      data->labels(split)[i] = static_cast<std::uint8_t>(i % 4);
      for (std::size_t p = 0; p < size; ++p) {
        data->items(split)[i * size + p] = static_cast<std::uint8_t>(29 * i + 17 * p + (p % 4 == i % 4 ? 128 : 0));
      }
    }
  }
  EXPECT_FALSE(data->seal());
  return data;
}

TEST(Checksums, areThoseOfTheWasm) {
  const auto golden = readGolden("checksums.json");
  for (const auto& expected : golden["cases"]) {
    nlohmann::json problem = expected["problem"], hyper = expected["lane"];
    LaneSpec spec{.optimizer = hyper["optimizer"], .problem = problem["id"]};
    problem.erase("id");
    hyper.erase("optimizer");
    spec.settings = settingsOf(problem);
    spec.hyper = settingsOf(hyper);
    spec.race.batch = expected.value("batch", 32);
    if (expected.contains("data")) spec.race.data = pattern(expected["data"]);
    auto made = lane(spec);
    made->run(expected["steps"], 0);
    EXPECT_EQ(made->status(), Status::running);
    EXPECT_EQ(made->hash("params"), expected["params"]) << expected.dump();
  }
}

}  // namespace
