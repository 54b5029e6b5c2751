#pragma once

#include <chrono>
#include <cmath>
#include <limits>

#include "base/arena.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/small.h"
#include "kernels/vec.h"
#include "lane/clip.h"
#include "lane/lane.h"
#include "lane/schedule.h"
#include "optim/optimizer.h"

namespace sidestep {

/// A lane in numbers of type T: double for surfaces, float for networks.
template <class T>
class LaneOf final : public Lane, private Objective<T> {
 public:
  /// The parts must fit the spec; check() tells whether their memory was there.
  SIDESTEP_SMALL LaneOf(const LaneSpec& spec, double noise, std::span<const Slot> slots, std::unique_ptr<Rule<T>> rule,
                        std::unique_ptr<Problem<T>> problem)
      : every_(spec.every),
        lastStep_(spec.race.steps),
        seed_(spec.race.seed),
        noise_(noise),
        schedule_(Schedule::of(spec.hyper, spec.race.steps)),
        clip_(configured<Clip>(spec.hyper)),
        slotNames_(slots),
        rule_(std::move(rule)),
        problem_(std::move(problem)),
        lr_(rule_->lr()),
        steady_(schedule_.constant()),
        searches_(rule_->searches()),
        n_(problem_->size()),
        hasTest_(problem_->hasTest()),
        width_(columns().size()),
        arena_(Arena<T>::padded(n_) * (2 + slots.size()) + Arena<T>::padded(rule_->workspace(n_)) +
               problem_->workspace()),
        rows_(std::uint64_t{spec.capacity} * width_),
        noiseStream_(0, 0) {
    if (check()) return;
    w_ = arena_.take(n_);
    grad_ = arena_.take(n_);
    for (std::size_t k = 0; k < slots.size(); ++k) slots_.push_back(arena_.take(n_));
    rule_->bind(*this, arena_.take(rule_->workspace(n_)));
    problem_->bind(arena_.take(problem_->workspace()));
    reset();
  }

  SIDESTEP_SMALL Check check() const {
    if (Check bad = arena_.check("problem")) return bad;
    return rows_.check("capacity");
  }

  SIDESTEP_SMALL Check startFrom(std::span<const double> params) override {
    if (params.size() != n_) {
      return Error{"bad-length", "params",
                   "must have length " + std::to_string(n_) + ", not " + std::to_string(params.size())};
    }
    Block<T> from(n_);
    if (Check bad = from.check("params")) return bad;
    for (std::size_t i = 0; i < n_; ++i) {
      from[i] = static_cast<T>(params[i]);
      if (!std::isfinite(from[i])) return Error{"not-finite", "params." + std::to_string(i), "must be a finite number"};
    }
    from_ = std::move(from);
    reset();
    return {};
  }

  void reset() override {
    start(w_);
    initial_ = sidestep::hash(std::span<const T>(w_, n_));
    rule_->begin(n_, slots_.data());
    noiseStream_ = Pcg32(seed_, stream::gradientNoise);
    t_ = nextRow_ = 0;
    evaluated_ = recorded_ = false;
    status_ = Status::running;
    millis_ = elapsed_ = 0;
    evaluations_ = 0;
    lastPoint_ = nullptr;
    rowsUsed_ = 0;
    fetched_ = false;
  }

  std::int64_t run(std::int64_t maxSteps, double maxMillis) override {
    if (fetched_) rowsUsed_ = 0;
    fetched_ = false;
    clockStart_ = Clock::now();
    elapsed_ = 0;
    const double before = millis_;
    const auto late = [&] { return maxMillis > 0 && elapsed() >= maxMillis; };
    const std::int64_t from = step(), to = from + maxSteps;
    while (status_ == Status::running) {
      if (!evaluated_) evaluate();
      while (testUnit_ < testUnits_) {
        problem_->test(testUnit_++, w_);
        if (testUnit_ < testUnits_ && late()) return finish(before, from);
      }
      if (!recorded_) {
        const bool diverged = !finite();
        const bool due = t_ == nextRow_ || t_ == lastStep_ || testUnits_ > 0 || diverged;
        if (due && rowsUsed_ + width_ > rows_.size()) break;  // the rest of this step waits for room
        if (due) record(before);
        if (t_ == nextRow_) nextRow_ += every_;
        recorded_ = true;
        if (diverged) status_ = Status::diverged;
      }
      if (t_ >= to || late() || status_ == Status::diverged) break;
      update();
    }
    return finish(before, from);
  }

