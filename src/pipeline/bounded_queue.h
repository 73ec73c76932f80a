#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>

namespace ganemotion::pipeline {

/// Hands values from one thread to another in constant memory: whoever is faster waits. What one side throws,
/// the other side gets.
template <typename Value>
class BoundedQueue {
  public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    /// Waits for room. False if the taker has given up: there is no need for more.
    bool push(Value value) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return values_.size() < capacity_ || abandoned_; });
        if (abandoned_) return false;
        values_.push_back(std::move(value));
        changed_.notify_all();
        return true;
    }

    /// No value will follow; or, with an error, why not.
    void close(std::exception_ptr error = nullptr) {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        error_ = std::move(error);
        changed_.notify_all();
    }

    /// Waits for the next value; nothing after the last one. Throws what close() was given.
    std::optional<Value> pop() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !values_.empty() || closed_; });
        if (values_.empty()) {
            if (error_) std::rethrow_exception(error_);
            return std::nullopt;
        }
        std::optional<Value> value(std::move(values_.front()));
        values_.pop_front();
        changed_.notify_all();
        return value;
    }

    /// The taker gives up.
    void abandon() {
        const std::lock_guard lock(mutex_);
        abandoned_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Value> values_;
    std::size_t capacity_;
    bool closed_ = false;
    bool abandoned_ = false;
    std::exception_ptr error_;
};

}  // namespace ganemotion::pipeline
