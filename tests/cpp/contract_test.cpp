// What layers, problems, rules and lanes agree on: tensors, slots and their extents, a second point, columns of a rule.
#include <gtest/gtest.h>

#include <array>

#include "lane/lane_of.h"
#include "nn/network.h"
#include "optim/hyper.h"
#include "optim_support.h"
#include "support.h"

using namespace sidestep;
using namespace sidestep::test;

namespace {

std::string sayLayout(const Layout& layout) {
  std::string text;
  for (const Tensor& t : layout) {
    text += std::to_string(t.layerAt) + "." + std::string(t.layer) + "." + std::string(t.name) + "@" +
            std::to_string(t.offset) + " " + std::to_string(t.rows) + "x" + std::to_string(t.cols) +
            (t.isMatrix() ? t.last ? " last" : " matrix" : "") + "; ";
  }
  return text;
}

TEST(Layouts, nameTheTensorsOfANetworkInTheirOrder) {
  const auto said = [](const char* text, const Shape& shape) {
    const auto net = std::move(*Network<float>::make(text, shape));
    return sayLayout(net.layout());
  };
  EXPECT_EQ(said("conv(2,3) batchnorm relu dense(4)", {6, 6, 1}),
            "0.conv.W@0 9x2 matrix; 0.conv.b@18 2x1; 1.batchnorm.gamma@20 2x1; 1.batchnorm.beta@22 2x1; "
            "3.dense.W@24 32x4 last; 3.dense.b@152 4x1; ");
  EXPECT_EQ(said("lstm(3)", {5, 2}), "0.lstm.WU@0 5x12 matrix; 0.lstm.b_ih@60 12x1; 0.lstm.b_hh@72 12x1; ");
  EXPECT_EQ(said("embedding(2,8) gru(2) dense(3)", {4}),
            "0.embedding.table@0 8x2 matrix; 1.gru.WU@16 4x6 matrix; 1.gru.b_ih@40 6x1; 1.gru.b_hh@46 6x1; "
            "2.dense.W@52 2x3 last; 2.dense.b@58 3x1; ");
}

TEST(Layouts, holdEveryParameterOnce) {
  for (const ProblemEntry& entry : problems()) {
    if (!entry.makeDouble) continue;
    const auto problem = std::move(*entry.makeDouble({}, {}));
    EXPECT_EQ(sizeOf(problem->layout()), problem->size()) << entry.info.id;
    EXPECT_EQ(problem->layout().back().offset + problem->layout().back().size(), problem->size()) << entry.info.id;
  }
}

/// A rule with a slot of each extent, a point of its own and two columns: w ← w − ηg, the mean of w so far is shown.
struct Everything {
  double lr = 0.1;
  double steps = 0, squares = 0;  ///< remembered

  static constexpr OptimizerInfo info{
      .id = "everything", .type = "Everything", .name = "everything", .cite = {}, .doc = {}, .shown = "mean"};
  static constexpr std::array slots{Slot{"mean", "", {}},
                                    Slot{"rowSide", "", {}, Extent::rowSide},
                                    Slot{"colSide", "", {}, Extent::colSide},
                                    Slot{"rows", "", {}, Extent::rows},
                                    Slot{"cols", "", {}, Extent::cols},
                                    Slot{"each", "", {}, Extent::tensors},
                                    Slot{"all", "", {}, Extent::scalar}};
  static constexpr std::array hyper{learningRate(&Everything::lr)};
  static constexpr std::array<std::string_view, 2> columns{"norm", "count"};

