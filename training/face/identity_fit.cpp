#include "face/identity_fit.h"

#include <algorithm>

#include <Eigen/Eigenvalues>

#include "face/identity.h"
#include "media/picture_file.h"

namespace ganemotion::training {

namespace {

class Rows {
  public:
    explicit Rows(std::size_t capacity) {
        rows_.inputs.resize(static_cast<Eigen::Index>(capacity), face::kIdentityInputs);
    }

    /// The face as it is, and in one other view, by turns.
    void add(IdentityViewer& viewer, const SeenFace& face, int person, bool in_portraits) {
        add_row(face, person, in_portraits);
        const std::size_t turn = turn_++;
        const auto view = kIdentityViews[1 + turn % (std::size(kIdentityViews) - 1)];
        if (const auto again = viewer.seen(face, view, turn / 4)) add_row(*again, person, in_portraits);
    }

    IdentityRows take() && {
        rows_.inputs.conservativeResize(static_cast<Eigen::Index>(rows_.person.size()), Eigen::NoChange);
        return std::move(rows_);
    }

  private:
    IdentityRows rows_;
    std::size_t turn_ = 0;
    face::IdentityInputs inputs_{action_units::mean_face(action_units::read_unit_weights())};

    void add_row(const SeenFace& face, int person, bool in_portraits) {
        rows_.inputs.row(static_cast<Eigen::Index>(rows_.person.size())) =
            inputs_.of(face.picture, face.mesh).transpose();
        rows_.person.push_back(person);
        rows_.in_portraits.push_back(in_portraits);
    }
};

struct Block {
    Eigen::Index first, size;
};
constexpr Block kBlocks[] = {{0, face::kIdentityLights},
                             {face::kIdentityLights, face::kIdentityColours},
                             {face::kIdentityLights + face::kIdentityColours,
                              face::kIdentityInputs - face::kIdentityLights - face::kIdentityColours}};

/// The principal components of light, colours and shape, each brought to the same variance in all:
/// [inputs, components].
Eigen::MatrixXf principal_components(const Matrix& centred, int components) {
    Eigen::MatrixXf all =
        Eigen::MatrixXf::Zero(centred.cols(), components * static_cast<Eigen::Index>(std::size(kBlocks)));
    for (std::size_t i = 0; i < std::size(kBlocks); ++i) {
        const Block& block = kBlocks[i];
        const auto values = centred.middleCols(block.first, block.size);
        const Eigen::MatrixXf covariance = values.transpose() * values / static_cast<float>(values.rows());
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> solver(covariance);
        all.block(block.first, static_cast<Eigen::Index>(i) * components, block.size, components) =
            solver.eigenvectors().rightCols(components) / std::sqrt(covariance.trace());
    }
    return all;
}

/// Scatter of rows about their person's mean and of the persons' means, portraits and strangers counting
/// alike, and within them each person.
struct Scatter {
    Eigen::MatrixXf within, between;
};

Scatter scatter(const Matrix& rows, const IdentityRows& of) {
    const auto persons = static_cast<Eigen::Index>(1 + *std::max_element(of.person.begin(), of.person.end()));
    Matrix means = Matrix::Zero(persons, rows.cols());
    Eigen::VectorXf count = Eigen::VectorXf::Zero(persons);
    std::vector<bool> in_portraits(static_cast<std::size_t>(persons));
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        means.row(of.person[at]) += rows.row(i);
        count[of.person[at]] += 1;
        in_portraits[static_cast<std::size_t>(of.person[at])] = of.in_portraits[at];
    }
    means.array().colwise() /= count.array().max(1);
    const auto portraits = static_cast<float>(std::count(in_portraits.begin(), in_portraits.end(), true));
    const auto share = [&](Eigen::Index person) {
        return 0.5F / (in_portraits[static_cast<std::size_t>(person)]
                           ? portraits
                           : static_cast<float>(persons) - portraits);
    };
    Matrix within = rows;
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
        const Eigen::Index person = of.person[static_cast<std::size_t>(i)];
        within.row(i) -= means.row(person);
        within.row(i) *= std::sqrt(share(person) / std::max(1.0F, count[person] - 1));
    }
    // Each set about its own mean: how their cameras differ is no matter of persons.
    for (const bool portrait : {true, false}) {
        Eigen::RowVectorXf mean = Eigen::RowVectorXf::Zero(rows.cols());
        for (Eigen::Index p = 0; p < persons; ++p)
            if (in_portraits[static_cast<std::size_t>(p)] == portrait) mean += 2 * share(p) * means.row(p);
        for (Eigen::Index p = 0; p < persons; ++p)
            if (in_portraits[static_cast<std::size_t>(p)] == portrait)
                means.row(p) = std::sqrt(share(p)) * (means.row(p) - mean);
    }
    return {within.transpose() * within, means.transpose() * means};
}

