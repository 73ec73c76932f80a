#include "pipeline/character_measuring.h"

#include <algorithm>
#include <map>

#include "pipeline/face_readings.h"

namespace ganemotion::pipeline {

namespace {

// Looks kept of one person in one file: a quarter of an hour of video at two a second, 11 MB.
constexpr std::size_t kMostLooks = 1800;

/// Looks at one person, thinned out evenly where there are many.
class Looks {
  public:
    void add(const face::Face& face) {
        area_ += face.box.area();
        if (seen_++ % every_ != 0) return;
        faces_.push_back(face);
        if (faces_.size() <= kMostLooks) return;
        for (std::size_t i = 0; 2 * i < faces_.size(); ++i) faces_[i] = faces_[2 * i];
        faces_.resize((faces_.size() + 1) / 2);
        every_ *= 2;
    }

    [[nodiscard]] double area() const { return area_; }
    [[nodiscard]] const std::vector<face::Face>& faces() const { return faces_; }

  private:
    std::vector<face::Face> faces_;
    std::size_t every_ = 1;
    std::size_t seen_ = 0;
    double area_ = 0;  ///< summed over all that were seen
};

}  // namespace

migration::Character measure_character(const std::vector<std::filesystem::path>& files, Reporter& reporter) {
    std::map<std::filesystem::path, std::map<int, Looks>> people;
    const ReadFiles read = track_faces(
        files,
        [&](const FaceReading& reading) {
            if (reading.face) people[reading.file][reading.face->id].add(*reading.face);
        },
        reporter);
    read.require_all();

    std::vector<face::Face> seen;
    std::string source;
    for (const auto& [file, of_file] : people) {
        const auto meant = std::max_element(of_file.begin(), of_file.end(), [](const auto& a, const auto& b) {
            return a.second.area() < b.second.area();
        });
        const std::vector<face::Face>& faces = meant->second.faces();
        seen.insert(seen.end(), faces.begin(), faces.end());
        source += (source.empty() ? "" : ", ") + file.filename().string();
    }
    return migration::character_of(seen, source);
}

}  // namespace ganemotion::pipeline
