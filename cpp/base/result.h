#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace sidestep {

/// An error as a value: the core throws nothing.
struct Error {
  std::string code;     ///< stable, for programs: "unknown-id", "out-of-range", …
  std::string at;       ///< the field of the config that is wrong: "lane.beta1"
  std::string message;  ///< one sentence for people

  // Not inline: errors are made in many places, and the module should stay small.
  Error(std::string_view code, std::string_view at, std::string_view message);
  Error(const Error& other);
  Error(Error&& other) noexcept;
  Error& operator=(const Error& other);
  Error& operator=(Error&& other) noexcept;
  ~Error();
};

/// Nothing when all is well, else what is wrong.
using Check = std::optional<Error>;

/// Either a T or the Error that prevented it.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : value_(std::move(error)) {}

  explicit operator bool() const { return value_.index() == 0; }
  T& operator*() { return *std::get_if<0>(&value_); }
  const T& operator*() const { return *std::get_if<0>(&value_); }
  T* operator->() { return std::get_if<0>(&value_); }
  const Error& error() const { return *std::get_if<1>(&value_); }

 private:
  std::variant<T, Error> value_;
};

}  // namespace sidestep
