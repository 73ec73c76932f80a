#include "geometry/gain_fit.h"

#include <algorithm>

#include "action_units/estimator.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "migration/migrator.h"

namespace ganemotion::training {

namespace {

// What is measured of `asked` of one unit, mean over the pictures.
class Trial {
  public:
    Trial(const std::vector<std::filesystem::path>& files, face::FaceFinder& finder) : finder_(finder) {
        for (const auto& file : files) {
            media::Picture picture = media::read_picture(file);
            auto faces = finder_.find(picture);
            if (faces.empty()) continue;
            pictures_.push_back(std::move(picture));
            faces_.push_back(faces.front());
        }
    }

    [[nodiscard]] float arrived(int unit, float asked) const {
        ActionUnits change;
        change[unit] = asked;
        float sum = 0;
        int seen = 0;
        for (std::size_t i = 0; i < pictures_.size(); ++i) {
            media::Picture edited = pictures_[i].clone();
            migrator_.apply(edited, faces_[i], change);
            const auto again = finder_.find(edited);
            if (again.empty()) continue;
            sum += estimator_.estimate_unlimited(again.front(), estimator_.resting_face(faces_[i]))[unit];
            ++seen;
        }
        return seen > 0 ? sum / static_cast<float>(seen) : 0;
    }

  private:
    face::FaceFinder& finder_;
    action_units::Estimator estimator_;
    migration::Migrator migrator_;
    std::vector<media::Picture> pictures_;
    std::vector<face::Face> faces_;
};

}  // namespace

std::array<float, kActionUnitCount> fit_gains(const std::vector<Portrait>& portraits,
                                              const std::filesystem::path& folder,
                                              const GainOptions& options) {
    std::vector<std::filesystem::path> neutral;
    for (const Portrait& portrait : portraits)
        if (portrait.emotion == "Neutral" && !is_test_person(portrait.person) &&
            static_cast<int>(neutral.size()) < options.pictures)
            neutral.push_back(folder / "images" / portrait.file);

    face::FaceFinder finder;
    const Trial trial(neutral, finder);
    std::array<float, kActionUnitCount> gains{};
    for (std::size_t i = 0; i < kActionUnitCount; ++i) {
        const float arrived = trial.arrived(kActionUnits[i], options.asked);
        gains[i] = arrived > 0 ? std::clamp(options.asked / arrived, 1.0F, options.most) : 1.0F;
    }
    return gains;
}

}  // namespace ganemotion::training
