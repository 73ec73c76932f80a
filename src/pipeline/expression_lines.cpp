#include "pipeline/expression_lines.h"

#include <cmath>
#include <ostream>

#include <nlohmann/json.hpp>

#include "action_units/estimator.h"
#include "expression/expression.h"

namespace ganemotion::pipeline {

namespace {

using Json = nlohmann::ordered_json;

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

}  // namespace

ReadFiles write_expressions(const std::vector<std::filesystem::path>& files, bool aligned,
                            std::ostream& lines, Reporter& reporter) {
    const action_units::Estimator estimator;
    const expression::UnitClassifier classifier;
    const auto write = [&](const FaceReading& reading) {
        Json line = {{"file", reading.file.string()}, {"face", reading.face.has_value()}};
        if (reading.face && !aligned) line["box"] = box_of(reading.face->box);
        if (reading.time) line["time"] = rounded(reading.time->count(), 1e3);
        if (reading.face) {
            const EmotionProbabilities units = classifier.classify(estimator.estimate(*reading.face));
            line["emotion"] = name_of(units.most_probable());
            line["probabilities"] = to_object(units);
            line["members"] = {{"units", to_object(units)}};
        }
        lines << line.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
    };
    return read_faces(files, aligned, write, reporter);
}

}  // namespace ganemotion::pipeline
