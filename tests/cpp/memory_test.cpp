// What grows with its input asks whether the memory is there, and says how much it was. Nothing else is large: where
// the head room is, everything small finds its place.
#include <gtest/gtest.h>
#include <malloc.h>

#include <cstdlib>
#include <new>
#include <regex>

#include "allocations.h"
#include "base/block.h"
#include "instrument/instrument.h"
#include "nn/network.h"
#include "support.h"

sidestep::test::Allocations sidestep::test::allocations;

namespace {

using sidestep::test::allocations;

void freed(void* memory) {
  allocations.held -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  ++allocations.count;
  if (allocations.left == 0) return ++allocations.refused, nullptr;
  allocations.left -= allocations.left > 0;
  const auto step = static_cast<std::size_t>(alignment);
  return std::aligned_alloc(step, (size + step) / step * step);
}
void* operator new(std::size_t size) {
  ++allocations.count;
  void* const memory = std::malloc(size);
  if (!memory) throw std::bad_alloc();
  allocations.held += malloc_usable_size(memory);
  allocations.most = std::max(allocations.most, allocations.held);
  return memory;
}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"  // these are the pair
#endif
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory) noexcept { freed(memory); }
void operator delete(void* memory, std::size_t) noexcept { freed(memory); }

namespace sidestep::test {
namespace {

/// What `make` answers when all memory is there; before that, without more and more of it, it must have said so.
template <class Make>
auto lacking(Make make, const std::string& what) {
  for (int blocks = 0;; ++blocks) {
    allocations.left = blocks;
    allocations.refused = 0;
    auto made = make();
    const bool all = allocations.refused == 0;
    allocations.left = -1;
    if (all || blocks > 1000) return made;
    const Error* error = nullptr;
    if constexpr (std::is_same_v<decltype(made), Check>) {
      if (made) error = &*made;
    } else {
      if (!made) error = &made.error();
    }
    if (!error) {
      ADD_FAILURE() << what << " found memory that was not there, at block " << blocks;
      return made;
    }
    EXPECT_EQ(error->code, "no-memory") << what;
    EXPECT_FALSE(error->at.empty()) << what;
    EXPECT_TRUE(std::regex_match(error->message, std::regex("needs \\d+ MiB of memory, more than is available")))
        << error->message;
  }
}

std::vector<LaneSpec> everyKind() {
  std::vector<LaneSpec> specs;
  for (const ProblemEntry& entry : problems()) {
    for (const char* optimizer : {"adam", "lbfgs"}) {
      LaneSpec spec{.optimizer = optimizer, .problem = std::string(entry.info.id)};
      if (entry.info.kind == "network") {
        for (const char* net :
             {"dense(8) tanh dense(4)", "conv(3,3,same,2) relu pool(2) dense(4)", "gru(5) dense(4)"}) {
          spec.settings = {{"net", std::string(net)}};
          spec.race.data = stripes(60, 20);
          specs.push_back(spec);
        }
      } else {
        specs.push_back(spec);
      }
    }
  }
  return specs;
}

TEST(Memory, whatIsNotThereIsSaidForEveryKindOfProblem) {
  int lanes = 0;
  auto other = lane({.optimizer = "adam", .problem = "spirals"});
  for (const LaneSpec& spec : everyKind()) {
    auto made = lacking([&] { return makeLane(spec); }, spec.problem + " " + spec.optimizer);
    lanes += static_cast<bool>(made);
    EXPECT_TRUE(made || made.error().code == "unsupported") << spec.problem;
    other->run(1, 0);
  }
  EXPECT_GT(lanes, 50);
  auto alone = lane({.optimizer = "adam", .problem = "spirals"});
  alone->run(other->step(), 0);
  EXPECT_EQ(other->hash("params"), alone->hash("params"));
}

TEST(Memory, dataRowsAndParametersThatAreNotThereAreSaid) {
  for (const bool real : {false, true})
    EXPECT_TRUE(lacking([&] { return Dataset::create({50}, 3, 400, 100, real); }, "data"));
  LaneSpec spec{.optimizer = "adam", .problem = "beale"};
  spec.capacity = 1'000'000;
  EXPECT_TRUE(lacking([&] { return makeLane(spec); }, "rows"));
  spec = {.optimizer = "adam", .problem = "spirals"};
  auto made = lane(spec);
  const auto w = std::get<std::span<const float>>(made->peek("params"));
  const std::vector<double> params(w.begin(), w.end());
  EXPECT_FALSE(lacking([&] { return made->startFrom(params); }, "params"));
}

TEST(Memory, aStateThatFindsNoRoomIsSaid) {
  auto made = lane({.optimizer = "adam", .problem = "spirals"});
  made->run(3, 0);
  const auto w = std::get<std::span<const float>>(made->peek("params"));
  const std::vector<double> params(w.begin(), w.end());
  EXPECT_FALSE(made->startFrom(params));
  made->run(3, 0);
  auto taken = lacking([&] { return made->snapshot(); }, "snapshot");
  auto forked = lacking([&] { return made->fork(); }, "fork");
  ASSERT_TRUE(taken && forked);
  EXPECT_EQ((*forked)->hash("params"), made->hash("params"));
  EXPECT_EQ((*forked)->hash("initial"), made->hash("initial"));
  (*forked)->reset();
  EXPECT_FALSE((*forked)->restore(*taken));
  EXPECT_EQ((*forked)->hash("params"), made->hash("params"));
}

TEST(Memory, theSizeIsWhatWasAskedFor) {
  const auto message = [](auto made) { return made ? std::string() : made.error().message; };
  EXPECT_EQ(message(Dataset::create({1 << 20}, 2, 1000, 30)), "needs 1030 MiB of memory, more than is available");
  allocations.left = 0;
  LaneSpec spec{.optimizer = "sgd", .problem = "beale"};
  spec.capacity = 1'000'000;
  const std::string lane = message(makeLane(spec)), data = message(Dataset::create({1 << 20}, 2, 100, 1));
  allocations.left = 3;  // parameters are there, and their head room, but not the rows
  const std::string rows = message(makeLane(spec));
  allocations.left = -1;
  EXPECT_EQ(lane, "needs 1 MiB of memory, more than is available");
  EXPECT_EQ(data, "needs 1 MiB of memory, more than is available");  // the labels come first
  EXPECT_EQ(rows, "needs 62 MiB of memory, more than is available");
}

TEST(Memory, whatNobodyAsksForIsSmall) {
  std::string net = "conv(64,33,same)";
  for (int i = 0; i < 20; ++i) net += " relu dropout(.1) batchnorm";
  LaneSpec wide{.optimizer = "adam", .problem = "network", .settings = {{"net", net + " dense(4)"}}};
  wide.race.data = stripes(2000, 500, {30, 30, 3});
  wide.race.batch = 4;
  auto specs = everyKind();
  specs.push_back(wide);
  for (LaneSpec& spec : specs) {
    spec.capacity = 2000;
    const std::size_t before = allocations.most = allocations.held;
    auto made = makeLane(spec);
    if (!made) continue;
    if (&spec != &specs.back()) (*made)->run(3, 0);
    for (const char* what : {"initial", "order", "noise", "params"}) (*made)->hash(what);
    (*made)->rows();
    (*made)->columns();
    for (const Instrument* instrument : instruments()) {
      if (&spec == &specs.back() || !instrument->ofRun) continue;
      if (auto reading = measure(instrument->info.id, {}, **made)) reading->advance(0);
    }
    EXPECT_LT(allocations.most - before, headRoom / 2) << spec.problem;
  }
}

}  // namespace
}  // namespace sidestep::test
