#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

#include "pipeline/bounded_queue.h"

namespace ganemotion::pipeline {

/// Values that a thread of its own makes ahead of who takes them.
template <typename Value>
class MadeAhead {
  public:
    /// Makes the next value, nothing at the end; only ever called by the thread.
    using Maker = std::function<std::optional<Value>()>;

    /// At most `ahead` values wait.
    MadeAhead(std::size_t ahead, Maker make)
        : queue_(ahead), make_(std::move(make)), thread_([this] { make_all(); }) {}
    ~MadeAhead() {
        queue_.abandon();
        thread_.join();
    }
    MadeAhead(const MadeAhead&) = delete;
    MadeAhead& operator=(const MadeAhead&) = delete;

    /// Waits for the next value; nothing at the end. Throws what the maker threw.
    std::optional<Value> next() { return queue_.pop(); }

  private:
    BoundedQueue<Value> queue_;
    Maker make_;
    std::thread thread_;

    void make_all() {
        try {
            while (auto value = make_())
                if (!queue_.push(std::move(*value))) break;
            queue_.close();
        } catch (...) {
            queue_.close(std::current_exception());
        }
    }
};

}  // namespace ganemotion::pipeline
