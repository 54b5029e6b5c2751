#pragma once

#include <chrono>
#include <cmath>
#include <limits>

#include "base/arena.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/small.h"
#include "kernels/vec.h"
#include "lane/average.h"
#include "lane/clip.h"
#include "lane/descend.h"
#include "lane/lane.h"
#include "lane/lookahead.h"
#include "lane/schedule.h"
#include "optim/optimizer.h"

namespace sidestep {

/// Appends what is stored there. (Not inline: once for both precisions.)
void addPart(std::vector<std::span<std::byte>>& parts, void* at, std::size_t bytes);

/// A lane in numbers of type T: double for surfaces, float for networks. All that changes while it runs is in its
/// arena, in the rule's memory() and in State; the rest follows from the spec.
template <class T>
class LaneOf final : public Lane, private Objective<T> {
 public:
  /// The parts must fit the spec; check() tells whether their memory was there.
  SIDESTEP_SMALL LaneOf(const LaneSpec& spec, double noise, std::unique_ptr<Rule<T>> rule,
                        std::unique_ptr<Problem<T>> problem, const OptimizerInfo& info)
      : Lane(spec),
        every_(spec.every),
        lastStep_(spec.race.steps),
        seed_(spec.race.seed),
        noise_(noise),
        schedule_(Schedule::of(spec.hyper, spec.race.steps, spec.scheduleFrom)),
        clip_(configured<Clip>(spec.hyper)),
        average_(Average::of(spec.hyper)),
        lookahead_(Lookahead::of(spec.hyper)),
        rule_(std::move(rule)),
        problem_(std::move(problem)),
        lr_(rule_->lr()),
        steady_(schedule_.constant()),
        stationary_(info.needsStationary),
        twoPoints_(wrapped() || !info.shown.empty()),
        bare_(problem_->bare()),
        plain_(bare_ && steady_ && !noise_ && !twoPoints_ && !stationary_ && !clip_.on() && rule_->columns().empty()),
        descend_(descentOf(spec.optimizer, spec.problem)),
        n_(problem_->size()),
        hasTest_(!problem_->score().empty()),
        width_(columns().size()),
        arena_(memoryNeeded()),
        rows_(std::uint64_t{spec.capacity} * width_) {
    if (check()) return;
    average_.start = std::max(average_.start, static_cast<double>(spec.averageFrom));
    w_ = shown_ = arena_.take(n_);
    grad_ = arena_.take(n_);
    std::vector<T*> slots;
    for (std::size_t k = 0; k < rule_->slots().size(); ++k) {
      slots.push_back(arena_.take(rule_->slotSize(k)));
      if (rule_->slots()[k].id == info.shown) shown_ = slots.back();
    }
    scratch_ = {arena_.take(rule_->workspace()), static_cast<std::size_t>(rule_->workspace())};
    rule_->bind(slots.data(), scratch_.data(), this);
    if (wrapped()) shown_ = arena_.take(n_);
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
    auto from = std::make_shared<Block<double>>(n_);
    if (Check bad = from->check("params")) return bad;
    for (std::size_t i = 0; i < n_; ++i) {
      (*from)[i] = static_cast<T>(params[i]);
      if (!std::isfinite((*from)[i])) {
        return Error{"not-finite", "params." + std::to_string(i), "must be a finite number"};
      }
    }
    spec_.from = std::move(from);
    reset();
    return {};
  }

  SIDESTEP_SMALL void reset() override {
    state_ = State{};
    state_.noise = Pcg32(seed_, stream::gradientNoise);
    start(w_);
    initial_ = sidestep::hash(std::span<const T>(w_, n_));
    if (wrapped()) std::copy_n(w_, n_, shown_);
    rule_->begin(w_);
    nextRow_ = 0;
    forgetRows();
  }

