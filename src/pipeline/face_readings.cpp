#include "pipeline/face_readings.h"

#include <algorithm>

#include "face/face_finder.h"
#include "media/picture_file.h"
#include "media/video_reader.h"
#include "pipeline/tracked_frames.h"

namespace ganemotion::pipeline {

namespace {

constexpr Seconds kExpressionApart{1.0};

// A detector wants to see a face with its surroundings, at the 128 pixels that it was trained on or more: a
// crop gets a border of its own edge, a third of its size on every side, and 320 pixels.
constexpr int kAlignedSide = 320;
constexpr float kAlignedBorder = 1.0F / 3;

media::Picture with_surroundings(const media::Picture& crop) {
    const auto longer = static_cast<float>(std::max(crop.size().width, crop.size().height));
    const float scale = longer * (1 + 2 * kAlignedBorder) / kAlignedSide;
    const float border = longer * kAlignedBorder;
    return media::from_rgb(media::sample_rgb(crop, {scale, 0, -border, 0, scale, -border},
                                             {kAlignedSide, kAlignedSide}, cv::BORDER_REPLICATE));
}

/// A point of a frame of that size, on the frame turned clockwise.
cv::Point2f turned(float x, float y, cv::Size size, int rotation) {
    const auto right = static_cast<float>(size.width - 1);
    const auto bottom = static_cast<float>(size.height - 1);
    switch (rotation) {
        case 90:
            return {bottom - y, x};
        case 180:
            return {right - x, bottom - y};
        case 270:
            return {y, right - x};
        default:
            return {x, y};
    }
}

face::Face upright(face::Face face, cv::Size size, int rotation) {
    for (int i = 0; i < face::kVertexCount; ++i) {
        const cv::Point2f point = turned(face.mesh(i, 0), face.mesh(i, 1), size, rotation);
        face.mesh(i, 0) = point.x;
        face.mesh(i, 1) = point.y;
    }
    const cv::Point2f one = turned(face.box.x, face.box.y, size, rotation);
    const cv::Point2f other = turned(face.box.br().x, face.box.br().y, size, rotation);
    face.box = cv::Rect2f(one, other);
    return face;
}

/// Reads one file; the counting and the complaints are the same for all.
using ReadOne = std::function<void(const std::filesystem::path&, const FaceReader&)>;

ReadFiles read_all(const std::vector<std::filesystem::path>& files, const ReadOne& read_one,
                   const FaceReader& reader, Reporter& reporter) {
    ReadFiles result;
    for (const auto& file : files) {
        ++result.files;
        try {
            read_one(file, [&](const FaceReading& reading) {
                if (reading.face) ++result.faces;
                reader(reading);
            });
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::kUnreadableInput || files.size() == 1) throw;
            ++result.unreadable;
            reporter.warn(error.what());
        }
    }
    return result;
}

void tell(const std::vector<face::Face>& faces, FaceReading reading, const media::Picture& picture,
          int rotation, const FaceReader& reader) {
    const cv::Size size = picture.size();
    reading.picture = &picture;
    reading.size = rotation % 180 == 0 ? size : cv::Size(size.height, size.width);
    if (faces.empty()) reader(reading);
    for (const face::Face& face : faces) {
        reading.face = upright(face, size, rotation);
        reading.stored_face = face;
        reader(reading);
    }
}

void read_picture(const std::filesystem::path& file, bool aligned, face::FaceFinder& finder,
                  const FaceReader& reader) {
    const media::Picture given = media::read_picture(file);
    const media::Picture picture = aligned ? with_surroundings(given) : given;
    std::vector<face::Face> faces = finder.find(picture);
    if (aligned && faces.size() > 1) faces.resize(1);
    for (std::size_t i = 0; i < faces.size(); ++i) faces[i].id = static_cast<int>(i);
    FaceReading reading;
    reading.file = file;
    if (aligned) reading.crop = &given;
    tell(faces, reading, picture, 0, reader);
}

}  // namespace

void ReadFiles::require_all() const {
    if (unreadable > 0)
        throw Error(ErrorKind::kUnreadableInput, std::to_string(unreadable) + " of " + std::to_string(files) +
                                                     " files cannot be read, as the warnings say");
    if (faces == 0)
        throw Error(ErrorKind::kNothingToDo,
                    files == 1 ? "no face is seen in it" : "no face is seen in any of the files");
}

bool is_video(const std::filesystem::path& file) {
    media::VideoReader reader(file);
    return reader.next() && reader.next();
}

ReadFiles read_faces(const std::vector<std::filesystem::path>& files, bool aligned, const FaceReader& reader,
                     Reporter& reporter) {
    face::FaceFinder finder;
    const auto read_one = [&](const std::filesystem::path& file, const FaceReader& counted) {
        if (!is_video(file)) return read_picture(file, aligned, finder, counted);
        media::VideoReader video(file);
        FaceReading reading;
        reading.file = file;
        Seconds next = Seconds::min();
        for (reading.frame = 1; const auto frame = video.next(); ++reading.frame) {
            reporter.advance(Work::kLooking, frame->time.count(), video.info().duration.count());
            if (frame->time < next) continue;
            next = std::max(next, frame->time) + kExpressionApart;
            reading.time = frame->time;
            tell(finder.find(frame->picture, video.info().rotation), reading, frame->picture,
                 video.info().rotation, counted);
        }
    };
    return read_all(files, read_one, reader, reporter);
}

ReadFiles track_faces(const std::vector<std::filesystem::path>& files, const FaceReader& reader,
                      Reporter& reporter) {
    face::FaceFinder finder;
    const auto read_one = [&](const std::filesystem::path& file, const FaceReader& counted) {
        if (!is_video(file)) return read_picture(file, false, finder, counted);
        TrackedFrames frames(file, 1);
        FaceReading reading;
        reading.file = file;
        for (reading.frame = 1; const auto tracked = frames.next(); ++reading.frame) {
            reporter.advance(Work::kLooking, tracked->frame.time.count(), frames.info().duration.count());
            reading.time = tracked->frame.time;
            tell(tracked->faces, reading, tracked->frame.picture, frames.info().rotation, counted);
        }
        if (!frames.warning().empty()) reporter.warn(frames.warning());
    };
    return read_all(files, read_one, reader, reporter);
}

}  // namespace ganemotion::pipeline
