#include "progress_view.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iostream>

#include <nlohmann/json.hpp>

namespace ganemotion::apps {

namespace {

constexpr std::chrono::milliseconds kBetweenBars{100};
constexpr std::chrono::milliseconds kBetweenLines{500};
constexpr int kBarWidth = 24;

const char* name_of(Work work) {
    switch (work) {
        case Work::kListening:
            return "listening";
        case Work::kLooking:
            return "looking";
        default:
            return "rendering";
    }
}

bool is_done(const Progress& progress) {
    return progress.total > 0 && progress.done >= progress.total;
}

double share_done(const Progress& progress) {
    return progress.total > 0 ? std::clamp(progress.done / progress.total, 0.0, 1.0) : 0;
}

// Before, a rate says nothing.
constexpr std::chrono::duration<double> kFirstRate{0.2};

}  // namespace

ProgressView::ProgressView(bool machine_readable)
    : form_(machine_readable             ? Form::kJsonLines
            : isatty(STDERR_FILENO) != 0 ? Form::kBar
                                         : Form::kNone) {}

ProgressView::~ProgressView() {
    clear();
}

void ProgressView::show(const Progress& progress) {
    if (form_ == Form::kNone) return;
    const auto now = Clock::now();
    State& state = works_.try_emplace(progress.work, State{progress, progress.done, now}).first->second;
    const bool just_done = is_done(progress) && !is_done(state.progress);
    state.progress = progress;
    const auto pause = form_ == Form::kBar ? kBetweenBars : kBetweenLines;
    if (now - shown_ < pause && !just_done) return;
    shown_ = now;
    if (form_ == Form::kJsonLines) return write_line(state);
    // Of works that go on at the same time the one that is farthest from its end is what there is to wait
    // for.
    const auto last = std::min_element(works_.begin(), works_.end(), [](const auto& a, const auto& b) {
        return share_done(a.second.progress) < share_done(b.second.progress);
    });
    draw_bar(last->second);
}

double ProgressView::rate_of(const State& state) {
    const std::chrono::duration<double> elapsed = Clock::now() - state.begin;
    return elapsed < kFirstRate ? 0 : (state.progress.done - state.done_at_begin) / elapsed.count();
}

void ProgressView::draw_bar(const State& state) {
    const Progress& progress = state.progress;
    const double rate = rate_of(state);
    const int filled = static_cast<int>(std::lround(share_done(progress) * kBarWidth));
    const std::string bar = std::string(static_cast<std::size_t>(filled), '=') +
                            std::string(static_cast<std::size_t>(kBarWidth - filled), ' ');
    const char* unit = progress.work == Work::kRendering ? "frames/s" : "x real time";
    const double left = rate > 0 ? std::max(0.0, progress.total - progress.done) / rate : 0;
    std::array<char, 128> line{};
    std::snprintf(line.data(), line.size(), "\r%-9s [%s] %3.0f %%  %.1f %s  %d:%02d left\033[K",
                  name_of(progress.work), bar.c_str(), share_done(progress) * 100, rate, unit,
                  static_cast<int>(left) / 60, static_cast<int>(left) % 60);
    std::cerr << line.data() << std::flush;
    bar_stands_ = true;
}

void ProgressView::write_line(const State& state) {
    const Progress& progress = state.progress;
    const double rate = rate_of(state);
    const auto rounded = [](double value) { return std::round(value * 100) / 100; };
    nlohmann::ordered_json line = {{"progress", name_of(progress.work)},
                                   {"done", rounded(progress.done)},
                                   {"total", rounded(progress.total)}};
    line["rate"] = rounded(rate);
    if (rate > 0 && progress.total > 0)
        line["seconds_left"] = rounded(std::max(0.0, progress.total - progress.done) / rate);
    std::cerr << line.dump() << std::endl;
}

void ProgressView::clear() {
    if (bar_stands_) std::cerr << "\r\033[K" << std::flush;
    bar_stands_ = false;
}

}  // namespace ganemotion::apps
