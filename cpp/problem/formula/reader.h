#pragma once

#include <string>
#include <string_view>

#include "base/plain_text.h"

namespace sidestep {

/// Walks over the text of a formula, and remembers the first thing that is wrong with it.
class FormulaReader {
 public:
  explicit FormulaReader(std::string_view typed) : typed_(typed), text_(typed_.text()) {}

  /// The next character that is not a space; '\0' at the end.
  char peek();
  bool atEnd() { return peek() == '\0' && at_ >= text_.size(); }
  bool startsWith(std::string_view text) const { return text_.substr(at_).starts_with(text); }
  void skip(std::size_t bytes) { at_ += bytes; }
  std::size_t position() const { return at_; }
  void back(std::size_t position) { at_ = position; }

  static bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
  static bool isDigit(char c) { return c >= '0' && c <= '9'; }
  /// Whether an operand could begin here.
  bool atOperand();

  /// The letters and digits that follow.
  std::string_view word() const;
  /// Reads 12, 1.5, .5, 1e-3. Exact up to 15 digits; more may change the last place.
  bool number(double& value);
  bool expect(char wanted);

  /// Always false; the message gets the place, counted in characters from 1.
  bool fail(std::string message);
  /// Fails, naming the character at this position.
  bool failHere(std::string_view expected);
  const std::string& message() const { return message_; }

  static std::string quote(std::string_view text) { return std::string("'").append(text).append("'"); }

 private:
  int exponent();

  PlainText typed_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::string message_;
};

}  // namespace sidestep
