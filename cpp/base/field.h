#pragma once

#include <limits>
#include <span>
#include <string_view>

#include "base/text.h"

namespace sidestep {

/// How a control should move through a range. oneMinus: logarithmic in 1 - x, for averaging coefficients near 1.
enum class Scale { linear, log, oneMinus };

enum class Kind { real, integer, boolean, choice, vector, text };

struct Choice {
  std::string_view id;
  Text name;
};

/// What an omitted field meant in configs and links up to a version. They are published, and mean it for ever.
struct Earlier {
  int until = 0;  ///< the last version that had this default; 0: none had
  double initial = 0;
  std::string_view initialText{};
};

/// One setting of a race, a problem or an optimizer: its meaning, default, validity and control.
/// Everything that asks for a value (page, link, command line, documentation) is made from this.
struct Field {
  std::string_view id;
  Kind kind = Kind::real;
  Text name{};
  Text doc{};
  Note symbol{};       ///< TeX, may be empty
  double initial = 0;  ///< default of a real, integer or boolean
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();  ///< both ends are valid
  double from = 0, to = 0;                               ///< suggested ends of a slider; equal: none
  Scale scale = Scale::linear;
  std::string_view initialText{};           ///< default of a choice or text
  std::span<const double> initialVector{};  ///< default of a vector, and its length unless that varies
  std::size_t most = 0;                     ///< the most numbers of a vector whose length varies; 0: it does not
  std::span<const Choice> choices{};
  std::string_view group{};  ///< fields that belong together and may be folded away; empty: none
  Earlier earlier{};         ///< where the default has changed since links were published
  Note variant{};            ///< what a rule with this switch on is known as, where it has a name of its own
  std::string_view only{};   ///< the kind of problem that this field of a race concerns; empty: all
};

}  // namespace sidestep
