#include "pipeline/still.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "action_units/estimator.h"
#include "face/face_finder.h"
#include "files/output_file.h"
#include "ganemotion/error.h"
#include "media/picture_file.h"
#include "migration/attention_rule.h"
#include "migration/character.h"
#include "migration/crop_overlay.h"
#include "migration/head_pose.h"
#include "migration/migrator.h"
#include "migration/skin_overlay.h"
#include "migration/still_change.h"
#include "pipeline/editing.h"

namespace ganemotion::pipeline {

namespace {

// Gray: no displacement.
constexpr double kNoDisplacement = 128;
constexpr double kMostDisplacement = 127;
constexpr double kWhite = 255;

migration::Style style_of(const StillOptions& options) {
    const migration::Style style =
        options.style ? migration::style_named(*options.style) : migration::still_style();
    return migration::in_space(options.space, with_alphas(style, options.alpha_mouth, options.alpha_rest));
}

migration::Character character_of(const StillOptions& options) {
    if (!options.character.empty()) return migration::read_character(options.character);
    migration::Character nobody_in_particular;
    nobody_in_particular.expressions = migration::standard_expressions();
    return nobody_in_particular;
}

/// What is to be done to a face, whose units are `now`.
migration::StillChange change_of(const face::Face& face, const ActionUnits& now,
                                 const migration::ExpressionLibrary& expressions, const StillOptions& options,
                                 bool can_open) {
    const migration::Style style = style_of(options);
    if (options.emotion) {
        const auto intensity = static_cast<float>(options.intensity);
        return migration::still_change(face, now, intensity * expressions.at(*options.emotion), style,
                                       can_open);
    }
    std::map<int, double> asked = options.units;
    for (auto& [unit, value] : asked) value *= options.intensity;
    return migration::still_change_of_units(face, now, asked, style, can_open);
}

void check(const StillOptions& options) {
    if (!(options.intensity >= 0 && options.intensity <= 1))
        throw Error(ErrorKind::kUsage,
                    "the intensity " + std::to_string(options.intensity) + " is outside 0..1");
    if (options.emotion.has_value() == !options.units.empty())
        throw Error(ErrorKind::kUsage, "give either an emotion or some action units");
    style_of(options);
}

/// Displacement across (red) and down (green) of every pixel, so that the largest is the deepest.
media::Picture picture_of(const std::vector<migration::Edit>& edits, cv::Size size) {
    cv::Mat offset(size, CV_32FC2, cv::Scalar(0, 0));
    for (const migration::Edit& edit : edits) {
        if (edit.field.region.empty()) continue;
        cv::Mat pixels;
        cv::resize(edit.field.offset, pixels, edit.field.region.size(), 0, 0, cv::INTER_LINEAR);
        offset(edit.field.region) += pixels;
    }
    const double largest = std::max(cv::norm(offset, cv::NORM_INF), 1e-3);
    std::array<cv::Mat, 2> directions;
    cv::split(offset, directions.data());
    media::Picture picture;
    for (std::size_t i = 0; i < directions.size(); ++i)
        directions[i].convertTo(picture.planes[i], CV_8U, kMostDisplacement / largest, kNoDisplacement);
    picture.planes[2] = cv::Mat(size, CV_8UC1, cv::Scalar(kNoDisplacement));
    return picture;
}

/// The attention mask A: white keeps the pixel, black takes the colour mask's.
media::Picture attention_of(const std::vector<migration::Edit>& edits, const migration::Migrator& migrator,
                            cv::Size size) {
    cv::Mat attention(size, CV_32FC1, cv::Scalar(1));
    for (const migration::Edit& edit : edits) {
        if (edit.paint)
            attention = attention.mul(
                1 - migration::in_picture(edit.paint->share, edit.mesh, *migrator.map(), size, 0));
        if (edit.crop) attention = attention.mul(migration::attention_in_picture(*edit.crop, size));
    }
    media::Picture picture;
    for (cv::Mat& plane : picture.planes) attention.convertTo(plane, CV_8U, kWhite);
    return picture;
}

/// The warped picture painted by the colour mask alone.
media::Picture colour_of(const media::Picture& original, const std::vector<migration::Edit>& edits,
                         const migration::Migrator& migrator) {
    media::Picture picture = original.clone();
    for (const migration::Edit& edit : edits) {
        migration::warp(picture, edit.field);
        if (edit.paint)
            migration::overlay(picture, edit.mesh, *migrator.map(), migration::colour_alone(*edit.paint));
        if (edit.crop) migration::overlay(picture, migration::colour_alone(*edit.crop));
    }
    return picture;
}

/// The pictures of --masks: those of the skin only where it is painted.
class Masks {
  public:
    explicit Masks(const StillOptions& options) : options_(options) {
        if (options_.masks.empty()) return;
        std::error_code told_when_written;
        std::filesystem::create_directories(options_.masks, told_when_written);
        for (const char* name : {kDisplacement, kAttention, kColour})
            files::refuse_to_overwrite(options_.masks / name, options_.overwrite);
    }

    void write(const media::Picture& original, const std::vector<migration::Edit>& edits,
               const migration::Migrator& migrator) const {
        if (options_.masks.empty()) return;
        const bool moves = options_.space == Space::kTexture;
        if (moves) media::write_picture(picture_of(edits, original.size()), options_.masks / kDisplacement);
        if (moves && migrator.map() == nullptr) return;
        media::write_picture(attention_of(edits, migrator, original.size()), options_.masks / kAttention);
        media::write_picture(colour_of(original, edits, migrator), options_.masks / kColour);
    }

  private:
    static constexpr const char* kDisplacement = "displacement.png";
    static constexpr const char* kAttention = "attention.png";
    static constexpr const char* kColour = "colour.png";
    const StillOptions& options_;
};

}  // namespace

void migrate_still(const std::filesystem::path& file, const std::filesystem::path& output,
                   const StillOptions& options) {
    check(options);
    files::refuse_to_overwrite(output, options.overwrite);
    const Masks masks(options);

    const migration::Character character = character_of(options);
    const media::Picture original = media::read_picture(file);
    media::Picture picture = original.clone();
    const std::vector<face::Face> faces = face::FaceFinder({.watch_hands = true}).find(picture);
    const action_units::Estimator estimator;
    const migration::Migrator migrator(
        options.skin ? migration::Migrator::Skin::kPainted : migration::Migrator::Skin::kAsItIs,
        options.space);
    std::vector<migration::Edit> edits;
    for (const face::Face& face : faces) {
        const ActionUnits now =
            character.resting ? estimator.estimate(face, *character.resting) : estimator.estimate(face);
        const auto [change, mouth] =
            change_of(face, now, character.expressions, options, migrator.can_open_mouths());
        const double nod =
            options.pose && options.emotion ? options.intensity * migration::nod_of(*options.emotion) : 0;
        edits.push_back(migrator.apply(picture, face, change, 1, {}, mouth, nod));
    }
    media::write_picture(picture, output);
    masks.write(original, edits, migrator);
    if (faces.empty())
        throw Error(ErrorKind::kNothingToDo,
                    file.string() + ": no face is seen in it; written unchanged to " + output.string());
}

}  // namespace ganemotion::pipeline
