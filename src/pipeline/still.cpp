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
#include "migration/lips.h"
#include "migration/migrator.h"
#include "pipeline/editing.h"

namespace ganemotion::pipeline {

namespace {

// Gray: no displacement.
constexpr double kNoDisplacement = 128;
constexpr double kMostDisplacement = 127;

// An open mouth is opened further by stretching what is seen in it; by more than half of what an expression
// asks for, teeth grow long.
constexpr double kOpening = 0.5;

// Fear stretches (AU20) a mouth that it opens: everybody who posed it had parted lips. Closed lips that are
// stretched as far read as a smile.
constexpr double kStretchOfClosedLips = 0.25;

migration::Style style_of(const StillOptions& options) {
    const migration::Style style =
        options.style ? migration::style_named(*options.style) : migration::still_style();
    return with_alphas(style, options.alpha_mouth, options.alpha_rest);
}

migration::Character character_of(const StillOptions& options) {
    if (!options.character.empty()) return migration::read_character(options.character);
    migration::Character nobody_in_particular;
    nobody_in_particular.expressions = migration::standard_expressions();
    return nobody_in_particular;
}

/// What is to be added to the units of a face, which are `now`.
ActionUnits change_of(const face::Face& face, const ActionUnits& now,
                      const migration::ExpressionLibrary& expressions, const StillOptions& options) {
    const auto intensity = static_cast<float>(options.intensity);
    migration::Style style = style_of(options);
    if (options.emotion) {
        const double openness = migration::mouth_openness(face.mesh);
        style.alpha_opening *= kOpening * openness;
        ActionUnits expression = intensity * expressions.at(*options.emotion);
        expression[20] *= static_cast<float>(kStretchOfClosedLips + (1 - kStretchOfClosedLips) * openness);
        return migration::attention_rule(now, expression, style);
    }
    ActionUnits asked_for;
    for (const auto& [unit, value] : options.units) asked_for[unit] = static_cast<float>(value);
    const ActionUnits change_of_all = migration::attention_rule(now, intensity * asked_for, style);
    ActionUnits change;
    for (const auto& [unit, value] : options.units) change[unit] = change_of_all[unit];
    return change;
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
media::Picture picture_of(const std::vector<migration::WarpField>& fields, cv::Size size) {
    cv::Mat offset(size, CV_32FC2, cv::Scalar(0, 0));
    for (const migration::WarpField& field : fields) {
        if (field.region.empty()) continue;
        cv::Mat pixels;
        cv::resize(field.offset, pixels, field.region.size(), 0, 0, cv::INTER_LINEAR);
        offset(field.region) += pixels;
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

}  // namespace

void migrate_still(const std::filesystem::path& file, const std::filesystem::path& output,
                   const StillOptions& options) {
    check(options);
    files::refuse_to_overwrite(output, options.overwrite);
    const std::filesystem::path displacement = options.masks / "displacement.png";
    if (!options.masks.empty()) {
        std::error_code told_when_written;
        std::filesystem::create_directories(options.masks, told_when_written);
        files::refuse_to_overwrite(displacement, options.overwrite);
    }

    const migration::Character character = character_of(options);
    media::Picture picture = media::read_picture(file);
    const std::vector<face::Face> faces = face::FaceFinder().find(picture);
    const action_units::Estimator estimator;
    const migration::Migrator migrator;
    std::vector<migration::WarpField> fields;
    for (const face::Face& face : faces) {
        const ActionUnits now =
            character.resting ? estimator.estimate(face, *character.resting) : estimator.estimate(face);
        fields.push_back(
            migrator.field(face, change_of(face, now, character.expressions, options), picture.size()));
        migration::warp(picture, fields.back());
    }
    media::write_picture(picture, output);
    if (!options.masks.empty()) media::write_picture(picture_of(fields, picture.size()), displacement);
    if (faces.empty())
        throw Error(ErrorKind::kNothingToDo,
                    file.string() + ": no face is seen in it; written unchanged to " + output.string());
}

}  // namespace ganemotion::pipeline
