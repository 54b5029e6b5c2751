#pragma once

#include "nn/classifier.h"

namespace sidestep {

/// The settings of a network on a dataset: the fields of the problem with id "network".
std::vector<Field> networkFields();

/// The loss and its gradient by name (already checked).
template <class T>
Result<std::unique_ptr<Problem<T>>> makeClassifier(const Settings& settings, const RaceContext& race);

/// The fields that all networks have, with these defaults.
std::vector<Field> classifierFields(std::string_view net, std::string_view init, double evaluate);

/// Whether what is tested on are validation items; whoever makes the data puts them in the place of test items.
bool validates(const Settings& settings, std::span<const Field> fields);

/// The network of `settings` (fields: classifierFields) on that data.
template <class T>
Result<std::unique_ptr<Problem<T>>> classifier(const Settings& settings, std::span<const Field> fields,
                                               std::shared_ptr<const Dataset> data,
                                               typename Classifier<T>::Options options);

/// Networks that the page suggests.
struct SuggestedNet {
  std::string_view id, net;
  Text name;
};
std::span<const SuggestedNet> suggestedNets();

inline constexpr ProblemInfo networkInfo{
    .id = "network",
    .kind = "network",
    .name = {"Neural network", "神经网络"},
    .doc = {"A small network trained on real data, one batch per step.", "在真实数据上训练的小网络，每步一个小批量。"},
    .tex = R"(\frac1B\sum_{i\in\mathcal B} \ell\big(f(x_i; w),\, y_i\big))",
    .cite = {"LeCun et al. 1998", "https://doi.org/10.1109/5.726791"}};

struct RegisterNetwork {
  RegisterNetwork() { problems().push_back({networkInfo, networkFields(), {}, makeClassifier<float>}); }
};

}  // namespace sidestep
