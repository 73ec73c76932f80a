#include "face/found_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <random>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "action_units/mean_face.h"
#include "cfee/cfee.h"
#include "face/face_finder.h"
#include "face/turned_picture.h"
#include "media/picture_file.h"

namespace ganemotion::training {

namespace {

constexpr std::size_t kEvery = 8;  // portraits: 71 of 564
const cv::Size kFrame(1280, 720);
constexpr float kWidths[] = {60, 80, 120, 200};  // of faces, pixels
constexpr float kTilts[] = {-45, -30, -15, 15, 30, 45};
constexpr float kTiltedWidth = 160;
constexpr float kYaws[] = {-60, -45, 45, 60};
constexpr double kGrain = 4;  // of 255, standard deviation: a camera's noise

// Nearer than this share of its width to where it is, a face counts as found.
constexpr float kFound = 0.15F;

struct Subject {
    cv::Mat picture;
    face::Vertices mesh;
    float width;
};

float width_of(const face::Vertices& mesh) {
    return mesh.col(0).maxCoeff() - mesh.col(0).minCoeff();
}

/// Where a picture's point is shown.
struct Placing {
    cv::Matx23f map;

    [[nodiscard]] face::Vertices operator()(const face::Vertices& mesh) const {
        const float scale = std::hypot(map(0, 0), map(1, 0));
        face::Vertices there;
        for (int i = 0; i < face::kVertexCount; ++i)
            there.row(i) << map(0, 0) * mesh(i, 0) + map(0, 1) * mesh(i, 1) + map(0, 2),
                map(1, 0) * mesh(i, 0) + map(1, 1) * mesh(i, 1) + map(1, 2), scale * mesh(i, 2);
        return there;
    }
};

/// Scaled so that the face is so wide, tilted clockwise, its middle there.
Placing placing(const Subject& subject, float width, float tilt, cv::Point2f middle) {
    const float scale = width / subject.width;
    const float angle = tilt * static_cast<float>(CV_PI) / 180;
    const float c = scale * std::cos(angle);
    const float s = scale * std::sin(angle);
    const Eigen::RowVector2f own = subject.mesh.leftCols<2>().colwise().mean();
    return {{c, -s, middle.x - c * own.x() + s * own.y(), s, c, middle.y - s * own.x() - c * own.y()}};
}

/// The portrait in a frame of its own mean colour, with a camera's grain.
media::Picture frame_of(const Subject& subject, const Placing& placing, std::uint64_t seed) {
    cv::Mat frame(kFrame, CV_8UC3, cv::mean(subject.picture));
    cv::Mat small, inside;
    // Averages where the portrait shrinks, as a lens does.
    const double scale = std::hypot(placing.map(0, 0), placing.map(1, 0));
    cv::Mat source = subject.picture;
    if (scale < 1) cv::GaussianBlur(source, source, {0, 0}, 0.4 / scale);
    cv::warpAffine(source, small, placing.map, kFrame, cv::INTER_LINEAR);
    cv::warpAffine(cv::Mat(source.size(), CV_8UC1, cv::Scalar(255)), inside, placing.map, kFrame,
                   cv::INTER_NEAREST);
    small.copyTo(frame, inside);
    cv::Mat noise(kFrame, CV_16SC3);
    cv::RNG(seed + 1).fill(noise, cv::RNG::NORMAL, 0, kGrain);
    cv::add(frame, noise, frame, cv::noArray(), CV_8U);
    return media::from_rgb(frame);
}

struct Figures {
    int pictures = 0, found = 0, more = 0;
    double error = 0;

    /// `expected`: where the mesh should be.
    void add(const std::vector<face::Face>& faces, const face::Vertices& expected) {
        ++pictures;
        const float width = width_of(expected);
        bool here = false;
        for (const face::Face& face : faces) {
            const float off =
                std::sqrt((face.mesh - expected).leftCols<2>().rowwise().squaredNorm().mean()) / width;
            if (off < kFound && !here) {
                here = true;
                ++found;
                error += off;
            } else {
                ++more;
            }
        }
    }
    void print(const char* what, float number) const {
        std::printf("| %s %.0f | %d of %d | %.2f %% | %d |\n", what, number, found, pictures,
                    100 * error / std::max(1, found), more);
        std::fflush(stdout);
    }
};

std::vector<Subject> subjects(const std::filesystem::path& folder) {
    face::FaceFinder finder;
    std::vector<Subject> result;
    std::size_t seen = 0;
    for (const Portrait& one : read_portraits(folder)) {
        if (!is_test_person(one.person) || seen++ % kEvery != 0) continue;
        const auto picture = media::read_picture(folder / "images" / one.file);
        const auto faces = finder.find(picture);
        if (faces.empty()) continue;
        result.push_back({media::to_rgb(picture), faces.front().mesh, width_of(faces.front().mesh)});
    }
    return result;
}

class Search {
  public:
    explicit Search(std::vector<Subject> subjects) : subjects_(std::move(subjects)) {}

    void print(const char* what, float number, float width, float tilt) {
        Figures figures;
        std::mt19937 random(1);
        const float room = 1.2F * width;  // the whole head stays in the frame
        std::uniform_real_distribution<float> across(room, static_cast<float>(kFrame.width) - room);
        std::uniform_real_distribution<float> down(room, static_cast<float>(kFrame.height) - room);
        for (std::size_t i = 0; i < subjects_.size(); ++i) {
            const Placing there = placing(subjects_[i], width, tilt, {across(random), down(random)});
            figures.add(finder_.find(frame_of(subjects_[i], there, i)), there(subjects_[i].mesh));
        }
        figures.print(what, number);
    }

    void print_turned(float yaw) {
        Figures figures;
        for (const Subject& one : subjects_) {
            const auto picture = turned_picture(media::from_rgb(one.picture), one.mesh, triangles_, yaw);
            figures.add(finder_.find(picture), turned(one.mesh, yaw));
        }
        figures.print("turned by", yaw);
    }

  private:
    std::vector<Subject> subjects_;
    face::FaceFinder finder_;
    std::vector<migration::Triangle> triangles_ =
        migration::triangulate(action_units::mean_face(action_units::read_unit_weights()));
};

}  // namespace

void print_found_figures(const std::filesystem::path& folder) {
    Search search(subjects(folder));
    std::printf(
        "| face | found | mesh off, of its width | other faces seen |\n| --- | ---: | ---: | ---: |\n");
    for (const float width : kWidths) search.print("pixels wide:", width, width, 0);
    for (const float tilt : kTilts) search.print("tilted by", tilt, kTiltedWidth, tilt);
    for (const float yaw : kYaws) search.print_turned(yaw);
}

}  // namespace ganemotion::training
