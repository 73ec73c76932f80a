#pragma once

#include <memory>

#include "expression/ensemble.h"
#include "face/face.h"
#include "media/picture.h"

namespace ganemotion::expression {

/// The emotion that a face shows: by the ensemble; where its weights are missing, by the action units alone
/// (then the only member is "units"). One thread at a time.
class FaceClassifier {
  public:
    /// Reads models/expression, or models/units. Throws Error(kMissingModel).
    explicit FaceClassifier(int threads = 1);
    ~FaceClassifier();
    FaceClassifier(FaceClassifier&&) noexcept;

    /// `face`: as it was found in this picture, whichever way up that is.
    EnsembleAnswer classify(const media::Picture& picture, const face::Face& face);

    /// True if a crop of a face can be classified as it is, without a mesh.
    [[nodiscard]] bool reads_crops() const;
    /// A crop in about FER2013's framing, of any size. Precondition: reads_crops().
    EnsembleAnswer classify_crop(const media::Picture& crop);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::expression
