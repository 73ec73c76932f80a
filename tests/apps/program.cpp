#include "program.h"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace ganemotion::apps {

namespace {

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'')
            result += "'\\''";
        else
            result += c;
    }
    result += "'";
    return result;
}

std::string content_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

}  // namespace

std::string Outcome::one_line() const {
    EXPECT_FALSE(err.empty());
    EXPECT_EQ(err.find('\n'), err.size() - 1) << err;
    return err.substr(0, err.find('\n'));
}

std::vector<nlohmann::json> Outcome::json_lines() const {
    std::vector<nlohmann::json> lines;
    std::istringstream text(out);
    for (std::string line; std::getline(text, line);) lines.push_back(nlohmann::json::parse(line));
    return lines;
}

Outcome run(const std::vector<std::string>& arguments, const std::string& input, const std::string& before) {
    const media::Workplace place;
    std::ofstream(place / "in", std::ios::binary) << input;
    std::string command = before.empty() ? "" : before + "; ";
    command += "exec " + quoted(PROGRAM);
    for (const std::string& argument : arguments) command.append(" ").append(quoted(argument));
    command = "(" + command + ") <" + quoted((place / "in").string()) + " >" +
              quoted((place / "out").string()) + " 2>" + quoted((place / "err").string());
    const int status = std::system(command.c_str());
    Outcome outcome;
    outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.out = content_of(place / "out");
    outcome.err = content_of(place / "err");
    return outcome;
}

std::string files_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    std::string text;
    for (const std::string& name : names) text.append(text.empty() ? "" : " ").append(name);
    return text;
}

void make_portrait_video(const std::filesystem::path& file, double seconds, const std::string& sound) {
    const bool is_file = std::filesystem::exists(sound);
    const std::string source =
        sound.empty() ? "" : (is_file ? " -i " : " -f lavfi -i ") + sound + " -c:a aac";
    media::ffmpeg("-loop 1 -framerate 10 -i " PROJECT_FOLDER "/vendor/pictures/astronaut.png" + source +
                  " -t " + std::to_string(seconds) +
                  " -vf crop=320:320:64:0 -pix_fmt yuv420p -c:v libx264 -preset ultrafast " + file.string());
}

}  // namespace ganemotion::apps
