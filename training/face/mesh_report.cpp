#include "face/mesh_report.h"

#include <cstdio>

#include "action_units/mean_face.h"
#include "cfee/cfee_options.h"
#include "face/mesh_variants.h"
#include "geometry/geometry_fit.h"
#include "units/units_fit.h"

namespace ganemotion::training {

namespace {

// Upper and lower lids; inner lips: the rings of the mesh around the openings.
constexpr int kLids[] = {159, 158, 160, 145, 153, 144, 386, 385, 387, 374, 380, 373};
constexpr int kInnerLips[] = {13, 14, 78, 308, 81, 311, 178, 402, 82, 312, 87, 317};

MeanFace committed_mean_face() {
    const nn::Weights weights = action_units::read_unit_weights();
    MeanFace mean_face{action_units::mean_face(weights), {}};
    const std::vector<float> mirror = weights.at("mirror").to_float();
    for (std::size_t i = 0; i < mean_face.mirror.size(); ++i)
        mean_face.mirror[i] = static_cast<int>(mirror.at(i));
    return mean_face;
}

/// Vertical distance of the within-person motion from that of the truth, root mean square, in thousandths of
/// the distance of the eyes' outer corners.
template <std::size_t N>
float motion_error(const Matrix& motion, const Matrix& truth, const int (&vertices)[N]) {
    double sum = 0;
    for (const int vertex : vertices)
        sum += (motion.col(3 * vertex + 1) - truth.col(3 * vertex + 1)).squaredNorm();
    return static_cast<float>(1000 * std::sqrt(sum / static_cast<double>(N * motion.rows())));
}

Matrix test_motion(const PersonTable& table) {
    const std::vector<bool> everyone(table.person.size(), true);
    return rows_of(within_person(table.features, table.person, everyone), rows_of_people(table, true));
}

}  // namespace

void print_mesh_figures(const std::filesystem::path& folder, int every) {
    const MeanFace mean_face = committed_mean_face();
    const auto ways = measure_ways(folder, mean_face.mirror, every);
    const Matrix truth = test_motion(person_table(ways.back(), mean_face));
    std::printf(
        "| mesh | lids off | inner lips off | R2 eyelids v | R2 eyelids h | R2 mouth v | R2 mouth h | R2 "
        "brows v | R2 "
        "cheeks v |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (std::size_t way = 0; way < ways.size(); ++way) {
        const PersonTable table = person_table(ways[way], mean_face);
        const std::vector<bool> trained_on = rows_of_people(table, false);
        const Matrix motion = test_motion(table);
        const nn::Weights units = fit_units(table, mean_face, trained_on, {.expression_steps = 1});
        const Matrix acting = relative_units(units, table.features, table);
        const nn::Weights geometry =
            fit_geometry(table, acting, relative_units(units, table.mirrored_features, table), mean_face.mesh,
                         trained_on, {});
        const std::vector<float> values = geometry.at("displacement").to_float();
        const Eigen::Map<const Matrix> displacement(values.data(), kActionUnitCount, face::kVertexCount * 3);
        std::map<std::string, RegionFit> fits;
        for (const auto& fit : explained(displacement, table, acting, rows_of_people(table, true)))
            fits[fit.region] = fit;
        std::printf("| %s | %.2f | %.2f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |\n",
                    name_of(kMeshWays[way]).c_str(), motion_error(motion, truth, kLids),
                    motion_error(motion, truth, kInnerLips), fits["eyelids"].vertical,
                    fits["eyelids"].horizontal, fits["mouth"].vertical, fits["mouth"].horizontal,
                    fits["brows"].vertical, fits["cheeks"].vertical);
        std::fflush(stdout);
    }
}

}  // namespace ganemotion::training
