#include "symbolic/symbol.h"

#include <cmath>

#include "base/power.h"

namespace sidestep {
namespace {

using Op = Expression::Op;

Tape* tape = nullptr;

Symbol makeOf(Op op, double value, std::vector<const Expression*> of) {
  Expression made{op, value, std::move(of)};
  for (const Expression* each : made.of) {
    made.data |= each->data;
    made.timed |= each->timed;
  }
  return Symbol(Tape::current().add(std::move(made)));
}

Symbol make(Op op, double value, const Symbol& a) { return makeOf(op, value, {&a.expression()}); }
Symbol make(Op op, double value, const Symbol& a, const Symbol& b) {
  return makeOf(op, value, {&a.expression(), &b.expression()});
}

/// The number alone where no symbol is left.
Symbol folded(const Symbol& made) {
  for (const Expression* each : made.expression().of) {
    if (each->op != Op::number) return made;
  }
  return Symbol(made.value());
}

/// What of a comparison depends on data has no formula: those are `larger`, `clip` and `bySign`.
bool noted(bool held, const Symbol& a, const char* relation, const char* otherwise, const Symbol& b) {
  if (a.expression().timed || b.expression().timed) {
    Tape::current().note({&a.expression(), held ? relation : otherwise, &b.expression()});
  }
  return held;
}

}  // namespace

Tape::Tape() : before_(tape) { tape = this; }
Tape::~Tape() { tape = before_; }
Tape& Tape::current() { return *tape; }

Symbol Symbol::of(double number) { return Symbol(Tape::current().add({Op::number, number})); }

Symbol Symbol::leaf(std::string_view tex, double value, bool data, bool timed) {
  return Symbol(Tape::current().add({Op::leaf, value, {}, std::string(tex), data, timed}));
}

Symbol operator+(const Symbol& a, const Symbol& b) {
  if (a.is(0)) return b;
  if (b.is(0)) return a;
  return folded(make(Op::sum, a.value() + b.value(), a, b));
}

Symbol operator-(const Symbol& a, const Symbol& b) {
  if (b.is(0)) return a;
  return folded(make(Op::difference, a.value() - b.value(), a, b));
}

Symbol operator*(const Symbol& a, const Symbol& b) {
  if (a.is(0) || b.is(0)) return 0.0;
  if (a.is(1)) return b;
  if (b.is(1)) return a;
  return folded(make(Op::product, a.value() * b.value(), a, b));
}

Symbol operator/(const Symbol& a, const Symbol& b) {
  if (a.is(0)) return 0.0;
  if (b.is(1)) return a;
  return folded(make(Op::quotient, a.value() / b.value(), a, b));
}

bool operator==(const Symbol& a, const Symbol& b) { return noted(a.value() == b.value(), a, "=", R"(\neq)", b); }
bool operator<(const Symbol& a, const Symbol& b) { return noted(a.value() < b.value(), a, "<", R"(\ge)", b); }
bool operator>(const Symbol& a, const Symbol& b) { return noted(a.value() > b.value(), a, ">", R"(\le)", b); }

Symbol sqrt(const Symbol& x) { return folded(make(Op::root, std::sqrt(x.value()), x)); }
Symbol abs(const Symbol& x) { return folded(make(Op::absolute, std::abs(x.value()), x)); }
Symbol sign(const Symbol& x) {
  return folded(make(Op::sign, static_cast<double>((x.value() > 0) - (x.value() < 0)), x));
}
Symbol pow(const Symbol& base, const Symbol& exponent) {
  if (exponent.is(0)) return 1.0;
  return folded(make(Op::power, std::pow(base.value(), exponent.value()), base, exponent));
}
Symbol oneMinusPower(const Symbol& beta, const Symbol& t) {
  return 1 - folded(make(Op::power, power(beta.value(), static_cast<std::int64_t>(t.value())), beta, t));
}
Symbol larger(const Symbol& a, const Symbol& b) {
  return make(Op::larger, a.value() < b.value() ? b.value() : a.value(), a, b);
}
Symbol clip(const Symbol& x, const Symbol& low, const Symbol& high) {
  const double atLeast = x.value() > low.value() ? x.value() : low.value();
  return makeOf(Op::clip, atLeast < high.value() ? atLeast : high.value(),
                {&x.expression(), &low.expression(), &high.expression()});
}
Symbol bySign(const Symbol& x, const Symbol& positive, const Symbol& zero, const Symbol& negative) {
  const double value = x.value() > 0 ? positive.value() : x.value() < 0 ? negative.value() : zero.value();
  return makeOf(Op::bySign, value,
                {&x.expression(), &positive.expression(), &zero.expression(), &negative.expression()});
}

/// A number, a leaf and what has a name stay what they are called.
Symbol named(Note symbol, const Symbol& x) {
  if (x.expression().op == Op::number || !x.expression().symbol.empty()) return x;
  Expression copy = x.expression();
  copy.symbol = symbol.text;
  return Symbol(Tape::current().add(std::move(copy)));
}

}  // namespace sidestep
