#pragma once

#include <string_view>

namespace sidestep {

// Texts for readers are in the catalog, which a native build writes. They would be a third of the WebAssembly module:
// there these types are empty, and their literals unused.
#ifdef SIDESTEP_WITHOUT_TEXTS

struct Text {
  constexpr Text() = default;
  constexpr Text(std::string_view /*en*/, std::string_view /*zh*/) {}
};

struct Citation {
  constexpr Citation() = default;
  constexpr Citation(std::string_view /*text*/, std::string_view /*url*/) {}
};

struct Note {
  constexpr Note() = default;
  constexpr Note(const char* /*text*/) {}
};

#else

/// A text in the two languages of the page.
struct Text {
  std::string_view en, zh;
};

/// Where a rule or a function was published.
struct Citation {
  std::string_view text, url;
};

/// A text in no language: a formula in TeX, a name from the code.
struct Note {
  std::string_view text;
  constexpr Note() = default;
  constexpr Note(const char* t) : text(t) {}
};

#endif

}  // namespace sidestep
