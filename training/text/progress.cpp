#include "training/text/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace ganemotion::training {

namespace {

constexpr int kStepsBetweenLines = 50;
constexpr int kWidth = 24;  ///< of the bar, in characters

bool on_terminal() {
    static const bool terminal = isatty(STDERR_FILENO) != 0;
    return terminal;
}

}  // namespace

TrainingProgress::~TrainingProgress() {
    end_line();
}

bool TrainingProgress::is_due(int step) const {
    return on_terminal() || step % kStepsBetweenLines == 0;
}

void TrainingProgress::tell(int step, const std::string& what) {
    if (!on_terminal()) {
        spdlog::info("step {} of {}: {}", step, steps_, what);
        return;
    }
    const int filled = kWidth * step / std::max(1, steps_);
    fmt::print(stderr, "\r[{:<{}}] {:3d} % {}\x1b[K", std::string(static_cast<std::size_t>(filled), '#'),
               kWidth, 100 * step / std::max(1, steps_), what);
    std::fflush(stderr);
    bar_stands_ = true;
}

void TrainingProgress::end_line() {
    if (bar_stands_) fmt::print(stderr, "\n");
    bar_stands_ = false;
}

}  // namespace ganemotion::training
