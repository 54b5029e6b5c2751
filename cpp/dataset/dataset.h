#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/block.h"
#include "base/text.h"

namespace sidestep {

/// What is known of a dataset that the site offers.
struct DatasetInfo {
  std::string_view id;
  Text name;
  std::size_t train, test;
  std::span<const std::size_t> shape;  ///< of an item: height, width, channels; empty: told by the user's own file
  std::size_t classes;
  Text files{};     ///< where a site has no copy: which files the page reads
  Citation cite{};  ///< and where they are
  Text noun{};      ///< what its items are called in the plural
  Text labels{};    ///< the names of its classes, where these are more than numbers
};

/// The datasets that the site offers: dataset/all.cpp.
std::span<const DatasetInfo> datasets();

enum class Split { train, test };

/// Items and the right answers, one copy for all lanes of a worker. Items are bytes (pixels 0…255 are read as 0…1) or
/// real numbers; an answer is one of `classes` or, where there are none, a number.
class Dataset {
 public:
  static constexpr std::size_t maxBytes = std::size_t{1} << 30;

  /// Reserves memory for that many items, of bytes or of real numbers; they are then written through items() or
  /// numbers(), and labels() or targets().
  static Result<std::shared_ptr<Dataset>> create(std::vector<std::size_t> shape, std::size_t classes, std::size_t train,
                                                 std::size_t test, bool real = false);

  bool real() const { return parts_[0].numbers.size() > 0; }
  std::span<double> numbers(Split split) { return parts_[index(split)].numbers; }
  std::span<const double> numbers(Split split) const { return parts_[index(split)].numbers; }

  const std::vector<std::size_t>& shape() const { return shape_; }
  std::size_t itemSize() const { return itemSize_; }
  std::size_t classes() const { return classes_; }
  /// The numbers to be told of the items, of data without classes.
  std::span<double> targets(Split split) { return parts_[index(split)].targets; }
  std::span<const double> targets(Split split) const { return parts_[index(split)].targets; }
  std::size_t count(Split split) const { return parts_[index(split)].labels.size(); }

  std::span<std::uint8_t> items(Split split) { return parts_[index(split)].items; }
  std::span<std::uint8_t> labels(Split split) { return parts_[index(split)].labels; }
  std::span<const std::uint8_t> items(Split split) const { return parts_[index(split)].items; }
  std::span<const std::uint8_t> labels(Split split) const { return parts_[index(split)].labels; }

  /// Checks what was written; to be called once before any lane uses it.
  Check seal();
  bool sealed() const { return sealed_; }

 private:
  struct Part {
    Block<std::uint8_t> items, labels;
    Block<double> numbers, targets;
  };
  static std::size_t index(Split split) { return split == Split::train ? 0 : 1; }

  std::vector<std::size_t> shape_;
  std::size_t itemSize_ = 0, classes_ = 0;
  std::array<Part, 2> parts_;
  bool sealed_ = false;
};

}  // namespace sidestep
