#include "training/migration/likeness_report.h"

#include <cstdio>
#include <map>

#include "action_units/estimator.h"
#include "action_units/mean_face.h"
#include "cfee/cfee.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "migration/lips.h"
#include "migration/paint_mask.h"

namespace ganemotion::training {

namespace {

/// Opening of lips (AU25 and AU26 together) from which a closed mouth is opened: less is the estimate's
/// noise.
constexpr float kOpening = 0.3F;
constexpr double kClosed = 0.35;  // as migration/still_change has it

struct Seen {
    media::Picture picture;
    face::Face face;
};

class Comparison {
  public:
    explicit Comparison(const std::vector<Method>& methods)
        : methods_(methods), errors_(methods.size() + 1) {}

    void add(const Seen& source, const Seen& target) {
        ++pairs_;
        add(0, source, source, target);
        const ActionUnits change =
            estimator_.estimate_unlimited(target.face, estimator_.resting_face(source.face));
        for (std::size_t i = 0; i < methods_.size(); ++i) {
            Seen edited{source.picture.clone(), source.face};
            const migration::Migrator& migrator = methods_[i].migrator;
            const bool opens = migrator.can_open_mouths() && change[25] + change[26] > kOpening &&
                               migration::mouth_openness(source.face.mesh) < kClosed;
            migrator.apply(edited.picture, source.face, change, 1, {},
                           opens ? migration::Mouth::kOpens : migration::Mouth::kAsItIs);
            // Where no face is found any more the old mesh stands.
            if (const auto faces = finder_.find(edited.picture); !faces.empty()) edited.face = faces.front();
            add(i + 1, edited, source, target);
        }
    }

    [[nodiscard]] int pairs() const { return pairs_; }

    [[nodiscard]] std::vector<std::pair<std::string, TextureError>> errors() const {
        std::vector<std::pair<std::string, TextureError>> means;
        for (std::size_t i = 0; i < errors_.size(); ++i)
            means.emplace_back(i == 0 ? "nothing changed" : methods_[i - 1].name,
                               TextureError{errors_[i].pixel / pairs_, errors_[i].gradient / pairs_});
        return means;
    }

    std::vector<face::Face> find(const media::Picture& picture) { return finder_.find(picture); }

  private:
    const std::vector<Method>& methods_;
    action_units::Estimator estimator_;
    face::FaceFinder finder_;
    face::TextureMap map_{action_units::mean_face(action_units::read_unit_weights())};
    cv::Mat mask_ = migration::paint_mask(map_);
    std::vector<TextureError> errors_;  ///< sums
    int pairs_ = 0;

    void add(std::size_t row, const Seen& outcome, const Seen& source, const Seen& target) {
        const auto texture = [&](const Seen& seen) { return map_.texture(seen.picture, seen.face.mesh); };
        const TextureError error = texture_error(texture(outcome), texture(target), texture(source), mask_);
        errors_[row].pixel += error.pixel;
        errors_[row].gradient += error.gradient;
    }
};

}  // namespace

LikenessFigures likeness_figures(const std::filesystem::path& cfee, const std::vector<Method>& methods) {
    Comparison comparison(methods);
    std::map<int, std::vector<Portrait>> people;
    for (const Portrait& portrait : read_portraits(cfee))
        if (is_test_person(portrait.person)) people[portrait.person].push_back(portrait);
    LikenessFigures figures;
    for (const auto& [person, portraits] : people) {
        std::vector<Seen> seen;
        for (const Portrait& portrait : portraits) {
            media::Picture picture = media::read_picture(cfee / "images" / portrait.file);
            if (const auto faces = comparison.find(picture); !faces.empty())
                seen.push_back({std::move(picture), faces.front()});
        }
        if (seen.size() < 2) continue;
        ++figures.people;
        // Every picture once as source and once as target, far apart in the list, where similar expressions
        // follow each other.
        for (std::size_t i = 0; i < seen.size(); ++i)
            comparison.add(seen[i], seen[(i + seen.size() / 2) % seen.size()]);
    }
    figures.pairs = comparison.pairs();
    figures.errors = comparison.errors();
    return figures;
}

void print_likeness(const LikenessFigures& figures) {
    const TextureError unchanged = figures.errors.front().second;
    const auto less = [](double error, double before) { return 100 * (1 - error / before); };
    std::printf(
        "\n%d pairs of real pictures of %d people:\n\n"
        "| | L1 | less | gradients | less |\n| --- | ---: | ---: | ---: | ---: |\n",
        figures.pairs, figures.people);
    for (const auto& [what, error] : figures.errors)
        std::printf("| %s | %.4f | %.1f %% | %.4f | %.1f %% |\n", what.c_str(), error.pixel,
                    less(error.pixel, unchanged.pixel), error.gradient,
                    less(error.gradient, unchanged.gradient));
}

}  // namespace ganemotion::training
