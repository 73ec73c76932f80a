#include "cfee/person_table.h"

#include <algorithm>
#include <map>

#include <Eigen/Cholesky>

#include "action_units/features.h"
#include "face/pose.h"

namespace ganemotion::training {

PersonTable person_table(const std::vector<MeasuredPortrait>& portraits, const MeanFace& mean_face) {
    const auto count = static_cast<Eigen::Index>(portraits.size());
    PersonTable table;
    table.features.resize(count, action_units::kFeatures);
    table.mirrored_features.resize(count, action_units::kFeatures);
    table.labels.resize(count, kActionUnitCount);
    for (Eigen::Index row = 0; row < count; ++row) {
        const auto& [portrait, face] = portraits[static_cast<std::size_t>(row)];
        const auto shape = face::pose_normalised(face.mesh, face::fit_pose(face.mesh, mean_face.mesh));
        table.features.row(row) = action_units::features_of(shape, face.blendshapes);
        table.mirrored_features.row(row) =
            action_units::features_of(mirrored(shape, mean_face.mirror), mirrored(face.blendshapes));
        std::copy(portrait.labels.values().begin(), portrait.labels.values().end(),
                  table.labels.row(row).data());
        table.person.push_back(portrait.person);
        table.labelled.push_back(portrait.labelled);
        table.emotion.push_back(portrait.emotion);
    }
    return table;
}

Matrix within_person(const Matrix& rows, const std::vector<int>& person, const std::vector<bool>& counts) {
    std::map<int, std::pair<Eigen::RowVectorXf, int>> sums;
    for (std::size_t i = 0; i < person.size(); ++i) {
        if (!counts[i]) continue;
        auto& [sum, count] =
            sums.try_emplace(person[i], Eigen::RowVectorXf::Zero(rows.cols()), 0).first->second;
        sum += rows.row(static_cast<Eigen::Index>(i));
        ++count;
    }
    Matrix result = Matrix::Zero(rows.rows(), rows.cols());
    for (std::size_t i = 0; i < person.size(); ++i) {
        if (!counts[i]) continue;
        const auto row = static_cast<Eigen::Index>(i);
        const auto& [sum, count] = sums.at(person[i]);
        result.row(row) = rows.row(row) - sum / static_cast<float>(count);
    }
    return result;
}

Matrix rows_of(const Matrix& rows, const std::vector<bool>& chosen) {
    Matrix result(std::count(chosen.begin(), chosen.end(), true), rows.cols());
    Eigen::Index next = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i)
        if (chosen[i]) result.row(next++) = rows.row(static_cast<Eigen::Index>(i));
    return result;
}

Matrix ridge(const Matrix& x, const Matrix& y, float penalty) {
    const Eigen::MatrixXd columns = x.cast<double>();
    Eigen::MatrixXd normal = columns.transpose() * columns;
    normal.diagonal().array() += penalty;
    return normal.ldlt().solve(columns.transpose() * y.cast<double>()).cast<float>();
}

Matrix stacked(const Matrix& above, const Matrix& below) {
    Matrix result(above.rows() + below.rows(), above.cols());
    result << above, below;
    return result;
}

}  // namespace ganemotion::training
