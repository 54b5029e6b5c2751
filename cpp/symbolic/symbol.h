#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

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

/// What operations do with expressions. `single`: in float, each result rounded to the nearest; else in double.
namespace calculate {
const Expression* number(double value);
const Expression* leaf(std::string_view tex, double value, bool data, bool timed);
const Expression* rounded(const Expression* x);
const Expression* sum(const Expression* a, const Expression* b, bool single);
const Expression* difference(const Expression* a, const Expression* b, bool single);
const Expression* product(const Expression* a, const Expression* b, bool single);
const Expression* quotient(const Expression* a, const Expression* b, bool single);
const Expression* root(const Expression* x, bool single);
const Expression* absolute(const Expression* x);
const Expression* sign(const Expression* x);
const Expression* power(const Expression* base, const Expression* exponent);
const Expression* wholePower(const Expression* base, const Expression* exponent);
const Expression* larger(const Expression* a, const Expression* b);
const Expression* clip(const Expression* x, const Expression* low, const Expression* high);
const Expression* bySign(const Expression* x, const Expression* positive, const Expression* zero,
                         const Expression* negative);
const Expression* named(const char* symbol, const Expression* x);
bool noted(bool held, const Expression* a, const char* relation, const char* otherwise, const Expression* b);
}  // namespace calculate

/// A number of type N with the expression that it was computed by. A rule whose settings and weights are symbols
/// computes as it does with numbers, to the same bits, and what it leaves behind is its formula. What is multiplied by
/// 0 or 1, or has 0 added, is simplified as it is made; the value is computed as it stands.
template <class N>
class SymbolOf {
  static constexpr bool single = std::is_same_v<N, float>;

 public:
  SymbolOf() : SymbolOf(0.0) {}
  template <class M>
  requires std::is_arithmetic_v<M> SymbolOf(M number)
      : is_(calculate::number(static_cast<double>(static_cast<N>(number)))) {}
  explicit SymbolOf(const Expression* expression) : is_(expression) {}
  /// In float what was computed in double.
  template <class M>
  requires(single&& std::is_same_v<M, double>) explicit SymbolOf(const SymbolOf<M>& x)
      : is_(calculate::rounded(&x.expression())) {}

  /// One that is given: a setting, a weight, the number of the step.
  static SymbolOf leaf(std::string_view tex, double value, bool data = false, bool timed = false) {
    return SymbolOf(calculate::leaf(tex, static_cast<double>(static_cast<N>(value)), data, timed));
  }

  const Expression& expression() const { return *is_; }
  double value() const { return is_->value; }
  bool is(double number) const { return is_->op == Expression::Op::number && is_->value == number; }

  SymbolOf& operator+=(const SymbolOf& b) { return *this = *this + b; }
  SymbolOf& operator-=(const SymbolOf& b) { return *this = *this - b; }
  SymbolOf& operator*=(const SymbolOf& b) { return *this = *this * b; }

  friend SymbolOf operator+(const SymbolOf& a, const SymbolOf& b) {
    return SymbolOf(calculate::sum(a.is_, b.is_, single));
  }
  friend SymbolOf operator-(const SymbolOf& a, const SymbolOf& b) {
    return SymbolOf(calculate::difference(a.is_, b.is_, single));
  }
  friend SymbolOf operator*(const SymbolOf& a, const SymbolOf& b) {
    return SymbolOf(calculate::product(a.is_, b.is_, single));
  }
  friend SymbolOf operator/(const SymbolOf& a, const SymbolOf& b) {
    return SymbolOf(calculate::quotient(a.is_, b.is_, single));
  }
  friend SymbolOf operator-(const SymbolOf& a) { return SymbolOf(-1) * a; }
  friend bool operator==(const SymbolOf& a, const SymbolOf& b) {
    return calculate::noted(a.value() == b.value(), a.is_, "=", R"(\neq)", b.is_);
  }
  friend bool operator<(const SymbolOf& a, const SymbolOf& b) {
    return calculate::noted(a.value() < b.value(), a.is_, "<", R"(\ge)", b.is_);
  }
  friend bool operator>(const SymbolOf& a, const SymbolOf& b) {
    return calculate::noted(a.value() > b.value(), a.is_, ">", R"(\le)", b.is_);
  }

  // The overloads of optim/formula.h.
  friend SymbolOf sqrt(const SymbolOf& x) { return SymbolOf(calculate::root(x.is_, single)); }
  friend SymbolOf abs(const SymbolOf& x) { return SymbolOf(calculate::absolute(x.is_)); }
  friend SymbolOf sign(const SymbolOf& x) { return SymbolOf(calculate::sign(x.is_)); }
  friend SymbolOf pow(const SymbolOf& base, const SymbolOf& exponent) requires(!single) {
    return SymbolOf(calculate::power(base.is_, exponent.is_));
  }
  friend SymbolOf oneMinusPower(const SymbolOf& beta, const SymbolOf& t) requires(!single) {
    return 1 - SymbolOf(calculate::wholePower(beta.is_, t.is_));
  }
  friend SymbolOf larger(const SymbolOf& a, const SymbolOf& b) { return SymbolOf(calculate::larger(a.is_, b.is_)); }
  friend SymbolOf clip(const SymbolOf& x, const SymbolOf& low, const SymbolOf& high) {
    return SymbolOf(calculate::clip(x.is_, low.is_, high.is_));
  }
  friend SymbolOf bySign(const SymbolOf& x, const SymbolOf& positive, const SymbolOf& zero, const SymbolOf& negative) {
    return SymbolOf(calculate::bySign(x.is_, positive.is_, zero.is_, negative.is_));
  }
  friend SymbolOf named(const char* symbol, const SymbolOf& x) { return SymbolOf(calculate::named(symbol, x.is_)); }

 private:
  const Expression* is_;
};

using Symbol = SymbolOf<double>;

}  // namespace sidestep
