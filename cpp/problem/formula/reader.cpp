#include "problem/formula/reader.h"

#include <cmath>

namespace sidestep {

char FormulaReader::peek() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
  return at_ < text_.size() ? text_[at_] : '\0';
}

bool FormulaReader::atOperand() {
  const char c = peek();
  return isLetter(c) || isDigit(c) || c == '(' || c == '.';
}

std::string_view FormulaReader::word() const {
  std::size_t end = at_;
  while (end < text_.size() && (isLetter(text_[end]) || isDigit(text_[end]))) ++end;
  return text_.substr(at_, end - at_);
}

/// The power of ten after a number's digits; 0 without one. "2e" is left alone: its e is no part of the number.
int FormulaReader::exponent() {
  if (at_ >= text_.size() || (text_[at_] != 'e' && text_[at_] != 'E')) return 0;
  std::size_t next = at_ + 1;
  const bool minus = next < text_.size() && text_[next] == '-';
  if (next < text_.size() && (text_[next] == '-' || text_[next] == '+')) ++next;
  if (next >= text_.size() || !isDigit(text_[next])) return 0;
  int power = 0;
  for (; next < text_.size() && isDigit(text_[next]); ++next) power = std::min(power * 10 + (text_[next] - '0'), 9999);
  at_ = next;
  return minus ? -power : power;
}

bool FormulaReader::number(double& value) {
  const std::size_t begin = at_;
  int digits = 0, power = 0;
  bool any = false, point = false;
  value = 0;
  for (; at_ < text_.size() && (isDigit(text_[at_]) || (text_[at_] == '.' && !point)); ++at_) {
    if (text_[at_] == '.') {
      point = true;
      continue;
    }
    any = true;
    if (digits < 19) {
      value = value * 10 + (text_[at_] - '0');
      digits += value > 0;
      power -= point;
    } else {
      power += !point;
    }
  }
  if (!any) return fail("a digit is expected beside the point");
  power += exponent();
  // Powers of ten up to 22 are exact; larger ones go in two steps, since one alone may overflow.
  const int size = std::abs(power), first = size <= 22 ? size : size / 2;
  for (const double scale : {std::pow(10, first), std::pow(10, size - first)}) {
    if (value != 0) value = power < 0 ? value / scale : value * scale;
  }
  if (std::isfinite(value)) return true;
  at_ = begin;
  return fail("the number is too large");
}

bool FormulaReader::expect(char wanted) {
  if (peek() == wanted) return ++at_, true;
  return atOperand() ? failHere("an operator") : fail(quote(std::string(1, wanted)).append(" is expected"));
}

bool FormulaReader::failHere(std::string_view expected) {
  std::string message = std::string(expected).append(" is expected");
  if (expected == "an operator") {
    message.append(" (2*x, not 2x)");
  } else if (!atEnd()) {
    message.append(", not ").append(typed_.quoted(at_));
  }
  return fail(std::move(message));
}

bool FormulaReader::fail(std::string message) {
  peek();
  message_ = message.append(" at character ").append(std::to_string(typed_.character(at_)));
  return false;
}

}  // namespace sidestep
