// Formulas as people type them, by precedence climbing (Richards 1979; Pratt 1973): an operand, then operators for as
// long as they bind at least as tightly as asked. Code is emitted in postfix order on the way.
#include <algorithm>
#include <numbers>

#include "problem/formula/program.h"
#include "problem/formula/reader.h"

namespace sidestep {
namespace {

/// How tightly operators bind.
enum Binding { ternary = 1, orBinding, andBinding, notBinding, comparison, sum, product, sign, exponent };

struct Operator {
  std::string_view text;
  Binding binding;
  Operation operation;
  bool negated = false;
};

/// Longer texts come before their beginnings.
constexpr Operator operators[] = {
    {"||", orBinding, Operation::either},
    {"or", orBinding, Operation::either},
    {"&&", andBinding, Operation::both},
    {"and", andBinding, Operation::both},
    {"<=", comparison, Operation::lessEqual},
    {">=", comparison, Operation::greaterEqual},
    {"==", comparison, Operation::equal},
    {"!=", comparison, Operation::equal, true},
    {"<", comparison, Operation::less},
    {">", comparison, Operation::greater},
    {"+", sum, Operation::add},
    {"-", sum, Operation::subtract},
    {"**", exponent, Operation::power},
    {"^", exponent, Operation::power},
    {"*", product, Operation::multiply},
    {"/", product, Operation::divide},
    {"%", product, Operation::modulo},
};

struct Function {
  std::string_view name;
  int arguments;
  Operation operation;
};

constexpr int atLeastTwo = -2;

constexpr Function functions[] = {
    {"sqrt", 1, Operation::squareRoot},
    {"exp", 1, Operation::exponential},
    {"log", 1, Operation::logarithm},
    {"ln", 1, Operation::logarithm},
    {"sin", 1, Operation::sine},
    {"cos", 1, Operation::cosine},
    {"tan", 1, Operation::tangent},
    {"asin", 1, Operation::arcSine},
    {"acos", 1, Operation::arcCosine},
    {"atan", 1, Operation::arcTangent},
    {"sinh", 1, Operation::hyperbolicSine},
    {"cosh", 1, Operation::hyperbolicCosine},
    {"tanh", 1, Operation::hyperbolicTangent},
    {"abs", 1, Operation::magnitude},
    {"sign", 1, Operation::sign},
    {"floor", 1, Operation::floor},
    {"min", atLeastTwo, Operation::smaller},
    {"max", atLeastTwo, Operation::larger},
    {"pow", 2, Operation::power},
    {"hypot", 2, Operation::hypotenuse},
    {"atan2", 2, Operation::arcTangent2},
    {"if", 3, Operation::select},
};

/// By how much an operation changes the height of the stack.
int growth(Operation operation) {
  if (operation <= Operation::variable) return 1;
  if (operation == Operation::select) return -2;
  const bool unary = operation == Operation::negate || operation == Operation::wholePower ||
                     operation == Operation::opposite || operation >= Operation::squareRoot;
  return unary ? 0 : -1;
}

}  // namespace

class FormulaParser {
 public:
  FormulaParser(std::string_view text, std::size_t variables) : reader_(text), variables_(variables) {
    if (text.size() > Program::maxLength) {
      reader_.skip(Program::maxLength);
      reader_.fail("the formula is longer than 500 bytes");
    } else if (expression(ternary) && !reader_.atEnd()) {
      reader_.failHere(reader_.atOperand() ? "an operator" : "the end");
    }
  }

  Result<Program> result() {
    if (!reader_.message().empty()) return Error{"bad-formula", "problem.f", reader_.message()};
    return program_;
  }

 private:
  /// Parses while operators bind at least as tightly as `least`. False after a failure.
  bool expression(int least) {
    if (depth_ == Program::maxDepth) return reader_.fail("the formula is nested more than 64 deep");
    ++depth_;
    const bool good = operand() && rest(least);
    --depth_;
    return good;
  }

  bool rest(int least) {
    for (bool compared = false;;) {
      if (reader_.peek() == '?' && least <= ternary) {
        reader_.skip(1);
        if (!expression(ternary) || !reader_.expect(':') || !expression(ternary) || !emit(Operation::select))
          return false;
        continue;
      }
      const Operator* found = nextOperator();
      if (!found) return reader_.peek() == '=' ? reader_.fail("'==' is expected in a comparison, not '='") : true;
      if (found->binding < least) return true;
      if (found->binding == comparison && compared) return reader_.fail("comparisons cannot be chained: use 'and'");
      compared = found->binding == comparison;
      reader_.skip(found->text.size());
      const std::size_t right = program_.code_.size();
      // Powers associate to the right, all others to the left.
      if (!expression(found->binding == exponent ? exponent : found->binding + 1)) return false;
      if (found->operation == Operation::power && wholePower(right)) continue;
      if (!emit(found->operation) || (found->negated && !emit(Operation::opposite))) return false;
    }
  }

