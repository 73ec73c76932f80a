#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace ganemotion::training {

/// Someone who can be put into a scene: the surroundings of the face in a clip, frame after frame.
struct Actor {
    std::string name;
    std::vector<cv::Mat> frames;  ///< RGB, kActorSide squared, kSceneRate a second

    /// Goes to and fro where the clip is too short.
    [[nodiscard]] const cv::Mat& at(int frame) const;
};

inline constexpr int kActorSide = 320;  ///< pixels; the face takes half of it
inline constexpr int kSceneRate = 15;   ///< frames a second

/// The largest face of each clip in a folder.
std::vector<Actor> read_actors(const std::filesystem::path& clips);

/// Another light: darker, warmer, harder.
cv::Mat relit(const cv::Mat& rgb);

}  // namespace ganemotion::training
