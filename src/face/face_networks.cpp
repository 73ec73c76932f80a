#include "face/face_networks.h"

#include <cmath>

#include "face/visibility.h"
#include "nn/model_files.h"

namespace ganemotion::face {
namespace {

constexpr int kMeshSide = 256;
/// Overlap above which two detections are the same face (MediaPipe's default).
constexpr float kSameFace = 0.5F;
/// Outputs of the mesh network: coordinates in its input's pixels, logit of a face's presence.
constexpr int kCoordinates = 0, kPresence = 1;

/// The network calls the centre of its first pixel 0.5 and the map calls it 0: without this a mirrored
/// picture would not have the mirrored mesh, but one that is 0.3 % of the face's width aside (so it is with
/// MediaPipe on a CPU).
constexpr float kFirstCentre = 0.5F;

/// The vertices that the blendshape network looks at (MediaPipe's face blendshapes graph).
constexpr std::array<int, 146> kBlendshapeVertices = {
    0,   1,   4,   5,   6,   7,   8,   10,  13,  14,  17,  21,  33,  37,  39,  40,  46,  52,  53,  54,  55,
    58,  61,  63,  65,  66,  67,  70,  78,  80,  81,  82,  84,  87,  88,  91,  93,  95,  103, 105, 107, 109,
    127, 132, 133, 136, 144, 145, 146, 148, 149, 150, 152, 153, 154, 155, 157, 158, 159, 160, 161, 162, 163,
    168, 172, 173, 176, 178, 181, 185, 191, 195, 197, 234, 246, 249, 251, 263, 267, 269, 270, 276, 282, 283,
    284, 285, 288, 291, 293, 295, 296, 297, 300, 308, 310, 311, 312, 314, 317, 318, 321, 323, 324, 332, 334,
    336, 338, 356, 361, 362, 365, 373, 374, 375, 377, 378, 379, 380, 381, 382, 384, 385, 386, 387, 388, 389,
    390, 397, 398, 400, 402, 405, 409, 415, 454, 466, 468, 469, 470, 471, 472, 473, 474, 475, 476, 477};

cv::Mat as_input(std::span<float> memory, int side) {
    return {side, side, CV_32FC3, memory.data()};
}

}  // namespace

FaceNetworks::FaceNetworks(int threads)
    : detector_(nn::installed_model("face/face_detector.tflite"), {.threads = threads}),
      mesh_(nn::installed_model("face/face_landmarks_detector.tflite"),
            {.threads = threads, .input_shapes = {{1, kMeshSide, kMeshSide, 3}}}),
      blendshapes_(nn::installed_model("face/face_blendshapes.tflite"), {.threads = threads}) {}

std::vector<Detection> FaceNetworks::detect(const media::Picture& picture, const Region& region,
                                            float min_score) {
    const cv::Mat rgb = sample_region(picture, region, kFaceDetector.side, cv::BORDER_CONSTANT);
    // -1..1, as the network was trained.
    rgb.convertTo(as_input(detector_.input(), kFaceDetector.side), CV_32F, 1 / 127.5, -1);
    detector_.run();
    auto detections = melted(
        decode_detections(kFaceDetector, detector_.output(0), detector_.output(1), min_score), kSameFace);
    for (Detection& one : detections) one = in_picture(one, region);
    return detections;
}

FaceNetworks::Mesh FaceNetworks::mesh(const media::Picture& picture, const Region& region) {
    const cv::Mat rgb = sample_region(picture, region, kMeshSide, cv::BORDER_REPLICATE);
    rgb.convertTo(as_input(mesh_.input(), kMeshSide), CV_32F, 1 / 255.0);
    mesh_.run();
    const cv::Matx23f map = to_picture(region, kMeshSide);
    // Depth is in the same unit as x of the region.
    const float depth = region.side / static_cast<float>(kMeshSide);
    const auto coordinates = mesh_.output(kCoordinates);
    Mesh result;
    for (int i = 0; i < kVertexCount; ++i) {
        const float* vertex = &coordinates[static_cast<std::size_t>(i) * 3];
        const cv::Point2f there = mapped(map, {vertex[0] - kFirstCentre, vertex[1] - kFirstCentre});
        result.vertices.row(i) << there.x, there.y, depth * vertex[2];
    }
    result.presence = 1 / (1 + std::exp(-mesh_.output(kPresence)[0]));
    return result;
}

Blendshapes FaceNetworks::blendshapes(const Vertices& mesh) {
    // The network does not mind where and how large a face is, but it knows upright ones only.
    const float angle = region_of(mesh).angle;
    const float c = std::cos(angle);
    const float s = std::sin(angle);
    const auto input = blendshapes_.input();
    for (std::size_t i = 0; i < kBlendshapeVertices.size(); ++i) {
        const auto vertex = mesh.row(kBlendshapeVertices[i]);
        input[2 * i] = c * vertex.x() + s * vertex.y();
        input[2 * i + 1] = c * vertex.y() - s * vertex.x();
    }
    blendshapes_.run();
    Blendshapes scores;
    std::copy_n(blendshapes_.output().begin(), scores.size(), scores.begin());
    return scores;
}

Face face_of(const FaceNetworks::Mesh& mesh, FaceNetworks& networks, cv::Size picture) {
    Face face;
    face.mesh = mesh.vertices;
    face.blendshapes = networks.blendshapes(mesh.vertices);
    face.box = box_of(mesh.vertices);
    face.confidence = mesh.presence;
    face.visibility = visibility_of(mesh.vertices, picture);
    return face;
}

}  // namespace ganemotion::face
