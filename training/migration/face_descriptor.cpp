#include "training/migration/face_descriptor.h"

#include <cmath>

#include <dlib/dnn.h>
#include <Eigen/Geometry>

#include "ganemotion/error.h"
#include "nn/model_files.h"

namespace ganemotion::training {

namespace {

constexpr const char* kFile = "dlib_face_recognition_resnet_model_v1.dat";

constexpr unsigned long kSide = 150;

/// Where dlib's framing puts the outer and inner corner of the left eye, of the right eye, and the base of
/// the nose, in shares of the side of a face that a quarter of it is added to all around
/// (get_face_chip_details of dlib 19.24), and which vertices of the mesh these are.
struct FramedPoint {
    int vertex;
    float x, y;
};
constexpr std::array<FramedPoint, 5> kFraming = {{{263, 0.8596F, 0.2135F},
                                                  {362, 0.6461F, 0.2290F},
                                                  {33, 0.1206F, 0.2137F},
                                                  {133, 0.3341F, 0.2291F},
                                                  {2, 0.4901F, 0.6278F}}};
constexpr float kPadding = 0.25F;

/// The face upright in dlib's framing, RGB.
cv::Mat framed(const media::Picture& picture, const face::Vertices& mesh) {
    Eigen::MatrixXf in_frame(2, static_cast<Eigen::Index>(kFraming.size()));
    Eigen::MatrixXf in_picture = in_frame;
    for (std::size_t i = 0; i < kFraming.size(); ++i) {
        const auto column = static_cast<Eigen::Index>(i);
        in_frame.col(column) << kFraming[i].x, kFraming[i].y;
        in_picture.col(column) = mesh.row(kFraming[i].vertex).head<2>().transpose();
    }
    in_frame = (in_frame.array() + kPadding) * (static_cast<float>(kSide) / (2 * kPadding + 1));
    const Eigen::MatrixXf map = Eigen::umeyama(in_frame, in_picture);
    const cv::Matx23f to_picture(map(0, 0), map(0, 1), map(0, 2), map(1, 0), map(1, 1), map(1, 2));
    return media::sample_rgb(picture, to_picture, {static_cast<int>(kSide), static_cast<int>(kSide)});
}

// The network is a type that the file has to fit: a ResNet of 29 layers (King 2017), bottom to top: a stem
// of 7x7, stages of 32, 64, 128, 256 and 256 channels, each but the first begun by a block that halves, and
// the mean over the last map through a linear layer.
template <long channels, int stride, typename Below>
using Pair =
    dlib::affine<dlib::con<channels, 3, 3, 1, 1,
                           dlib::relu<dlib::affine<dlib::con<channels, 3, 3, stride, stride, Below>>>>>;

template <long channels, typename Below>
using Plain = dlib::relu<dlib::add_prev1<Pair<channels, 1, dlib::tag1<Below>>>>;

template <long channels, typename Below>
using Halving = dlib::relu<dlib::add_prev2<
    dlib::avg_pool<2, 2, 2, 2, dlib::skip1<dlib::tag2<Pair<channels, 2, dlib::tag1<Below>>>>>>>;

using Stem =
    dlib::max_pool<3, 3, 2, 2,
                   dlib::relu<dlib::affine<dlib::con<32, 7, 7, 2, 2, dlib::input_rgb_image_sized<kSide>>>>>;
using Stage32 = Plain<32, Plain<32, Plain<32, Stem>>>;
using Stage64 = Plain<64, Plain<64, Plain<64, Halving<64, Stage32>>>>;
using Stage128 = Plain<128, Plain<128, Halving<128, Stage64>>>;
using Stage256 = Plain<256, Plain<256, Halving<256, Stage128>>>;
using Network = dlib::loss_metric<dlib::fc_no_bias<128, dlib::avg_pool_everything<Halving<256, Stage256>>>>;

dlib::matrix<dlib::rgb_pixel> as_dlib(const cv::Mat& rgb) {
    dlib::matrix<dlib::rgb_pixel> image(rgb.rows, rgb.cols);
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const auto pixel = rgb.at<cv::Vec3b>(y, x);
            image(y, x) = {pixel[0], pixel[1], pixel[2]};
        }
    return image;
}

}  // namespace

double distance(const Descriptor& a, const Descriptor& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(sum);
}

struct FaceDescriptor::State {
    Network network;
};

bool FaceDescriptor::is_there() {
    return std::filesystem::exists(nn::home() / "vendor" / "weights" / kFile);
}

FaceDescriptor::FaceDescriptor() : state_(std::make_unique<State>()) {
    const auto file = nn::installed_model(kFile);
    try {
        dlib::deserialize(file.string()) >> state_->network;
    } catch (const dlib::serialization_error& error) {
        throw Error(ErrorKind::kMissingModel, "cannot read " + file.string() + ": " + error.what() +
                                                  "; install it with scripts/setup training");
    }
}
FaceDescriptor::~FaceDescriptor() = default;
FaceDescriptor::FaceDescriptor(FaceDescriptor&&) noexcept = default;

Descriptor FaceDescriptor::describe(const media::Picture& picture, const face::Vertices& mesh) {
    const dlib::matrix<float, 0, 1> answer = state_->network(as_dlib(framed(picture, mesh)));
    Descriptor descriptor{};
    std::copy(answer.begin(), answer.end(), descriptor.begin());
    return descriptor;
}

}  // namespace ganemotion::training
