#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "base/dual.h"
#include "base/result.h"

namespace sidestep {

/// What a formula is made of once it is parsed: operations on a stack of numbers.
enum class Operation : std::uint8_t {
  constant,  // pushes `number`
  variable,  // pushes variable `number`
  negate,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  power,
  wholePower,  // to the power `number`
  less,
  lessEqual,
  greater,
  greaterEqual,
  equal,
  both,
  either,
  opposite,
  select,
  smaller,
  larger,
  hypotenuse,
  arcTangent2,
  squareRoot,
  exponential,
  logarithm,
  sine,
  cosine,
  tangent,
  arcSine,
  arcCosine,
  arcTangent,
  hyperbolicSine,
  hyperbolicCosine,
  hyperbolicTangent,
  magnitude,
  sign,
  floor,
};

struct Instruction {
  Operation operation;
  double number = 0;
};

/// A formula as a flat program without jumps: both branches of an `if` are computed and one is taken. Evaluated in
/// double for values and in Dual for gradients, with the same bits for the value.
class Program {
 public:
  static constexpr std::size_t maxStack = 64, maxLength = 500, maxDepth = 64;

  /// The program of `text` in the first `variables` of x and y, or an error that points at a character.
  static Result<Program> parse(std::string_view text, std::size_t variables);

  template <class T>
  T run(const T* variables) const;

 private:
  friend class FormulaParser;
  std::vector<Instruction> code_;
};

template <class T>
T Program::run(const T* variables) const {
  using std::sqrt, std::exp, std::log, std::sin, std::cos, std::tan, std::asin, std::acos, std::atan, std::sinh,
      std::cosh, std::tanh, std::abs, std::pow, std::hypot, std::atan2;
  std::array<T, maxStack + 2> stack;  // with two entries below the bottom, so that a and b always exist
  T* top = stack.data() + 1;
  const auto truth = [](const T& x) { return plain(x) != 0; };
  for (const Instruction& instruction : code_) {
    // Binary operations leave their result in the place of the left operand.
    T& b = top[0];
    T& a = top[-1];
    switch (instruction.operation) {
      case Operation::constant:
        *++top = T(instruction.number);
        break;
      case Operation::variable:
        *++top = variables[static_cast<std::size_t>(instruction.number)];
        break;
      case Operation::add:
        a = a + b;
        --top;
        break;
      case Operation::subtract:
        a = a - b;
        --top;
        break;
      case Operation::multiply:
        a = a * b;
        --top;
        break;
      case Operation::divide:
        a = a / b;
        --top;
        break;
      case Operation::modulo:
        a = a - b * std::floor(plain(a) / plain(b));
        --top;
        break;
      case Operation::power:
        a = pow(a, b);
        --top;
        break;
      case Operation::less:
        a = T(plain(a) < plain(b) ? 1.0 : 0.0);
        --top;
        break;
      case Operation::lessEqual:
        a = T(plain(a) <= plain(b) ? 1.0 : 0.0);
        --top;
        break;
      case Operation::greater:
        a = T(plain(a) > plain(b) ? 1.0 : 0.0);
        --top;
        break;
      case Operation::greaterEqual:
        a = T(plain(a) >= plain(b) ? 1.0 : 0.0);
        --top;
        break;
      case Operation::equal:
        a = T(plain(a) == plain(b) ? 1.0 : 0.0);
        --top;
        break;
      case Operation::both:
        a = T(truth(a) && truth(b) ? 1.0 : 0.0);
        --top;
        break;
      case Operation::either:
        a = T(truth(a) || truth(b) ? 1.0 : 0.0);
        --top;
        break;
      case Operation::smaller:
        a = a < b ? a : b < a ? b : T(0.5 * a + 0.5 * b);
        --top;
        break;
      case Operation::larger:
        a = a > b ? a : b > a ? b : T(0.5 * a + 0.5 * b);
        --top;
        break;
      case Operation::hypotenuse:
        a = hypot(a, b);
        --top;
        break;
      case Operation::arcTangent2:
        a = atan2(a, b);
        --top;
        break;
      case Operation::select:  // condition, then, else
        if (std::isnan(plain(top[-2]))) {
          top[-2] = T(std::nan(""));
        } else {
          top[-2] = truth(top[-2]) ? a : b;
        }
        top -= 2;
        break;
      case Operation::opposite:
        b = T(truth(b) ? 0.0 : 1.0);
        break;
      case Operation::negate:
        b = -b;
        break;
      case Operation::wholePower:
        b = sidestep::power(T(b), static_cast<int>(instruction.number));
        break;
      case Operation::squareRoot:
        b = sqrt(b);
        break;
      case Operation::exponential:
        b = exp(b);
        break;
      case Operation::logarithm:
        b = log(b);
        break;
      case Operation::sine:
        b = sin(b);
        break;
      case Operation::cosine:
        b = cos(b);
        break;
      case Operation::tangent:
        b = tan(b);
        break;
      case Operation::arcSine:
        b = asin(b);
        break;
      case Operation::arcCosine:
        b = acos(b);
        break;
      case Operation::arcTangent:
        b = atan(b);
        break;
      case Operation::hyperbolicSine:
        b = sinh(b);
        break;
      case Operation::hyperbolicCosine:
        b = cosh(b);
        break;
      case Operation::hyperbolicTangent:
        b = tanh(b);
        break;
      case Operation::magnitude:
        b = abs(b);
        break;
      case Operation::sign:
        b = T(plain(b) > 0 ? 1.0 : plain(b) < 0 ? -1.0 : plain(b));
        break;
      case Operation::floor:
        b = T(std::floor(plain(b)));
        break;
    }
  }
  return *top;
}

}  // namespace sidestep
