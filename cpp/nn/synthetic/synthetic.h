#pragma once

#include "base/random.h"
#include "nn/network_problem.h"

namespace sidestep {

/// A small network on synthetic data, which is drawn from the seed: the data, and the default network and batch.
struct SyntheticData {
  ProblemInfo info;
  std::size_t inputs, classes, train, test;
  double spread;  ///< how far the items scatter
  std::string_view net, init;
  std::size_t batch;  ///< all items or more: full batches
  /// Writes as many items as there are labels, and the labels: for training, then for testing.
  void (*fill)(Pcg32& random, double spread, std::span<double> items, std::span<std::uint8_t> labels,
               std::span<const double> centres);
  std::size_t centres = 0;  ///< numbers that both splits share, each standard normal
  std::size_t steps = 0;    ///< of items that are sequences; `inputs` are those of a step then

  Shape shape() const { return steps > 0 ? Shape{steps, inputs} : Shape{inputs}; }
};

template <class T>
Result<std::unique_ptr<Problem<T>>> makeSynthetic(const SyntheticData& data, const Settings& settings,
                                                  const RaceContext& race);

/// Puts it on the list of problems, which keeps a reference to `data`.
void registerSynthetic(const SyntheticData& data);

/// `inline const RegisterSynthetic<moons> registerMoons;`
template <const SyntheticData& data>
struct RegisterSynthetic {
  RegisterSynthetic() { registerSynthetic(data); }
};

}  // namespace sidestep
