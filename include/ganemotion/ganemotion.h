#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "ganemotion/emotion.h"
#include "ganemotion/error.h"
#include "ganemotion/seconds.h"
#include "ganemotion/space.h"
#include "ganemotion/sync_options.h"
#include "ganemotion/timeline.h"

/// A video of someone speaking goes in; the same video comes out, and the face shows the emotion of the
/// words.
///
///     const Timeline timeline = analyse("talk.mp4", {});
///     enliven("talk.mp4", timeline, "new.mp4", {});
namespace ganemotion {

/// The program's version, "0.1.0".
std::string_view version();

/// What is being done at the moment.
enum class Work {
    kListening,  ///< recognising speech; counted in seconds of sound
    kLooking,    ///< reading the faces; counted in seconds of video
    kRendering,  ///< migrating and encoding; counted in frames
};

struct Progress {
    Work work = Work::kListening;
    double done = 0;
    double total = 0;  ///< 0 where the file does not say
};

/// Who is told how the work goes. Called from several threads, but never from two at once.
struct Listener {
    std::function<bool(const Progress&)> progress{};  ///< false stops the work with Error(kInterrupted)
    std::function<void(const std::string&)>
        warning{};  ///< one line about something that does not stop the work
};

/// Whose face changes where several are seen.
enum class FaceChoice {
    kSpeaker,  ///< the one whose mouth moves most while the sentence is spoken
    kLargest,
    kAll,
};

/// Who writes down what is said.
enum class SpeechEngine {
    kLocal,   ///< a sherpa-onnx model on this machine
    kWatson,  ///< IBM Watson Speech to Text; SPEECH_TO_TEXT_URL and SPEECH_TO_TEXT_APIKEY tell where and as
              ///< whom
};

struct AnalyseOptions {
    /// SubRip or WebVTT that stands in for speech recognition; empty: listen.
    std::filesystem::path subtitles{};
    /// One emotion for the whole video, whatever is said; nothing: that of the words.
    std::optional<Emotion> emotion{};
    /// 0..1: a factor of every intensity, and the intensity itself where `emotion` is given.
    double intensity = 1;
    FaceChoice face = FaceChoice::kSpeaker;
    /// Folder of another sherpa-onnx speech model; empty: moonshine base-en.
    std::filesystem::path speech_model{};
    SpeechEngine speech_engine = SpeechEngine::kLocal;
    /// Processor threads, 1 or more: one looks, the others listen.
    int threads = 2;
    SyncOptions sync{};
};

/// Listens to a video and looks at it: when is which emotion to be shown?
/// Throws Error: kUnreadableInput; kNothingToDo if nobody speaks, or no face is seen; kMissingModel;
/// kInterrupted.
Timeline analyse(const std::filesystem::path& video, const AnalyseOptions& options,
                 const Listener& listener = {});

struct EnlivenOptions {
    std::string style = "natural";        ///< "news" (reserved), "natural" or "cartoon" (exaggerates)
    std::optional<double> alpha_mouth{};  ///< 0 (the mouth speaks on as it does) to 1; nothing: the style's
    std::optional<double>
        alpha_rest{};  ///< 0 (nothing changes) to 1, above exaggerates; nothing: the style's
    FaceChoice face = FaceChoice::kSpeaker;
    /// Written by `ganemotion character`: resting face and expressions of the faces that change; empty: the
    /// calmest looks at each person, and the standard expressions.
    std::filesystem::path character{};
    Space space = Space::kTexture;    ///< where faces are changed; kCrop is the method as first published
    bool skin = true;                 ///< paint folds and shading; false: geometry alone
    bool pose = false;                ///< the head nods a little with the emotion
    std::string codec = "libx264";    ///< any video encoder that FFmpeg has
    int crf = 18;                     ///< 0 (lossless with libx264) to 51; 18 is visually transparent
    std::string preset = "veryfast";  ///< of the encoder; slower makes the file smaller
    int threads = 2;                  ///< processor threads, 1 or more
    bool overwrite = false;           ///< false: Error(kUnwritableOutput) if the output is there already
    bool resume = false;              ///< take over the analysis of an interrupted run
    EaseOptions ease{};
};

/// What enliven() did.
struct Report {
    std::int64_t frames = 0;          ///< in the output: as many as in the input
    std::int64_t changed_frames = 0;  ///< those in which a face was moved
    std::set<Emotion> emotions{};     ///< that were put on a face
    bool copied = false;  ///< nothing was to be changed, so the output is the input, byte for byte
};

/// Renders a timeline: writes the video with its faces changed, and beside it a file .ganemotion.json that
/// tells what was done to it. Both appear whole or not at all. Throws Error: kUnreadableInput, also for a
/// timeline that reaches beyond the video; kUnwritableOutput; kMissingModel; kInterrupted; kNothingToDo if no
/// face is seen, and then the output is a copy of the input.
Report enliven(const std::filesystem::path& video, const Timeline& timeline,
               const std::filesystem::path& output, const EnlivenOptions& options,
               const Listener& listener = {});

/// What both together did.
struct Enlivened {
    Timeline timeline;
    Report report;
};

/// analyse() and enliven() in one. The analysis is kept beside the output until the work is done, so that
/// after Error(kInterrupted) a run with `resume` need not listen again. On kNothingToDo the output is a copy
/// of the input.
Enlivened analyse_and_enliven(const std::filesystem::path& video, const std::filesystem::path& output,
                              const AnalyseOptions& analyse_options, const EnlivenOptions& enliven_options,
                              const Listener& listener = {});

}  // namespace ganemotion
