#include "base/result.h"

namespace sidestep {

Error::Error(std::string_view c, std::string_view a, std::string_view m) : code(c), at(a), message(m) {}
Error::Error(const Error& other) = default;
Error::Error(Error&& other) noexcept = default;
Error& Error::operator=(const Error& other) = default;
Error& Error::operator=(Error&& other) noexcept = default;
Error::~Error() = default;

}  // namespace sidestep
