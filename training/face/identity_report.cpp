#include "face/identity_report.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "face/identity.h"
#include "face/identity_views.h"
#include "media/picture_file.h"

namespace ganemotion::training {

namespace {

struct Described {
    int person;
    std::string emotion;
    face::Identity identity;
};

/// Likenesses of pairs of pictures.
struct Pairs {
    std::vector<float> same, other;

    /// Both in order.
    void sort() {
        std::sort(same.begin(), same.end());
        std::sort(other.begin(), other.end());
    }
    /// How often a pair of the same person is more alike than one of two.
    [[nodiscard]] double area() const {
        double below = 0;
        for (const float likeness : same)
            below +=
                static_cast<double>(std::lower_bound(other.begin(), other.end(), likeness) - other.begin());
        return below / (static_cast<double>(same.size()) * static_cast<double>(other.size()));
    }
    [[nodiscard]] double missed(float bound) const {
        return static_cast<double>(std::lower_bound(same.begin(), same.end(), bound) - same.begin()) /
               static_cast<double>(same.size());
    }
    [[nodiscard]] double mistaken(float bound) const {
        return static_cast<double>(other.end() - std::lower_bound(other.begin(), other.end(), bound)) /
               static_cast<double>(other.size());
    }
    struct EqualError {
        double error;
        float bound;
    };
    [[nodiscard]] EqualError equal_error() const {
        EqualError best{1, 0};
        constexpr int kSteps = 200;  // to each side of 0
        for (int i = -kSteps; i < kSteps; ++i) {
            const float bound = static_cast<float>(i) / kSteps;
            const double error = std::max(missed(bound), mistaken(bound));
            if (error < best.error) best = {error, bound};
        }
        return best;
    }
};

Pairs pairs_of(const std::vector<Described>& known, const std::vector<Described>& seen) {
    Pairs pairs;
    for (const Described& one : known)
        for (const Described& other : seen) {
            const float alike = face::likeness(one.identity, other.identity);
            if (one.person != other.person)
                pairs.other.push_back(alike);
            else if (one.emotion != other.emotion)
                pairs.same.push_back(alike);
        }
    pairs.sort();
    return pairs;
}

}  // namespace

void print_identity_figures(const CfeeOptions& options) {
    const face::IdentityReader reader;
    IdentityViewer viewer;
    std::vector<std::vector<Described>> views(std::size(kIdentityViews));
    std::uint64_t seed = 0;
    for (const MeasuredPortrait& one : measured_portraits(options)) {
        if (!is_test_person(one.portrait.person) || one.portrait.emotion.empty()) continue;
        ++seed;
        const SeenFace face{media::read_picture(options.data / "images" / one.portrait.file), one.face.mesh};
        for (std::size_t i = 0; i < views.size(); ++i)
            if (const auto seen = viewer.seen(face, kIdentityViews[i], seed))
                views[i].push_back(
                    {one.portrait.person, one.portrait.emotion, reader.describe(seen->picture, seen->mesh)});
    }
    std::printf(
        "| seen again | pairs of one person | of two | area under the curve | equal error | at a likeness of "
        "|\n");
    std::printf("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (std::size_t i = 0; i < views.size(); ++i) {
        const Pairs pairs = pairs_of(views[0], views[i]);
        const auto equal = pairs.equal_error();
        std::printf("| %s | %zu | %zu | %.4f | %.2f %% | %.2f |\n", name_of(kIdentityViews[i]).c_str(),
                    pairs.same.size(), pairs.other.size(), pairs.area(), 100 * equal.error,
                    static_cast<double>(equal.bound));
    }
}

}  // namespace ganemotion::training
