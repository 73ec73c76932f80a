#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "training/migration/migrated_faces.h"

namespace ganemotion::training {

/// Distances of face descriptors to a person's neutral picture.
struct Distances {
    std::string of;
    int pictures = 0;
    double mean = 0;
    double farthest = 0;
    int others = 0;  ///< beyond 0.6, where dlib takes them for somebody else
};

struct IdentityFigures {
    /// What each method made of the neutral pictures; the same people's own other expressions; other people's
    /// neutral pictures.
    std::vector<Distances> all;
    /// The same of one emotion: each method; the same people's own pictures of it; and, of all people, the
    /// surest quarter of those who pose it, whom intensity 1 is taken from.
    std::map<Emotion, std::vector<Distances>> by_emotion;
};
IdentityFigures identity_figures(const std::filesystem::path& cfee, const MigratedFaces& faces);

/// The figures as Markdown tables.
void print_identity(const IdentityFigures& figures);

}  // namespace ganemotion::training
