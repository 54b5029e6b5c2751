#pragma once

#include "kernels/correlation.h"
#include "nn/layer.h"

namespace sidestep {

/// The image that a layer is given, or the error that names the layer.
Result<ImageSize> imageOf(const LayerCall& call, const Shape& input);

/// Windows that slide over an image: their size and stride, the zeros above and left of the image, how many fit.
struct Window {
  std::size_t size, stride, top = 0, left = 0, rows = 0, cols = 0;

  static Result<Window> inside(const LayerCall& call, ImageSize image, std::size_t size, std::size_t stride);
  static Window same(ImageSize image, std::size_t size, std::size_t stride);
};

/// size[, stride] of a pooling layer.
Result<Window> poolWindow(const LayerCall& call, ImageSize image);

}  // namespace sidestep
