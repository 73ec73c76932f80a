#pragma once

#include <map>
#include <vector>

#include "expression/face_classifier.h"
#include "face/face_finder.h"
#include "ganemotion/emotion.h"
#include "media/picture.h"
#include "migration/migrator.h"
#include "migration/standard_expressions.h"

namespace ganemotion::training {

/// What the expression ensemble, which is in no loss, sees in pictures that are meant to show one emotion.
struct Reading {
    int pictures = 0;
    double probability = 0;       ///< of that emotion, sum
    std::map<Emotion, int> seen;  ///< how many are seen as what

    void add(const EmotionProbabilities& answer, Emotion meant);
    /// Of the pictures, how many are seen as that emotion, 0..1.
    [[nodiscard]] double share(Emotion emotion) const;
    [[nodiscard]] double mean_probability() const;
};

/// Finds the face in a picture anew and asks what it shows.
class Reader {
  public:
    void read(const media::Picture& picture, Emotion meant, Reading& reading);
    [[nodiscard]] EmotionProbabilities answer(const media::Picture& picture, const face::Face& face);
    [[nodiscard]] std::vector<face::Face> find(const media::Picture& picture);

  private:
    face::FaceFinder finder_;
    expression::FaceClassifier classifier_;
};

/// A face of a still picture, whose units are `now`, as `ganemotion migrate` shows an expression on it.
media::Picture migrated(const migration::Migrator& migrator, const media::Picture& picture,
                        const face::Face& face, const ActionUnits& now,
                        const migration::Expression& expression);

}  // namespace ganemotion::training
