#include "action_units/kernel_machine.h"

#include <algorithm>
#include <string>

#include "ganemotion/action_units.h"
#include "ganemotion/error.h"

namespace ganemotion::action_units {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

[[noreturn]] void does_not_fit(const std::string& name) {
    throw Error(ErrorKind::kMissingModel, "appearance.safetensors: " + name + " is not of the expected size");
}

Matrix matrix_of(const nn::Weights& weights, const std::string& name) {
    const nn::Tensor& tensor = weights.at(name);
    if (tensor.shape.size() != 2) does_not_fit(name);
    const std::vector<float> values = tensor.to_float();
    return Eigen::Map<const Matrix>(values.data(), tensor.shape[0], tensor.shape[1]);
}

Eigen::VectorXf vector_of(const nn::Weights& weights, const std::string& name, Eigen::Index size) {
    const std::vector<float> values = weights.at(name).to_float();
    if (static_cast<Eigen::Index>(values.size()) != size) does_not_fit(name);
    return Eigen::Map<const Eigen::VectorXf>(values.data(), size);
}

}  // namespace

KernelMachine::Layer KernelMachine::layer_of(const nn::Weights& weights, const std::string& name) const {
    const auto units = static_cast<Eigen::Index>(units_.size());
    Layer layer;
    layer.coefficients = matrix_of(weights, name + ".coefficients");
    if (layer.coefficients.rows() != units || layer.coefficients.cols() != faces_.rows())
        does_not_fit(name + ".coefficients");
    layer.offset = vector_of(weights, name + ".offset", units);
    layer.sharpness = vector_of(weights, name + ".sharpness", 1)[0];
    return layer;
}

KernelMachine::KernelMachine(const nn::Weights& weights, std::string_view region) {
    const std::string prefix = std::string(region) + ".";
    for (const float unit : weights.at(prefix + "units").to_float()) {
        units_.push_back(static_cast<int>(unit));
        if (!index_of_action_unit(units_.back())) does_not_fit(prefix + "units");
    }
    read_views(weights, prefix);
    read_faces(weights, prefix);
    rest_weight_ = vector_of(weights, prefix + "rest_weight", 1)[0];
    single_ = layer_of(weights, prefix + "single");
    relative_ = layer_of(weights, prefix + "relative");
    change_ = layer_of(weights, prefix + "change");
    const auto units = static_cast<Eigen::Index>(units_.size());
    present_single_ = vector_of(weights, prefix + "single.present", units);
    present_relative_ = vector_of(weights, prefix + "relative.present", units);
}

void KernelMachine::read_views(const nn::Weights& weights, const std::string& region) {
    for (std::size_t i = 0; i < kViews.size(); ++i) {
        const std::string name = region + std::string(kViews[i]);
        View& view = views_[i];
        view.directions = matrix_of(weights, name + ".directions");
        view.mean = vector_of(weights, name + ".mean", view.directions.rows());
        for (const float row : weights.at(name + ".rows").to_float())
            view.rows.push_back(static_cast<Eigen::Index>(row));
        if (static_cast<Eigen::Index>(view.rows.size()) != view.mean.size()) does_not_fit(name + ".rows");
    }
}

void KernelMachine::read_faces(const nn::Weights& weights, const std::string& region) {
    Eigen::Index size = 0;
    for (const View& view : views_) size += view.directions.cols();
    // Bytes, each column with its own step.
    faces_ = matrix_of(weights, region + "faces");
    if (faces_.cols() != size) does_not_fit(region + "faces");
    const Eigen::VectorXf steps = vector_of(weights, region + "face_steps", size);
    faces_ = (faces_.array().rowwise() * steps.transpose().array()).eval();
    rests_ = matrix_of(weights, region + "rests");
    if (rests_.cols() != size) does_not_fit(region + "rests");
    squared_faces_ = faces_.rowwise().squaredNorm();
    squared_changes_.resize(faces_.rows());
    const Eigen::VectorXf person = vector_of(weights, region + "person", faces_.rows());
    for (Eigen::Index i = 0; i < faces_.rows(); ++i) {
        const auto row = static_cast<Eigen::Index>(person[i]);
        if (row < 0 || row >= rests_.rows()) does_not_fit(region + "person");
        person_.push_back(row);
        squared_changes_[i] = (faces_.row(i) - rests_.row(row)).squaredNorm();
    }
}

Code KernelMachine::code_of(const Observation& seen) const {
    Code code(faces_.cols());
    Eigen::Index at = 0;
    for (std::size_t i = 0; i < kViews.size(); ++i) {
        const View& view = views_[i];
        if (!view.rows.empty() &&
            seen.views[i].size() <= *std::max_element(view.rows.begin(), view.rows.end()))
            does_not_fit(std::string(kViews[i]) + ".rows");
        code.segment(at, view.directions.cols()) =
            view.directions.transpose() * (seen.views[i](view.rows) - view.mean);
        at += view.directions.cols();
    }
    return code;
}

Eigen::VectorXf KernelMachine::Layer::answer(const Eigen::VectorXf& squared_distances) const {
    const Eigen::VectorXf likeness = (-sharpness * squared_distances).array().exp();
    return coefficients * likeness + offset;
}

namespace {

/// Two straight lines: 0 stays 0, 1 stays 1, and what counts as present becomes kPresent.
Eigen::VectorXf calibrated(Eigen::VectorXf answers, const Eigen::VectorXf& present) {
    for (Eigen::Index i = 0; i < answers.size(); ++i)
        answers[i] = answers[i] < present[i]
                         ? answers[i] * kPresent / present[i]
                         : kPresent + (answers[i] - present[i]) * (1 - kPresent) / (1 - present[i]);
    return answers;
}

}  // namespace

Eigen::VectorXf KernelMachine::answer(const Code& code) const {
    const Eigen::VectorXf distances = (squared_faces_ - 2 * (faces_ * code)).array() + code.squaredNorm();
    return calibrated(single_.answer(distances), present_single_);
}

Eigen::VectorXf KernelMachine::answer(const Code& code, const Code& resting) const {
    // |a - b|^2 = |a|^2 - 2 a b + |b|^2: each face is read once for both distances.
    const Code change = code - resting;
    const Eigen::VectorXf of_rests = rests_ * change;
    const float own = code.squaredNorm(), own_change = change.squaredNorm();
    Eigen::VectorXf both(faces_.rows()), changes(faces_.rows());
    for (Eigen::Index i = 0; i < faces_.rows(); ++i) {
        const auto face = faces_.row(i);
        const float along_change = face.dot(change) - of_rests[person_[static_cast<std::size_t>(i)]];
        changes[i] = squared_changes_[i] - 2 * along_change + own_change;
        both[i] = squared_faces_[i] - 2 * face.dot(code) + own + rest_weight_ * changes[i];
    }
    return calibrated((relative_.answer(both) + change_.answer(changes)) / 2, present_relative_);
}

}  // namespace ganemotion::action_units
