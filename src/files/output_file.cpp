#include "files/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include "ganemotion/error.h"

namespace ganemotion::files {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kNewFileMode = 0666;  // less the user's umask, as for any file a program makes

Error unwritable(const fs::path& path, const std::string& why) {
    return {ErrorKind::kUnwritableOutput, "cannot write " + path.string() + ": " + why};
}

std::string last_system_error() {
    return std::strerror(errno);
}

// A link stays a link: what it points to is replaced.
fs::path resolved(const fs::path& path) {
    std::error_code error;
    fs::path real = fs::is_symlink(path, error) ? fs::weakly_canonical(path, error) : path;
    return error ? path : real;
}

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// Short whatever the final name is, so that a name of the longest length allowed has a temporary one as well.
fs::path temporary_beside(const fs::path& path) {
    static std::atomic<int> count{0};
    const std::string name = ".ganemotion-" + std::to_string(::getpid()) + "-" + std::to_string(count++);
    return folder_of(path) / (name + path.extension().string());
}

bool flush_to_disk(const fs::path& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) return false;
    const bool flushed = ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    errno = error;
    return flushed;
}

}  // namespace

OutputFile::OutputFile(fs::path final_path) : final_(resolved(final_path)) {
    std::error_code ignored;
    if (!final_.has_filename() || fs::is_directory(final_, ignored))
        throw unwritable(final_, "it is a folder");
    if (!fs::is_directory(folder_of(final_), ignored))
        throw unwritable(final_, "there is no folder " + folder_of(final_).string() + "; make it first");
    if (fs::exists(final_, ignored) && !fs::is_regular_file(final_, ignored))
        throw unwritable(final_, "it is a device or a pipe; give the name of a file");
    int file = -1;
    do {
        temporary_ = temporary_beside(final_);
        file = ::open(temporary_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, kNewFileMode);
    } while (file < 0 && errno == EEXIST);
    if (file < 0) throw unwritable(final_, last_system_error());
    ::close(file);
}

OutputFile::~OutputFile() {
    std::error_code ignored;
    if (!committed_) fs::remove(temporary_, ignored);
}

void OutputFile::commit() {
    if (!flush_to_disk(temporary_, O_RDONLY)) throw unwritable(final_, last_system_error());
    if (::rename(temporary_.c_str(), final_.c_str()) != 0) throw unwritable(final_, last_system_error());
    committed_ = true;
    // The name is on the disk only when its folder is. Some file systems can not flush a folder: nothing to
    // do then.
    flush_to_disk(folder_of(final_), O_RDONLY | O_DIRECTORY);
}

}  // namespace ganemotion::files
