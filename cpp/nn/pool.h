#pragma once

#include "nn/pooling.h"

namespace sidestep {

/// The largest of a window; its first largest entry receives the slope.
struct Largest {
  template <class N>
  static N take(N top, N x) {
    return (x > top) | (x != x) ? x : top;  // NaN counts as the largest, as in PyTorch
  }
  template <class N>
  static N end(N top, N) {
    return top;
  }
  template <class N>
  static N share(N x, N y, N& open, N) {
    const N mine = x == y ? open : N{};
    open = x == y ? N{} : open;
    return mine;
  }
};

template <class T>
struct Pool : Pooling<T, Largest> {
  static constexpr std::string_view id = "pool", usage = "pool(size[,stride])";
  static constexpr Text doc{"The maximum of each window, for every channel.", "每个窗口取最大值，各通道分别进行。"};
};

inline const RegisterLayer<Pool> registerPool;

}  // namespace sidestep
