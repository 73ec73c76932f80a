// Interrupted runs: nothing half written, and what was heard is not listened to again.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "files/output_file.h"
#include "program.h"

namespace ganemotion::apps {

namespace {

/// Runs the program until that file appears, then sends the signal; its exit code.
int interrupt(const std::vector<std::string>& arguments, const std::filesystem::path& until, int signal) {
    const pid_t process = fork();
    if (process == 0) {
        std::vector<char*> argv = {const_cast<char*>(PROGRAM)};
        for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
        argv.push_back(nullptr);
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        execv(PROGRAM, argv.data());
        _exit(127);
    }
    for (int tries = 0; tries < 6000 && !std::filesystem::exists(until); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    kill(process, signal);
    int status = 0;
    waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

TEST(AnInterruptedRun, IsResumedWithoutListeningAgain) {
    const media::Workplace place;
    const std::string sound = (place / "words.wav").string();
    media::output_of("espeak-ng -v en-us -s 140 -w " + sound +
                     " 'I am so sad that my old dog died last night. I miss him so much, it makes me cry.'");
    make_portrait_video(place / "in.mp4", 8, sound);
    std::filesystem::remove(sound);
    std::vector<std::string> arguments = {"enliven", (place / "in.mp4").string(), "-o",
                                          (place / "out.mp4").string(), "--machine-readable"};
    EXPECT_EQ(interrupt(arguments, place / "out.ganemotion-part.json", SIGINT), 130);
    EXPECT_EQ(files_in(place.folder()), "in.mp4 out.ganemotion-part.json");

    arguments.emplace_back("--resume");
    const Outcome resumed = run(arguments);
    EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
    EXPECT_EQ(resumed.err.find("listening"), std::string::npos);
    EXPECT_NE(resumed.err.find("rendering"), std::string::npos);
    EXPECT_EQ(files_in(place.folder()), "in.mp4 out.ganemotion.json out.mp4");
}

TEST(AnInterruptedRun, TellsWhichSignalItWas) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 8, "");
    EXPECT_EQ(interrupt({"enliven", (place / "in.mp4").string(), "-o", (place / "out.mp4").string(),
                         "--emotion", "sad"},
                        place / "out.ganemotion-part.json", SIGTERM),
              143);
    EXPECT_EQ(files_in(place.folder()), "in.mp4 out.ganemotion-part.json");
}

}  // namespace ganemotion::apps
