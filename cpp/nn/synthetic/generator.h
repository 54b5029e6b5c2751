#pragma once

#include "base/random.h"
#include "nn/network_problem.h"
#include "problem/parameters.h"

namespace sidestep {

/// What draws the data of a network by settings of its own: how many features and classes there are, and how they lie.
struct Generator {
  virtual ~Generator() = default;
  virtual std::size_t inputs() const = 0;
  /// 0: each item has a number.
  virtual std::size_t classes() const = 0;
  /// Draws what all items share; or what is wrong with the settings.
  virtual Check prepare(Pcg32& random) = 0;
  /// Draws item `i` of a split: its features, and its class or number.
  virtual double draw(Pcg32& random, std::size_t i, std::span<double> x) = 0;
};

/// How a generator stands in the catalog, and with what network its races begin.
struct GeneratorInfo {
  ProblemInfo problem;
  std::string_view net, init, loss;
  std::string_view inputs, classes;  ///< which fields tell how many there are; no field of classes: numbers
};

std::vector<Field> generatorFields(const GeneratorInfo& info, std::vector<Field> own);

template <class T>
Result<std::unique_ptr<Problem<T>>> makeGenerated(Generator& generator, std::span<const Field> fields,
                                                  const Settings& settings, const RaceContext& race);

/// `inline const RegisterGenerator<MakeBlobs> registerMakeBlobs;` puts it on the list of problems. G is a Generator
/// with its `info` and `parameters`.
template <class G>
struct RegisterGenerator {
  SIDESTEP_SMALL RegisterGenerator() {
    std::vector<Field> fields = generatorFields(G::info, parameterFields<G>());
    problems().push_back({.info = G::info.problem,
                          .fields = fields,
                          .makeDouble = {},
                          .makeFloat = maker<float>(fields),
                          .inputsField = G::info.inputs,
                          .classesField = G::info.classes});
#ifdef SIDESTEP_FLOAT64_NETWORKS
    problems().back().makeDouble = maker<double>(fields);
#endif
  }

 private:
  template <class T>
  static ProblemFactory<T> maker(const std::vector<Field>& fields) {
    return [fields](const Settings& settings, const RaceContext& race) {
      G generator;
      configure(generator, settings);
      return makeGenerated<T>(generator, fields, settings, race);
    };
  }
};

}  // namespace sidestep
