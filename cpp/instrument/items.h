#pragma once

#include "instrument/trained.h"

namespace sidestep {

/// The items that a network is tested on, as the data hold them.
struct Items {
  static constexpr std::array<double, 0> none{};
  static constexpr std::array axes{Axis{"items"}, Axis{"rows"}, Axis{"columns"}, Axis{"channels"}};
  static constexpr InstrumentInfo info{
      .id = "items",
      .name = {"Items of the data", "数据样本"},
      .doc = {"The numbers of test items, or where there are none of training items: for an image its height, width "
              "and channels, bytes as 0 … 255; for a sequence its steps and features; otherwise one row of numbers.",
              "测试样本（没有时为训练样本）的数：图像为高、宽、通道，字节为 0 … 255；序列为步与特征；一行数为一行。"},
      .axes = axes};
  static constexpr std::array fields{Field{.id = "items",
                                           .kind = Kind::vector,
                                           .name = {"items", "样本"},
                                           .doc = {"The numbers of the items, from 0.", "哪些样本，从 0 起。"},
                                           .min = 0,
                                           .max = 1e9,
                                           .initialVector = none,
                                           .most = 4096}};

  static Result<Measurement> measure(const Lane& run, const Settings& settings) {
    const Classifier<float>* network = networkOf(run);
    if (!network) return noNetwork();
    const Dataset& data = network->data();
    const Split split = network->seen();
    const std::vector<double> wanted = settings.vector(fields[0]);
    const Shape& shape = data.shape();
    const std::size_t size = data.itemSize(), rows = shape.size() == 1 ? 1 : shape[0],
                      columns = shape.size() == 1 ? size : shape[1];
    auto items = Measurement::of({wanted.size(), rows, columns, size / (rows * columns)});
    if (!items) return items;
    double* to = items->values.data();
    for (const double item : wanted) {
      if (item != std::floor(item) || item >= static_cast<double>(data.count(split)))
        return Error{"out-of-range", "instrument.items", "there is no such item"};
      const std::size_t first = static_cast<std::size_t>(item) * size;
      for (std::size_t i = first; i < first + size; ++i)
        *to++ = data.real() ? data.numbers(split)[i] : data.items(split)[i];
    }
    return items;
  }
};

inline const RegisterInstrument<Items> registerItems;

}  // namespace sidestep
