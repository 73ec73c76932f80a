#include "session.h"

#include <algorithm>
#include <csignal>
#include <iostream>

#include <nlohmann/json.hpp>

#include "progress_view.h"

namespace ganemotion::apps {

namespace {

volatile std::sig_atomic_t received_signal = 0;

void remember_signal(int signal) {
    received_signal = signal;
}

void stop_tidily_at(int signal) {
    struct sigaction action = {};
    action.sa_handler = remember_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second one ends the process at once
    sigaction(signal, &action, nullptr);
}

/// Of any message, also if a file name in it has line ends or is not UTF-8.
std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, ' ');
    return text;
}

std::string as_json(const nlohmann::ordered_json& json) {
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

Session::Session() = default;
Session::~Session() = default;

Listener Session::listener() {
    stop_tidily_at(SIGINT);
    stop_tidily_at(SIGTERM);
    view_ = std::make_unique<ProgressView>(machine_readable);
    Listener listener;
    listener.progress = [this](const Progress& progress) {
        view_->show(progress);
        return received_signal == 0;
    };
    listener.warning = [this](const std::string& warning) {
        view_->clear();
        if (machine_readable)
            std::cerr << as_json({{"warning", warning}}) << std::endl;
        else
            std::cerr << "ganemotion: warning: " << one_line(warning) << std::endl;
    };
    return listener;
}

void Session::tell_error(const std::string& message, int exit_code) {
    if (view_) view_->clear();
    if (machine_readable)
        std::cerr << as_json({{"error", message}, {"exit_code", exit_code}}) << std::endl;
    else
        std::cerr << "ganemotion: " << one_line(message) << std::endl;
}

int Session::signal() {
    return received_signal;
}

}  // namespace ganemotion::apps
