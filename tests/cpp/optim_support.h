#pragma once

#include <vector>

#include "base/random.h"
#include "optim/optimizer.h"

namespace sidestep::test {

/// An optimizer alone, without a lane: its parameters and slots, each between guards that nobody may touch.
template <class T>
class Bench {
 public:
  Bench(const Optimizer& optimizer, const Settings& settings, std::vector<T> w)
      : Bench(optimizer, settings, w, {{"x", w.size()}}) {}
  Bench(const Optimizer& optimizer, const Settings& settings, std::vector<T> w, const Layout& layout)
      : rule_(optimizer.make<T>(settings, layout)), n_(w.size()), slots_(optimizer.slots.size()), block_(slots_ + 3) {
    for (std::size_t k = 0; k < block_.size(); ++k) {
      const std::uint64_t size = k < slots_ ? rule_->slotSize(k) : k == slots_ + 2 ? rule_->workspace() : n_;
      block_[k].assign(static_cast<std::size_t>(size) + 2 * guard, canary);
    }
    std::copy(w.begin(), w.end(), this->w());
    for (std::size_t k = 0; k < slots_; ++k) pointers_.push_back(array(k));
    rule_->bind(pointers_.data(), array(slots_ + 2), nullptr);
    rule_->begin(this->w());
  }

  void update(const std::vector<T>& gradient, double lr) {
    std::copy(gradient.begin(), gradient.end(), array(slots_ + 1));
    rule_->update({++t_, lr}, w(), array(slots_ + 1));
  }
  void update(const std::vector<T>& gradient) { update(gradient, rule_->lr()); }

  T* w() { return array(slots_); }
  std::vector<T> slot(std::size_t k) { return {rule_->slot(k).begin(), rule_->slot(k).end()}; }
  std::vector<T> parameters() { return {w(), w() + n_}; }
  bool guardsIntact() const {
    for (const auto& array : block_) {
      for (std::size_t i = 0; i < guard; ++i) {
        if (array[i] != canary || array[array.size() - 1 - i] != canary) return false;
      }
    }
    return true;
  }

 private:
  static constexpr std::size_t guard = 16;
  static constexpr T canary = T(12345);
  T* array(std::size_t k) { return block_[k].data() + guard; }

  std::unique_ptr<Rule<T>> rule_;
  std::size_t n_, slots_;
  std::vector<std::vector<T>> block_;  ///< slots, parameters, gradient, workspace
  std::vector<T*> pointers_;
  std::int64_t t_ = 0;
};

/// The optimizers that need the gradient alone.
inline std::vector<Optimizer> rules() {
  std::vector<Optimizer> list;
  std::ranges::copy_if(optimizers(), std::back_inserter(list), [](const Optimizer& o) { return !o.needsObjective; });
  return list;
}

/// Gradients that change sign and size: `steps` of `n` values.
template <class T>
std::vector<std::vector<T>> gradients(std::size_t steps, std::size_t n) {
  Pcg32 random(11, 3);
  std::vector<std::vector<T>> list(steps, std::vector<T>(n));
  for (auto& gradient : list) {
    for (T& g : gradient) g = static_cast<T>(random.normal());
  }
  return list;
}

/// A random point of the fields' sliders.
inline Settings drawn(std::span<const Field> fields, Pcg32& random) {
  Settings settings;
  for (const Field& field : fields) {
    const std::string id(field.id);
    const double u = random.uniform();
    if (field.kind == Kind::boolean) {
      settings.set(id, u < 0.5 ? 0.0 : 1.0);
    } else if (field.kind == Kind::choice) {
      settings.set(id, std::string(field.choices[static_cast<std::size_t>(u * double(field.choices.size()))].id));
    } else if (field.to > field.from) {
      const bool log = field.scale == Scale::log && field.from > 0;
      const double value =
          log ? field.from * std::pow(field.to / field.from, u) : field.from + (field.to - field.from) * u;
      settings.set(id, field.kind == Kind::integer ? std::round(value) : value);
    }
  }
  return settings;
}

}  // namespace sidestep::test
