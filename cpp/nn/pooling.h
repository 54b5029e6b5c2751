#pragma once

#include "kernels/vec.h"
#include "nn/image.h"

namespace sidestep {

/// Applies P to square windows of each channel; what does not fill a window at the bottom and right is left out
/// (PyTorch's default). Channels are processed in registers, as many at a time as fit.
///   P::take(sum, x) from the first entry on, P::end(sum, 1 / windowSize²): the value of a window;
///   P::share(x, y, open, 1 / windowSize²): the part of dy that goes to x; `open` is what is left to distribute.
template <class T, class P>
class Pooling : public Layer<T> {
 public:
  SIDESTEP_SMALL static Result<std::unique_ptr<Layer<T>>> make(const LayerCall& call, const Shape& input) {
    Result<ImageSize> image = imageOf(call, input);
    if (!image) return image.error();
    Result<Window> window = poolWindow(call, *image);
    if (!window) return window.error();
    return std::unique_ptr<Layer<T>>(std::make_unique<Pooling>(*image, *window));
  }

  Pooling(ImageSize in, Window window)
      : Layer<T>({window.rows, window.cols, in.channels}),
        in_(in),
        window_(window),
        share_(T(1) / static_cast<T>(window.size * window.size)) {}

  bool readsOutput() const override { return true; }

  void forward(const Pass<T>& pass, const T*, const T* x, T* y) const override {
    bySize([&](auto common) {
      eachWindow(pass.m, common, [&]<class N>(std::size_t from, std::size_t to, auto size) {
        auto sum = N::load(x + from);
        eachEntry(size, [&](std::size_t entry, bool first) {
          if (!first) sum = P::take(sum, N::load(x + from + entry));
        });
        N::store(y + to, P::end(sum, N::splat(share_)));
      });
    });
  }

  void backward(const Pass<T>& pass, const T*, const T* x, const T* y, const T* dy, T*, T* dx) const override {
    if (!dx) return;
    if (tiled()) {
      distribute<false>(pass.m, x, y, dy, dx);
    } else {
      std::fill_n(dx, pass.m * in_.size(), T(0));
      distribute<true>(pass.m, x, y, dy, dx);
    }
  }

 private:
  /// Whether every entry is in one window: its slope is written, not added to.
  bool tiled() const {
    return window_.stride == window_.size && in_.height == window_.rows * window_.size &&
           in_.width == window_.cols * window_.size;
  }

  template <bool add>
  void distribute(std::size_t m, const T* x, const T* y, const T* dy, T* dx) const {
    const auto run = [&](auto common) {
      eachWindow(m, common, [&]<class N>(std::size_t from, std::size_t to, auto size) {
        const auto value = N::load(y + to);
        auto open = N::load(dy + to);
        eachEntry(size, [&](std::size_t entry, bool) {
          const std::size_t at = from + entry;
          const auto mine = P::share(N::load(x + at), value, open, N::splat(share_));
          N::store(dx + at, add ? N::load(dx + at) + mine : mine);
        });
      });
    };
    if constexpr (add) {
      run(window_.size);
    } else {
      bySize(run);
    }
  }

  /// use(the windows' size), which the compiler knows where it is 2, as it mostly is.
  template <class Use>
  void bySize(Use use) const {
    window_.size == 2 ? use(std::integral_constant<std::size_t, 2>()) : use(window_.size);
  }

  /// use<N>(where N's channels of a window begin in x, where their value is in y, the window's size).
  template <class Size, class Use>
  void eachWindow(std::size_t m, Size size, Use use) const {
    const std::size_t row = in_.width * in_.channels;
    for (std::size_t i = 0, to = 0; i < m; ++i) {
      for (std::size_t r = 0; r < window_.rows; ++r) {
        for (std::size_t c = 0; c < window_.cols; ++c, to += in_.channels) {
          const std::size_t from = i * in_.size() + r * window_.stride * row + c * window_.stride * in_.channels;
          std::size_t channel = 0;
          for (; channel + Vec<T>::lanes <= in_.channels; channel += Vec<T>::lanes)
            use.template operator()<Vec<T>>(from + channel, to + channel, size);
          for (; channel < in_.channels; ++channel)
            use.template operator()<One<T>>(from + channel, to + channel, window_.size);
        }
      }
    }
  }

  /// use(place relative to the window's first entry, whether it is that).
  template <class Size, class Use>
  void eachEntry(Size size, Use use) const {
    for (std::size_t r = 0; r < size; ++r) {
      for (std::size_t c = 0; c < size; ++c) use((r * in_.width + c) * in_.channels, r + c == 0);
    }
  }

  ImageSize in_;
  Window window_;
  T share_;
};

}  // namespace sidestep
