#include "base/plain_text.h"

#include <algorithm>
#include <array>
#include <span>

namespace sidestep {
namespace {

struct Character {
  char32_t code;
  std::size_t bytes;
};

/// The character that begins at `at`; a byte that begins none counts as one.
Character decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
  const unsigned char first = byte(at);
  const std::size_t bytes = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  char32_t code = bytes == 1 ? first : first & (0x7f >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return {first, 1};
    code = code << 6 | (byte(at + i) & 0x3f);
  }
  return {code, bytes};
}

struct Range {
  char32_t first, last;
};

bool within(std::span<const Range> ranges, char32_t code) {
  return std::ranges::any_of(ranges, [code](const Range& r) { return code >= r.first && code <= r.last; });
}

constexpr Range spaces[] = {{0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a}, {0x2028, 0x2029},
                            {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}};
/// Soft hyphens, joiners, marks of direction and of byte order, selectors of a character's look.
constexpr Range unseen[] = {{0xad, 0xad},     {0x61c, 0x61c},   {0x180e, 0x180e}, {0x200b, 0x200f},
                            {0x202a, 0x202e}, {0x2060, 0x206f}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}};

struct Plain {
  char32_t code;
  std::string_view text;
};

constexpr Plain others[] = {
    {0x2010, "-"}, {0x2011, "-"},     {0x2012, "-"},  {0x2013, "-"},  {0x2014, "-"},  {0x2212, "-"},  {0xd7, "*"},
    {0xb7, "*"},   {0x22c5, "*"},     {0x2219, "*"},  {0x2022, "*"},  {0x2217, "*"},  {0x2715, "*"},  {0x30fb, "*"},
    {0xf7, "/"},   {0x2215, "/"},     {0x2044, "/"},  {0x2264, "<="}, {0x2265, ">="}, {0x2260, "!="}, {0x3001, ","},
    {0x3002, "."}, {0x221a, "sqrt "}, {0x1d465, "x"}, {0x1d466, "y"}, {0x2227, "&&"}, {0x2228, "||"},
};

/// 0 to 9 of a superscript, 10 for its minus; −1 for all other characters.
int superscript(char32_t code) {
  constexpr std::array<char32_t, 11> signs{0x2070, 0xb9,   0xb2,   0xb3,   0x2074, 0x2075,
                                           0x2076, 0x2077, 0x2078, 0x2079, 0x207b};
  const auto found = std::ranges::find(signs, code);
  return found == signs.end() ? -1 : static_cast<int>(found - signs.begin());
}

}  // namespace

PlainText::PlainText(std::string_view typed) : typed_(typed) {
  bool raised = false;
  for (std::size_t at = 0; at < typed.size();) {
    const auto [code, bytes] = decode(typed, at);
    const auto put = [&](std::string_view text) {
      text_.append(text);
      from_.insert(from_.end(), text.size(), at);
    };
    const int power = superscript(code);
    const auto other = std::ranges::find(others, code, &Plain::code);
    if (power >= 0) {
      if (!raised) put("^");
      put(std::string(1, "0123456789-"[power]));
    } else if (within(spaces, code)) {
      put(" ");
    } else if (code >= 0xff01 && code <= 0xff5e) {
      put(std::string(1, static_cast<char>(code - 0xfee0)));
    } else if (other != std::end(others)) {
      put(other->text);
    } else if (!within(unseen, code)) {
      put(typed.substr(at, bytes));
    }
    raised = power >= 0;
    at += bytes;
  }
  from_.push_back(typed.size());
}

std::size_t PlainText::character(std::size_t at) const {
  const auto before = typed_.substr(0, from_[std::min(at, text_.size())]);
  return 1 + static_cast<std::size_t>(std::ranges::count_if(before, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string PlainText::quoted(std::size_t at) const {
  const std::size_t from = from_[std::min(at, text_.size())];
  const auto [code, bytes] = decode(typed_, from);
  if (code >= 0x20 && (code < 0x7f || code > 0xa0)) {
    return std::string("'").append(typed_.substr(from, bytes)).append("'");
  }
  constexpr std::string_view digits = "0123456789ABCDEF";
  return std::string("U+00").append(1, digits[code >> 4 & 15]).append(1, digits[code & 15]);
}

}  // namespace sidestep
