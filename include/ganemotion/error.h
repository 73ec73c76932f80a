#pragma once

#include <stdexcept>
#include <string>

namespace ganemotion {

/// What went wrong, as the exit codes of the command line tell it apart.
enum class ErrorKind {
    kUsage = 2,  ///< an argument or option is wrong
    kUnreadableInput =
        3,              ///< missing, not of the expected format, or truncated before anything could be read
    kNothingToDo = 4,   ///< no face, no speech
    kMissingModel = 5,  ///< weights or an engine are not installed
    kUnwritableOutput = 6,  ///< the output cannot be written
    kInterrupted = 130,     ///< stopped by the user
};

/// Every error of the library. what() is one line that names the file and what to do about it.
class Error : public std::runtime_error {
  public:
    Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    [[nodiscard]] ErrorKind kind() const { return kind_; }

  private:
    ErrorKind kind_;
};

}  // namespace ganemotion
