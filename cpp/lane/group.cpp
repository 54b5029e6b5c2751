#include "lane/group.h"

#include <limits>

#include "base/small.h"
#include "kernels/vec.h"

namespace sidestep {

constexpr double infinity = std::numeric_limits<double>::infinity();

SIDESTEP_SMALL Group::Group(const Optimizer& optimizer, const Settings& hyper, std::int64_t lastStep, double noise,
                            Surface& surface, Descend descend, std::span<const std::uint32_t> runs)
    : surface_(surface),
      dim_(surface.size()),
      count_(runs.size()),
      rule_(optimizer.make<double>(hyper, placed({{"x", dim_ * count_}}))),
      schedule_(Schedule::of(hyper, lastStep)),
      clip_(configured<Clip>(hyper)),
      average_(Average::of(hyper)),
      lookahead_(Lookahead::of(hyper)),
      noise_(noise),
      descend_(runs.size() == 1 && !noise && !wrapped() && !clip_.on() && schedule_.constant() ? descend : nullptr) {
  std::ranges::copy(runs, runs_.begin());
}

SIDESTEP_SMALL std::uint64_t Group::memoryNeeded() const {
  using Numbers = Arena<double>;
  std::uint64_t total = Numbers::padded(size()) * (wrapped() ? 3 : 2) + Numbers::padded(count_);
  for (std::size_t k = 0; k < rule_->slots().size(); ++k) total += Numbers::padded(rule_->slotSize(k));
  return total;
}

SIDESTEP_SMALL void Group::bind(Arena<double>& arena) {
  w_ = shown_ = arena.take(size());
  grad_ = arena.take(size());
  loss_ = arena.take(count_);
  std::vector<double*> slots;
  for (std::size_t k = 0; k < rule_->slots().size(); ++k) slots.push_back(arena.take(rule_->slotSize(k)));
  rule_->bind(slots.data(), nullptr, nullptr);
  if (wrapped()) shown_ = arena.take(size());
}

SIDESTEP_SMALL void Group::begin() {
  live_ = count_;
  t_ = begun_ = 0;
  evaluated_ = false;
  if (wrapped()) std::copy_n(w_, size(), shown_);
  rule_->begin(w_);
}

void Group::run(std::int64_t to, std::int64_t most, const Outcomes& outcomes) {
  to = std::min(to, t_ + most);
  while (live_ > 0) {
    if (!evaluated_) evaluate(outcomes);
    if (t_ >= to) break;
    if (descend_) {
      descend(to, outcomes);
    } else {
      update();
    }
  }
  for (std::size_t k = 0; k < count_; ++k) {
    if (running_[k]) end(k, outcomes, false);
  }
}

void Group::evaluate(const Outcomes& outcomes) {
  surface_.evaluateAll(count_, w_, grad_, loss_);
  check(outcomes);
  if (noise_ > 0) addNoise();
  evaluated_ = true;
}

/// Several steps of a run that is alone in its group, up to the next that is to be looked at.
void Group::descend(std::int64_t to, const Outcomes& outcomes) {
  if (outcomes.every > 0) to = std::min(to, (t_ / outcomes.every + 1) * outcomes.every);
  Descent d{.t = t_,
            .until = to,
            .begun = 0,
            .evaluations = 0,
            .rate = rule_->lr(),
            .loss = loss_[0],
            .w = w_,
            .grad = grad_,
            .nextRow = -1,
            .every = 1,
            .row = nullptr,
            .millis = 0};
  descend_(*rule_, surface_, d);
  t_ = d.t;
  loss_[0] = d.loss;
  check(outcomes);
}

/// Of the state that was evaluated: keeps what is due, and ends the runs that diverged.
void Group::check(const Outcomes& outcomes) {
  const double squares = sumOfSquares(loss_, count_) + sumOfSquares(w_, size()) + sumOfSquares(grad_, size());
  const bool due = outcomes.every > 0 && t_ % outcomes.every == 0;
  if (due) trace(outcomes);
  if (!(squares < infinity)) {  // some number is not finite, or only large
    for (std::size_t k = 0; k < count_; ++k) {
      if (finite(k)) continue;
      if (running_[k]) {
        end(k, outcomes, true);
        running_[k] = false;
        --live_;
      }
      // What is left of it goes on from 0, where it is heard of no more.
      for (std::size_t i = 0; i < dim_; ++i) {
        const std::size_t at = k + i * count_;
        w_[at] = grad_[at] = shown_[at] = 0;
        for (std::size_t s = 0; s < rule_->slots().size(); ++s) rule_->place(s)[at] = 0;
      }
      loss_[k] = 0;
    }
  }
}

/// As LaneOf::finite().
bool Group::finite(std::size_t k) const {
  const auto w = gather(w_, k), grad = gather(grad_, k);
  return std::isfinite(loss_[k]) && std::isfinite(norm(grad.data(), dim_)) && std::isfinite(w[0]) &&
         std::isfinite(w[1]);
}

/// The loss where it is told.
double Group::lossOf(std::size_t k) const {
  return wrapped() ? surface_.evaluate(t_, gather(shown_, k).data(), nullptr) : loss_[k];
}

void Group::end(std::size_t k, const Outcomes& outcomes, bool diverged) {
  const std::size_t run = runs_[k];
  for (std::size_t i = 0; i < dim_; ++i) outcomes.params[run * dim_ + i] = w_[k + i * count_];
  outcomes.losses[run] = lossOf(k);
  outcomes.steps[run] = static_cast<double>(t_);
  outcomes.diverged[run] = diverged;
}

void Group::trace(const Outcomes& outcomes) const {
  const auto at = static_cast<std::size_t>(t_ / outcomes.every);
  if (at >= outcomes.traced) return;
  for (std::size_t k = 0; k < count_; ++k) {
    if (running_[k]) outcomes.trace[runs_[k] * outcomes.traced + at] = lossOf(k);
  }
}

void Group::addNoise() {
  for (std::size_t k = 0; k < count_; ++k) {
    for (std::size_t i = 0; i < dim_; ++i) grad_[k + i * count_] += noise_ * random_[k].normal();
  }
}

void Group::clip() {
  if (!clip_.on()) return;
  for (std::size_t k = 0; k < count_; ++k) {
    auto grad = gather(grad_, k);
    clip_.apply(grad.data(), dim_);
    for (std::size_t i = 0; i < dim_; ++i) grad_[k + i * count_] = grad[i];
  }
}

void Group::update() {
  ++t_;
  clip();
  // No rule that takes each parameter by itself looks at the loss.
  rule_->update({t_ - begun_, rule_->lr() * (schedule_.constant() ? 1 : schedule_.factor(t_))}, w_, grad_);
  if (lookahead_.due(t_)) {
    lookahead_.synchronise(size(), w_, shown_);
    if (lookahead_.sync == Lookahead::Sync::reset) {
      rule_->begin(w_);
      begun_ = t_;
    }
  }
  if (average_.on()) average_.update(t_, size(), w_, shown_);
  evaluated_ = false;
}

}  // namespace sidestep
