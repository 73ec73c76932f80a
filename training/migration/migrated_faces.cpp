#include "training/migration/migrated_faces.h"

#include "action_units/estimator.h"
#include "cfee/cfee.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "migration/still_change.h"

namespace ganemotion::training {

namespace {

using migration::Migrator;

std::optional<face::Face> largest(std::vector<face::Face> faces) {
    if (faces.empty()) return std::nullopt;
    return faces.front();
}

std::vector<NeutralFace> neutral_faces(const std::filesystem::path& cfee, People people, int most,
                                       face::FaceFinder& finder) {
    std::vector<NeutralFace> neutral;
    for (const Portrait& portrait : read_portraits(cfee)) {
        if (portrait.emotion != "Neutral" || static_cast<int>(neutral.size()) >= most ||
            is_test_person(portrait.person) != (people == People::kTest))
            continue;
        media::Picture picture = media::read_picture(cfee / "images" / portrait.file);
        if (const auto face = largest(finder.find(picture)))
            neutral.push_back({portrait.person, std::move(picture), *face});
    }
    return neutral;
}

void append(cv::Mat& row, const media::Picture& picture) {
    const cv::Mat rgb = media::to_rgb(picture);
    if (row.empty())
        row = rgb;
    else
        cv::hconcat(row, rgb, row);
}

}  // namespace

std::vector<Method> all_methods() {
    std::vector<Method> methods;
    methods.push_back({"geometry alone", Migrator()});
    methods.push_back({"with skin", Migrator(Migrator::Skin::kPainted)});
    if (migration::Ganimation::is_there())
        methods.push_back({"GANimation", Migrator(Migrator::Skin::kPainted, Space::kCrop), Space::kCrop});
    return methods;
}

MigratedFaces migrated_faces(const std::filesystem::path& cfee, People people, int most,
                             const migration::ExpressionLibrary& expressions,
                             const std::vector<Method>& methods) {
    face::FaceFinder finder;
    const action_units::Estimator estimator;
    MigratedFaces result;
    for (const Method& method : methods) result.methods.push_back(method.name);
    result.neutral = neutral_faces(cfee, people, most, finder);
    for (std::size_t i = 0; i < result.neutral.size(); ++i) {
        const NeutralFace& neutral = result.neutral[i];
        const ActionUnits now = estimator.estimate(neutral.face);
        for (const auto& [meant, expression] : expressions) {
            if (meant == Emotion::kNeutral) continue;
            for (std::size_t k = 0; k < methods.size(); ++k) {
                const Migrator& migrator = methods[k].migrator;
                const auto [change, mouth] =
                    migration::still_change(neutral.face, now, expression,
                                            migration::in_space(methods[k].space, migration::still_style()),
                                            migrator.can_open_mouths());
                media::Picture picture = neutral.picture.clone();
                migrator.apply(picture, neutral.face, change, 1, {}, mouth);
                const auto face = largest(finder.find(picture));
                result.migrated.push_back({i, k, meant, change.painted, std::move(picture), face});
            }
        }
    }
    return result;
}

void write_sheet(const MigratedFaces& faces, const std::filesystem::path& file) {
    cv::Mat sheet;
    for (std::size_t method = 0; method < faces.methods.size(); ++method)
        for (std::size_t i = 0; i < faces.neutral.size(); ++i) {
            cv::Mat row;
            append(row, faces.neutral[i].picture);
            for (const MigratedFace& face : faces.migrated)
                if (face.neutral == i && face.method == method) append(row, face.picture);
            sheet.push_back(row);
        }
    if (!sheet.empty()) media::write_picture(media::from_rgb(sheet), file);
}

}  // namespace ganemotion::training
