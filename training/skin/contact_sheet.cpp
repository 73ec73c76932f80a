#include "training/skin/contact_sheet.h"

#include <array>
#include <map>

#include "media/picture_file.h"
#include "training/posed_sheet.h"
#include "training/skin/emphasis.h"
#include "training/skin/trainer.h"

namespace ganemotion::training {
namespace {

Poses poses_of(const TextureSet& set, const std::vector<std::int64_t>& rows) {
    Poses poses;
    for (const std::int64_t row : rows) poses.emplace(set.emotion[static_cast<std::size_t>(row)], row);
    return poses;
}

/// The three rows of a person, [3, height, width].
torch::Tensor rows_of(SkinGenerator& generator, const TextureSet& set, const Poses& poses,
                      const torch::Tensor& mask) {
    const torch::Tensor neutral = textures_of(set.posed, {poses.at("Neutral")});
    std::vector<torch::Tensor> painted = {neutral[0]};
    std::vector<torch::Tensor> attention = {mask[0].expand({3, -1, -1})};
    std::vector<torch::Tensor> real = {neutral[0]};
    for (const char* emotion : kPosed) {
        const auto pose = poses.find(emotion);
        if (pose == poses.end()) {
            for (auto* cells : {&painted, &attention, &real}) cells->push_back(torch::zeros_like(neutral[0]));
            continue;
        }
        const std::int64_t row = pose->second;
        const torch::Tensor change = set.units[row] - set.units[poses.at("Neutral")];
        const torch::Tensor now = set.now[poses.at("Neutral")];
        const Painted answer = emphasised(generator(neutral, change.unsqueeze(0), now.unsqueeze(0)), neutral);
        painted.push_back(answer.edited[0]);
        attention.push_back(1 - answer.share[0].expand({3, -1, -1}));
        real.push_back(matched_colour(textures_of(set.posed, {row}), neutral, mask)[0]);
    }
    return torch::cat({torch::cat(painted, 2), torch::cat(attention, 2), torch::cat(real, 2)}, 1);
}

}  // namespace

void write_contact_sheet(SkinGenerator& generator, const TextureSet& set, const std::filesystem::path& file,
                         const ContactSheetOptions& options) {
    const torch::NoGradGuard no_grad;
    const torch::Tensor mask = set.mask.view({1, 1, set.mask.size(0), set.mask.size(1)});
    std::vector<torch::Tensor> people;
    for (const auto& rows : rows_by_person(set, true)) {
        if (static_cast<int>(people.size()) == options.people) break;
        const Poses poses = poses_of(set, rows);
        if (is_worth_showing(poses)) people.push_back(rows_of(generator, set, poses, mask));
    }
    if (!people.empty()) media::write_picture(picture_of(torch::cat(people, 1)), file);
}

}  // namespace ganemotion::training
