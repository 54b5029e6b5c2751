#include "symbolic/symbol.h"

#include <bit>
#include <cmath>

#include "base/power.h"

namespace sidestep {
namespace {

using Op = Expression::Op;

Tape* tape = nullptr;

double inType(double value, bool single) { return single ? static_cast<double>(static_cast<float>(value)) : value; }

const Expression* make(Op op, double value, std::vector<const Expression*> of) {
  Expression made{op, value, std::move(of)};
  for (const Expression* each : made.of) {
    made.data |= each->data;
    made.timed |= each->timed;
  }
  return Tape::current().add(std::move(made));
}

bool is(const Expression* x, double number) { return x->op == Op::number && x->value == number; }

/// The number alone where no symbol is left.
const Expression* folded(Op op, double value, std::vector<const Expression*> of) {
  for (const Expression* each : of) {
    if (each->op != Op::number) return make(op, value, std::move(of));
  }
  return calculate::number(value);
}

/// x where it is that value, bit for bit: x + 0 is not x where x is -0.
bool same(const Expression* x, double value) {
  return std::bit_cast<std::uint64_t>(x->value) == std::bit_cast<std::uint64_t>(value);
}

}  // namespace

Tape::Tape() : before_(tape) { tape = this; }
Tape::~Tape() { tape = before_; }
Tape& Tape::current() { return *tape; }

namespace calculate {

const Expression* number(double value) { return Tape::current().add({Op::number, value}); }

const Expression* leaf(std::string_view tex, double value, bool data, bool timed) {
  return Tape::current().add({Op::leaf, value, {}, std::string(tex), data, timed});
}

const Expression* rounded(const Expression* x) {
  const double value = inType(x->value, true);
  if (same(x, value)) return x;
  Expression copy = *x;
  copy.value = value;
  return Tape::current().add(std::move(copy));
}

const Expression* sum(const Expression* a, const Expression* b, bool single) {
  const double value = inType(a->value + b->value, single);
  if (is(a, 0) && same(b, value)) return b;
  if (is(b, 0) && same(a, value)) return a;
  return folded(Op::sum, value, {a, b});
}

const Expression* difference(const Expression* a, const Expression* b, bool single) {
  const double value = inType(a->value - b->value, single);
  if (is(b, 0) && same(a, value)) return a;
  return folded(Op::difference, value, {a, b});
}

const Expression* product(const Expression* a, const Expression* b, bool single) {
  const double value = inType(a->value * b->value, single);
  if (is(a, 0) || is(b, 0)) return number(value);
  if (is(a, 1)) return b;
  if (is(b, 1)) return a;
  return folded(Op::product, value, {a, b});
}

const Expression* quotient(const Expression* a, const Expression* b, bool single) {
  const double value = inType(a->value / b->value, single);
  if (is(a, 0)) return number(value);
  if (is(b, 1)) return a;
  return folded(Op::quotient, value, {a, b});
}

/// What of a comparison depends on data has no formula: those are `larger`, `clip` and `bySign`.
bool noted(bool held, const Expression* a, const char* relation, const char* otherwise, const Expression* b) {
  if (a->timed || b->timed) Tape::current().note({a, held ? relation : otherwise, b});
  return held;
}

const Expression* root(const Expression* x, bool single) {
  return folded(Op::root, inType(std::sqrt(x->value), single), {x});
}
const Expression* absolute(const Expression* x) { return folded(Op::absolute, std::abs(x->value), {x}); }
const Expression* sign(const Expression* x) {
  return folded(Op::sign, static_cast<double>((x->value > 0) - (x->value < 0)), {x});
}
const Expression* power(const Expression* base, const Expression* exponent) {
  if (is(exponent, 0)) return number(1);
  return folded(Op::power, std::pow(base->value, exponent->value), {base, exponent});
}
const Expression* wholePower(const Expression* base, const Expression* exponent) {
  return folded(Op::power, sidestep::power(base->value, static_cast<std::int64_t>(exponent->value)), {base, exponent});
}
const Expression* larger(const Expression* a, const Expression* b) {
  return make(Op::larger, a->value < b->value ? b->value : a->value, {a, b});
}
const Expression* clip(const Expression* x, const Expression* low, const Expression* high) {
  const double atLeast = x->value > low->value ? x->value : low->value;
  return make(Op::clip, atLeast < high->value ? atLeast : high->value, {x, low, high});
}
const Expression* bySign(const Expression* x, const Expression* positive, const Expression* zero,
                         const Expression* negative) {
  const double value = x->value > 0 ? positive->value : x->value < 0 ? negative->value : zero->value;
  return make(Op::bySign, value, {x, positive, zero, negative});
}

/// A number, a leaf and what has a name stay what they are called.
const Expression* named(const char* symbol, const Expression* x) {
  if (x->op == Op::number || !x->symbol.empty()) return x;
  Expression copy = *x;
  copy.symbol = symbol;
  return Tape::current().add(std::move(copy));
}

}  // namespace calculate
}  // namespace sidestep
