#include "nn/all.h"

namespace sidestep {

// Defined in this file, so that a program that uses the list links the layers too.
std::vector<LayerKind>& layerKinds() {
  static std::vector<LayerKind> list;
  return list;
}

}  // namespace sidestep
