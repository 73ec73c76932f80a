#include <algorithm>
#include <memory>

#include "files/output_file.h"
#include "ganemotion/ganemotion.h"
#include "media/video_writer.h"
#include "pipeline/analysis.h"
#include "pipeline/checksum.h"
#include "pipeline/editing.h"
#include "pipeline/looking.h"
#include "pipeline/record.h"
#include "pipeline/tracked_frames.h"

namespace ganemotion {

namespace {

using pipeline::Person;
using pipeline::Reporter;

// A sentence may outlast the picture by its echo; more is a timeline of another video.
constexpr Seconds kBeyondTheEnd{1.0};

// A face is followed from so long before it changes: until its slow units, hands and glasses are known. Where
// nothing changes soon, nobody looks.
constexpr Seconds kRunUp{3.0};

migration::Style style_of(const EnlivenOptions& options) {
    return pipeline::with_alphas(migration::style_named(options.style), options.alpha_mouth,
                                 options.alpha_rest);
}

std::optional<migration::Character> character_of(const EnlivenOptions& options) {
    if (options.character.empty()) return std::nullopt;
    return migration::read_character(options.character);
}

media::EncodeOptions encoding_of(const EnlivenOptions& options) {
    return {.codec = options.codec, .crf = options.crf, .preset = options.preset, .threads = options.threads};
}

/// Refuses what cannot be done before any work starts.
void check_files(const std::filesystem::path& video, const std::filesystem::path& output,
                 const EnlivenOptions& options) {
    std::error_code does_not_exist;
    if (std::filesystem::equivalent(video, output, does_not_exist))
        throw Error(ErrorKind::kUsage, output.string() + ": is the input itself; name another output");
    if (options.space == Space::kCrop && !options.skin)
        throw Error(ErrorKind::kUsage, "in the space of crops there is nothing but paint");
    if (options.threads < 1) throw Error(ErrorKind::kUsage, "at least one thread is needed");
    character_of(options);
    const media::VideoReader can_be_read(video);
    files::refuse_to_overwrite(output, options.overwrite);
    files::refuse_to_overwrite(pipeline::record_path(output), options.overwrite);
    media::check_encoding(output, video, encoding_of(options));
    const files::OutputFile can_be_written(output);
}

std::string line_of(const Segment& segment) {
    return segment.line == 0 ? "" : " (line " + std::to_string(segment.line) + ")";
}

void check_timeline(const Timeline& timeline, const std::filesystem::path& video, Seconds duration) {
    if (duration <= Seconds{0}) return;
    for (std::size_t i = 0; i < timeline.segments.size(); ++i)
        if (timeline.segments[i].end > duration + kBeyondTheEnd)
            throw Error(ErrorKind::kUnreadableInput,
                        "the timeline's segments[" + std::to_string(i) + "]" + line_of(timeline.segments[i]) +
                            " ends at " + std::to_string(timeline.segments[i].end.count()) + " s, but " +
                            video.string() + " is " + std::to_string(duration.count()) +
                            " s long; is it of another video?");
}

/// What the file says about itself to whoever looks into its metadata.
std::map<std::string, std::string> marks_of(const Timeline& timeline) {
    std::set<Emotion> emotions;
    for (const Segment& segment : timeline.segments)
        if (segment.emotion && !segment.leave) emotions.insert(*segment.emotion);
    std::string names;
    for (const Emotion emotion : emotions)
        names += (names.empty() ? "" : ", ") + std::string(name_of(emotion));
    return {{"ganemotion", std::string(version())},
            {"ganemotion_note", "facial expression changed by GANemotion"},
            {"ganemotion_emotions", names}};
}

Report render(const std::filesystem::path& video, const std::vector<Person>& people,
              const pipeline::Direction& direction, const Timeline& timeline,
              const std::filesystem::path& output, const EnlivenOptions& options, Reporter& reporter) {
    const auto need = [&](Seconds time) { return !direction.is_nothing(time, time + kRunUp); };
    // Its networks are loaded beside the editor's.
    pipeline::TrackedFrames frames(video, options.threads, {.watch_hands = true}, need);
    pipeline::Editor editor(people, direction, style_of(options), character_of(options), options.skin,
                            options.pose, options.space);
    media::VideoWriter writer(output, video, encoding_of(options), marks_of(timeline));
    if (!writer.warning().empty()) reporter.warn(writer.warning());
    const auto total = static_cast<double>(frames.info().frame_count);
    Report report;
    while (auto tracked = frames.next()) {
        if (editor.edit(tracked->frame, tracked->faces)) ++report.changed_frames;
        writer.write(tracked->frame);
        ++report.frames;
        const auto done = static_cast<double>(report.frames);
        reporter.advance(Work::kRendering, done, std::max(done, total));
    }
    if (!frames.warning().empty()) reporter.warn(frames.warning());
    writer.finish();
    report.emotions = editor.emotions();
    return report;
}

/// Copies the video, because of this error, and tells so by it.
[[noreturn]] void copy_and_tell(const std::filesystem::path& video, const std::filesystem::path& output,
                                const Error& nothing_to_do) {
    media::copy_file(video, output);
    throw Error(ErrorKind::kNothingToDo,
                std::string(nothing_to_do.what()) + "; copied unchanged to " + output.string());
}

Report enliven(const std::filesystem::path& video, const Timeline& timeline,
               std::optional<std::vector<Person>> people, const std::string& video_sha256,
               const std::filesystem::path& output, const EnlivenOptions& options, Reporter& reporter) {
    check_timeline(timeline, video, media::VideoReader(video).info().duration);
    if (!people) people = pipeline::look(video, options.threads, reporter);
    pipeline::require_a_face(*people, video);
    const pipeline::Direction direction(*people, timeline, options);
    Report report;
    if (direction.is_nothing()) {
        media::copy_file(video, output);
        report.copied = true;
    } else {
        report = render(video, *people, direction, timeline, output, options, reporter);
    }
    pipeline::write_record(output, video, video_sha256, timeline, options, report);
    return report;
}

}  // namespace

std::string_view version() {
    return GANEMOTION_VERSION;
}

Report enliven(const std::filesystem::path& video, const Timeline& timeline,
               const std::filesystem::path& output, const EnlivenOptions& options, const Listener& listener) {
    Reporter reporter(listener);
    style_of(options);
    check_files(video, output, options);
    const std::string video_sha256 = pipeline::sha256_of(video);
    try {
        return enliven(video, timeline, std::nullopt, video_sha256, output, options, reporter);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::kNothingToDo) throw;
        copy_and_tell(video, output, error);
    }
}

Enlivened analyse_and_enliven(const std::filesystem::path& video, const std::filesystem::path& output,
                              const AnalyseOptions& analyse_options, const EnlivenOptions& enliven_options,
                              const Listener& listener) {
    Reporter reporter(listener);
    style_of(enliven_options);
    check_files(video, output, enliven_options);
    const std::string video_sha256 = pipeline::sha256_of(video);
    const pipeline::KeptAnalysis kept(output, video_sha256, analyse_options);
    try {
        pipeline::Analysis analysis;
        if (auto timeline = enliven_options.resume ? kept.read() : std::nullopt)
            analysis.timeline = std::move(*timeline);
        else
            analysis = pipeline::analyse(video, analyse_options, reporter);
        kept.write(analysis.timeline);
        Enlivened result{std::move(analysis.timeline), {}};
        result.report = enliven(video, result.timeline, std::move(analysis.people), video_sha256, output,
                                enliven_options, reporter);
        kept.remove();
        return result;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::kInterrupted) kept.remove();
        if (error.kind() == ErrorKind::kNothingToDo) copy_and_tell(video, output, error);
        throw;
    }
}

}  // namespace ganemotion
