#pragma once

#include <chrono>
#include <map>
#include <string>

#include "ganemotion/ganemotion.h"

namespace ganemotion::apps {

/// Progress on standard error: a bar with rate and time left on a terminal, JSON Lines for machines, else
/// nothing.
class ProgressView {
  public:
    explicit ProgressView(bool machine_readable);
    ~ProgressView();
    ProgressView(const ProgressView&) = delete;
    ProgressView& operator=(const ProgressView&) = delete;

    void show(const Progress& progress);

    /// Takes the bar away, so that something else can be written.
    void clear();

  private:
    using Clock = std::chrono::steady_clock;

    /// One kind of work as it was last told of.
    struct State {
        Progress progress;
        double done_at_begin;
        Clock::time_point begin;
    };

    enum class Form { kNone, kBar, kJsonLines } form_;
    std::map<Work, State> works_;
    Clock::time_point shown_;
    bool bar_stands_ = false;

    /// Frames a second, or seconds of the video a second; 0 where it is too early to say.
    static double rate_of(const State& state);
    void draw_bar(const State& state);
    static void write_line(const State& state);
};

}  // namespace ganemotion::apps
