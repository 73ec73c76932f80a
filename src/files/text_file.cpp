#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "files/output_file.h"
#include "ganemotion/error.h"

namespace ganemotion::files {

namespace {

namespace fs = std::filesystem;

void write_stream(const fs::path& path, std::string_view text, const fs::path& name_for_errors) {
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    if (!stream)
        throw Error(ErrorKind::kUnwritableOutput,
                    "cannot write " + name_for_errors.string() + ": " + std::strerror(errno));
}

// /dev/stdout, /dev/null, a named pipe: nothing that could be replaced.
bool is_device_or_pipe(const fs::path& path) {
    std::error_code ignored;
    const auto status = fs::status(path, ignored);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

}  // namespace

void write_text(const fs::path& path, std::string_view text) {
    if (is_device_or_pipe(path)) {
        write_stream(path, text, path);
        return;
    }
    OutputFile output(path);
    write_stream(output.temporary_path(), text, path);
    output.commit();
}

std::string read_text(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored))
        throw Error(ErrorKind::kUnreadableInput, "cannot read " + path.string() + ": it is a folder");
    std::ifstream stream(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream)
        throw Error(ErrorKind::kUnreadableInput,
                    "cannot read " + path.string() + ": " + std::strerror(errno));
    return text;
}

void refuse_to_overwrite(const fs::path& path, bool force) {
    std::error_code ignored;
    if (force || !fs::exists(path, ignored) || is_device_or_pipe(path)) return;
    throw Error(ErrorKind::kUnwritableOutput,
                path.string() + " is there already; give --force to overwrite it");
}

}  // namespace ganemotion::files
