#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cfee/cfee.h"
#include "cfee/mean_face_fit.h"
#include "face/face_networks.h"

namespace ganemotion::training {

/// Ways to get at the mesh of a picture whose face is roughly known.
enum class MeshWay {
    kOnePass,   ///< the region that the detector gives
    kSettled,   ///< the third pass: what the program does with stills
    kTight,     ///< settled, then once more in a region of 1.3 instead of 1.5 times the face
    kFlipped,   ///< mean of the settled mesh and that of the mirrored picture
    kShifted,   ///< mean of the settled mesh and of four regions shifted by 2 % and turned by 3 degrees
    kOriginal,  ///< found on the full-size original by the same network: what a sharper picture would give
};
inline constexpr MeshWay kMeshWays[] = {MeshWay::kOnePass, MeshWay::kSettled, MeshWay::kTight,
                                        MeshWay::kFlipped, MeshWay::kShifted, MeshWay::kOriginal};
std::string name_of(MeshWay way);

/// Meshes of one portrait in the order of kMeshWays.
using MeshesOfWays = std::array<face::Vertices, std::size(kMeshWays)>;

/// The portraits of these people measured in every way; those without a face are left out. A list a way, the
/// same portraits in each.
std::vector<std::vector<MeasuredPortrait>> measure_ways(const std::filesystem::path& folder,
                                                        const MirrorPairs& mirror, int every);

}  // namespace ganemotion::training
