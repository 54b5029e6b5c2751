#include "nn/all.h"

namespace sidestep {

// In this file, so that whoever asks for the list links the layers too.
std::vector<LayerKind>& layerKinds() {
  static std::vector<LayerKind> list;
  return list;
}

}  // namespace sidestep
