#include "geometry/geometry_command.h"

#include <cmath>
#include <cstdio>
#include <memory>

#include "action_units/mean_face.h"
#include "cfee/cfee_options.h"
#include "geometry/drive_fit.h"
#include "geometry/geometry_fit.h"
#include "nn/model_files.h"
#include "units/units_fit.h"

namespace ganemotion::training {

namespace {

struct Measured {
    face::Vertices mean_face;
    PersonTable table;
    Matrix units;
    Matrix mirrored_units;
};

Measured measured(const CfeeOptions& options) {
    const nn::Weights weights = action_units::read_unit_weights();
    MeanFace mean_face{action_units::mean_face(weights), {}};
    const std::vector<float> mirror = weights.at("mirror").to_float();
    for (std::size_t i = 0; i < mean_face.mirror.size(); ++i)
        mean_face.mirror[i] = static_cast<int>(mirror.at(i));

    Measured result{.mean_face = mean_face.mesh,
                    .table = person_table(measured_portraits(options), mean_face),
                    .units = {},
                    .mirrored_units = {}};
    result.units = relative_units(weights, result.table.features, result.table);
    result.mirrored_units = relative_units(weights, result.table.mirrored_features, result.table);
    return result;
}

Matrix displacement_of(const nn::Weights& weights) {
    const std::vector<float> values = weights.at("displacement").to_float();
    return Eigen::Map<const Matrix>(values.data(), kActionUnitCount, face::kVertexCount * 3);
}

nn::Tensor tensor_of(const Matrix& matrix) {
    return nn::Tensor::from_float({matrix.data(), matrix.data() + matrix.size()},
                                  {matrix.rows(), matrix.cols()});
}

void print_figures(const nn::Weights& weights, const Measured& data) {
    std::printf("| region | R2 vertical | R2 horizontal |\n| --- | ---: | ---: |\n");
    for (const auto& fit :
         explained(displacement_of(weights), data.table, data.units, rows_of_people(data.table, true)))
        std::printf("| %s | %.3f | %.3f |\n", fit.region.c_str(), fit.vertical, fit.horizontal);
}

// How well each unit follows the manual labels of the same person's pictures: correlation, 0 where negative.
// Units without labels are trusted as their blendshape is.
Eigen::VectorXf trust_of(const Measured& data, const std::vector<bool>& chosen) {
    const Matrix targets = unit_targets(data.table);
    Eigen::VectorXf trust(kActionUnitCount);
    for (std::size_t i = 0; i < kActionUnitCount; ++i) {
        const auto column = static_cast<Eigen::Index>(i);
        const auto rows = rows_for_unit(data.table, kActionUnits[i], chosen);
        const Matrix labels = rows_of(within_person(targets.col(column), data.table.person, rows), rows);
        const Matrix estimates =
            rows_of(within_person(data.units.col(column), data.table.person, rows), rows);
        trust[column] = std::max(
            0.0F, labels.cwiseProduct(estimates).sum() / std::max(1e-6F, labels.norm() * estimates.norm()));
    }
    return trust;
}

void print_drive(const nn::Weights& weights) {
    const std::vector<float> drive = weights.at("drive").to_float();
    std::printf("\nWhat is driven for each unit that is asked for:\n\n");
    for (std::size_t i = 0; i < kActionUnitCount; ++i) {
        std::printf("- %s:", action_unit_name(kActionUnits[i]).c_str());
        for (std::size_t k = 0; k < kActionUnitCount; ++k)
            if (const float amount = drive.at(i * kActionUnitCount + k); std::abs(amount) > 0.05F)
                std::printf(" %s %.2f", action_unit_name(kActionUnits[k]).c_str(), amount);
        std::printf("\n");
    }
}

}  // namespace

void add_train_geometry(CLI::App& train) {
    CLI::App* command = train.add_subcommand("geometry",
                                             "ganemotion train geometry\n\nFits how action units move the "
                                             "mesh to CFEE");
    auto options = std::make_shared<CfeeOptions>();
    auto output = std::make_shared<std::filesystem::path>(nn::home() / "models" / "geometry");
    options->add_to(*command);
    command->add_option("-o,--output", *output, "folder to write to");
    command->callback([options, output] {
        const Measured data = measured(*options);
        const std::vector<bool> trained_on = rows_of_people(data.table, false);
        std::filesystem::create_directories(*output);
        nn::Weights weights =
            fit_geometry(data.table, data.units, data.mirrored_units, data.mean_face, trained_on, {});
        weights.metadata = {{"name", "geometry"},
                            {"licence", "MIT; trained on CFEE (research use)"},
                            {"trained_on", "CFEE, people whose number 7 does not divide"}};
        const std::filesystem::path file = *output / "geometry.safetensors";
        const Matrix identity = Matrix::Identity(kActionUnitCount, kActionUnitCount);
        weights.tensors["drive"] = tensor_of(identity);
        nn::write_weights(weights, file);
        std::fprintf(stderr, "measuring what arrives of each unit\n");
        weights.tensors["drive"] =
            tensor_of(fit_drive(read_portraits(options->data), options->data,
                                migration::standard_expressions(), trust_of(data, trained_on), {}));
        nn::write_weights(weights, file);
        print_figures(weights, data);
        print_drive(weights);
    });
}

void add_evaluate_geometry(CLI::App& evaluate) {
    CLI::App* command = evaluate.add_subcommand("geometry",
                                                "ganemotion evaluate geometry\n\nHow much of the motion the "
                                                "units explain on people never trained on");
    auto options = std::make_shared<CfeeOptions>();
    options->add_to(*command);
    command->callback([options] {
        const nn::Weights weights = nn::read_weights(nn::committed_model("geometry/geometry.safetensors"));
        print_figures(weights, measured(*options));
        print_drive(weights);
    });
}

}  // namespace ganemotion::training