  std::span<const double> rows() override {
    const std::size_t used = fetched_ ? 0 : rowsUsed_;
    fetched_ = true;
    return std::span<const double>(rows_).first(used);
  }

  SIDESTEP_SMALL std::vector<std::string> columns() const override {
    std::vector<std::string> names{"step", "loss", "gradNorm", "millis", "evaluations", "lr"};
    if (problem_->hasTest()) names.emplace_back("accuracy");
    for (std::string& name : problem_->columns()) names.push_back(std::move(name));
    if (fewParameters()) {
      for (std::size_t i = 0; i < n_; ++i) names.push_back(std::string("x").append(std::to_string(i)));
    }
    return names;
  }

  std::int64_t step() const override { return recorded_ || t_ == 0 ? t_ : t_ - 1; }
  Status status() const override { return status_; }

  std::variant<std::span<const double>, std::span<const float>> peek(std::string_view array) const override {
    if (array == "params") return std::span<const T>(w_, n_);
    if (array == "gradient") return std::span<const T>(grad_, n_);
    for (std::size_t k = 0; k < slots_.size(); ++k) {
      if (slotNames_[k].id == array) return std::span<const T>(slots_[k], n_);
    }
    return std::span<const T>();
  }

  bool classify(std::size_t count, const double* points, double* to) override {
    return problem_->classify(w_, count, points, to);
  }
  std::size_t points(double* to) const override { return problem_->points(to); }

  SIDESTEP_SMALL std::string hash(std::string_view what) const override {
    if (what == "params") return sidestep::hash(std::span<const T>(w_, n_));
    if (what == "order") return problem_->orderHash();
    if (what == "initial") return initial_;
    if (what == "noise" && noise_ > 0) {
      Pcg32 random(seed_, stream::gradientNoise);
      std::array<double, 64> draws;
      for (double& draw : draws) draw = noise_ * random.normal();
      return sidestep::hash(std::span<const double>(draws));
    }
    return {};
  }

 private:
  using Clock = std::chrono::steady_clock;

  /// Writes the parameters of step 0.
  void start(T* w) const {
    if (from_.size() == 0) {
      problem_->start(w);
    } else {
      std::copy(from_.begin(), from_.end(), w);
    }
  }

  bool fewParameters() const { return n_ <= 16; }

  /// Milliseconds of this run(). Reading the clock takes longer than several steps of a surface: there it is read now
  /// and then.
  double elapsed() {
    if (!fewParameters() || t_ % 64 == 0) readClock();
    return elapsed_;
  }
  void readClock() { elapsed_ = std::chrono::duration<double, std::milli>(Clock::now() - clockStart_).count(); }

  std::int64_t finish(double before, std::int64_t from) {
    readClock();
    millis_ = before + elapsed_;
    return step() - from;
  }

  /// Parameters are looked at where they are few: elsewhere a bad one shows in the loss.
  bool finite() const {
    const auto isFinite = [](T x) { return std::isfinite(x); };
    return std::isfinite(loss_) && std::isfinite(norm_) && (!fewParameters() || std::all_of(w_, w_ + n_, isFinite));
  }

