#pragma once

#include <filesystem>
#include <string>

namespace ganemotion::nn {

/// Where models/ and vendor/ are: the environment variable GANEMOTION_HOME, or the folder the program was
/// built from.
std::filesystem::path home();

/// A committed weights file under models/, for example "text/text.safetensors".
/// Throws Error(kMissingModel) if it is not there.
std::filesystem::path committed_model(const std::string& name);

/// Third-party weights under vendor/weights/, for example "face/face_detector.tflite".
/// Throws Error(kMissingModel) that names scripts/setup, with the group that installs it, if it is not there.
std::filesystem::path installed_model(const std::string& name, const std::string& group = {});

}  // namespace ganemotion::nn
