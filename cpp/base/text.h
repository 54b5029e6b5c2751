#pragma once

#include <string_view>

namespace sidestep {

/// A text in the two languages of the page.
struct Text {
  std::string_view en;
  std::string_view zh;
};

/// Where a rule or a function was published.
struct Citation {
  std::string_view text;
  std::string_view url;
};

}  // namespace sidestep