/// The directions in which persons differ most for what one person varies, the surest counting most.
Eigen::MatrixXf discriminant(Scatter scatter, float shrinking) {
    const Eigen::Index size = scatter.within.rows();
    scatter.within.diagonal().array() += shrinking * scatter.within.trace() / static_cast<float>(size);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> within(scatter.within);
    const Eigen::MatrixXf whitening =
        within.eigenvectors() * within.eigenvalues().cwiseSqrt().cwiseInverse().asDiagonal();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> between(whitening.transpose() * scatter.between *
                                                                 whitening);
    const Eigen::ArrayXf signal = between.eigenvalues().tail(face::kIdentityLength).array();
    return whitening * between.eigenvectors().rightCols(face::kIdentityLength) *
           (signal / (1 + signal)).sqrt().matrix().asDiagonal();
}

nn::Tensor tensor_of(const Matrix& matrix, const std::string& type) {
    return nn::Tensor::from_float({matrix.data(), matrix.data() + matrix.size()},
                                  {matrix.rows(), matrix.cols()}, type);
}

std::vector<std::filesystem::path> every(const std::filesystem::path& folder, int every) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::filesystem::path> some;
    for (std::size_t i = 0; i < files.size(); i += static_cast<std::size_t>(every)) some.push_back(files[i]);
    return some;
}

}  // namespace

IdentityRows identity_rows(const CfeeOptions& cfee, const std::filesystem::path& strangers,
                           const IdentityFitOptions& options,
                           const std::function<void(std::size_t, std::size_t)>& progress) {
    std::vector<MeasuredPortrait> portraits;
    std::size_t count = 0;
    for (MeasuredPortrait& one : measured_portraits(cfee))
        if (!is_test_person(one.portrait.person) &&
            count++ % static_cast<std::size_t>(options.every_portrait) == 0)
            portraits.push_back(std::move(one));
    const auto files = every(strangers, options.every_stranger);
    const std::size_t all = portraits.size() + files.size();
    Rows rows(2 * all);
    IdentityViewer viewer;
    std::vector<int> numbers;  // of CFEE's people
    std::size_t done = 0;
    for (const MeasuredPortrait& one : portraits) {
        auto number = std::find(numbers.begin(), numbers.end(), one.portrait.person);
        if (number == numbers.end()) number = numbers.insert(number, one.portrait.person);
        const auto picture = media::read_picture(cfee.data / "images" / one.portrait.file);
        rows.add(viewer, {picture, one.face.mesh}, static_cast<int>(number - numbers.begin()), true);
        progress(++done, all);
    }
    auto person = static_cast<int>(numbers.size());
    for (const auto& file : files) {
        if (const auto face = viewer.find(media::read_picture(file)))
            rows.add(viewer, *face, person++, false);
        progress(++done, all);
    }
    return std::move(rows).take();
}

nn::Weights fit_identity(const IdentityRows& rows, const IdentityFitOptions& options) {
    const Eigen::RowVectorXf centre = rows.inputs.colwise().mean();
    const Matrix centred = rows.inputs.rowwise() - centre;
    const Eigen::MatrixXf components = principal_components(centred, options.components);
    const Matrix directions =
        components * discriminant(scatter(centred * components, rows), options.shrinking);
    nn::Weights weights;
    weights.tensors["mean_face"] =
        tensor_of(action_units::mean_face(action_units::read_unit_weights()), "F32");
    weights.tensors["centre"] = tensor_of(centre.transpose(), "F16");
    weights.tensors["directions"] = tensor_of(directions, "F16");
    return weights;
}

}  // namespace ganemotion::training
