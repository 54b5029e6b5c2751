#include "nn/synthetic/make_classification.h"

#include <cmath>

namespace sidestep {
namespace {

/// to[j] ← Σᵢ from[i]·matrix[i][j], i from 0 on.
void multiply(std::span<const double> from, const double* matrix, std::span<double> to) {
  for (double& x : to) x = 0;
  for (const double x : from) {
    for (double& y : to) y += x * *matrix++;
  }
}

}  // namespace

Check MakeClassification::prepare(Pcg32& random) {
  const auto d = static_cast<std::size_t>(informative), combined = static_cast<std::size_t>(redundant);
  if (informative + redundant > features) {
    return Error{"out-of-range", "problem.features",
                 "must be " + format(informative + redundant) + " or more: " + format(informative) +
                     " informative and " + format(redundant) + " redundant"};
  }
  if (kinds * clustersPerClass > std::ldexp(1, static_cast<int>(d))) {
    return Error{"out-of-range", "problem.informative",
                 "is too small: " + format(kinds) + " classes of " + format(clustersPerClass) + " clusters need " +
                     format(kinds * clustersPerClass) + " corners; the hypercube has " +
                     format(std::ldexp(1, static_cast<int>(d)))};
  }
  centres_ = Block<double>(clusters() * d);
  mixing_ = Block<double>(clusters() * d * d);
  combining_ = Block<double>(d * combined);
  for (const Block<double>* block : {&centres_, &mixing_, &combining_}) {
    if (Check bad = block->check("problem.informative")) return bad;
  }
  for (double* centre = centres_.begin(); centre != centres_.end(); centre += d) {
    const auto taken = [&] {
      for (const double* other = centres_.begin(); other != centre; other += d)
        if (std::equal(centre, centre + d, other)) return true;
      return false;
    };
    do {
      for (std::size_t j = 0; j < d; ++j) centre[j] = random.below(2) ? 1 : -1;
    } while (taken());
  }
  for (double& x : centres_) x *= classSep;
  if (hypercube == 0) {
    for (std::size_t k = 0; k < clusters(); ++k) {
      const double share = random.uniform();
      for (std::size_t j = 0; j < d; ++j) centres_[k * d + j] *= share;
    }
    for (std::size_t j = 0; j < d; ++j) {
      const double share = random.uniform();
      for (std::size_t k = 0; k < clusters(); ++k) centres_[k * d + j] *= share;
    }
  }
  for (double& x : mixing_) x = 2 * random.uniform() - 1;
  for (double& x : combining_) x = 2 * random.uniform() - 1;
  return {};
}

double MakeClassification::draw(Pcg32& random, std::size_t i, std::span<double> x) {
  const auto d = static_cast<std::size_t>(informative), combined = static_cast<std::size_t>(redundant);
  const std::size_t k = i % clusters();
  const auto telling = x.first(d), rest = x.subspan(d + combined);
  double normal[100];
  for (std::size_t j = 0; j < d; ++j) normal[j] = random.normal();
  multiply({normal, d}, mixing_.data() + k * d * d, telling);
  for (std::size_t j = 0; j < d; ++j) telling[j] += centres_[k * d + j];
  multiply(telling, combining_.data(), x.subspan(d, combined));
  for (double& noise : rest) noise = random.normal();
  const bool flipped = random.uniform() < flipY;
  const std::size_t label = flipped ? random.below(static_cast<std::uint32_t>(kinds)) : k % classes();
  for (double& number : x) number = (number + shift) * scale;
  return static_cast<double>(label);
}

}  // namespace sidestep
