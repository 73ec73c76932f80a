#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "speech/subtitles.h"

namespace ganemotion::speech {

namespace {

long long milliseconds(Seconds time) {
    return std::max(0LL, std::llround(time.count() * 1000));
}

std::string clock(Seconds time, char before_fraction) {
    const long long ms = milliseconds(time);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%02lld:%02lld:%02lld%c%03lld", ms / 3600000, ms / 60000 % 60,
                  ms / 1000 % 60, before_fraction, ms % 1000);
    return text.data();
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

// One line: a blank line would end the cue, and an arrow would look like times.
std::string in_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return replaced(std::move(text), "-->", "->");
}

nlohmann::ordered_json json_of(Seconds time) {
    return static_cast<double>(milliseconds(time)) / 1000;
}

}  // namespace

std::string to_srt(const std::vector<Sentence>& sentences) {
    std::string text;
    int number = 0;
    for (const Sentence& sentence : sentences)
        text += std::to_string(++number) + "\n" + clock(sentence.start, ',') + " --> " +
                clock(sentence.end, ',') + "\n" + in_one_line(sentence.text) + "\n\n";
    return text;
}

std::string to_vtt(const std::vector<Sentence>& sentences) {
    std::string text = "WEBVTT\n\n";
    for (const Sentence& sentence : sentences) {
        std::string shown = replaced(sentence.text, "&", "&amp;");
        shown = replaced(replaced(std::move(shown), "<", "&lt;"), ">", "&gt;");
        text += clock(sentence.start, '.') + " --> " + clock(sentence.end, '.') + "\n" +
                in_one_line(std::move(shown)) + "\n\n";
    }
    return text;
}

std::string to_json(const std::vector<Sentence>& sentences) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Sentence& sentence : sentences) {
        nlohmann::ordered_json words = nlohmann::ordered_json::array();
        for (const Word& word : sentence.words)
            words.push_back(
                {{"start", json_of(word.start)}, {"end", json_of(word.end)}, {"text", word.text}});
        list.push_back({{"start", json_of(sentence.start)},
                        {"end", json_of(sentence.end)},
                        {"text", sentence.text},
                        {"words", std::move(words)}});
    }
    return list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

void write_sentences(const std::vector<Sentence>& sentences, const std::filesystem::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    if (extension == ".srt")
        files::write_text(file, to_srt(sentences));
    else if (extension == ".vtt")
        files::write_text(file, to_vtt(sentences));
    else if (extension == ".json")
        files::write_text(file, to_json(sentences));
    else
        throw Error(ErrorKind::kUsage,
                    file.string() +
                        ": sentences are written as .srt, .vtt or .json; give one of these "
                        "extensions");
}

}  // namespace ganemotion::speech
