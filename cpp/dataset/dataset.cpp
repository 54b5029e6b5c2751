#include "dataset/dataset.h"

#include <cmath>

namespace sidestep {

Result<std::shared_ptr<Dataset>> Dataset::create(std::vector<std::size_t> shape, std::size_t classes, std::size_t train,
                                                 std::size_t test, bool real) {
  if (shape.empty()) return Error{"bad-data", "data.shape", "must have at least one dimension"};
  std::size_t itemSize = 1;
  for (std::size_t extent : shape) {
    if (extent == 0 || extent > maxBytes / itemSize) return Error{"bad-data", "data.shape", "is empty or too large"};
    itemSize *= extent;
  }
  if (classes == 1 || classes > 256) return Error{"out-of-range", "data.classes", "must be 2 to 256"};
  if (train == 0) return Error{"bad-data", "problem.train", "there is no training data"};
  if (test == 0) return Error{"bad-data", "problem.test", "there is no test data"};
  const std::size_t bytes = itemSize * (real ? sizeof(double) : 1), fit = maxBytes / bytes;
  if (train > fit || test > fit - train) {
    return noMemory("problem.train",
                    (static_cast<double>(train) + static_cast<double>(test)) * static_cast<double>(bytes));
  }
  auto data = std::make_shared<Dataset>();
  data->shape_ = std::move(shape);
  data->itemSize_ = itemSize;
  data->classes_ = classes;
  for (Part& part : data->parts_) {
    const std::size_t items = &part == data->parts_.data() ? train : test, numbers = items * itemSize;
    part.labels = Block<std::uint8_t>(items);
    if (Check bad = part.labels.check("problem.train")) return *bad;
    if (classes == 0) {
      part.targets = Block<double>(items);
      if (Check bad = part.targets.check("problem.train")) return *bad;
    }
    if (real) {
      part.numbers = Block<double>(numbers);
    } else {
      part.items = Block<std::uint8_t>(numbers);
    }
    if (Check bad = real ? part.numbers.check("problem.train") : part.items.check("problem.train")) return *bad;
  }
  return data;
}

Check Dataset::seal() {
  for (const Part& part : parts_) {
    for (std::size_t i = 0; i < part.labels.size(); ++i) {
      const bool fine = classes_ == 0 ? std::isfinite(part.targets[i]) : part.labels[i] < classes_;
      if (fine) continue;
      const std::string item = (&part == parts_.data() ? "training item " : "test item ") + std::to_string(i) + " is ";
      return Error{"bad-data", "problem.data",
                   classes_ == 0 ? "the number of " + item + "not finite"
                                 : "the label of " + item + std::to_string(part.labels[i]) + ", but there are " +
                                       std::to_string(classes_) + " classes"};
    }
  }
  sealed_ = true;
  return {};
}

}  // namespace sidestep
