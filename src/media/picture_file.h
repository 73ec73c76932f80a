#pragma once

#include <filesystem>

#include "media/picture.h"

namespace ganemotion::media {

/// Reads the first picture of any file that FFmpeg reads (JPEG, PNG, WebP, BMP, a video's first frame) as
/// RGB, upright (EXIF orientation applied), 8 bits, alpha laid over white. Throws Error(kUnreadableInput)
/// naming the file.
Picture read_picture(const std::filesystem::path& file);

/// True for a picture (JPEG, PNG, WebP, BMP, ...), false for a video, an animation or a sound. Throws
/// Error(kUnreadableInput) naming the file.
bool is_still_picture(const std::filesystem::path& file);

/// Writes PNG or JPEG (quality 95), by the extension. Throws Error(kUnwritableOutput).
void write_picture(const Picture& picture, const std::filesystem::path& file);

}  // namespace ganemotion::media
