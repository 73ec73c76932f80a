#pragma once

#include <memory>
#include <string>

#include "ganemotion/ganemotion.h"

namespace ganemotion::apps {

class ProgressView;

/// How a run of the program talks to whoever started it: results to standard output, everything else to
/// standard error; and how it is told to stop.
class Session {
  public:
    Session();
    ~Session();

    bool machine_readable = false;  ///< standard error is JSON Lines

    /// Shows progress and warnings. From here on SIGINT and SIGTERM stop the work tidily; a second one at
    /// once.
    Listener listener();

    /// One line on standard error.
    void tell_error(const std::string& message, int exit_code);

    /// The signal that stopped the work, 0 if none did.
    static int signal();

  private:
    std::unique_ptr<ProgressView> view_;
};

}  // namespace ganemotion::apps
