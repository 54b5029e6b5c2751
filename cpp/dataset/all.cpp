#include "dataset/dataset.h"

namespace sidestep {
namespace {

constexpr std::array<std::size_t, 3> grey28{28, 28, 1}, colour32{32, 32, 3};

/// Every dataset that the site offers. To add one, pack it and add its line here.
constexpr std::array list{
    DatasetInfo{"mnist",
                {"MNIST digits", "MNIST 手写数字"},
                60000,
                10000,
                grey28,
                10,
                {"train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz and the two files of t10k, all four together",
                 "train-images-idx3-ubyte.gz、train-labels-idx1-ubyte.gz 以及 t10k 的两个对应文件，四个一起选"},
                {"github.com/cvdfoundation/mnist", "https://github.com/cvdfoundation/mnist"},
                {"digits", "手写数字"}},
    DatasetInfo{"fashionMnist",
                {"Fashion-MNIST clothes", "Fashion-MNIST 服装"},
                60000,
                10000,
                grey28,
                10,
                {"train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz, both together",
                 "train-images-idx3-ubyte.gz 和 train-labels-idx1-ubyte.gz，两个一起选"},
                {"github.com/zalandoresearch/fashion-mnist", "https://github.com/zalandoresearch/fashion-mnist"},
                {"clothes", "服装样本"},
                {"T-shirt, trousers, pullover, dress, coat, sandal, shirt, sneaker, bag, boot",
                 "T 恤, 裤子, 套衫, 连衣裙, 外套, 凉鞋, 衬衫, 运动鞋, 包, 短靴"}},
    DatasetInfo{"cifar10",
                {"CIFAR-10 photographs", "CIFAR-10 照片"},
                50000,
                10000,
                colour32,
                10,
                {"cifar-10-binary.tar.gz as it is, or data_batch_1.bin and test_batch.bin unpacked from it",
                 "cifar-10-binary.tar.gz（不必解压），或从中解压出的 data_batch_1.bin 和 test_batch.bin"},
                {"www.cs.toronto.edu/~kriz/cifar.html", "https://www.cs.toronto.edu/~kriz/cifar.html"},
                {"photographs", "照片样本"},
                {"airplane, car, bird, cat, deer, dog, frog, horse, ship, truck",
                 "飞机, 汽车, 鸟, 猫, 鹿, 狗, 青蛙, 马, 船, 卡车"}},
    DatasetInfo{"own", {"your own file", "自己的文件"}, 60000, 10000, {}, 0},
};

}  // namespace

std::span<const DatasetInfo> datasets() { return list; }

}  // namespace sidestep
