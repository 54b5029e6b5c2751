#pragma once

#include <vector>

#include "base/field.h"
#include "base/settings.h"

namespace sidestep {

/// A setting of the problem S: its description, and the member that holds it (and its default). Whole numbers and
/// switches are kept as double too.
template <class S>
struct Parameter {
  Field field;
  double S::*number;
};

/// S may list `static constexpr std::array parameters{Parameter<S>{…}, …}`; these are their fields.
template <class S>
std::vector<Field> parameterFields() {
  std::vector<Field> fields;
  if constexpr (requires { S::parameters; }) {
    const S defaults{};
    for (const auto& parameter : S::parameters) {
      add(fields, parameter.field, defaults.*parameter.number);
    }
  }
  return fields;
}

/// Sets the parameters of `problem`.
template <class S>
void configure([[maybe_unused]] S& problem, [[maybe_unused]] const Settings& settings) {
  if constexpr (requires { S::parameters; }) {
    for (const auto& parameter : S::parameters) {
      double& number = problem.*parameter.number;
      number = settings.number(parameter.field.id, number);
    }
  }
}

}  // namespace sidestep
