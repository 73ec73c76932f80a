#include "training/expression/leaks.h"

#include <Eigen/Core>
#include <opencv2/imgproc.hpp>

#include "expression/face_input.h"

namespace ganemotion::training {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A picture a row, mean 0 and length 1: a product of two rows is their correlation.
Matrix rows_of(const FaceSet& set, int side) {
    const auto pixels = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    Matrix rows(static_cast<Eigen::Index>(set.size()), static_cast<Eigen::Index>(pixels));
    for (std::size_t i = 0; i < set.size(); ++i) {
        cv::Mat small;
        cv::resize(set.picture(i), small, {side, side}, 0, 0, cv::INTER_AREA);
        const auto row = static_cast<Eigen::Index>(i);
        expression::normalize(small, {rows.row(row).data(), pixels});
        rows.row(row) /= std::max(rows.row(row).norm(), 1e-6F);
    }
    return rows;
}

double correlation(const cv::Mat& one, const cv::Mat& other) {
    cv::Mat result;
    cv::matchTemplate(one, other, result, cv::TM_CCOEFF_NORMED);
    return static_cast<double>(result.at<float>(0, 0));
}

}  // namespace

std::vector<Duplicate> duplicates_of(const FaceSet& tested, const FaceSet& trained,
                                     const DuplicateOptions& options) {
    constexpr Eigen::Index kBlock = 256;  // of rows: the products of all would take 400 MB
    const Matrix one = rows_of(tested, options.side), other = rows_of(trained, options.side);
    std::vector<Duplicate> found;
    for (Eigen::Index first = 0; first < one.rows(); first += kBlock) {
        const Eigen::Index count = std::min(kBlock, one.rows() - first);
        const Matrix similar = one.middleRows(first, count) * other.transpose();
        for (Eigen::Index i = 0; i < count; ++i) {
            Eigen::Index best = 0;
            if (static_cast<double>(similar.row(i).maxCoeff(&best)) < options.similar) continue;
            const Duplicate pair{static_cast<std::size_t>(first + i), static_cast<std::size_t>(best),
                                 correlation(tested.picture(static_cast<std::size_t>(first + i)),
                                             trained.picture(static_cast<std::size_t>(best)))};
            if (pair.correlation >= options.same) found.push_back(pair);
        }
    }
    return found;
}

}  // namespace ganemotion::training
