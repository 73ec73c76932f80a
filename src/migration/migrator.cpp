#include "migration/migrator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "action_units/mean_face.h"
#include "face/glasses.h"
#include "face/pose.h"
#include "ganemotion/error.h"
#include "migration/crop_overlay.h"
#include "migration/eyeballs.h"
#include "migration/geometry.h"
#include "migration/head_pose.h"
#include "migration/inner_mouth.h"
#include "migration/lips.h"
#include "migration/skin_overlay.h"
#include "migration/topology.h"

namespace ganemotion::migration {

namespace {

// Beyond 35 degrees the far half of the mesh is guessed rather than seen, at 55 it is hidden.
constexpr double kFullUpTo = 35;
constexpr double kNothingFrom = 55;

// Of the lift of brows and lids, so much is lost behind glasses: brows end at the frames, which stay, and by
// more they are drawn out to twice their thickness.
constexpr float kHeldByGlasses = 0.3F;

/// What a face that wears glasses is moved by.
ActionUnits behind_glasses(ActionUnits moved, float worn) {
    for (const int unit : {1, 2, 5}) moved[unit] *= 1 - kHeldByGlasses * worn;
    return moved;
}

double degrees_from_camera(const face::Pose& pose) {
    const double cosine = std::clamp(static_cast<double>(pose.rotation(2, 2)), -1.0, 1.0);
    return std::acos(cosine) * 180 / std::numbers::pi;
}

}  // namespace

double facing_share(double degrees) {
    const double beyond = std::clamp((degrees - kFullUpTo) / (kNothingFrom - kFullUpTo), 0.0, 1.0);
    return 0.5 + 0.5 * std::cos(beyond * std::numbers::pi);
}

struct Migrator::State {
    face::Vertices mean_face = action_units::mean_face(action_units::read_unit_weights());
    std::vector<Triangle> triangles = triangulate(mean_face);
    Geometry geometry;
    face::VertexShares free_of_glasses = face::free_of_glasses(mean_face);
    face::GlassesWatch glasses;
    std::optional<migration::Skin> skin;
    std::optional<InnerMouth> inner_mouth;
    std::optional<Ganimation> ganimation;

    [[nodiscard]] float share_of(const face::Pose& pose) const {
        return static_cast<float>(facing_share(degrees_from_camera(pose)));
    }
    [[nodiscard]] face::Vertices displacement(const face::Face& face, const face::Pose& pose,
                                              const ActionUnits& change, double parting,
                                              Mouth mouth = Mouth::kAsItIs, double nod = 0,
                                              float glasses_worn = 0) const {
        const double openness = mouth == Mouth::kOpens ? 1 : parting * mouth_openness(face.mesh);
        face::Vertices moved = geometry.displacement(change, pose, openness);
        if (glasses_worn > 0)
            moved = moved.array().colwise() * (1 - glasses_worn * (1 - free_of_glasses.array()));
        if (nod != 0) moved += nod_displacement(face.mesh, pose, nod);
        return moved.array().colwise() * face.visibility.array();
    }
    Edit painted_crop(media::Picture& picture, const face::Face& face, const ActionUnits& change) {
        Edit edit{{}, face.mesh, std::nullopt, std::nullopt};
        if (change == ActionUnits{}) return edit;
        edit.crop = ganimation->paint(picture, face, change);
        overlay(picture, *edit.crop);
        return edit;
    }
};

Migrator::Migrator(Skin skin, Space space) : state_(std::make_unique<State>()) {
    if (space == Space::kCrop) {
        if (skin == Skin::kAsItIs)
            throw Error(ErrorKind::kUsage, "in the space of crops there is nothing but paint");
        state_->ganimation.emplace();
        return;
    }
    if (skin == Skin::kPainted && migration::Skin::is_there()) state_->skin.emplace(state_->mean_face);
    if (skin == Skin::kPainted && InnerMouth::is_there()) state_->inner_mouth.emplace();
}
Migrator::~Migrator() = default;
Migrator::Migrator(Migrator&&) noexcept = default;

const face::TextureMap* Migrator::map() const {
    return state_->skin ? &state_->skin->map() : nullptr;
}

bool Migrator::can_open_mouths() const {
    return state_->inner_mouth || state_->ganimation;
}

WarpField Migrator::field(const face::Face& face, const ActionUnits& change, cv::Size picture,
                          double parting) const {
    const face::Pose pose = face::fit_pose(face.mesh, state_->mean_face);
    const face::Vertices displacement =
        state_->displacement(face, pose, state_->share_of(pose) * change, parting);
    return warp_field(face.mesh, displacement, state_->triangles, picture);
}

Edit Migrator::apply(media::Picture& picture, const face::Face& face, const Change& change, double parting,
                     std::optional<Seconds> time, Mouth mouth, double nod) const {
    const face::Pose pose = face::fit_pose(face.mesh, state_->mean_face);
    const float share = state_->share_of(pose);
    const Change seen = share * change;
    if (state_->ganimation) return state_->painted_crop(picture, face, seen.painted);
    const float glasses_worn = time ? state_->glasses.see(picture, face.mesh, face.id, *time)
                                    : face::glasses_share(face::bridge_line(picture, face.mesh));
    const face::Vertices displacement = state_->displacement(
        face, pose, behind_glasses(seen.moved, glasses_worn), parting, mouth, share * nod, glasses_worn);
    const cv::Vec3f cheeks = mouth == Mouth::kOpens ? cheek_colour(picture, face.mesh) : cv::Vec3f();
    Edit edit{warp_field(face.mesh, displacement, state_->triangles, picture.size()),
              face.mesh + displacement, std::nullopt, std::nullopt};
    if (state_->skin && !(seen.painted == ActionUnits{})) {
        const SkinPaint whole = time ? state_->skin->paint(picture, face, seen.painted, *time)
                                     : state_->skin->paint(picture, face, seen.painted);
        edit.paint = faded(whole, seen_texture(face, state_->skin->map()));
    }
    if (!edit.field.region.empty()) {
        const Eyeballs eyeballs(picture, face.mesh);
        warp(picture, edit.field);
        eyeballs.put_back(picture, edit.mesh);
    }
    if (edit.paint) overlay(picture, edit.mesh, state_->skin->map(), *edit.paint);
    if (mouth == Mouth::kOpens) state_->inner_mouth->paint(picture, edit.mesh, state_->mean_face, cheeks);
    return edit;
}

}  // namespace ganemotion::migration
