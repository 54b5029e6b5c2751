#include "base/settings.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace sidestep {
namespace {

std::string path(std::string_view where, std::string_view id) { return std::string(where) + "." + std::string(id); }

Check checkNumber(const Field& field, double value, const std::string& at) {
  if (!std::isfinite(value)) return Error{"not-finite", at, "must be a finite number"};
  const bool whole = field.kind == Kind::integer || field.kind == Kind::boolean;
  if (whole && value != std::floor(value)) return Error{"wrong-type", at, "must be a whole number"};
  if (value < field.min || value > field.max) {
    return Error{"out-of-range", at, format(value) + " is outside " + format(field.min) + " to " + format(field.max)};
  }
  return {};
}

Check checkValue(const Field& field, const Value& value, const std::string& at) {
  switch (field.kind) {
    case Kind::real:
    case Kind::integer:
    case Kind::boolean: {
      const double* number = std::get_if<double>(&value);
      if (!number) return Error{"wrong-type", at, "must be a number"};
      return checkNumber(field, *number, at);
    }
    case Kind::vector: {
      const auto* numbers = std::get_if<std::vector<double>>(&value);
      if (!numbers) return Error{"wrong-type", at, "must be a list of numbers"};
      if (numbers->size() != field.initialVector.size()) {
        return Error{"bad-length", at, "must have length " + std::to_string(field.initialVector.size())};
      }
      for (double number : *numbers) {
        if (Check bad = checkNumber(field, number, at)) return bad;
      }
      return {};
    }
    case Kind::choice: {
      const std::string* id = std::get_if<std::string>(&value);
      if (!id) return Error{"wrong-type", at, "must be a text"};
      if (std::ranges::none_of(field.choices, [&](const Choice& choice) { return choice.id == *id; })) {
        return Error{"unknown-id", at, "'" + *id + "' is none of the choices"};
      }
      return {};
    }
    case Kind::text: {
      const std::string* text = std::get_if<std::string>(&value);
      if (!text) return Error{"wrong-type", at, "must be a text"};
      if (static_cast<double>(text->size()) > field.max) return Error{"bad-length", at, "is too long"};
      return {};
    }
  }
  return {};
}

}  // namespace

const Value* Settings::find(std::string_view id) const {
  const auto found = values_.find(id);
  return found == values_.end() ? nullptr : &found->second;
}

double Settings::number(const Field& field) const {
  const Value* value = find(field.id);
  return value ? std::get<double>(*value) : field.initial;
}

std::string Settings::text(const Field& field) const {
  const Value* value = find(field.id);
  return value ? std::get<std::string>(*value) : std::string(field.initialText);
}

std::vector<double> Settings::vector(const Field& field) const {
  const Value* value = find(field.id);
  return value ? std::get<std::vector<double>>(*value)
               : std::vector<double>(field.initialVector.begin(), field.initialVector.end());
}

const Field& fieldOf(std::span<const Field> fields, std::string_view id) {
  const auto found = std::ranges::find(fields, id, &Field::id);
  if (found == fields.end()) std::abort();
  return *found;
}

Check check(std::span<const Field> fields, const Settings& settings, std::string_view where) {
  for (const auto& [id, value] : settings.values()) {
    const auto field = std::ranges::find(fields, std::string_view(id), &Field::id);
    if (field == fields.end()) return Error{"unknown-field", path(where, id), "there is no such field"};
    if (Check bad = checkValue(*field, value, path(where, id))) return bad;
  }
  return {};
}

std::string format(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return std::string(text, end);
}

}  // namespace sidestep
