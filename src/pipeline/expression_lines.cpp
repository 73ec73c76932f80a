#include "pipeline/expression_lines.h"

#include <cmath>
#include <ostream>

#include <nlohmann/json.hpp>

#include "expression/face_classifier.h"
#include "files/output_file.h"
#include "pipeline/expression_plot.h"

namespace ganemotion::pipeline {

namespace {

using Json = nlohmann::ordered_json;

// A picture narrower than this shows no expression, whatever it is a crop of.
constexpr int kLeastCrop = 12;

double rounded(double value, double digits) {
    return std::round(value * digits) / digits;
}

Json to_object(const EmotionProbabilities& probabilities) {
    Json object = Json::object();
    for (const Emotion emotion : kEmotions)
        object[std::string(name_of(emotion))] = rounded(static_cast<double>(probabilities[emotion]), 1e5);
    return object;
}

Json box_of(const cv::Rect2f& box) {
    return {rounded(box.x, 10), rounded(box.y, 10), rounded(box.width, 10), rounded(box.height, 10)};
}

/// What a reading shows, nothing where there is no face. A crop is a face because whoever gave it says so,
/// and the ensemble needs no mesh of it.
std::optional<expression::EnsembleAnswer> shown(const FaceReading& reading,
                                                expression::FaceClassifier& classifier) {
    if (reading.crop != nullptr && classifier.reads_crops()) {
        const cv::Size size = reading.crop->size();
        if (std::min(size.width, size.height) < kLeastCrop) return std::nullopt;
        return classifier.classify_crop(*reading.crop);
    }
    if (!reading.stored_face) return std::nullopt;
    return classifier.classify(*reading.picture, *reading.stored_face);
}

Json line_of(const FaceReading& reading, const std::optional<expression::EnsembleAnswer>& answer) {
    Json line = {{"file", reading.file.string()}, {"face", answer.has_value()}};
    if (reading.face && reading.crop == nullptr) line["box"] = box_of(reading.face->box);
    if (reading.time) line["time"] = rounded(reading.time->count(), 1e3);
    if (!answer) return line;
    line["emotion"] = name_of(answer->stacked.most_probable());
    line["probabilities"] = to_object(answer->stacked);
    line["members"] = Json::object();
    for (const auto& [name, probabilities] : answer->members)
        line["members"][name] = to_object(probabilities);
    return line;
}

}  // namespace

ReadFiles write_expressions(const std::vector<std::filesystem::path>& files, const ExpressionOptions& options,
                            std::ostream& lines, Reporter& reporter) {
    expression::FaceClassifier classifier(options.threads);
    std::vector<PlottedLook> looks;
    int faces = 0;
    const auto write = [&](const FaceReading& reading) {
        const auto answer = shown(reading, classifier);
        faces += answer ? 1 : 0;
        // The largest face of a frame comes first.
        const bool another = reading.time && (looks.empty() || looks.back().time != *reading.time);
        if (answer && another) looks.push_back({*reading.time, answer->stacked});
        lines << line_of(reading, answer).dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
    };
    ReadFiles read = read_faces(files, options.aligned, write, reporter);
    read.faces = faces;
    if (!options.plot.empty()) {
        if (looks.empty())
            throw Error(ErrorKind::kNothingToDo, "no face is seen in a video: nothing to plot");
        files::write_text(options.plot, to_svg(files.front().filename().string(), looks));
    }
    return read;
}

}  // namespace ganemotion::pipeline
