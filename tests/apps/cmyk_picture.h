#pragma once

#include <filesystem>

#include "media/picture.h"

namespace ganemotion::apps {

/// A picture in four inks as printers' programs keep it (TIFF 6.0, section 16, not compressed): FFmpeg reads
/// such pictures, but writes none.
void write_cmyk_tiff(const media::Picture& picture, const std::filesystem::path& file);

}  // namespace ganemotion::apps
