#pragma once

#include "nn/pooling.h"

namespace sidestep {

/// The mean of a window; every entry receives an equal share of the slope.
struct Mean {
  template <class N>
  static N take(N sum, N x) {
    return sum + x;
  }
  template <class N>
  static N end(N sum, N share) {
    return sum * share;
  }
  template <class N>
  static N share(N, N, N& open, N share) {
    return open * share;
  }
};

template <class T>
struct Avgpool : Pooling<T, Mean> {
  static constexpr std::string_view id = "avgpool", usage = "avgpool(size[,stride])";
  static constexpr Text doc{"The mean of each window, for every channel.", "每个窗口取平均值，各通道分别进行。"};
};

inline const RegisterLayer<Avgpool> registerAvgpool;

}  // namespace sidestep
