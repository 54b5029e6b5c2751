#include "lane/schedule.h"

#include <numbers>

#include "optim/hyper.h"

namespace sidestep {

SIDESTEP_SMALL Schedule Schedule::of(const Settings& settings, std::int64_t last, std::int64_t from) {
  Schedule schedule = configured<Schedule>(settings);
  const std::string id = settings.text(shapeField);
  schedule.shape = static_cast<Shape>(std::ranges::find(shapes, std::string_view(id), &Choice::id) - shapes.begin());
  schedule.last = last < 0 ? last : std::max<std::int64_t>(0, last - from);
  schedule.from = from;
  return schedule;
}

void Schedule::addTo(std::vector<Field>& fields) {
  fields.push_back(shapeField);
  addFields<Schedule>(fields);
}

Check Schedule::check() const {
  if (last >= 0 || (shape != Shape::cosine && shape != Shape::linear)) return {};
  return Error{"unsupported", "lane.schedule", "needs the number of steps of the race, which is not given"};
}

double Schedule::factor(std::int64_t update) const {
  const std::int64_t t = update - from;
  const auto rise = static_cast<std::int64_t>(warmup);
  if (t <= rise) return static_cast<double>(t) / warmup;
  if (shape == Shape::constant) return 1;
  const std::int64_t since = t - 1 - rise;
  const double tau = static_cast<double>(since);
  const double p = last > rise ? std::min(1.0, tau / static_cast<double>(last - rise)) : 1;
  switch (shape) {
    case Shape::constant:
      break;
    case Shape::step:
      return power(share, since / static_cast<std::int64_t>(every));
    case Shape::exponential:  // the root once, then squarings: see power()
      return power(std::pow(share, 1 / every), since);
    case Shape::inverseTime:
      return 1 / (1 + rate * tau);
    case Shape::inverseSqrt:
      return 1 / std::sqrt(tau + 1);
    case Shape::cosine:
      return floor + (1 - floor) * (1 + std::cos(std::numbers::pi * p)) / 2;
    case Shape::linear:
      return 1 - (1 - floor) * p;
  }
  return 1;
}

}  // namespace sidestep
