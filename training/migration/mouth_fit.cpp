#include "training/migration/mouth_fit.h"

#include <set>

#include <Eigen/Cholesky>
#include <opencv2/core.hpp>

#include "action_units/mean_face.h"
#include "cfee/person_table.h"
#include "media/picture_file.h"
#include "migration/inner_mouth.h"

namespace ganemotion::training {

namespace {

constexpr int kShapes = migration::MouthShape::ColsAtCompileTime;
constexpr int kTexels = migration::kInnerMouthWidth * migration::kInnerMouthHeight * 3;
constexpr int kGap = 1;  // column of the shape

struct OpenMouth {
    int person = 0;
    migration::MouthShape shape;
    cv::Vec3f cheeks;
    cv::Mat texture;
};

std::vector<OpenMouth> open_mouths(const std::vector<MeasuredPortrait>& portraits,
                                   const std::filesystem::path& folder, const MouthFitOptions& options,
                                   bool test) {
    const face::Vertices mean_face = action_units::mean_face(action_units::read_unit_weights());
    std::vector<OpenMouth> mouths;
    for (const auto& [portrait, face] : portraits) {
        if (is_test_person(portrait.person) != test) continue;
        const migration::MouthShape shape = migration::mouth_shape(face.mesh, mean_face);
        if (shape[kGap] < options.least_gap) continue;
        const media::Picture picture = media::read_picture(folder / "images" / portrait.file);
        mouths.push_back({portrait.person, shape, migration::cheek_colour(picture, face.mesh),
                          migration::inner_mouth_texture(picture, face.mesh)});
    }
    return mouths;
}

Eigen::RowVectorXf quotients_of(const OpenMouth& mouth) {
    cv::Mat quotients;
    cv::divide(mouth.texture, cv::Scalar(mouth.cheeks[0], mouth.cheeks[1], mouth.cheeks[2]), quotients);
    return Eigen::Map<const Eigen::RowVectorXf>(quotients.ptr<float>(), kTexels);
}

}  // namespace

nn::Weights fit_inner_mouth(const std::vector<MeasuredPortrait>& portraits,
                            const std::filesystem::path& folder, const MouthFitOptions& options) {
    const std::vector<OpenMouth> mouths = open_mouths(portraits, folder, options, false);
    Eigen::Matrix<double, kShapes, kShapes> normal = Eigen::Matrix<double, kShapes, kShapes>::Zero();
    Eigen::MatrixXd towards = Eigen::MatrixXd::Zero(kShapes, kTexels);
    migration::MouthShape sum = migration::MouthShape::Zero();
    for (const OpenMouth& mouth : mouths) {
        normal += mouth.shape.transpose().cast<double>() * mouth.shape.cast<double>();
        towards += mouth.shape.transpose().cast<double>() * quotients_of(mouth).cast<double>();
        sum += mouth.shape;
    }
    const double count = std::max<double>(1, static_cast<double>(mouths.size()));
    const Eigen::Matrix<double, 1, kShapes> mean = sum.cast<double>() / count;
    // The constant is not punished: without any other weight the answer is the mean mouth.
    for (int i = 1; i < kShapes; ++i)
        normal(i, i) += options.penalty * (normal(i, i) - count * mean[i] * mean[i]);
    const Matrix colour = normal.ldlt().solve(towards).cast<float>();
    nn::Weights weights;
    weights.tensors["colour"] = nn::Tensor::from_float(
        {colour.data(), colour.data() + colour.size()},
        {kShapes, migration::kInnerMouthHeight, migration::kInnerMouthWidth, 3}, "F16");
    return weights;
}

MouthFigures mouth_figures(const std::vector<MeasuredPortrait>& portraits,
                           const std::filesystem::path& folder, const std::filesystem::path& weights,
                           const MouthFitOptions& options) {
    const migration::InnerMouth inner_mouth(weights);
    const std::vector<OpenMouth> trained_on = open_mouths(portraits, folder, options, false);
    migration::MouthShape sum = migration::MouthShape::Zero();
    for (const OpenMouth& mouth : trained_on) sum += mouth.shape;
    const migration::MouthShape mean = sum / static_cast<float>(trained_on.size());
    MouthFigures figures;
    std::set<int> people;
    for (const OpenMouth& mouth : open_mouths(portraits, folder, options, true)) {
        const auto error = [&](const migration::MouthShape& shape) {
            return cv::norm(inner_mouth.texture(shape, mouth.cheeks), mouth.texture, cv::NORM_L1) / kTexels;
        };
        figures.mean += error(mean);
        figures.fitted += error(mouth.shape);
        people.insert(mouth.person);
        ++figures.pictures;
    }
    figures.people = static_cast<int>(people.size());
    figures.mean /= std::max(1, figures.pictures);
    figures.fitted /= std::max(1, figures.pictures);
    return figures;
}

}  // namespace ganemotion::training
