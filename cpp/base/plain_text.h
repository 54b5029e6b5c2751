#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidestep {

/// Text that people typed or pasted, in the ASCII that our parsers read: full-width letters and brackets, spaces of
/// every width, typographic operators (× ⋅ − ÷ ≤ x²) are written plainly, and signs without a width are left out.
/// Whatever else is not ASCII stays as it is. For each byte the character that it came from is known, so that a
/// message can point at it.
class PlainText {
 public:
  explicit PlainText(std::string_view typed);

  std::string_view text() const { return text_; }
  /// The number of the character, counted from 1, that byte `at` of text() came from; at its end one more than there
  /// are.
  std::size_t character(std::size_t at) const;
  /// That character as it was typed, in quotation marks; one that cannot be seen by its number: U+0007.
  std::string quoted(std::size_t at) const;

 private:
  std::string_view typed_;
  std::string text_;
  std::vector<std::size_t> from_;  ///< where in typed_ each byte of text_ came from, and the end
};

}  // namespace sidestep
