#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "ganemotion/emotion.h"

namespace ganemotion::training {

/// What the ten people of FER+ said of a picture (Barsoum et al. 2016), in the order of the table.
enum class Vote {
    kNeutral,
    kHappy,
    kSurprise,
    kSad,
    kAngry,
    kDisgust,
    kFear,
    kContempt,
    kUnknown,
    kNotAFace
};
inline constexpr std::size_t kVoteCount = 10;

struct FaceLabel {
    Emotion original = Emotion::kNeutral;  ///< FER2013's own
    std::array<std::uint8_t, kVoteCount> votes{};
};

/// Pictures of 48x48 gray with their labels.
struct FaceSet {
    cv::Mat pixels;  ///< CV_8UC1, a picture below the other: [48 * size, 48]
    std::vector<FaceLabel> labels;

    [[nodiscard]] std::size_t size() const { return labels.size(); }
    /// 48x48, shares the set's pixels.
    [[nodiscard]] cv::Mat picture(std::size_t index) const;
};

/// So many pictures of a set, evenly.
FaceSet some_of(const FaceSet& set, std::size_t count);

/// One part of FER2013, "train", "valid" (PublicTest) or "test" (PrivateTest): {part}.tsv and its mosaics of
/// 32 x 32 pictures. Throws Error(kUnreadableInput) naming the file.
FaceSet read_fer2013(const std::filesystem::path& folder, const std::string& part);

/// The distribution of the votes over the seven emotions: contempt, unknown and no face have no share.
/// All 0 where nobody saw one of the seven.
std::array<float, kEmotionCount> vote_shares(const FaceLabel& label);

/// A distribution over the seven emotions that something is fitted to.
using Target = std::array<float, kEmotionCount>;

/// The original label and, for `vote_share` of it, the votes; the label alone where nobody saw one of the
/// seven.
Target blended_target(const FaceLabel& label, double vote_share);
std::vector<Target> blended_targets(const FaceSet& set, double vote_share);

/// The FER+ majority: the emotion with the most votes, nothing where that is unknown, not a face, contempt or
/// shared by two.
std::optional<Emotion> majority(const FaceLabel& label);

}  // namespace ganemotion::training
