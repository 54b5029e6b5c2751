#include "base/settings.h"

#include <algorithm>
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
      if (numbers->size() > field.most && field.most > 0) {
        return Error{"bad-length", at, "must be at most " + std::to_string(field.most) + " numbers"};
      }
      if (numbers->size() != field.initialVector.size() && field.most == 0) {
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

double Settings::number(const Field& field) const { return number(field.id, field.initial); }

double Settings::number(std::string_view id, double otherwise) const {
  const Value* value = find(id);
  return value ? std::get<double>(*value) : otherwise;
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

void add(std::vector<Field>& fields, const Field& field, double initial) {
  fields.push_back(field);
  fields.back().initial = initial;
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
  // Not std::to_chars: its tables for doubles are as large as the rest of the module.
  std::string text = value < 0 ? "-" : "";
  value = std::abs(value);
  if (value == 0) return "0";
  const int tiny = value < 1e-200 ? 200 : 0;  // keeps the powers of ten below finite
  value *= std::pow(10, tiny);
  const int exponent = static_cast<int>(std::floor(std::log10(value)));
  std::string digits;
  for (int count = 1; count <= 17; ++count) {
    const int shift = count - 1 - exponent;
    const double power = std::pow(10, std::abs(shift));
    const double whole = std::round(shift < 0 ? value / power : value * power);
    digits = std::to_string(static_cast<long long>(whole));
    if ((shift < 0 ? whole * power : whole / power) == value) break;
  }
  const bool scientific = tiny > 0 || exponent < -5 || exponent > 15;
  std::size_t point = scientific || exponent < 0 ? 1 : static_cast<std::size_t>(exponent) + 1;
  if (!scientific && exponent < 0) digits.insert(0, static_cast<std::size_t>(-exponent), '0');
  if (digits.size() < point) digits.append(point - digits.size(), '0');
  text += digits.substr(0, point);
  if (digits.size() > point) text.append(".").append(digits, point);
  if (scientific) text.append("e").append(std::to_string(exponent - tiny));
  return text;
}

}  // namespace sidestep
