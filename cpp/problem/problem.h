#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.h"
#include "base/layout.h"
#include "base/settings.h"

namespace sidestep {

template <class T>
class Classifier;

/// What a lane descends: a loss of `size()` parameters and its gradient. T is double or float.
template <class T>
class Problem {
 public:
  virtual ~Problem() = default;

  /// The number of parameters.
  virtual std::size_t size() const = 0;
  /// What they are: a rule that treats matrices as such asks.
  virtual Layout layout() const { return {{"x", size()}}; }

  /// Scratch memory that it needs, in T, and the place where the lane gives it (zeroed, 64-byte aligned).
  virtual std::uint64_t workspace() const { return 0; }
  virtual void bind(T* /*workspace*/) {}

  /// Writes the initial parameters.
  virtual void start(T* w) const = 0;

  /// The loss at w of the objective that update `step + 1` sees (its batch), and its gradient. With grad == nullptr
  /// the loss alone. A function of (step, w): the same whenever it is asked.
  virtual double evaluate(std::int64_t step, const T* w, T* grad) = 0;

  /// The loss over all the data, whatever the batch, and with nothing left to chance: what a map of the problem shows.
  /// NaN where there is no such thing: data that never end.
  virtual double objective(const T* w) {
    return stationary() ? evaluate(0, w, nullptr) : std::numeric_limits<double>::quiet_NaN();
  }

  /// Whether every step sees the same objective, as a line search needs it.
  virtual bool stationary() const { return false; }

  /// Whether evaluate() is all that there is of it, at every step the same: a function of one or two numbers, without
  /// a domain, tests and columns, that nothing but a lane's updates changes.
  virtual bool bare() const { return false; }

  /// What a test on held-out data tells: "accuracy", the share of right answers, or "r2", the share of the variance of
  /// the right numbers that is explained; empty: there is no such data.
  virtual std::string_view score() const { return {}; }
  /// Testing on it, in units of work short enough for a frame; 0 units: no test is due at this step.
  virtual std::int64_t testUnits(std::int64_t /*step*/) const { return 0; }
  /// Does unit `unit`: the sum of its items' scores at w, 1 for a right answer. There are testItems() in all units.
  virtual double test(std::int64_t /*unit*/, const T* /*w*/) { return 0; }
  virtual std::size_t testItems() const { return 0; }

  /// Keeps w in the problem's domain, after each update.
  virtual void project(T* /*w*/) const {}

  /// What a row tells besides the loss: names, and their values at the state visited last.
  virtual std::vector<std::string> columns() const { return {}; }
  virtual void values(const T* /*w*/, double* /*to*/) const {}
  /// What of its workspace stays from state to state; the rest is written anew by each evaluation.
  virtual std::vector<std::span<T>> kept() { return {}; }
  /// Called once for each state that a lane comes to, in order from step 0: for what adds up over a race.
  virtual void visit(std::int64_t /*step*/, const T* /*w*/, double /*loss*/) {}

  /// Of a problem whose inputs are points of the plane: for each of `count` points (x, y) the most likely class at w
  /// and its probability. False when there is no such plane.
  virtual bool classify(const T* /*w*/, std::size_t /*count*/, const double* /*points*/, double* /*to*/) {
    return false;
  }
  /// The points of the plane that are learnt from: x, y, class; x, y, class; … Returns how many numbers that are; with
  /// to == nullptr that alone.
  virtual std::size_t points(double* /*to*/) const { return 0; }

  /// The network that it trains; nullptr where it is none.
  virtual Classifier<T>* network() { return nullptr; }
  const Classifier<T>* network() const { return const_cast<Problem*>(this)->network(); }  // it is only asked what it is

  /// Identifies the order in which data is seen; empty when there is none.
  virtual std::string orderHash() const { return {}; }
};

class Dataset;

/// What a problem may depend on besides its own settings; shared by all lanes of a race.
struct RaceContext {
  std::uint64_t seed = 1;
  std::size_t batch = 32;
  std::int64_t steps = -1;  ///< the race's last step, where a test is due; -1: unknown
  std::shared_ptr<const Dataset> data;
};

template <class T>
using ProblemFactory = std::function<Result<std::unique_ptr<Problem<T>>>(const Settings&, const RaceContext&)>;

/// A factory that is a plain function, as those of all toy problems are.
using MakeDouble = Result<std::unique_ptr<Problem<double>>> (*)(const Settings&, const RaceContext&);

struct Range {
  double low, high;
};

struct Minimum {
  std::array<double, 2> at;
  double value;
};

/// What is known of a problem before it runs.
struct ProblemInfo {
  std::string_view id;    ///< in configs and links; never renamed
  std::string_view kind;  ///< "surface", "online", "data" or "network"
  Text name;
  Text doc;
  Note tex;
  Citation cite;
  std::size_t dim = 0;         ///< of what can be drawn as a map: 1 or 2
  std::array<Range, 2> box{};  ///< what the map shows
  std::array<double, 2> start{};
  std::span<const Minimum> minima{};  ///< with the default parameters
  bool logLevels = false;             ///< level sets at powers rather than at equal distances
  std::array<Range, 2> plane{};       ///< where the inputs lie, of a problem with classes of points of the plane
};

/// A registered problem.
struct ProblemEntry {
  ProblemInfo info;
  std::vector<Field> fields;
  ProblemFactory<double> makeDouble;
  ProblemFactory<float> makeFloat;   ///< empty for surfaces: they are computed in float64
  std::vector<std::size_t> shape{};  ///< of an item of the data that it makes; empty: it makes none
  std::size_t classes = 0;           ///< of that data
  std::string_view inputsField{};   ///< or which settings tell how many numbers an item has, and how many classes there
  std::string_view classesField{};  ///< are; none: there is a number for each item
};

/// All problems, in the order of catalog/problems.cpp.
std::vector<ProblemEntry>& problems();

/// The problem of that id, or nullptr.
const ProblemEntry* findProblem(std::string_view id);

/// The standard deviation of the noise that a lane adds to the gradient, from the race's shared stream.
inline constexpr Field noiseField{
    .id = "noise",
    .name = {"gradient noise", "梯度噪声"},
    .doc = {"The standard deviation of the normal noise that is added to the gradient, the same noise in every lane.",
            "加到梯度上的正态噪声的标准差；所有赛道的噪声相同。"},
    .symbol = R"(\sigma)",
    .min = 0,
    .max = 1e6,
    .from = 1e-3,
    .to = 10,
    .scale = Scale::log};

}  // namespace sidestep