  std::int64_t run(std::int64_t maxSteps, double maxMillis) override {
    if (fetched_) rowsUsed_ = 0;
    fetched_ = false;
    clockStart_ = Clock::now();
    elapsed_ = 0;
    double before = state_.millis;
    const auto late = [&] { return maxMillis > 0 && elapsed() >= maxMillis; };
    const std::int64_t from = step(), to = from + maxSteps;
    while (state_.status == Status::running) {
      if (!state_.evaluated) evaluate();
      while (state_.testUnit < state_.testUnits) {
        if (state_.testUnit == 0) state_.score = 0;
        readClock();
        const double begun = elapsed_;
        state_.score += problem_->test(state_.testUnit++, shown_);
        readClock();
        before -= elapsed_ - begun;  // a lane's time is that of its steps
        if (state_.testUnit < state_.testUnits && late()) return finish(before, from);
      }
      if (!state_.recorded) {
        const bool diverged = !finite();
        const bool due = state_.t == nextRow_ || state_.t == lastStep_ || state_.testUnits > 0 || diverged;
        if (due && rowsUsed_ + width_ > rows_.size()) break;  // recorded by the next run(), once rows() was called
        if (due) record(before);
        if (state_.t == nextRow_) nextRow_ += every_;
        state_.recorded = true;
        if (diverged) state_.status = Status::diverged;
      }
      if (state_.t >= to || late() || state_.status == Status::diverged) break;
      if (!descendUntil(lastStep_ > state_.t ? std::min(to, lastStep_ - 1) : to, before)) update();
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
    if (hasTest_) names.emplace_back(problem_->score());
    for (std::string& name : problem_->columns()) names.push_back(std::move(name));
    for (const std::string_view name : rule_->columns()) names.emplace_back(name);
    if (fewParameters()) {
      for (const char* point : {"x", "shown"}) {
        for (std::size_t i = 0; i < n_; ++i) names.push_back(std::string(point).append(std::to_string(i)));
        if (!twoPoints_) break;
      }
    }
    return names;
  }

  std::int64_t step() const override { return state_.recorded || state_.t == 0 ? state_.t : state_.t - 1; }
  Status status() const override { return state_.status; }

  std::variant<std::span<const double>, std::span<const float>> peek(std::string_view array) const override {
    if (array == "params") return std::span<const T>(w_, n_);
    if (array == "shown") return std::span<const T>(shown_, n_);
    if (array == "gradient") return std::span<const T>(grad_, n_);
    for (std::size_t k = 0; k < rule_->slots().size(); ++k) {
      if (rule_->slots()[k].id == array) return std::span<const T>(rule_->slot(k));
    }
    return std::span<const T>();
  }

  std::variant<Standing<double>, Standing<float>> standing() override {
    return Standing<T>{*problem_, {w_, n_}, {shown_, n_}, {grad_, n_}};
  }
  std::variant<Standing<double, const Problem<double>>, Standing<float, const Problem<float>>> standing()
      const override {
    return Standing<T, const Problem<T>>{*problem_, {w_, n_}, {shown_, n_}, {grad_, n_}};
  }

  SIDESTEP_SMALL Around around() const override {
    const Step next{state_.t + 1 - state_.begun, state_.rate, state_.loss};
    return {next, !steady_, clip_, average_, lookahead_, state_.t + 1, rule_->memory()};
  }

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

  SIDESTEP_SMALL std::vector<std::span<std::byte>> state() override {
    std::vector<std::span<std::byte>> parts;
    addPart(parts, &state_, sizeof state_);
    addPart(parts, rule_->memory().data(), rule_->memory().size());
    for (T* array : {w_, grad_}) addPart(parts, array, n_ * sizeof(T));
    addPart(parts, shown_, wrapped() ? n_ * sizeof(T) : 0);
    addPart(parts, scratch_.data(), scratch_.size_bytes());
    for (std::size_t k = 0; k < rule_->slots().size(); ++k) {
      addPart(parts, rule_->place(k), rule_->slot(k).size_bytes());
    }
    for (const std::span<T> part : problem_->kept()) addPart(parts, part.data(), part.size_bytes());
    return parts;
  }

  SIDESTEP_SMALL void begin(bool anew) override {
    rule_->begin(w_);
    if (anew) state_.begun = state_.t;
  }

  SIDESTEP_SMALL void restored() override {
    rule_->keepSettings();
    if (state_.evaluated) state_.rate = rateNow();  // the schedule is this lane's
    const std::int64_t passed = state_.t + (state_.recorded ? every_ : every_ - 1);
    nextRow_ = passed / every_ * every_;
    forgetRows();
  }

  /// Writes the parameters of step 0.
  SIDESTEP_SMALL void start(T* w) const {
    if (!spec_.from) {
      problem_->start(w);
    } else {
      for (std::size_t i = 0; i < n_; ++i) w[i] = static_cast<T>((*spec_.from)[i]);
    }
  }

  /// So few that each row holds them.
  bool fewParameters() const { return n_ <= 32; }
  /// So few that a number among them that is not finite ends the lane. (Not as many as a row holds: published links
  /// have lanes between the two that went on.)
  bool watched() const { return n_ <= 16; }
  /// Whether what goes around the rule has a point of its own.
  bool wrapped() const { return average_.on() || lookahead_.on(); }

  std::uint64_t memoryNeeded() const {
    std::uint64_t total = Arena<T>::padded(n_) * (wrapped() ? 3 : 2) + Arena<T>::padded(rule_->workspace());
    for (std::size_t k = 0; k < rule_->slots().size(); ++k) total += Arena<T>::padded(rule_->slotSize(k));
    return total + problem_->workspace();
  }

  /// Milliseconds of this run(). Reading the clock takes longer than several steps of a surface: there it is read now
  /// and then.
  static constexpr std::int64_t clockEvery_ = 256;
  double elapsed() {
    if (!fewParameters() || state_.t % clockEvery_ == 0) readClock();
    return elapsed_;
  }
  void readClock() { elapsed_ = std::chrono::duration<double, std::milli>(Clock::now() - clockStart_).count(); }

  std::int64_t finish(double before, std::int64_t from) {
    readClock();
    state_.millis = before + elapsed_;
    return step() - from;
  }

  void forgetRows() {
    rowsUsed_ = 0;
    fetched_ = false;
  }

  /// Parameters are looked at where they are few: elsewhere a bad one shows in the loss.
  bool finite() const {
    const auto isFinite = [](T x) { return std::isfinite(x); };
    return std::isfinite(state_.loss) && std::isfinite(state_.norm) &&
           (!watched() || std::all_of(w_, w_ + n_, isFinite));
  }

  void evaluate() {
    if (lastPoint_ && stationary_ && std::equal(w_, w_ + n_, lastPoint_)) {  // the rule has evaluated this point
      state_.loss = lastLoss_;
      std::copy_n(lastGradient_, n_, grad_);
    } else if (!stays_) {
      state_.loss = problem_->evaluate(state_.t, w_, grad_);
      ++state_.evaluations;
    }
    if (!bare_) problem_->visit(state_.t, w_, state_.loss);
    measureNorm();
    if (noise_ > 0) {
      for (std::size_t i = 0; i < n_; ++i) grad_[i] += static_cast<T>(noise_ * state_.noise.normal());
    }
    state_.testUnit = 0;
    state_.testUnits = hasTest_ ? problem_->testUnits(state_.t) : 0;
    state_.rate = rateNow();
    state_.evaluated = true;
    lastPoint_ = nullptr;
    stays_ = false;
  }

  void measureNorm() {
    state_.norm = norm(grad_, n_);
    state_.gradNorm = state_.norm == 0 ? sumOfSquares(grad_, n_) : state_.norm;
  }

  /// Makes updates in a row up to number `end`, with their rows, if nothing but rows is due and nothing stands around
  /// the rule. False: none were made.
  bool descendUntil(std::int64_t end, double before) {
    if constexpr (std::is_same_v<T, double>) {
      if (!plain_ || state_.t >= end) return false;
      const auto room = static_cast<std::int64_t>((rows_.size() - rowsUsed_) / width_);
      if (room < (end - nextRow_) / every_ + 1) end = std::min(end, nextRow_ + room * every_ - 1);
      // The clock is read between.
      end = std::min(end, (state_.t / clockEvery_ + 1) * clockEvery_);
      if (state_.t >= end) return false;
      Descent d{state_.t,
                end,
                state_.begun,
                state_.evaluations,
                state_.rate,
                state_.loss,
                w_,
                grad_,
                nextRow_,
                every_,
                rows_.data() + rowsUsed_,
                nextRow_ <= end ? before + elapsed() : 0};
      descend_(*rule_, *problem_, d);
      state_.evaluations = d.evaluations;
      state_.t = d.t;
      state_.loss = d.loss;
      nextRow_ = d.nextRow;
      rowsUsed_ = static_cast<std::size_t>(d.row - rows_.data());
      measureNorm();
      state_.recorded = false;
      return true;
    } else {
      return false;
    }
  }

  double rateNow() const { return lr_ * (steady_ ? 1 : schedule_.factor(state_.t + 1)); }

  double at(const T* w, T* grad) override {
    ++state_.evaluations;
    lastPoint_ = w;
    lastGradient_ = grad;
    return lastLoss_ = problem_->evaluate(state_.t - 1, w, grad);
  }

  void record(double before) {
    double* row = rows_.data() + rowsUsed_;
    *row++ = static_cast<double>(state_.t);
    *row++ = twoPoints_ ? problem_->evaluate(state_.t, shown_, nullptr) : state_.loss;
    *row++ = state_.gradNorm;
    *row++ = before + elapsed();
    *row++ = static_cast<double>(state_.evaluations);
    *row++ = state_.rate;
    if (hasTest_) *row++ = score();
    problem_->values(shown_, row);
    row = rows_.data() + rowsUsed_ + width_;
    if (fewParameters()) {
      if (twoPoints_) std::copy_n(shown_, n_, row -= n_);
      std::copy_n(w_, n_, row -= n_);
    }
    rule_->values(row - rule_->columns().size());
    rowsUsed_ += width_;
  }

  double score() const {
    if (state_.testUnits == 0) return std::numeric_limits<double>::quiet_NaN();
    return state_.score / static_cast<double>(problem_->testItems());
  }

  void update() {
    ++state_.t;
    clip_.apply(grad_, n_);
    rule_->update({state_.t - state_.begun, state_.rate, state_.loss}, w_, grad_);
    stays_ = stationary_ && !lastPoint_;
    if (!bare_) problem_->project(w_);
    if (lookahead_.due(state_.t)) synchronise();
    if (average_.on()) average_.update(state_.t, n_, w_, shown_);
    if (std::is_same_v<T, float> && state_.t % 64 == 0) {
      for (std::size_t k = 0; k < rule_->slots().size(); ++k) flushTiny(rule_->slot(k).data(), rule_->slot(k).size());
    }
    state_.evaluated = state_.recorded = false;
  }

  void synchronise() {
    lookahead_.synchronise(n_, w_, shown_);
    stays_ = false;
    if (lookahead_.sync == Lookahead::Sync::keep) return;
    rule_->begin(w_);
    state_.begun = state_.t;
  }

  /// What changes from step to step besides arrays.
  struct State {
    Pcg32 noise{0, 0};
    std::int64_t t = 0;      ///< updates made
    std::int64_t begun = 0;  ///< of these, before the rule began anew
    std::int64_t evaluations = 0, testUnit = 0, testUnits = 0;
    double score = 0;  ///< of the items tested so far in the test under way
    double loss = 0;
    double norm = 0;      ///< of the gradient, as it decides where a lane ends
    double gradNorm = 0;  ///< the same as rows tell it: NaN, too, where norm() finds nothing beside zeros and NaNs
    double rate = 0;      ///< η of the next update
    double millis = 0;    ///< spent in run() so far, tests left out
    bool evaluated = false, recorded = false;
    Status status = Status::running;
  };
  static_assert(std::is_trivially_copyable_v<State>);

  std::int64_t every_, lastStep_;
  std::uint64_t seed_;
  double noise_;
  Schedule schedule_;
  Clip clip_;
  Average average_;
  Lookahead lookahead_;
  std::unique_ptr<Rule<T>> rule_;
  std::unique_ptr<Problem<T>> problem_;
  double lr_;        ///< η before its schedule
  bool steady_;      ///< η stays
  bool stationary_;  ///< the rule needs the same objective at each step: what it found need not be found again
  bool twoPoints_;   ///< the loss is told elsewhere than where gradients are taken
  bool bare_;        ///< see Problem
  bool plain_;       ///< and nothing stands around the rule
  Descend descend_;  ///< makes the steps of which nothing is told
  std::size_t n_;
  bool hasTest_;
  std::size_t width_;
  Arena<T> arena_;
  T* w_ = nullptr;
  T* grad_ = nullptr;
  std::span<T> scratch_;  ///< the rule's, some of which it may keep from step to step
  T* shown_ = nullptr;    ///< where the loss is told: w_, a slot of the rule, or what goes around it
  std::string initial_;   ///< the hash of the parameters of step 0
  Block<double> rows_;

  State state_;
  std::int64_t nextRow_ = 0;  ///< the next multiple of every_, where a row is due

  // Of the update under way.
  const T* lastPoint_ = nullptr;  ///< where the rule evaluated last, and what it found
  const T* lastGradient_ = nullptr;
  double lastLoss_ = 0;
  bool stays_ = false;  ///< it asked nothing and left w where it was
  // Of the run() under way.
  double elapsed_ = 0;  ///< when the clock was read last
  Clock::time_point clockStart_;
  std::size_t rowsUsed_ = 0;
  bool fetched_ = false;  ///< the rows were handed out: the next run() begins a new list
};

}  // namespace sidestep
