#include "workplace.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <array>
#include <cstdio>

namespace ganemotion::media {

namespace fs = std::filesystem;

Workplace::Workplace() {
    std::string name = (fs::temp_directory_path() / "media_test-XXXXXX").string();
    folder_ = mkdtemp(name.data());
}

Workplace::~Workplace() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

fs::path clip(const std::string& name) {
    const fs::path path = fs::path(SHARED_DATA_FOLDER) / "clips" / name;
    return fs::exists(path) ? path : fs::path();
}

std::string output_of(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    if (!pipe) throw std::runtime_error("cannot run " + command);
    std::string text;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
        text.append(buffer.data(), count);
    EXPECT_EQ(pclose(pipe), 0) << command;
    return text;
}

void ffmpeg(const std::string& arguments) {
    output_of("ffmpeg -nostdin -v error -y " + arguments + " 2>&1");
}

std::string ffprobe(const std::string& arguments) {
    return output_of("ffprobe -v error " + arguments);
}

ErrorKind error_of(const std::function<void()>& action, const std::string& name) {
    try {
        action();
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
        EXPECT_NE(message.find(name), std::string::npos) << message;
        return error.kind();
    }
    ADD_FAILURE() << "no error";
    return ErrorKind::kNothingToDo;
}

}  // namespace ganemotion::media
