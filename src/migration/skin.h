#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include <opencv2/core.hpp>

#include "face/face.h"
#include "face/texture.h"
#include "ganemotion/action_units.h"
#include "ganemotion/seconds.h"
#include "media/picture.h"

namespace ganemotion::migration {

/// What is painted on a face, in its texture: edited = gain * picture + bias.
struct SkinPaint {
    cv::Mat gain;   ///< CV_32FC1 of light; 1 changes nothing
    cv::Mat bias;   ///< CV_32FC3, red first, in 0..255 units
    cv::Mat share;  ///< CV_32FC1 0..1: 1 - attention mask A
};

struct SkinOptions {
    /// Paint follows its new value with this time constant: the grain of a video and the mesh's tremble end
    /// in the texture, and must not flicker on the skin. An expression eases in over 0.4 s.
    Seconds steadiness{0.12};
    /// In a video the network is asked again after so long, every second frame of 25 or 30 a second: paint
    /// follows its answers slower than that anyway.
    Seconds renewal{0.05};
    /// Units are limited to this many of their deviations in training: beyond, the generator never learned
    /// what skin does.
    float most_deviations = 2.5F;
    /// A generator that was trained for the least error paints a little of every fold that might be there:
    /// paint that changes light by less than `doubtful` is taken times `faint`, from `sure` on as it is.
    float doubtful = 0.01F;
    float sure = 0.06F;
    float faint = 0.65F;
    /// Texels a side of the neighbourhood that a fold which goes is filled up to: what is lightened in a
    /// narrow place does not become lighter than the skin around it, or a bright line would lie beside every
    /// fold that has moved a little.
    int neighbourhood = 9;
    /// A fold is darker and hardly paler: its chroma (what it differs from gray by) changes by the gain of
    /// light to this power. 1 would gray the folds that are painted, and turn orange what is lightened.
    float chroma = 0.2F;
};

/// The factor of each texel's paint that SkinOptions asks for, by its gain of light (CV_32FC1).
cv::Mat emphasis(const cv::Mat& gain, const SkinOptions& options);

/// The gain of light on a texture (CV_8UC3, red first), with which no narrow place becomes lighter than
/// what is around it (SkinOptions::neighbourhood).
cv::Mat no_lighter_than_around(const cv::Mat& gain, const cv::Mat& texture, const SkinOptions& options);

/// What keeps the chroma of a texture (CV_8UC3, red first) under a gain of light, CV_32FC3 in 0..255 units:
/// to be added to gain * texture.
cv::Mat kept_chroma(const cv::Mat& texture, const cv::Mat& gain, const SkinOptions& options);

/// Paints folds, furrows and shading that a warp cannot make. One thread at a time.
class Skin {
  public:
    /// Whether models/skin/skin.safetensors is there.
    static bool is_there();

    /// Reads models/skin/skin.safetensors, or `weights`, and what tells the units that a face shows. Throws
    /// Error(kMissingModel).
    explicit Skin(const face::Vertices& mean_face, const SkinOptions& options = {},
                  const std::filesystem::path& weights = {});
    ~Skin();
    Skin(Skin&&) noexcept;

    /// What a change of units paints on this face, from the picture before it is warped.
    SkinPaint paint(const media::Picture& picture, const face::Face& face, const ActionUnits& change);

    /// The same, steadied over the frames of a video.
    SkinPaint paint(const media::Picture& picture, const face::Face& face, const ActionUnits& change,
                    Seconds time);

    [[nodiscard]] const face::TextureMap& map() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::migration
