#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "symbolic/symbol.h"

namespace sidestep {

/// One assignment of a formula, in TeX: target, relation (`\leftarrow` where it had a value before, else `=`), value.
struct Assignment {
  std::string target, relation, value;

  std::string tex() const { return target + " " + relation + (relation.empty() ? "" : " ") + value; }
  bool operator==(const Assignment&) const = default;
};

/// A number that an update leaves behind: what it is called, what it was before, and what it is now.
struct Outcome {
  std::string symbol;
  Symbol before, after;
};

/// What an update did, as lines that can be computed one after another, and when it takes that way.
struct WrittenFormula {
  std::vector<Assignment> lines;
  std::string condition;  ///< TeX; empty: always
};

/// A number of a formula: what it is called (empty: it is a number), and what it was in that step.
struct Quantity {
  std::string symbol;
  double value;
};

/// What an update did in one step. In the lines `\at{k}` stands for quantity k: with the symbols in their places they
/// are the formula, with the numbers what was computed.
struct NumberedFormula {
  struct Line {
    std::size_t target;
    std::string relation, value;
  };
  std::vector<Quantity> quantities;
  std::vector<Line> lines;
  std::string condition;  ///< when it takes that way; empty: always
};

/// Quantity `symbol` of that value: one that is there, or a new one.
std::size_t placeOf(NumberedFormula& formula, const std::string& symbol, double value);

/// Adds the line that tells how `value` was computed, on the current tape; none where it is what has that name already.
void addLine(NumberedFormula& formula, const std::string& symbol, const Symbol& value);

/// The shortest text of a number.
std::string numberTex(double x);

/// Writes down how `results` were computed on this tape. A number that was given a name has a line of its own; an array
/// of the rule over 1−βᵗ is called by its symbol with a hat, as everywhere in the literature.
WrittenFormula write(const std::vector<Outcome>& results, const Tape& tape);

/// The same, with the numbers of the step.
NumberedFormula writeNumbered(const std::vector<Outcome>& results, const Tape& tape);

}  // namespace sidestep
