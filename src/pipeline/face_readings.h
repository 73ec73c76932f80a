#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "face/face.h"
#include "media/picture.h"
#include "pipeline/reporter.h"

namespace ganemotion::pipeline {

/// A face in a picture or in a frame of a video, as someone sees it who looks at it upright. Where no face
/// is, there is one reading without.
struct FaceReading {
    std::filesystem::path file;
    cv::Size size;                  ///< of the picture
    int frame = 1;                  ///< counted from 1; a picture has one
    std::optional<Seconds> time{};  ///< in a video
    std::optional<face::Face> face{};
    /// The face in the frame as it is stored, before it is turned upright.
    std::optional<face::Face> stored_face{};
    /// Where `stored_face` was found, and the crop as it was given, for aligned pictures only. Both are there
    /// as long as the reader is at it.
    const media::Picture* picture = nullptr;
    const media::Picture* crop = nullptr;
};

using FaceReader = std::function<void(const FaceReading&)>;

/// How reading a list of files went.
struct ReadFiles {
    int files = 0;
    int unreadable = 0;  ///< each with a warning, if there are several files
    int faces = 0;

    /// Throws Error(kUnreadableInput) if a file could not be read, Error(kNothingToDo) if no face was seen.
    void require_all() const;
};

/// The faces in pictures, and in one frame a second of videos. `aligned`: the pictures are crops of faces,
/// down to 48x48 gray, too tight for a detector as they are.
ReadFiles read_faces(const std::vector<std::filesystem::path>& files, bool aligned, const FaceReader& reader,
                     Reporter& reporter);

/// The faces in pictures, and in every frame of videos; there a face keeps its id.
ReadFiles track_faces(const std::vector<std::filesystem::path>& files, const FaceReader& reader,
                      Reporter& reporter);

/// True if FFmpeg finds a second frame in the file. Throws Error(kUnreadableInput).
bool is_video(const std::filesystem::path& file);

}  // namespace ganemotion::pipeline
