#include "data/dataset.h"

namespace sidestep {
namespace {

constexpr std::array<std::size_t, 3> grey28{28, 28, 1}, colour32{32, 32, 3};

/// Every dataset that the site offers. To add one, pack it and add its line here.
constexpr std::array list{
    DatasetInfo{"mnist", {"MNIST digits", "MNIST 手写数字"}, 60000, 10000, grey28, 10},
    DatasetInfo{"fashionMnist", {"Fashion-MNIST clothes", "Fashion-MNIST 服装"}, 60000, 10000, grey28, 10},
    DatasetInfo{"cifar10", {"CIFAR-10 photographs", "CIFAR-10 照片"}, 50000, 10000, colour32, 10},
    DatasetInfo{"own", {"your own file", "自己的文件"}, 60000, 10000, {}, 0},
};

}  // namespace

std::span<const DatasetInfo> datasets() { return list; }

}  // namespace sidestep
