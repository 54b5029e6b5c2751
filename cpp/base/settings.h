#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/field.h"
#include "base/result.h"

namespace sidestep {

using Value = std::variant<double, std::string, std::vector<double>>;

/// The values that a config gives for some fields; booleans are 0 or 1. A field left out has its default.
class Settings {
 public:
  Settings() = default;
  Settings(std::initializer_list<std::pair<const std::string, Value>> values) : values_(values) {}

  void set(std::string id, Value value) { values_.insert_or_assign(std::move(id), std::move(value)); }
  const std::map<std::string, Value, std::less<>>& values() const { return values_; }

  /// These read a value or the field's default. The settings must have passed check() first.
  double number(const Field& field) const;
  double number(std::string_view id, double otherwise) const;
  std::string text(const Field& field) const;
  std::vector<double> vector(const Field& field) const;

 private:
  const Value* find(std::string_view id) const;
  std::map<std::string, Value, std::less<>> values_;
};

/// Appends a field with another default. (Not inline: each list of fields would repeat the code of push_back.)
void add(std::vector<Field>& fields, const Field& field, double initial);

/// The field of that id among `fields`, where it must be.
const Field& fieldOf(std::span<const Field> fields, std::string_view id);

/// What is wrong with `settings` for these `fields`, if anything. `where` prefixes the field in the error ("lane").
Check check(std::span<const Field> fields, const Settings& settings, std::string_view where);

/// A finite number for a message, in few digits.
std::string format(double value);

}  // namespace sidestep
