#include "training/migration/realism_report.h"

#include <cstdio>
#include <set>

#include "cfee/cfee.h"
#include "expression/aligned_face.h"
#include "expression/backbone_network.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "nn/model_files.h"
#include "training/migration/frechet.h"

namespace ganemotion::training {

namespace {

/// A row a picture.
using Features = std::vector<std::vector<float>>;

Eigen::MatrixXd matrix_of(const Features& rows) {
    Eigen::MatrixXd matrix(static_cast<Eigen::Index>(rows.size()),
                           static_cast<Eigen::Index>(rows.front().size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        matrix.row(static_cast<Eigen::Index>(i)) =
            Eigen::Map<const Eigen::RowVectorXf>(rows[i].data(), matrix.cols()).cast<double>();
    return matrix;
}

class Backbone {
  public:
    std::vector<float> look(const media::Picture& picture, const face::Vertices& mesh) {
        return network_.look(expression::aligned_face(picture, mesh)).features;
    }

  private:
    expression::BackboneNetwork network_{expression::BackboneKind::kVgg16,
                                         nn::committed_model("expression/vgg16.safetensors"), 1};
};

Features real_features(const std::filesystem::path& cfee, const MigratedFaces& faces, Backbone& backbone) {
    std::set<int> people;
    for (const NeutralFace& neutral : faces.neutral) people.insert(neutral.person);
    face::FaceFinder finder;
    Features features;
    for (const Portrait& portrait : read_portraits(cfee)) {
        if (!people.contains(portrait.person) || portrait.emotion == "Neutral") continue;
        const media::Picture picture = media::read_picture(cfee / "images" / portrait.file);
        if (const auto found = finder.find(picture); !found.empty())
            features.push_back(backbone.look(picture, found.front().mesh));
    }
    return features;
}

}  // namespace

RealismFigures realism_figures(const std::filesystem::path& cfee, const MigratedFaces& faces) {
    Backbone backbone;
    std::vector<Features> migrated(faces.methods.size());
    for (const MigratedFace& face : faces.migrated)
        migrated[face.method].push_back(
            backbone.look(face.picture, face.face ? face.face->mesh : faces.neutral[face.neutral].face.mesh));
    const Features all = real_features(cfee, faces, backbone);
    // Spread evenly over the list, so that every person is in both parts.
    const std::size_t apart = migrated.front().size();
    Features some;
    Features rest;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool is_apart = (i + 1) * apart / all.size() > i * apart / all.size();
        (is_apart ? some : rest).push_back(all[i]);
    }
    RealismFigures figures{static_cast<int>(apart), static_cast<int>(rest.size()), {}};
    const Eigen::MatrixXd real = matrix_of(rest);
    for (std::size_t i = 0; i < migrated.size(); ++i)
        figures.distances.emplace_back(faces.methods[i], frechet_distance(matrix_of(migrated[i]), real));
    figures.distances.emplace_back("other real pictures", frechet_distance(matrix_of(some), real));
    return figures;
}

void print_realism(const RealismFigures& figures) {
    std::printf(
        "\nFrechet distance of %d pictures to %d real expressive ones of the same people:\n\n"
        "| | distance |\n| --- | ---: |\n",
        figures.pictures, figures.real);
    for (const auto& [what, distance] : figures.distances)
        std::printf("| %s | %.2f |\n", what.c_str(), distance);
}

}  // namespace ganemotion::training