  bool operand() {
    const char c = reader_.peek();
    if (c == '(') {
      reader_.skip(1);
      return expression(ternary) && reader_.expect(')');
    }
    if (c == '-') return reader_.skip(1), expression(sign) && emit(Operation::negate);
    if (c == '+') return reader_.skip(1), expression(sign);
    if (c == '!') return reader_.skip(1), expression(sign) && emit(Operation::opposite);
    if (FormulaReader::isDigit(c) || c == '.') return number();
    if (reader_.startsWith("π")) {
      reader_.skip(std::string_view("π").size());
      return emit(Operation::constant, std::numbers::pi);
    }
    if (FormulaReader::isLetter(c)) return name();
    return reader_.failHere("a value");
  }

  bool name() {
    const std::size_t begin = reader_.position();
    const std::string_view word = reader_.word();
    reader_.skip(word.size());
    if (word == "not") return expression(notBinding) && emit(Operation::opposite);
    if (word == "x") return variable(0);
    if (word == "y" && variables_ > 1) return variable(1);
    if (word == "pi") return emit(Operation::constant, std::numbers::pi);
    if (word == "e") return emit(Operation::constant, std::numbers::e);
    const auto function = std::ranges::find(functions, word, &Function::name);
    if (function != std::end(functions)) return call(*function);
    reader_.back(begin);
    return reader_.fail(word == "y" ? "a formula of x alone has no 'y'" : "unknown name " + FormulaReader::quote(word));
  }

  bool call(const Function& function) {
    if (reader_.peek() != '(') return reader_.fail("'(' is expected after " + FormulaReader::quote(function.name));
    int given = 0;
    do {
      reader_.skip(1);
      if (!expression(ternary)) return false;
      ++given;
      if (function.arguments == atLeastTwo && given >= 2 && !emit(function.operation)) return false;
    } while (reader_.peek() == ',');
    const bool right = function.arguments == atLeastTwo ? given >= 2 : given == function.arguments;
    if (!right) {
      const std::string wanted = function.arguments == atLeastTwo ? "two or more" : std::to_string(function.arguments);
      return reader_.fail(FormulaReader::quote(function.name) + " takes " + wanted + " values, not " +
                          std::to_string(given));
    }
    if (!reader_.expect(')')) return false;
    return function.arguments == atLeastTwo || emit(function.operation);
  }

  bool number() {
    double value;
    return reader_.number(value) && emit(Operation::constant, value);
  }

  bool variable(std::size_t i) { return emit(Operation::variable, static_cast<double>(i)); }

  /// Replaces x^3 by one operation, with the same bits as x*x*x. `right` is where the exponent's code begins.
  bool wholePower(std::size_t right) {
    auto& code = program_.code_;
    const bool negative = code.back().operation == Operation::negate && code.size() == right + 2;
    const Instruction& first = code[right];
    if (first.operation != Operation::constant || code.size() != right + 1 + negative) return false;
    if (first.number > 64 || first.number != std::floor(first.number)) return false;
    const double n = negative ? -first.number : first.number;
    code.resize(right);
    --height_;
    return emit(Operation::wholePower, n);
  }

  bool emit(Operation operation, double number = 0) {
    height_ += growth(operation);
    if (height_ > static_cast<int>(Program::maxStack))
      return reader_.fail("the formula has too many intermediate values");
    program_.code_.push_back({operation, number});
    return true;
  }

  const Operator* nextOperator() {
    const bool word = FormulaReader::isLetter(reader_.peek());
    for (const Operator& candidate : operators) {
      if (word ? reader_.word() == candidate.text : reader_.startsWith(candidate.text)) return &candidate;
    }
    return nullptr;
  }

  FormulaReader reader_;
  std::size_t variables_, depth_ = 0;
  int height_ = 0;  ///< of the stack
  Program program_;
};

Result<Program> Program::parse(std::string_view text, std::size_t variables) {
  return FormulaParser(text, variables).result();
}

}  // namespace sidestep
