#include "cfee/cfee_options.h"

#include <cstdio>

#include "nn/model_files.h"

namespace ganemotion::training {

CfeeOptions::CfeeOptions()
    : data(nn::home() / ".." / "shared" / "data" / "cfee"),
      cache(nn::home() / ".cache" / "cfee_faces.safetensors") {}

void CfeeOptions::add_to(CLI::App& command) {
    command.add_option("--data", data, "folder of the CFEE portraits (labels.tsv, images/)");
    command.add_option("--cache", cache, "where the measured meshes are kept");
}

std::vector<MeasuredPortrait> measured_portraits(const CfeeOptions& options) {
    constexpr std::size_t kEvery = 200;  // portraits between two lines of progress
    return measure(read_portraits(options.data), options.data, options.cache,
                   [](std::size_t done, std::size_t all) {
                       if (done % kEvery == 0 || done == all)
                           std::fprintf(stderr, "measured %zu of %zu portraits\n", done, all);
                   });
}

std::vector<bool> rows_of_people(const PersonTable& table, bool test) {
    std::vector<bool> rows;
    for (const int person : table.person) rows.push_back(is_test_person(person) == test);
    return rows;
}

}  // namespace ganemotion::training
