#include "pipeline/reporter.h"

namespace ganemotion::pipeline {

void Reporter::advance(Work work, double done, double total) {
    const std::lock_guard lock(mutex_);
    if (!stopped_ && listener_.progress && !listener_.progress({work, done, total})) stopped_ = true;
    if (stopped_) throw Error(ErrorKind::kInterrupted, "interrupted");
}

void Reporter::warn(const std::string& warning) {
    const std::lock_guard lock(mutex_);
    if (listener_.warning) listener_.warning(warning);
}

void Reporter::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
}

}  // namespace ganemotion::pipeline
