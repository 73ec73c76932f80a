#include "migration/eyeballs.h"

#include <algorithm>
#include <cmath>

#include "migration/bicubic.h"
#include "migration/iris.h"
#include "migration/lid_opening.h"
#include "migration/plane_part.h"
#include "migration/topology.h"
#include "migration/whole_eyeball.h"

namespace ganemotion::migration {

namespace {

// Depths from an upper and a lower lid, in widths of the eye.
struct Depths {
    float upper, lower;
};
constexpr Depths operator*(float factor, const Depths& depths) {
    return {factor * depths.upper, factor * depths.lower};
}

// Where lashes and the wet edge of a lid end in what is seen, and from where on all is eyeball: of an eye
// that is open by kUsual, less in a narrower one.
constexpr Depths kLashes{0.03F, 0.01F};
constexpr Depths kBare{0.07F, 0.035F};
constexpr float kUsual = 0.3F;

// Where a lid's edge, as it was warped, ends, and from where on the eyeball is put back wholly; and the same
// from the corners.
constexpr Depths kEdge{0.02F, -0.015F};
constexpr Depths kWholly{0.07F, 0.025F};
constexpr float kCorner = 0.05F;
constexpr float kOutOfCorner = 0.2F;

// An upper lid shades what it uncovers, at its edge by so much, and up to so deep.
constexpr float kShade = 0.35F;
constexpr float kShaded = 0.14F;

// Lids that slide over the eyeball by less than this (in its widths) leave it as it was warped.
constexpr float kSlid = 0.03F;

// Openness below which an eye is taken as closing, and from which on as open.
constexpr float kClosing = 0.06F;
constexpr float kOpen = 0.32F;

// Around the openings, of the eye's width: lids rise by less.
constexpr float kReach = 0.17F;

// Of a drop of the lower lid.
constexpr float kFollowed = 0.8F;

float ramp(float value, float from, float to) {
    return std::clamp((value - from) / (to - from), 0.0F, 1.0F);
}

/// 0 at the first depths below the lids, 1 from the second on.
float share_between(const LidOpening::Place& place, const Depths& first, const Depths& second) {
    return std::min(ramp(place.below_upper, first.upper, second.upper),
                    ramp(place.above_lower, first.lower, second.lower));
}

/// How much of what is seen there belongs to the eyeball alone.
float bare_share(const LidOpening& lids, const LidOpening::Place& place) {
    const float narrow = std::min(1.0F, lids.openness() / kUsual);
    return share_between(place, narrow * kLashes, narrow * kBare);
}

/// The light on an eyeball under an upper lid.
float light_at(const LidOpening::Place& place) {
    return 1 - kShade * (1 - ramp(place.below_upper, 0, kShaded));
}

/// Of the pixels of a plane in the pixels of plane 0, and back: along each axis a factor and a shift.
struct PlaneGrid {
    cv::Point2f factor{1, 1}, shift{0, 0};
    PlaneGrid(const media::Picture& picture, std::size_t plane) {
        if (plane == 0) return;
        const cv::Matx23f to_chroma = media::luma_to_chroma(picture);
        factor = {to_chroma(0, 0), to_chroma(1, 1)};
        shift = {to_chroma(0, 2), to_chroma(1, 2)};
    }
    [[nodiscard]] cv::Point2f in_picture(cv::Point2f at) const {
        return {(at.x - shift.x) / factor.x, (at.y - shift.y) / factor.y};
    }
    [[nodiscard]] cv::Point2f in_plane(cv::Point2f at) const {
        return {at.x * factor.x + shift.x, at.y * factor.y + shift.y};
    }
};

/// How far an eyeball moves with its lids, in the picture. Across it keeps to the middle between the corners,
/// so that the gaze stays. A lower lid that drops takes it along, for it is the upper one that opens an eye
/// (the mesh is fitted to the whole face, which lengthens); one that rises slides over it.
cv::Point2f motion_of(const LidOpening& before, const LidOpening& after, cv::Point2f head) {
    const cv::Point2f lower = after.point(0.5F, 1) - before.point(0.5F, 1);
    const float across = (after.middle() - before.middle() - head).dot(before.along());
    const float down = (lower - head).dot(before.down());
    return head + across * before.along() + kFollowed * std::max(0.0F, down) * before.down();
}

/// What happens to one eye.
struct EyeChange {
    LidOpening before, after;
    Iris iris;            ///< before
    cv::Point2f eyeball;  ///< how far it moves

    EyeChange(const face::Vertices& mesh, const face::Vertices& moved, std::size_t eye)
        : before(mesh, eye),
          after(moved, eye),
          iris(mesh, kEyes.at(eye)),
          eyeball(motion_of(before, after, Iris(moved, kEyes.at(eye)).middle - iris.middle)) {}

    /// 0 for an eye that closes, 1 for one that is open.
    [[nodiscard]] float open_share() const {
        return ramp(std::min(before.openness(), after.openness()), kClosing, kOpen);
    }
    /// How far both lids slide over the eyeball, in its widths.
    [[nodiscard]] float sliding(float along) const {
        const auto slid = [&](float lid) {
            return cv::norm(after.point(along, lid) - before.point(along, lid) - eyeball);
        };
        return static_cast<float>(slid(0) + slid(1)) / before.width();
    }
    /// How much of the eyeball is put back there.
    [[nodiscard]] float put_share(const LidOpening::Place& place) const {
        const float share = share_between(place, kEdge, kWholly) *
                            ramp(std::min(place.along, 1 - place.along), kCorner, kOutOfCorner);
        return share > 0 ? share * open_share() * ramp(sliding(place.along), 0, kSlid) : 0;
    }
};

/// One plane of one eye: as the picture has it after the warp, and as it was before.
class EyePlane {
  public:
    EyePlane(const media::Picture& picture, std::size_t plane, const cv::Rect& region)
        : grid_(picture, plane),
          part_(plane_part(region, plane == 0 ? cv::Point() : picture.chroma_shift(),
                           picture.planes.at(plane).size())),
          now_(picture.planes.at(plane)(part_)),
          is_light_(plane == 0 || picture.color == media::ColorModel::kRgb) {}

