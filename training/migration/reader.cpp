#include "training/migration/reader.h"

#include <algorithm>

#include "migration/still_change.h"

namespace ganemotion::training {

void Reading::add(const EmotionProbabilities& answer, Emotion meant) {
    ++pictures;
    probability += answer[meant];
    ++seen[answer.most_probable()];
}

double Reading::share(Emotion emotion) const {
    const auto found = seen.find(emotion);
    return found == seen.end() ? 0 : static_cast<double>(found->second) / pictures;
}

double Reading::mean_probability() const {
    return probability / std::max(1, pictures);
}

void Reader::read(const media::Picture& picture, Emotion meant, Reading& reading) {
    const auto faces = find(picture);
    if (!faces.empty()) reading.add(answer(picture, faces.front()), meant);
}

EmotionProbabilities Reader::answer(const media::Picture& picture, const face::Face& face) {
    return classifier_.classify(picture, face).stacked;
}

std::vector<face::Face> Reader::find(const media::Picture& picture) {
    return finder_.find(picture);
}

media::Picture migrated(const migration::Migrator& migrator, const media::Picture& picture,
                        const face::Face& face, const ActionUnits& now,
                        const migration::Expression& expression) {
    const auto [change, mouth] =
        migration::still_change(face, now, expression, migration::still_style(), migrator.can_open_mouths());
    media::Picture edited = picture.clone();
    migrator.apply(edited, face, change, 1, {}, mouth);
    return edited;
}

}  // namespace ganemotion::training
