#include "units/observations.h"

#include <cstring>
#include <map>

#include "face/face_finder.h"
#include "face/region.h"
#include "media/picture_file.h"
#include "nn/weights.h"

namespace ganemotion::training {

namespace {

using action_units::kViews;
using action_units::Observation;

class Rows {
  public:
    explicit Rows(std::size_t capacity) : capacity_(static_cast<Eigen::Index>(capacity)) {}

    void add(const MeasuredPortrait& portrait, const Observation& seen) {
        const Eigen::Index row = result_.size();
        for (std::size_t i = 0; i < kViews.size(); ++i) {
            Matrix& view = result_.views[i];
            if (view.size() == 0) view.resize(capacity_, seen.views[i].size());
            view.row(row) = seen.views[i];
        }
        result_.portraits.push_back(portrait);
    }

    Observations take() && {
        for (Matrix& view : result_.views) view.conservativeResize(result_.size(), Eigen::NoChange);
        return std::move(result_);
    }

  private:
    Eigen::Index capacity_;
    Observations result_;
};

}  // namespace

Observations observe(const std::vector<MeasuredPortrait>& portraits, const std::filesystem::path& folder,
                     const Progress& progress) {
    const action_units::Observer observer;
    Rows rows(portraits.size());
    for (const MeasuredPortrait& one : portraits) {
        const auto picture = media::read_picture(folder / "images" / one.portrait.file);
        rows.add(one, observer.observe(picture, one.face));
        progress(static_cast<std::size_t>(&one - portraits.data()) + 1, portraits.size());
    }
    return std::move(rows).take();
}

Observations observe_damaged(const std::vector<MeasuredPortrait>& portraits,
                             const std::filesystem::path& folder,
                             const std::function<const Damage&(std::size_t)>& damage_of,
                             const Progress& progress) {
    const action_units::Observer observer;
    face::FaceFinder finder;
    Rows rows(portraits.size());
    for (std::size_t i = 0; i < portraits.size(); ++i) {
        MeasuredPortrait one = portraits[i];
        const auto picture = media::read_picture(folder / "images" / one.portrait.file);
        const float width = face::box_of(one.face.mesh).width;
        const media::Picture damaged = damage_of(i).apply(picture, width, i);
        const auto faces = finder.find(damaged);
        progress(i + 1, portraits.size());
        if (faces.empty()) continue;
        one.face = faces.front();
        rows.add(one, observer.observe(damaged, one.face));
    }
    return std::move(rows).take();
}

namespace {

constexpr std::int64_t kFaceValues = face::kVertexCount * 3 + face::kBlendshapeCount;

nn::Tensor tensor_of(const Matrix& matrix) {
    return nn::Tensor::from_float({matrix.data(), matrix.data() + matrix.size()},
                                  {matrix.rows(), matrix.cols()}, "F16");
}

Matrix matrix_of(const nn::Tensor& tensor) {
    const std::vector<float> values = tensor.to_float();
    return Eigen::Map<const Matrix>(values.data(), tensor.shape.at(0), tensor.shape.at(1));
}

Matrix faces_of(const Observations& observations) {
    Matrix faces(observations.size(), kFaceValues);
    for (Eigen::Index i = 0; i < faces.rows(); ++i) {
        const face::Face& face = observations.portraits[static_cast<std::size_t>(i)].face;
        std::memcpy(faces.row(i).data(), face.mesh.data(), sizeof(float) * face::kVertexCount * 3);
        std::memcpy(faces.row(i).data() + face::kVertexCount * 3, face.blendshapes.data(),
                    sizeof(float) * face::kBlendshapeCount);
    }
    return faces;
}

}  // namespace

void write_observations(const Observations& observations, const std::filesystem::path& file) {
    nn::Weights weights;
    for (std::size_t i = 0; i < kViews.size(); ++i)
        weights.tensors[std::string(kViews[i])] = tensor_of(observations.views[i]);
    const Matrix faces = faces_of(observations);
    weights.tensors["faces"] =
        nn::Tensor::from_float({faces.data(), faces.data() + faces.size()}, {faces.rows(), faces.cols()});
    std::string names;
    for (const auto& one : observations.portraits) names += one.portrait.file + "\n";
    weights.metadata["portraits"] = names;
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
    nn::write_weights(weights, file);
}

std::optional<Observations> read_observations(const std::filesystem::path& file,
                                              const std::vector<MeasuredPortrait>& portraits) {
    if (!std::filesystem::exists(file)) return std::nullopt;
    const nn::Weights weights = nn::read_weights(file);
    std::map<std::string, const MeasuredPortrait*> by_name;
    for (const auto& one : portraits) by_name[one.portrait.file] = &one;

    Observations result;
    const std::string& names = weights.metadata.at("portraits");
    for (std::size_t begin = 0; begin < names.size();) {
        const std::size_t end = names.find('\n', begin);
        const auto found = by_name.find(names.substr(begin, end - begin));
        if (found == by_name.end()) return std::nullopt;
        result.portraits.push_back(*found->second);
        begin = end + 1;
    }
    const Matrix faces = matrix_of(weights.at("faces"));
    for (std::size_t i = 0; i < result.portraits.size(); ++i) {
        face::Face& face = result.portraits[i].face;
        const float* row = faces.row(static_cast<Eigen::Index>(i)).data();
        std::memcpy(face.mesh.data(), row, sizeof(float) * face::kVertexCount * 3);
        std::memcpy(face.blendshapes.data(), row + face::kVertexCount * 3,
                    sizeof(float) * face::kBlendshapeCount);
    }
    for (std::size_t i = 0; i < kViews.size(); ++i)
        result.views[i] = matrix_of(weights.at(std::string(kViews[i])));
    return result;
}

}  // namespace ganemotion::training
