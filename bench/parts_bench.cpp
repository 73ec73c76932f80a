// How long each part of the rendering takes, on one thread. The whole program is timed by scripts/bench.

#include <benchmark/benchmark.h>

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "action_units/appearance_estimator.h"
#include "action_units/estimator.h"
#include "expression/face_classifier.h"
#include "face/covering.h"
#include "face/face_finder.h"
#include "face/hand_watch.h"
#include "media/picture_file.h"
#include "migration/migrator.h"
#include "text/text_emotion.h"

namespace ganemotion {
namespace {

// A 720p frame with a face of 350 pixels, in the planes that a decoder gives: the public-domain portrait,
// enlarged.
media::Picture frame_720p() {
    const media::Picture portrait = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
    cv::Mat rgb(720, 1280, CV_8UC3, cv::Scalar(40, 60, 80));
    cv::Mat enlarged;
    cv::resize(media::to_rgb(portrait), enlarged, cv::Size(), 2.6, 2.6, cv::INTER_CUBIC);
    const cv::Rect shared(0, 0, std::min(rgb.cols, enlarged.cols), std::min(rgb.rows, enlarged.rows));
    enlarged(shared).copyTo(rgb(shared));
    cv::Mat i420;
    cv::cvtColor(rgb, i420, cv::COLOR_RGB2YUV_I420);
    media::Picture picture;
    picture.color = media::ColorModel::kYuv601;
    picture.full_range = false;
    picture.planes = {i420.rowRange(0, 720).clone(), i420.rowRange(720, 900).clone().reshape(1, 360),
                      i420.rowRange(900, 1080).clone().reshape(1, 360)};
    return picture;
}

const media::Picture& frame() {
    static const media::Picture kFrame = frame_720p();
    return kFrame;
}

void find_face(benchmark::State& state) {
    face::FaceFinder finder;
    for (auto _ : state) benchmark::DoNotOptimize(finder.find(frame()));
}
BENCHMARK(find_face)->Unit(benchmark::kMillisecond);

void track_face(benchmark::State& state) {
    face::FaceTracker tracker;
    double time = 0;
    for (auto _ : state) benchmark::DoNotOptimize(tracker.track(frame(), Seconds(time += 0.04)));
}
BENCHMARK(track_face)->Unit(benchmark::kMillisecond);

void watch_for_covers(benchmark::State& state) {
    const face::Face face = face::FaceFinder().find(frame()).at(0);
    face::CoverWatch watch;
    double time = 0;
    for (auto _ : state) benchmark::DoNotOptimize(watch.see(frame(), face.mesh, Seconds(time += 0.04)));
}
BENCHMARK(watch_for_covers)->Unit(benchmark::kMillisecond);

void watch_for_hands(benchmark::State& state) {
    const face::Face face = face::FaceFinder().find(frame()).at(0);
    face::HandWatch watch(1);
    double time = 0;
    for (auto _ : state) benchmark::DoNotOptimize(watch.see(frame(), {face.box}, 0, Seconds(time += 0.04)));
}
BENCHMARK(watch_for_hands)->Unit(benchmark::kMillisecond);

void estimate_units(benchmark::State& state) {
    const face::Face face = face::FaceFinder().find(frame()).at(0);
    const action_units::Estimator estimator;
    const auto resting = estimator.resting_face(face);
    for (auto _ : state) benchmark::DoNotOptimize(estimator.estimate_unlimited(face, resting));
}
BENCHMARK(estimate_units)->Unit(benchmark::kMillisecond);

void estimate_units_from_skin(benchmark::State& state) {
    const face::Face face = face::FaceFinder().find(frame()).at(0);
    const action_units::AppearanceEstimator estimator;
    const auto resting = estimator.look(frame(), face);
    for (auto _ : state) benchmark::DoNotOptimize(estimator.estimate(estimator.look(frame(), face), resting));
}
BENCHMARK(estimate_units_from_skin)->Unit(benchmark::kMillisecond);

void migrate(benchmark::State& state) {
    const face::Face face = face::FaceFinder().find(frame()).at(0);
    const migration::Migrator migrator;
    ActionUnits change;
    change[1] = change[4] = change[12] = 0.5F;
    for (auto _ : state) {
        media::Picture picture = frame().clone();
        migrator.apply(picture, face, change);
        benchmark::DoNotOptimize(picture);
    }
}
BENCHMARK(migrate)->Unit(benchmark::kMillisecond);

/// Geometry, skin and compositing: what a frame of a video costs, and each alone.
void migrate_with_skin(benchmark::State& state) {
    const face::Face face = face::FaceFinder().find(frame()).at(0);
    const migration::Migrator migrator(migration::Migrator::Skin::kPainted);
    ActionUnits change;
    change[1] = change[4] = change[12] = 0.5F;
    double time = 0;
    for (auto _ : state) {
        media::Picture picture = frame().clone();
        migrator.apply(picture, face, change, 1, Seconds(time += 0.04));
        benchmark::DoNotOptimize(picture);
    }
}
BENCHMARK(migrate_with_skin)->Unit(benchmark::kMillisecond);

/// What the first sentence waits for.
void load_classifier_and_classify(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(text::EmotionClassifier().classify("I got the job!"));
}
BENCHMARK(load_classifier_and_classify)->Unit(benchmark::kMillisecond);

void classify_sentence(benchmark::State& state) {
    text::EmotionClassifier classifier;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            classifier.classify("I can not believe that we really did it, after all these years of work, and "
                                "nobody thought we would!"));
}
BENCHMARK(classify_sentence)->Unit(benchmark::kMillisecond);

void classify_face(benchmark::State& state) {
    const face::Face face = face::FaceFinder().find(frame()).at(0);
    expression::FaceClassifier classifier;
    for (auto _ : state) benchmark::DoNotOptimize(classifier.classify(frame(), face));
}
BENCHMARK(classify_face)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ganemotion

BENCHMARK_MAIN();
