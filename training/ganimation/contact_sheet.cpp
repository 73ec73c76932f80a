#include "training/ganimation/contact_sheet.h"

#include <array>
#include <map>

#include "media/picture_file.h"
#include "training/posed_sheet.h"

namespace ganemotion::training {
namespace {

std::map<int, Poses> poses_of(const Crops& crops) {
    std::map<int, Poses> people;
    for (std::size_t i = 0; i < crops.person.size(); ++i)
        people[crops.person[i]].emplace(crops.emotion[i], static_cast<std::int64_t>(i));
    return people;
}

/// The four rows of a person, [3, height, width].
torch::Tensor rows_of(CropGenerator& generator, const Crops& crops, const Poses& poses) {
    const torch::Tensor neutral = pixels_of(crops, torch::tensor({poses.at("Neutral")}));
    const torch::Tensor nothing = torch::zeros_like(neutral[0]);
    std::array<std::vector<torch::Tensor>, 4> rows = {std::vector{neutral[0]}, std::vector{nothing},
                                                      std::vector{nothing}, std::vector{neutral[0]}};
    for (const char* emotion : kPosed) {
        const auto pose = poses.find(emotion);
        if (pose == poses.end()) {
            for (auto& row : rows) row.push_back(nothing);
            continue;
        }
        const torch::Tensor posed = torch::tensor({pose->second});
        const CropAnswer answer = generator(neutral, crops.units.index_select(0, posed));
        rows[0].push_back(answer.edited[0]);
        rows[1].push_back(answer.attention[0].expand({3, -1, -1}));
        rows[2].push_back(answer.colour[0]);
        rows[3].push_back(pixels_of(crops, posed)[0]);
    }
    std::vector<torch::Tensor> strips;
    for (const auto& row : rows) strips.push_back(torch::cat(row, 2));
    return torch::cat(strips, 1);
}

}  // namespace

void write_crop_sheet(CropGenerator& generator, const Crops& crops, int people,
                      const std::filesystem::path& file) {
    const torch::NoGradGuard no_grad;
    std::vector<torch::Tensor> shown;
    for (const auto& [person, poses] : poses_of(crops)) {
        if (static_cast<int>(shown.size()) == people) break;
        if (is_worth_showing(poses)) shown.push_back(rows_of(generator, crops, poses));
    }
    if (!shown.empty()) media::write_picture(picture_of(torch::cat(shown, 1)), file);
}

}  // namespace ganemotion::training
