#pragma once

#include <emscripten/val.h>

/// The catalog as a plain JavaScript object: what can be chosen, as the descriptors in cpp/ say.
emscripten::val catalogValue();
