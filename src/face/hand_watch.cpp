#include "face/hand_watch.h"

#include <algorithm>
#include <numbers>

namespace ganemotion::face {
namespace {

cv::Point2f middle_of(const cv::Rect2f& box) {
    return (box.tl() + box.br()) / 2;
}

Region square_around(const cv::Rect2f& face, float widths, int rotation) {
    return {middle_of(face), widths * face.width,
            -static_cast<float>(rotation) * std::numbers::pi_v<float> / 180};
}

}  // namespace

HandWatch::HandWatch(int threads, const HandWatchOptions& options) : networks_(threads), options_(options) {}

void HandWatch::reset() {
    hands_.clear();
    looked_.reset();
    looks_due_ = 0;
}

/// Whether it is one that is not known yet, near one of the faces and of its size.
bool HandWatch::is_hand(const Hand& hand, const std::vector<cv::Rect2f>& faces) const {
    const Region region = region_of(hand);
    if (hand.presence < options_.min_presence || !is_new(region)) return false;
    return std::any_of(faces.begin(), faces.end(), [&](const cv::Rect2f& face) {
        const float palm = length_of_palm(hand) / face.width;
        return palm > options_.smallest && palm < options_.largest &&
               cv::norm(region.centre - middle_of(face)) < options_.near * face.width;
    });
}

bool HandWatch::is_new(const Region& region) const {
    return std::none_of(hands_.begin(), hands_.end(), [&](const Hand& known) {
        const Region other = region_of(known);
        return cv::norm(region.centre - other.centre) < 0.25 * (region.side + other.side) / 2;
    });
}

bool HandWatch::has_moved(const Surroundings& now, const std::vector<cv::Rect2f>& faces) const {
    return std::any_of(faces.begin(), faces.end(), [&](const cv::Rect2f& face) {
        return now.changed_since(*surroundings_, face) > options_.moved;
    });
}

void HandWatch::look(const media::Picture& picture, const std::vector<cv::Rect2f>& faces, int rotation,
                     float around) {
    for (const cv::Rect2f& face : faces)
        for (const Region& region :
             networks_.detect(picture, square_around(face, around, rotation), options_.min_detection)) {
            if (!is_new(region)) continue;
            const Hand hand = networks_.hand(picture, region);
            if (is_hand(hand, faces)) hands_.push_back(hand);
        }
}

const std::vector<Hand>& HandWatch::find(const media::Picture& picture, const std::vector<cv::Rect2f>& faces,
                                         int rotation) {
    reset();
    for (const float around : options_.around) look(picture, faces, rotation, around);
    return hands_;
}

const std::vector<Hand>& HandWatch::see(const media::Picture& picture, const std::vector<cv::Rect2f>& faces,
                                        int rotation, Seconds time) {
    if (!looked_ || time < *looked_) {
        find(picture, faces, rotation);
        looked_ = checked_ = time;
        surroundings_.emplace(picture);
        return hands_;
    }
    std::vector<Hand> before = std::move(hands_);
    hands_.clear();
    for (const Hand& one : before) {
        const Hand hand = networks_.hand(picture, region_of(one));
        if (is_hand(hand, faces)) hands_.push_back(hand);
    }
    if (time - checked_ < options_.look_again) return hands_;
    checked_ = time;
    const Surroundings now(picture);
    if (has_moved(now, faces)) looks_due_ = options_.around.size();
    if (looks_due_ == 0 && time - *looked_ < options_.rest) return hands_;
    looks_due_ -= looks_due_ > 0 ? 1 : 0;
    looked_ = time;
    surroundings_ = now;
    look(picture, faces, rotation, options_.around[next_side_++ % options_.around.size()]);
    return hands_;
}

}  // namespace ganemotion::face
