#pragma once

#include <mutex>
#include <string>

#include "ganemotion/ganemotion.h"

namespace ganemotion::pipeline {

/// Carries progress and warnings of several threads to one listener, and the listener's wish to stop to all
/// of them.
class Reporter {
  public:
    explicit Reporter(const Listener& listener) : listener_(listener) {}

    /// Throws Error(kInterrupted) if the work shall stop.
    void advance(Work work, double done, double total);

    void warn(const std::string& warning);

    /// Makes advance() of every other thread throw, because one of them failed.
    void stop();

  private:
    std::mutex mutex_;
    const Listener& listener_;
    bool stopped_ = false;
};

}  // namespace ganemotion::pipeline