  void evaluate() {
    if (lastPoint_ && std::equal(w_, w_ + n_, lastPoint_)) {  // a line search has been here
      loss_ = lastLoss_;
      std::copy_n(lastGradient_, n_, grad_);
    } else if (lastPoint_ || t_ == 0 || !searches_) {
      loss_ = problem_->evaluate(t_, w_, grad_);
      ++evaluations_;
    }
    problem_->visit(t_, w_, loss_);
    norm_ = norm(grad_, n_);
    gradNorm_ = norm_ == 0 ? sumOfSquares(grad_, n_) : norm_;
    if (noise_ > 0) {
      for (std::size_t i = 0; i < n_; ++i) grad_[i] += static_cast<T>(noise_ * noiseStream_.normal());
    }
    testUnit_ = 0;
    testUnits_ = hasTest_ ? problem_->testUnits(t_) : 0;
    rate_ = lr_ * (steady_ ? 1 : schedule_.factor(t_ + 1));
    evaluated_ = true;
  }

  double at(const T* w, T* grad) override {
    ++evaluations_;
    lastPoint_ = w;
    lastGradient_ = grad;
    return lastLoss_ = problem_->evaluate(t_ - 1, w, grad);
  }

  void record(double before) {
    double* row = rows_.data() + rowsUsed_;
    *row++ = static_cast<double>(t_);
    *row++ = loss_;
    *row++ = gradNorm_;
    *row++ = before + elapsed();
    *row++ = static_cast<double>(evaluations_);
    *row++ = rate_;
    if (hasTest_) *row++ = testUnits_ > 0 ? problem_->accuracy() : std::numeric_limits<double>::quiet_NaN();
    problem_->values(w_, row);
    if (fewParameters()) std::copy_n(w_, n_, rows_.data() + rowsUsed_ + width_ - n_);
    rowsUsed_ += width_;
  }

  void update() {
    ++t_;
    clip_.apply(grad_, n_);
    lastPoint_ = nullptr;
    rule_->update({t_, rate_, loss_}, n_, w_, grad_, slots_.data());
    problem_->project(w_);
    if (std::is_same_v<T, float> && t_ % 64 == 0) {
      for (T* slot : slots_) flushTiny(slot, n_);
    }
    evaluated_ = recorded_ = false;
  }

  std::int64_t every_, lastStep_;
  std::uint64_t seed_;
  double noise_;
  Schedule schedule_;
  Clip clip_;
  std::span<const Slot> slotNames_;
  std::unique_ptr<Rule<T>> rule_;
  std::unique_ptr<Problem<T>> problem_;
  double lr_;      ///< η before its schedule
  bool steady_;    ///< η stays
  bool searches_;  ///< the rule calls at()
  std::size_t n_;
  bool hasTest_;
  std::size_t width_;
  Arena<T> arena_;
  T* w_ = nullptr;
  T* grad_ = nullptr;
  std::vector<T*> slots_;
  Block<T> from_;        ///< what startFrom() was given; empty: the problem's own start
  std::string initial_;  ///< the hash of the parameters of step 0
  Block<double> rows_;
  Pcg32 noiseStream_;

  std::int64_t t_ = 0;        ///< updates made
  std::int64_t nextRow_ = 0;  ///< the next multiple of every_, where a row is due
  bool evaluated_ = false, recorded_ = false;
  Status status_ = Status::running;
  double loss_ = 0;
  double norm_ = 0;      ///< of the gradient, as it decides where a lane ends
  double gradNorm_ = 0;  ///< the same as rows tell it: NaN, too, where norm() finds nothing beside zeros and NaNs
  double rate_ = 0;      ///< η of the next update
  std::int64_t testUnit_ = 0, testUnits_ = 0, evaluations_ = 0;
  const T* lastPoint_ = nullptr;  ///< where the rule evaluated last in its update, and what it found
  const T* lastGradient_ = nullptr;
  double lastLoss_ = 0;
  double millis_ = 0;   ///< spent in run() so far
  double elapsed_ = 0;  ///< in this run(), when the clock was read last
  Clock::time_point clockStart_;
  std::size_t rowsUsed_ = 0;
  bool fetched_ = false;  ///< the rows were handed out: the next run() begins a new list
};

}  // namespace sidestep
