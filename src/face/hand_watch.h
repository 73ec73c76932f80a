#pragma once

#include <array>
#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "face/hand_networks.h"
#include "face/surroundings.h"
#include "ganemotion/seconds.h"

namespace ganemotion::face {

struct HandWatchOptions {
    /// Scores 0..1 above which the detector and then the joint network see a hand. In 998 faces in the wild
    /// (the smaller square) 0.7 saw six hands and nothing else, 0.6 two more and four that were none.
    float min_detection = 0.7F, min_presence = 0.5F;
    /// Sides of the squares around a face that are looked at, in widths of the face: in a still picture both,
    /// in a video in turn. A real hand before a small face is seen best at 3, drawn ones at 5.
    std::array<float, 2> around = {3, 5};
    float near = 2;            ///< a hand that is farther from the middle of every face is not followed
    Seconds look_again{0.15};  ///< how often it is looked at for further hands, where anything moves
    /// Around a face that much has moved since the last look, in areas of the face, if a hand has come: a
    /// finger is a tenth. Heads of those who sit and talk mostly move less.
    float moved = 0.1F;
    Seconds rest{0.6};  ///< how often it is looked at where nothing moves
    /// Length of a palm in widths of the face: what is smaller or larger is no hand before it.
    float smallest = 0.2F, largest = 1.5F;
};

/// Follows the hands around faces: what the detector sees around a face now and then, the joint network
/// follows from frame to frame. Where nothing moves, no hand comes, and the detector rests.
class HandWatch {
  public:
    /// Throws Error(kMissingModel).
    explicit HandWatch(int threads, const HandWatchOptions& options = {});

    /// The hands in a still picture. `rotation`: degrees clockwise that turn it upright.
    const std::vector<Hand>& find(const media::Picture& picture, const std::vector<cv::Rect2f>& faces,
                                  int rotation);
    /// The hands in the next frame of a video.
    const std::vector<Hand>& see(const media::Picture& picture, const std::vector<cv::Rect2f>& faces,
                                 int rotation, Seconds time);
    /// Forgets what it follows.
    void reset();

  private:
    HandNetworks networks_;
    HandWatchOptions options_;
    std::vector<Hand> hands_;
    std::optional<Seconds> looked_;
    Seconds checked_{};                         ///< when it was last seen whether anything moves
    std::optional<Surroundings> surroundings_;  ///< of the last look
    std::size_t looks_due_ = 0;                 ///< each square once after a motion
    std::size_t next_side_ = 0;

    [[nodiscard]] bool is_hand(const Hand& hand, const std::vector<cv::Rect2f>& faces) const;
    [[nodiscard]] bool is_new(const Region& region) const;
    [[nodiscard]] bool has_moved(const Surroundings& now, const std::vector<cv::Rect2f>& faces) const;
    void look(const media::Picture& picture, const std::vector<cv::Rect2f>& faces, int rotation,
              float around);
};

}  // namespace ganemotion::face
