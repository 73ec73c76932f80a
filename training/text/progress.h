#pragma once

#include <string>

namespace ganemotion::training {

/// How far a training is: a bar that stands on one line of a terminal, else a line of the log now and then.
class TrainingProgress {
  public:
    explicit TrainingProgress(int steps) : steps_(steps) {}
    ~TrainingProgress();
    TrainingProgress(const TrainingProgress&) = delete;
    TrainingProgress& operator=(const TrainingProgress&) = delete;

    /// True where it is time to tell: every step on a terminal, every fiftieth in a log.
    [[nodiscard]] bool is_due(int step) const;
    void tell(int step, const std::string& what);

    /// Leaves the bar as it stands, so that the log can go on below it.
    void end_line();

  private:
    int steps_;
    bool bar_stands_ = false;
};

}  // namespace ganemotion::training