  bool keeps(const Tensor&, std::size_t side) const { return side < 4; }
  template <class T>
  void begin(const Tensor& tensor, const T* w, T* const* slot) const {
    std::copy_n(w, tensor.size(), slot[0]);
  }
  template <class T>
  std::uint64_t workspace(const Tensor& tensor) const {
    return tensor.size();
  }
  template <class T>
  void update(Step step, const Tensor& tensor, T* w, const T* grad, T* const* slot, T* scratch) {
    if (tensor.offset == 0) squares = 0;
    for (std::size_t i = 0; i < tensor.size(); ++i) {
      scratch[i] = T(step.lr) * grad[i];
      w[i] -= scratch[i];
      slot[0][i] += (w[i] - slot[0][i]) / T(step.t + 1);
      squares += double(grad[i]) * double(grad[i]);
    }
    slot[5][0] += 1;
    slot[6][0] += 1;
    steps = double(step.t);
    if (tensor.isMatrix()) slot[3][tensor.rows - 1] = slot[4][tensor.cols - 1] = T(tensor.offset + 1);
  }
  void values(double* to) const { to[0] = std::sqrt(squares), to[1] = steps; }
};

const Layout twoMatrices = placed({{"W", 3, 2, Tensor::Kind::matrix}, {"b", 2}, {"V", 2, 5, Tensor::Kind::matrix}});

Optimizer everything() {
  return {Everything::info,
          Searching<Everything>,
          Everything::slots,
          hyperFields<Everything>(),
          nullptr,
          [](const Settings& settings, const Layout& layout) -> std::unique_ptr<Rule<double>> {
            return std::make_unique<RuleOf<Everything, double>>(configured<Everything>(settings), layout);
          },
          nullptr,
          nullptr};
}

TEST(Rules, haveSlotsAsLongAsTheirExtentSays) {
  const Optimizer optimizer = everything();
  Bench<double> bench(optimizer, {}, std::vector<double>(18, 1.0), twoMatrices);
  std::vector<std::size_t> sizes;
  for (std::size_t k = 0; k < Everything::slots.size(); ++k) sizes.push_back(bench.slot(k).size());
  // 18 parameters; 3² + 2² + 2²; 2², and 5² is not kept; 3 + 2; 2 + 5; three tensors; one.
  EXPECT_EQ(sizes, (std::vector<std::size_t>{18, 17, 4, 5, 7, 3, 1}));
  for (const auto& g : gradients<double>(3, 18)) bench.update(g);
  EXPECT_TRUE(bench.guardsIntact());
  EXPECT_EQ(bench.slot(3), (std::vector<double>{0, 0, 1, 0, 9}));
  EXPECT_EQ(bench.slot(4), (std::vector<double>{0, 1, 0, 0, 0, 0, 9}));
  EXPECT_EQ(bench.slot(5), (std::vector<double>{3, 3, 3}));
  EXPECT_EQ(bench.slot(6), (std::vector<double>{9}));
}

/// A lane of that rule, which is on no list.
std::unique_ptr<LaneOf<double>> laneOfEverything(LaneSpec& spec) {
  spec = {.optimizer = "everything", .problem = "ravine"};
  auto problem = std::move(*findProblem("ravine")->makeDouble({}, {}));
  auto rule = everything().make<double>({}, problem->layout());
  return std::make_unique<LaneOf<double>>(spec, 0, std::move(rule), std::move(problem), Everything::info);
}

TEST(Rules, tellTheirLossAtASecondPointAndAddColumns) {
  LaneSpec spec;
  auto made = laneOfEverything(spec);
  EXPECT_EQ(made->columns(), (std::vector<std::string>{"step", "loss", "gradNorm", "millis", "evaluations", "lr",
                                                       "norm", "count", "x0", "x1", "shown0", "shown1"}));
  made->run(2, 0);
  const auto rows = rowsOf(*made);
  double x = -1.5, y = 0.8, meanX = x, meanY = y;
  for (std::size_t t = 0; t <= 2; ++t) {
    const std::vector<double>& rest = rows[t].rest;
    EXPECT_NEAR(rows[t].gradNorm, std::hypot(x, 100 * y), 1e-9 * std::hypot(x, 100 * y)) << "taken at w";
    EXPECT_NEAR(rows[t].loss, (meanX * meanX + 100 * meanY * meanY) / 2, 1e-9 * rows[t].loss) << "told at the mean";
    EXPECT_EQ(rest[1], double(t + 1)) << "what is told costs the rule no evaluation";
    EXPECT_EQ(rest[4], double(t));
    EXPECT_NEAR(rest[5], x, 1e-12);
    EXPECT_NEAR(rest[7], meanX, 1e-12);
    EXPECT_NEAR(rest[8], meanY, 1e-12);
    x -= 0.1 * x, y -= 0.1 * 100 * y;
    meanX += (x - meanX) / double(t + 2), meanY += (y - meanY) / double(t + 2);
  }
}

TEST(Rules, areSnapshotWithWhatTheyRemember) {
  LaneSpec spec;
  auto made = laneOfEverything(spec), other = laneOfEverything(spec);
  made->run(3, 0);
  EXPECT_FALSE(other->restore(*made->snapshot()));
  made->rows(), made->run(1, 0), other->run(1, 0);
  const auto rows = rowsOf(*made), theirs = rowsOf(*other);
  EXPECT_EQ(rows.back().loss, theirs.back().loss);
  EXPECT_EQ(rows.back().rest[3], theirs.back().rest[3]);
  EXPECT_EQ(theirs.back().rest[4], 4);
}

LaneSpec toy(std::string optimizer, Settings hyper, std::string problem = "himmelblau") {
  return {.optimizer = std::move(optimizer), .hyper = std::move(hyper), .problem = std::move(problem)};
}

std::string refused(const LaneSpec& spec) {
  auto made = makeLane(spec);
  return made ? "fine" : made.error().code + " " + made.error().at;
}

TEST(Wrappers, areRefusedByNameOutOfRange) {
  EXPECT_EQ(refused(toy("adam", {{"lookahead", -1.0}})), "out-of-range lane.lookahead");
  EXPECT_EQ(refused(toy("adam", {{"lookahead", 2.5}})), "wrong-type lane.lookahead");
  EXPECT_EQ(refused(toy("adam", {{"lookaheadAlpha", 1.5}})), "out-of-range lane.lookaheadAlpha");
  EXPECT_EQ(refused(toy("adam", {{"lookaheadSync", std::string("no")}})), "unknown-id lane.lookaheadSync");
  EXPECT_EQ(refused(toy("adam", {{"average", std::string("mean")}})), "unknown-id lane.average");
  EXPECT_EQ(refused(toy("adam", {{"averageBeta", 1.0}})), "out-of-range lane.averageBeta");
  EXPECT_EQ(refused(toy("adam", {{"averageStart", -1.0}})), "out-of-range lane.averageStart");
  EXPECT_EQ(refused(toy("adam", {{"average", std::string("ema")}, {"lookahead", 5.0}})), "unsupported lane.average");
}

TEST(Wrappers, areThereForEveryRule) {
  for (const Optimizer& optimizer : optimizers()) {
    const std::string id(optimizer.info.id);
    if (!optimizer.info.shown.empty()) continue;
    for (const Settings& settings : {Settings{{"average", std::string("polyak")}}, Settings{{"lookahead", 3.0}}}) {
      auto made = lane(toy(id, settings));
      made->run(10, 0);
      const auto at = [&](const char* name) { return std::get<std::span<const double>>(made->peek(name))[0]; };
      EXPECT_EQ(made->step(), 10) << id;
      EXPECT_NE(at("shown"), at("params")) << id;
    }
  }
}

/// Newton stands still at the minimum and asks nothing more; slow weights elsewhere must move it, and be evaluated.
TEST(Wrappers, lookaheadMovesARuleThatHadStopped) {
  auto made = lane(toy("newton", {{"lookahead", 4.0}}, "booth"));
  made->run(60, 0);
  for (const Row& row : rowsOf(*made)) {
    const double x = row.rest[row.rest.size() - 4], y = row.rest[row.rest.size() - 3];
    EXPECT_NEAR(row.gradNorm, std::hypot(10 * x + 8 * y - 34, 8 * x + 10 * y - 38), 1e-6) << "at step " << row.step;
  }
}

TEST(Lists, haveAnyLengthUpToTheirMostAndTheProblemSaysWhich) {
  const auto start = [](std::size_t count) {
    LaneSpec spec = toy("sgd", {}, "matrix_least_squares");
    spec.settings.set("inputs", 8.0);
    spec.settings.set("units", 4.0);
    spec.settings.set("start", std::vector<double>(count, 0.5));
    return spec;
  };
  EXPECT_EQ(refused(start(32)), "fine");
  EXPECT_EQ(refused(start(0)), "fine");
  EXPECT_EQ(refused(start(31)), "bad-length problem.start");
  EXPECT_EQ(refused(start(33)), "bad-length problem.start");
  auto made = lane(start(32));
  made->run(1, 0);
  EXPECT_EQ(made->columns().back(), "x31");
}

}  // namespace
