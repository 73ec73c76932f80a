#include "pipeline/analysis.h"

#include <algorithm>
#include <future>

#include "media/video_reader.h"
#include "pipeline/listening.h"
#include "pipeline/looking.h"
#include "sync/synchronize.h"

namespace ganemotion::pipeline {

namespace {

struct HeardAndSeen {
    std::vector<sync::SpokenEmotion> spoken;
    std::vector<Person> people;
};

/// Listens on another thread while this one looks.
HeardAndSeen listen_and_look(const std::filesystem::path& video, const AnalyseOptions& options,
                             Reporter& reporter) {
    auto hearing = std::async(std::launch::async, [&] {
        try {
            return emotions_of(sentences_of(video, options, reporter));
        } catch (...) {
            reporter.stop();
            throw;
        }
    });
    std::exception_ptr failed_looking;
    HeardAndSeen result;
    try {
        result.people = look(video, 1, reporter);
        require_a_face(result.people, video);
    } catch (...) {
        failed_looking = std::current_exception();
        reporter.stop();
    }
    // Either side stops the other, which then is merely interrupted: the error that came first is the one to
    // tell.
    try {
        result.spoken = hearing.get();
    } catch (const Error& error) {
        if (!failed_looking || error.kind() != ErrorKind::kInterrupted) throw;
    }
    if (failed_looking) std::rethrow_exception(failed_looking);
    return result;
}

/// The length of a video, by its last frame if the file does not say.
Seconds duration_of(const std::filesystem::path& video, Reporter& reporter) {
    media::VideoReader reader(video);
    if (reader.info().duration > Seconds{0}) return reader.info().duration;
    Seconds end{};
    while (const auto frame = reader.next()) {
        end = frame->time + reader.info().time_base.seconds(std::max<std::int64_t>(frame->duration, 1));
        reporter.advance(Work::kLooking, end.count(), 0);
    }
    return end;
}

void check(const AnalyseOptions& options) {
    if (!(options.intensity >= 0 && options.intensity <= 1))
        throw Error(ErrorKind::kUsage,
                    "the intensity " + std::to_string(options.intensity) + " is outside 0..1");
    if (options.threads < 1) throw Error(ErrorKind::kUsage, "at least one thread is needed");
}

}  // namespace

void require_a_face(const std::vector<Person>& people, const std::filesystem::path& video) {
    if (people.empty()) throw Error(ErrorKind::kNothingToDo, video.string() + ": no face is seen in it");
}

Analysis analyse(const std::filesystem::path& video, const AnalyseOptions& options, Reporter& reporter) {
    check(options);
    const Seconds duration = duration_of(video, reporter);
    Analysis analysis;
    if (options.emotion) {
        analysis.timeline = sync::hold_throughout(*options.emotion, options.intensity, duration);
    } else {
        HeardAndSeen found = listen_and_look(video, options, reporter);
        note_motion(found.spoken, found.people, options.face);
        const auto shown = shown_to(found.spoken, found.people, options.face);
        analysis.timeline = sync::with_intensity(
            sync::synchronize(found.spoken, shown, duration, options.sync), options.intensity);
        analysis.people = std::move(found.people);
        if (!options.subtitles.empty())
            for (Segment& segment : analysis.timeline.segments)
                if (segment.source == "speech") segment.source = "subtitles";
    }
    analysis.timeline.source = video.filename().string();
    return analysis;
}

}  // namespace ganemotion::pipeline

namespace ganemotion {

Timeline analyse(const std::filesystem::path& video, const AnalyseOptions& options,
                 const Listener& listener) {
    pipeline::Reporter reporter(listener);
    return pipeline::analyse(video, options, reporter).timeline;
}

}  // namespace ganemotion
