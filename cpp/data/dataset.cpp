#include "data/dataset.h"

namespace sidestep {

Result<std::shared_ptr<Dataset>> Dataset::create(std::vector<std::size_t> shape, std::size_t classes, std::size_t train,
                                                 std::size_t test, bool real) {
  if (shape.empty()) return Error{"bad-data", "data.shape", "must have at least one dimension"};
  std::size_t itemSize = 1;
  for (std::size_t extent : shape) {
    if (extent == 0 || extent > maxBytes / itemSize) return Error{"bad-data", "data.shape", "is empty or too large"};
    itemSize *= extent;
  }
  if (classes < 2 || classes > 256) return Error{"out-of-range", "data.classes", "must be 2 to 256"};
  if (train == 0) return Error{"bad-data", "problem.train", "there is no training data"};
  if (test == 0) return Error{"bad-data", "problem.test", "there is no test data"};
  const std::size_t fit = maxBytes / (real ? sizeof(double) : 1) / itemSize;
  if (train > fit || test > fit - train) {
    return Error{"no-memory", "problem.train", "the data would take more than 1 GiB"};
  }
  auto data = std::make_shared<Dataset>();
  data->shape_ = std::move(shape);
  data->itemSize_ = itemSize;
  data->classes_ = classes;
  for (Part& part : data->parts_) {
    const std::size_t items = &part == data->parts_.data() ? train : test;
    part.labels.resize(items);
    if (real) {
      part.numbers.resize(items * itemSize);
    } else {
      part.items.resize(items * itemSize);
    }
  }
  return data;
}

std::shared_ptr<Dataset> Dataset::ofNumbers(std::vector<std::size_t> shape, std::size_t classes, std::size_t train,
                                            std::size_t test) {
  auto data = std::make_shared<Dataset>();
  const std::size_t inputs = std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
  data->shape_ = std::move(shape);
  data->itemSize_ = inputs;
  data->classes_ = classes;
  data->parts_[0] = {{}, std::vector<std::uint8_t>(train), std::vector<double>(train * inputs)};
  data->parts_[1] = {{}, std::vector<std::uint8_t>(test), std::vector<double>(test * inputs)};
  return data;
}

Check Dataset::seal() {
  for (const Part& part : parts_) {
    for (std::size_t i = 0; i < part.labels.size(); ++i) {
      if (part.labels[i] >= classes_) {
        const char* split = &part == parts_.data() ? "training" : "test";
        return Error{"bad-data", "problem.data",
                     "the label of " + std::string(split) + " item " + std::to_string(i) + " is " +
                         std::to_string(part.labels[i]) + ", but there are " + std::to_string(classes_) + " classes"};
      }
    }
  }
  sealed_ = true;
  return {};
}

}  // namespace sidestep
