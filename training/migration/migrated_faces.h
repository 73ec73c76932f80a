#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "face/face.h"
#include "ganemotion/emotion.h"
#include "media/picture.h"
#include "migration/migrator.h"
#include "migration/standard_expressions.h"

namespace ganemotion::training {

/// A way to change faces: a column of the tables.
struct Method {
    std::string name;
    migration::Migrator migrator;
    Space space = Space::kTexture;
};

/// Geometry alone, with skin, and GANimation where its weights are there.
std::vector<Method> all_methods();

/// Whose pictures.
enum class People { kTrainedOn, kTest };

struct NeutralFace {
    int person = 0;
    media::Picture picture;
    face::Face face;
};

/// A neutral picture as a method shows an emotion on it at intensity 1.
struct MigratedFace {
    std::size_t neutral = 0;  ///< which picture
    std::size_t method = 0;
    Emotion meant{};
    ActionUnits asked;  ///< what is to be seen: of the skin
    media::Picture picture;
    std::optional<face::Face> face;  ///< found anew; nothing where none is seen
};

struct MigratedFaces {
    std::vector<std::string> methods;
    std::vector<NeutralFace> neutral;
    std::vector<MigratedFace> migrated;  ///< by picture, then emotion, then method
};

/// The first `most` neutral pictures of CFEE's people, each with the six emotions by each method.
MigratedFaces migrated_faces(const std::filesystem::path& cfee, People people, int most,
                             const migration::ExpressionLibrary& expressions,
                             const std::vector<Method>& methods);

/// A picture to look at: a row a person, neutral and the six, and that for each method.
void write_sheet(const MigratedFaces& faces, const std::filesystem::path& file);

}  // namespace ganemotion::training
