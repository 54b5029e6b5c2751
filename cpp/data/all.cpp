#include "data/dataset.h"

namespace sidestep {
namespace {

constexpr std::array<std::size_t, 3> grey28{28, 28, 1};

/// Every dataset that the site offers. To add one, pack it and add its line here.
constexpr std::array list{
    DatasetInfo{"mnist", {"MNIST digits", "MNIST 手写数字"}, 60000, 10000, grey28, 10},
};

}  // namespace

std::span<const DatasetInfo> datasets() { return list; }

}  // namespace sidestep
