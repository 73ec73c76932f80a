#include "training/migration/mouth_fit.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>
#include <set>

#include <Eigen/Cholesky>
#include <opencv2/imgproc.hpp>

#include "action_units/mean_face.h"
#include "cfee/person_table.h"
#include "media/picture_file.h"
#include "migration/inner_mouth.h"

namespace ganemotion::training {

namespace {

constexpr int kShapes = migration::MouthShape::ColsAtCompileTime;
constexpr int kTexels = migration::kInnerMouthWidth * migration::kInnerMouthHeight * 3;
constexpr int kGap = 1;          // column of the shape
constexpr int kCoarseSide = 16;  // of a small picture of the texture

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

cv::Mat quotients_of(const OpenMouth& mouth) {
    cv::Mat quotients;
    cv::divide(mouth.texture, cv::Scalar(mouth.cheeks[0], mouth.cheeks[1], mouth.cheeks[2]), quotients);
    return quotients;
}

/// What tells kinds of mouths apart is coarse.
Eigen::RowVectorXf coarse(const cv::Mat& quotients) {
    cv::Mat small;
    cv::resize(quotients, small, cv::Size(kCoarseSide, kCoarseSide), 0, 0, cv::INTER_AREA);
    return Eigen::Map<const Eigen::RowVectorXf>(small.ptr<float>(),
                                                static_cast<Eigen::Index>(small.total()) * 3);
}

using Shapes = Eigen::Matrix<float, Eigen::Dynamic, kShapes>;

/// Ridge regression of looks [mouths, numbers] on shapes.
Matrix regression(const Shapes& shapes, const Matrix& looks, float penalty) {
    Eigen::Matrix<double, kShapes, kShapes> normal =
        shapes.cast<double>().transpose() * shapes.cast<double>();
    const auto count = static_cast<double>(shapes.rows());
    const Eigen::Matrix<double, 1, kShapes> mean = shapes.cast<double>().colwise().mean();
    // The constant is not punished: without any other weight the answer is the mean mouth.
    for (int i = 1; i < kShapes; ++i)
        normal(i, i) += penalty * (normal(i, i) - count * mean[i] * mean[i]) + 1e-9;
    const Eigen::MatrixXd towards = shapes.cast<double>().transpose() * looks.cast<double>();
    return normal.ldlt().solve(towards).cast<float>();
}

/// Of the quarter with the widest gap.
migration::MouthShape mean_of_widest(const Shapes& shapes) {
    std::vector<Eigen::Index> rows(static_cast<std::size_t>(shapes.rows()));
    std::iota(rows.begin(), rows.end(), 0);
    std::sort(rows.begin(), rows.end(),
              [&](Eigen::Index a, Eigen::Index b) { return shapes(a, kGap) > shapes(b, kGap); });
    rows.resize(std::max<std::size_t>(1, rows.size() / 4));
    return shapes(rows, Eigen::all).colwise().mean();
}

/// Mouths told apart: each belongs to the kind whose function of the shape comes nearest.
struct Kinds {
    std::vector<Eigen::Index> of;  ///< each mouth's
    float error = 0;
};

std::vector<Eigen::Index> rows_of(const Kinds& kinds, Eigen::Index kind) {
    std::vector<Eigen::Index> rows;
    for (std::size_t i = 0; i < kinds.of.size(); ++i)
        if (kinds.of[i] == kind) rows.push_back(static_cast<Eigen::Index>(i));
    return rows;
}

/// From mouths far from each other, as k-means++ starts.
Kinds first_kinds(const Matrix& rest, int count, std::mt19937& random) {
    Kinds kinds{std::vector<Eigen::Index>(static_cast<std::size_t>(rest.rows()), 0), 0};
    Eigen::VectorXf nearest = Eigen::VectorXf::Constant(rest.rows(), std::numeric_limits<float>::max());
    Eigen::Index centre = std::uniform_int_distribution<Eigen::Index>(0, rest.rows() - 1)(random);
    for (Eigen::Index kind = 0; kind < count; ++kind) {
        const Eigen::VectorXf distance = (rest.rowwise() - rest.row(centre)).rowwise().squaredNorm();
        for (Eigen::Index i = 0; i < rest.rows(); ++i) {
            if (distance[i] >= nearest[i]) continue;
            nearest[i] = distance[i];
            kinds.of[static_cast<std::size_t>(i)] = kind;
        }
        centre = std::discrete_distribution<Eigen::Index>(nearest.begin(), nearest.end())(random);
    }
    return kinds;
}

Kinds kinds_of(const Shapes& shapes, const Matrix& looks, const MouthFitOptions& options) {
    constexpr int kMostRounds = 40;
    const Matrix rest = looks - shapes * regression(shapes, looks, options.penalty);
    std::mt19937 random(options.seed);
    Kinds best;
    for (int start = 0; start < options.starts; ++start) {
        Kinds kinds = first_kinds(rest, options.kinds, random);
        for (int round = 0; round < kMostRounds; ++round) {
            Eigen::VectorXf nearest =
                Eigen::VectorXf::Constant(looks.rows(), std::numeric_limits<float>::max());
            const Kinds before = kinds;
            for (Eigen::Index kind = 0; kind < options.kinds; ++kind) {
                const auto rows = rows_of(before, kind);
                if (rows.size() < kShapes) continue;
                const Matrix function =
                    regression(shapes(rows, Eigen::all), looks(rows, Eigen::all), options.penalty);
                const Eigen::VectorXf errors = (looks - shapes * function).rowwise().squaredNorm();
                for (Eigen::Index i = 0; i < looks.rows(); ++i) {
                    if (errors[i] >= nearest[i]) continue;
                    nearest[i] = errors[i];
                    kinds.of[static_cast<std::size_t>(i)] = kind;
                }
            }
            kinds.error = nearest.sum();
            if (kinds.of == before.of) break;
        }
        if (best.of.empty() || kinds.error < best.error) best = std::move(kinds);
    }
    return best;
}

/// Light of the upper teeth over that of the gap below them.
double teeth_over_dark(const Matrix& colour, const migration::MouthShape& shape) {
    Eigen::RowVectorXf texture = shape * colour;
    const cv::Mat rows(migration::kInnerMouthHeight, migration::kInnerMouthWidth, CV_32FC3, texture.data());
    const cv::Rect teeth(22, 2, 20, 9), gap(22, 12, 20, 9);
    const auto light = [&](const cv::Rect& part) {
        const cv::Scalar mean = cv::mean(rows(part));
        return (mean[0] + mean[1] + mean[2]) / 3;
    };
    return light(teeth) - light(gap);
}

/// Each row of a function of shapes is a texture, and what is done to all of them is done to their sum.
void sharpen(Matrix& colour, float share) {
    constexpr double kFine = 3;  // texels
    for (int i = 0; i < colour.rows(); ++i) {
        cv::Mat texture(migration::kInnerMouthHeight, migration::kInnerMouthWidth, CV_32FC3,
                        colour.row(i).data());
        cv::Mat soft;
        cv::GaussianBlur(texture, soft, {0, 0}, kFine);
        cv::addWeighted(texture, 1 + share, soft, -share, 0, texture);
    }
}

/// Mean difference of neighbours, across and down, of light.
double gradients_of(const cv::Mat& texture) {
    cv::Mat light;
    cv::transform(texture, light, cv::Matx13f::all(1.0F / 3));
    const cv::Rect all({0, 0}, light.size());
    const auto mean_difference = [&](cv::Point step) {
        const cv::Mat moved = light((all + step) & all), still = light((all - step) & all);
        return cv::norm(moved, still, cv::NORM_L1) / static_cast<double>(moved.total());
    };
    return mean_difference({1, 0}) + mean_difference({0, 1});
}

}  // namespace

FittedMouth fit_inner_mouth(const std::vector<MeasuredPortrait>& portraits,
                            const std::filesystem::path& folder, const MouthFitOptions& options) {
    const std::vector<OpenMouth> mouths = open_mouths(portraits, folder, options, false);
    const auto count = static_cast<Eigen::Index>(mouths.size());
    Shapes shapes(count, kShapes);
    Matrix looks(count, kCoarseSide * kCoarseSide * 3), textures(count, kTexels);
    for (Eigen::Index i = 0; i < count; ++i) {
        const OpenMouth& mouth = mouths[static_cast<std::size_t>(i)];
        const cv::Mat quotients = quotients_of(mouth);
        shapes.row(i) = mouth.shape;
        looks.row(i) = coarse(quotients);
        textures.row(i) = Eigen::Map<const Eigen::RowVectorXf>(quotients.ptr<float>(), kTexels);
    }
    const Kinds kinds = kinds_of(shapes, looks, options);
    const migration::MouthShape wide = mean_of_widest(shapes);
    FittedMouth fitted;
    Matrix colour;
    double most = -std::numeric_limits<double>::max();
    for (Eigen::Index kind = 0; kind < options.kinds; ++kind) {
        const auto rows = rows_of(kinds, kind);
        if (rows.size() < kShapes) continue;
        Matrix function = regression(shapes(rows, Eigen::all), textures(rows, Eigen::all), options.penalty);
        const double teeth = teeth_over_dark(function, wide);
        if (teeth <= most) continue;
        most = teeth;
        colour = std::move(function);
        std::set<int> people;
        for (const Eigen::Index row : rows) people.insert(mouths[static_cast<std::size_t>(row)].person);
        fitted.mouths = static_cast<int>(rows.size());
        fitted.people = static_cast<int>(people.size());
    }
    sharpen(colour, options.sharpening);
    fitted.weights.tensors["colour"] = nn::Tensor::from_float(
        {colour.data(), colour.data() + colour.size()},
        {kShapes, migration::kInnerMouthHeight, migration::kInnerMouthWidth, 3}, "F16");
    return fitted;
}

MouthFigures mouth_figures(const std::vector<MeasuredPortrait>& portraits,
                           const std::filesystem::path& folder, const std::filesystem::path& weights,
                           const MouthFitOptions& options) {
    const migration::InnerMouth inner_mouth(weights);
    cv::Mat mean(migration::kInnerMouthHeight, migration::kInnerMouthWidth, CV_32FC3, cv::Scalar());
    const std::vector<OpenMouth> trained_on = open_mouths(portraits, folder, options, false);
    for (const OpenMouth& mouth : trained_on) mean += quotients_of(mouth);
    mean /= static_cast<double>(std::max<std::size_t>(1, trained_on.size()));
    MouthFigures figures;
    std::set<int> people;
    double gradients = 0, own_gradients = 0;
    for (const OpenMouth& mouth : open_mouths(portraits, folder, options, true)) {
        const auto error = [&](const cv::Mat& texture) {
            return cv::norm(texture, mouth.texture, cv::NORM_L1) / kTexels;
        };
        const cv::Mat painted = inner_mouth.texture(mouth.shape, mouth.cheeks);
        figures.mean += error(mean.mul(cv::Scalar(mouth.cheeks[0], mouth.cheeks[1], mouth.cheeks[2])));
        figures.fitted += error(painted);
        gradients += gradients_of(painted);
        own_gradients += gradients_of(mouth.texture);
        people.insert(mouth.person);
        ++figures.pictures;
    }
    figures.people = static_cast<int>(people.size());
    figures.mean /= std::max(1, figures.pictures);
    figures.fitted /= std::max(1, figures.pictures);
    figures.gradients = gradients / std::max(own_gradients, 1e-9);
    return figures;
}

}  // namespace ganemotion::training
