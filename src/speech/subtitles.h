#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "speech/sentence.h"

namespace ganemotion::speech {

/// Reads SubRip or WebVTT (told apart by content, any line ends, byte order mark, tags and cue settings
/// dropped), a cue a sentence. Throws Error(kUnreadableInput) that names the file and the line.
std::vector<Sentence> read_subtitles(const std::filesystem::path& file);

/// Sentences as SubRip (.srt), WebVTT (.vtt) or JSON (.json: [{"start","end","text","words"}]), by the
/// extension. Throws Error(kUsage) for another extension, Error(kUnwritableOutput).
void write_sentences(const std::vector<Sentence>& sentences, const std::filesystem::path& file);

std::string to_srt(const std::vector<Sentence>& sentences);
std::string to_vtt(const std::vector<Sentence>& sentences);
std::string to_json(const std::vector<Sentence>& sentences);

}  // namespace ganemotion::speech
