#pragma once

#include <filesystem>
#include <string>

namespace ganemotion::pipeline {

/// The SHA-256 of a file in hexadecimal. Throws Error(kUnreadableInput) naming it.
std::string sha256_of(const std::filesystem::path& file);

}  // namespace ganemotion::pipeline
