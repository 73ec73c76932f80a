#pragma once

#include <filesystem>

#include <CLI/CLI.hpp>

#include "cfee/cfee.h"
#include "cfee/person_table.h"

namespace ganemotion::training {

/// Where the portraits are and where their measurements are kept.
struct CfeeOptions {
    std::filesystem::path data;   ///< the folder with labels.tsv and images/
    std::filesystem::path cache;  ///< safetensors file of the measured meshes

    CfeeOptions();
    void add_to(CLI::App& command);
};

/// The portraits that show a face, measured by the program's own face module; progress on standard error.
std::vector<MeasuredPortrait> measured_portraits(const CfeeOptions& options);

/// People to train on (false) or to test on (true), a value a row of the table.
std::vector<bool> rows_of_people(const PersonTable& table, bool test);

}  // namespace ganemotion::training
