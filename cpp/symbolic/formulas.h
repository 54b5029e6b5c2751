#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "symbolic/formula_tex.h"

namespace sidestep {

/// The formula of a rule for each way in which its switches can stand. A switch is a flag, or a number that leaves a
/// term out where it is 0.
struct FormulaTable {
  struct Row {
    std::string target;
    /// The switches that the row depends on, as places in `switches`; the first one is the lowest bit of a place in
    /// `texts`.
    std::vector<std::size_t> by;
    std::vector<std::string> texts;  ///< one TeX for each way in which those stand; empty: no such line
  };
  std::vector<std::string> switches;  ///< ids of settings, and "schedule" where a rate that changes is another formula
  std::vector<Row> rows;              ///< to be computed one after another
};

/// The table of those switches. `lines` writes the formula where switch k is on if bit k is 1.
FormulaTable tabulate(std::vector<std::string> switches,
                      const std::function<std::vector<Assignment>(std::size_t on)>& lines);

/// One formula of several: what is written at certain steps, each with its condition. Lines that differ become cases.
std::vector<Assignment> merged(const std::vector<WrittenFormula>& formulas);

}  // namespace sidestep
