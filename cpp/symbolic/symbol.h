#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/text.h"

namespace sidestep {

/// How a number was computed: an operation and what it was applied to.
struct Expression {
  enum class Op { number, leaf, sum, difference, product, quotient, root, absolute, sign, power, larger, clip, bySign };
  Op op;
  double value;
  std::vector<const Expression*> of{};
  std::string symbol{};  ///< TeX; empty: it has none
  bool data = false;     ///< whether it depends on weights, gradients or the rule's arrays
  bool timed = false;    ///< whether it depends on the number of the step
};

/// A comparison that a rule made of numbers that depend on the number of the step: which formula holds when.
struct Condition {
  const Expression* left;
  const char* relation;  ///< as it held, in TeX: ">", "\le", "=", "\ne" …
  const Expression* right;
};

/// Where the expressions of one update are kept, and the conditions on which it took its way. Symbols belong to the
/// tape that was made last and still is.
class Tape {
 public:
  Tape();
  ~Tape();
  Tape(const Tape&) = delete;

  static Tape& current();
  const Expression* add(Expression expression) { return &all_.emplace_back(std::move(expression)); }
  void note(const Condition& condition) { conditions_.push_back(condition); }
  const std::vector<Condition>& conditions() const { return conditions_; }

 private:
  std::deque<Expression> all_;
  std::vector<Condition> conditions_;
  Tape* before_;
};

/// A number with the expression that it was computed by. A rule whose settings and weights are symbols computes as it
/// does with numbers, and what it leaves behind is its formula. What is multiplied by 0 or 1, or has 0 added, is
/// simplified as it is made; the value is computed as it stands.
class Symbol {
 public:
  Symbol() : Symbol(0.0) {}
  template <class N>
  requires std::is_arithmetic_v<N> Symbol(N number) : Symbol(of(static_cast<double>(number))) {}
  explicit Symbol(const Expression* expression) : is_(expression) {}

  /// One that is given: a setting, a weight, the number of the step.
  static Symbol leaf(std::string_view tex, double value, bool data = false, bool timed = false);

  const Expression& expression() const { return *is_; }
  double value() const { return is_->value; }
  bool is(double number) const { return is_->op == Expression::Op::number && is_->value == number; }

  Symbol& operator+=(const Symbol& b) { return *this = *this + b; }
  Symbol& operator-=(const Symbol& b) { return *this = *this - b; }
  Symbol& operator*=(const Symbol& b) { return *this = *this * b; }

  friend Symbol operator+(const Symbol& a, const Symbol& b);
  friend Symbol operator-(const Symbol& a, const Symbol& b);
  friend Symbol operator*(const Symbol& a, const Symbol& b);
  friend Symbol operator/(const Symbol& a, const Symbol& b);
  friend bool operator==(const Symbol& a, const Symbol& b);
  friend bool operator<(const Symbol& a, const Symbol& b);
  friend bool operator>(const Symbol& a, const Symbol& b);

 private:
  static Symbol of(double number);
  const Expression* is_;
};

// The overloads of optim/formula.h.
Symbol sqrt(const Symbol& x);
Symbol abs(const Symbol& x);
Symbol sign(const Symbol& x);
Symbol pow(const Symbol& base, const Symbol& exponent);
Symbol oneMinusPower(const Symbol& beta, const Symbol& t);
Symbol larger(const Symbol& a, const Symbol& b);
Symbol clip(const Symbol& x, const Symbol& low, const Symbol& high);
Symbol bySign(const Symbol& x, const Symbol& positive, const Symbol& zero, const Symbol& negative);
Symbol named(Note symbol, const Symbol& x);

}  // namespace sidestep