    [[nodiscard]] cv::Mat copy() const { return now_.clone(); }

    /// How much of what was seen at each pixel was eyeball (CV_32FC1).
    [[nodiscard]] cv::Mat seen(const LidOpening& before) const {
        cv::Mat shares = cv::Mat::zeros(part_.size(), CV_32FC1);
        const cv::Rect around = pixels_of(before);
        for (int y = around.y; y < around.br().y; ++y)
            for (int x = around.x; x < around.br().x; ++x)
                shares.at<float>(y, x) = bare_share(before, before.place(in_picture(x, y)));
        return shares;
    }

    void put_back(const cv::Mat& before, const EyeChange& change) {
        if (before.empty()) return;
        const WholeEyeball whole(before, seen(change.before), distances(change.iris));
        if (!whole.is_known()) return;
        const BicubicSampler sampler(before);
        const cv::Rect around = pixels_of(change.after);
        for (int y = around.y; y < around.br().y; ++y)
            for (int x = around.x; x < around.br().x; ++x) {
                const cv::Point2f at = in_picture(x, y);
                const LidOpening::Place place = change.after.place(at);
                const float put = change.put_share(place);
                if (put <= 0) continue;
                const cv::Point2f from = at - change.eyeball;
                const cv::Point2f pixel_from = grid_.in_plane(from) - cv::Point2f(part_.tl());
                const float bare = bare_share(change.before, change.before.place(from));
                float value = 0;
                if (bare < 1) value = whole.at(pixel_from, change.iris.distance(from));
                if (is_light_) value *= light_at(place);
                if (bare > 0) {
                    uchar sample = 0;
                    sampler.sample({&pixel_from, 1}, {&sample, 1});
                    value = bare * static_cast<float>(sample) + (1 - bare) * value;
                }
                uchar& pixel = now_.at<uchar>(y, x);
                pixel = cv::saturate_cast<uchar>(put * value + (1 - put) * static_cast<float>(pixel));
            }
    }

  private:
    PlaneGrid grid_;
    cv::Rect part_;
    cv::Mat now_;
    bool is_light_;

    [[nodiscard]] cv::Point2f in_picture(int x, int y) const {
        return grid_.in_picture({static_cast<float>(x + part_.x), static_cast<float>(y + part_.y)});
    }
    /// Around an opening, within the part.
    [[nodiscard]] cv::Rect pixels_of(const LidOpening& opening) const {
        const cv::Rect2f box = opening.box();
        const cv::Point2f first = grid_.in_plane(box.tl()), last = grid_.in_plane(box.br());
        return cv::Rect(cv::Point(cvFloor(first.x), cvFloor(first.y)) - part_.tl(),
                        cv::Point(cvCeil(last.x) + 1, cvCeil(last.y) + 1) - part_.tl()) &
               cv::Rect(cv::Point(), part_.size());
    }
    [[nodiscard]] cv::Mat distances(const Iris& iris) const {
        cv::Mat radii(part_.size(), CV_32FC1);
        for (int y = 0; y < radii.rows; ++y)
            for (int x = 0; x < radii.cols; ++x) radii.at<float>(y, x) = iris.distance(in_picture(x, y));
        return radii;
    }
};

}  // namespace

Eyeballs::Eyeballs(const media::Picture& picture, const face::Vertices& mesh) : mesh_(mesh) {
    for (std::size_t i = 0; i < eyes_.size(); ++i) {
        const LidOpening opening(mesh, i);
        const float reach = kReach * opening.width();
        const cv::Rect2f box = opening.box();
        const cv::Rect around(cv::Point(cvFloor(box.x - reach), cvFloor(box.y - reach)),
                              cv::Point(cvCeil(box.br().x + reach), cvCeil(box.br().y + reach)));
        // Even, so that subsampled chroma has a region of its own.
        eyes_[i].region =
            cv::Rect(around.x & ~1, around.y & ~1, (around.width + 3) & ~1, (around.height + 3) & ~1) &
            cv::Rect(cv::Point(), picture.size());
        for (std::size_t plane = 0; plane < 3; ++plane)
            eyes_[i].planes[plane] = EyePlane(picture, plane, eyes_[i].region).copy();
    }
}

void Eyeballs::put_back(media::Picture& picture, const face::Vertices& moved) const {
    for (std::size_t i = 0; i < eyes_.size(); ++i) {
        EyeChange change(mesh_, moved, i);
        if (change.open_share() <= 0 || eyes_[i].region.empty()) continue;
        const cv::Mat seen = EyePlane(picture, 0, eyes_[i].region).seen(change.before);
        change.iris =
            fitted(change.iris, eyes_[i].planes[0], seen, eyes_[i].region.tl(), -change.before.down());
        for (std::size_t plane = 0; plane < 3; ++plane)
            EyePlane(picture, plane, eyes_[i].region).put_back(eyes_[i].planes[plane], change);
    }
}

}  // namespace ganemotion::migration
