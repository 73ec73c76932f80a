#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "face/pose.h"
#include "ganemotion/action_units.h"
#include "pipeline/face_readings.h"
#include "pipeline/unit_plot.h"

namespace ganemotion::pipeline {

/// The header of OpenFace's table of action units (OpenFace 2.2, `-aus -pose`): frame, face_id, timestamp,
/// confidence, success, pose_*, AUxx_r (intensity 0..5), AUxx_c (presence 0 or 1). The units that OpenFace
/// lacks and the column `file` come after its own.
std::string unit_table_header();

/// One line of it. `pose`: of the face against the mean face (action_units/mean_face.h).
std::string unit_table_row(const FaceReading& reading, const face::Pose& pose, const ActionUnits& units);
std::string unit_table_row_without_face(const FaceReading& reading);

/// The table of all faces in these files, written as they are read. `resting`: a picture of the person's
/// neutral face; empty: in a video the calmest faces seen, in a picture the mean of all people. `plot`,
/// unless null, is given the faces of videos too.
ReadFiles write_unit_table(const std::vector<std::filesystem::path>& files,
                           const std::filesystem::path& resting, std::ostream& table, UnitPlot* plot,
                           Reporter& reporter);

}  // namespace ganemotion::pipeline
