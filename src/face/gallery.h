#pragma once

#include <optional>
#include <vector>

#include "face/face.h"
#include "face/identity.h"
#include "ganemotion/seconds.h"

namespace ganemotion::face {

/// Likenesses are cosines of two descriptors, -1..1.
struct GalleryOptions {
    /// From here on someone is taken for a known person. Of pairs of people in different clips 1 % are more
    /// alike, of looks at one person in a clip 1 % are less (docs/models/face.md).
    float alike = 0.5F;
    /// What it adds to the likeness that a face is where the person was a moment ago.
    float same_place = 0.1F;
    /// What it adds that the face was followed all the time: only who looks like someone else altogether is
    /// taken for them.
    float followed = 0.5F;
    /// How long a place counts for.
    Seconds place_counts{2.0};
    /// The mean of a person is over so many looks, and then forgets.
    float looks = 30;
    /// Persons that are remembered: beyond, who was away longest is forgotten.
    std::size_t persons = 32;
};

/// A face is where another was if it is nearer than half its width, and as large but for a factor of 1.4.
bool same_place(const Vertices& a, const Vertices& b);

/// The people of a video, as far as they have been seen.
class Gallery {
  public:
    explicit Gallery(const GalleryOptions& options = {}) : options_(options) {}

    /// A face whose owner is to be told.
    struct Sight {
        Identity identity;
        Vertices mesh;
        /// Whose it is thought to be, if it was seen before ...
        std::optional<int> id{};
        /// ... and whether it was followed without a break since it was told.
        bool followed = false;
    };

    /// The number of the person that each face belongs to; nobody has two faces. Nothing: a stranger.
    [[nodiscard]] std::vector<std::optional<int>> recognise(const std::vector<Sight>& sights,
                                                            Seconds now) const;

    /// A number that nobody had.
    int new_number() { return next_id_++; }

    /// Someone new who looks like this. Whoever was away longest is forgotten where there are too many.
    void admit(int id, const Identity& identity, const Vertices& mesh, Seconds now);

    /// The person is here now. Nothing happens for numbers that are not known.
    void see(int id, const Vertices& mesh, Seconds now);

    /// This is what the person looks like, too. Nothing happens for numbers that are not known.
    void learn(int id, const Identity& identity);

    /// Where those were who went within the last place_counts and are not among `here`.
    [[nodiscard]] std::vector<Vertices> places_of_absent(const std::vector<int>& here, Seconds now) const;

    [[nodiscard]] std::size_t size() const { return persons_.size(); }

  private:
    struct Person {
        int id = 0;
        Identity sum;  ///< of descriptors
        float looks = 0;
        Vertices mesh;  ///< where it was last
        Seconds seen{};
    };
    GalleryOptions options_;
    std::vector<Person> persons_;
    int next_id_ = 0;

    Person* find(int id);
    [[nodiscard]] float score(const Person& person, const Sight& sight, Seconds now) const;
};

}  // namespace ganemotion::face
