#include "nn/image.h"

#include <algorithm>

namespace sidestep {

Result<ImageSize> imageOf(const LayerCall& call, const Shape& input) {
  if (input.size() == 3) return ImageSize{input[0], input[1], input[2]};
  return layerError(call, "needs an image (height × width × channels), not " + textOf(input));
}

Result<Window> Window::inside(const LayerCall& call, ImageSize image, std::size_t size, std::size_t stride) {
  if (size > std::min(image.height, image.width)) {
    return layerError(call, "has a window of " + textOf({size, size}) + ", larger than the image of " +
                                textOf({image.height, image.width}));
  }
  return Window{.size = size,
                .stride = stride,
                .rows = (image.height - size) / stride + 1,
                .cols = (image.width - size) / stride + 1};
}

Window Window::same(ImageSize image, std::size_t size, std::size_t stride) {
  Window window{.size = size,
                .stride = stride,
                .rows = (image.height + stride - 1) / stride,
                .cols = (image.width + stride - 1) / stride};
  const auto before = [&](std::size_t outputs, std::size_t extent) {
    const std::size_t covered = (outputs - 1) * stride + size;
    return covered > extent ? (covered - extent) / 2 : 0;
  };
  window.top = before(window.rows, image.height);
  window.left = before(window.cols, image.width);
  return window;
}

Result<Window> poolWindow(const LayerCall& call, ImageSize image) {
  Result<std::size_t> size = countArgument(call, 0, 64);
  if (!size) return size.error();
  Result<std::size_t> stride = call.arguments.size() > 1 ? countArgument(call, 1, 64) : size;
  if (!stride) return stride.error();
  if (Check bad = atMost(call, 2)) return *bad;
  return Window::inside(call, image, *size, *stride);
}

}  // namespace sidestep
