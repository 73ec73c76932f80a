#include "speech/watson.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "ganemotion/error.h"

namespace ganemotion::speech {
namespace {

constexpr const char* kKey = "a-secret-of-this-test";

/// A server of this machine that answers as Watson does.
class StandIn {
  public:
    explicit StandIn(const char* scenario) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        process_ = fork();
        if (process_ == 0) {
            execlp("python3", "python3", PROJECT_FOLDER "/tests/speech/watson_stand_in.py",
                   (folder_ / "port").c_str(), (folder_ / "log").c_str(), scenario, nullptr);
            _exit(1);
        }
        for (int tries = 0; tries < 500 && port_.empty(); ++tries) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            std::ifstream(folder_ / "port") >> port_;
        }
    }
    ~StandIn() {
        kill(process_, SIGTERM);
        waitpid(process_, nullptr, 0);
        std::filesystem::remove_all(folder_);
    }

    [[nodiscard]] WatsonOptions options() const {
        WatsonOptions options;
        options.url = "http://127.0.0.1:" + port_;
        options.key = kKey;
        options.answering = Seconds{1};
        options.first_wait = Seconds{0.01};
        return options;
    }
    [[nodiscard]] std::vector<std::string> requests() const {
        std::vector<std::string> lines;
        std::ifstream log(folder_ / "log");
        for (std::string line; std::getline(log, line);) lines.push_back(line);
        return lines;
    }

  private:
    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / "ganemotion_watson_test";
    pid_t process_ = 0;
    std::string port_;
};

const std::vector<float> kSound(8000, 0.1F);

std::string complaint_of(const WatsonOptions& options) {
    try {
        (void)WatsonTranscriber(options).transcribe(kSound);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kMissingModel);
        EXPECT_EQ(std::string(error.what()).find(kKey), std::string::npos) << error.what();
        return error.what();
    }
    return "none";
}

TEST(Watson, GivesWordsWithTheirTimesAndAPhraseForEachResult) {
    const StandIn service("good");
    const Transcript heard = WatsonTranscriber(service.options()).transcribe(kSound);
    EXPECT_EQ(heard.text, "several tornadoes touch down. it rains.");
    ASSERT_EQ(heard.words.size(), 6U);
    EXPECT_EQ(heard.words[1].text, "tornadoes");
    EXPECT_EQ(heard.words[1].start, Seconds{0.9});
    EXPECT_EQ(heard.words[1].end, Seconds{1.5});
    const auto requests = service.requests();
    ASSERT_EQ(requests.size(), 1U);
    // base64 of "apikey:a-secret-of-this-test"; two bytes a sample
    EXPECT_EQ(requests[0],
              "/v1/recognize?timestamps=true&model=en-US_Multimedia Basic "
              "YXBpa2V5OmEtc2VjcmV0LW9mLXRoaXMtdGVzdA== audio/l16; rate=16000; channels=1; "
              "endianness=little-endian 16000");
}

TEST(Watson, IsAskedAgainWhileItIsBusy) {
    const StandIn service("busy");
    EXPECT_EQ(WatsonTranscriber(service.options()).transcribe(kSound).words.size(), 6U);
    EXPECT_EQ(service.requests().size(), 3U);
}

TEST(Watson, IsNotAskedAgainWhereItRefusesTheKey) {
    const StandIn service("refuses");
    EXPECT_NE(complaint_of(service.options()).find("refuses the key"), std::string::npos);
    EXPECT_EQ(service.requests().size(), 1U);
}

TEST(Watson, IsWaitedForNoLongerThanAsked) {
    const StandIn service("silent");
    WatsonOptions options = service.options();
    options.answering = Seconds{0.2};
    options.tries = 2;
    const auto before = std::chrono::steady_clock::now();
    EXPECT_NE(complaint_of(options).find("after 2 tries"), std::string::npos);
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
}

TEST(Watson, IsNamedWhereItsAnswerIsNone) {
    const StandIn service("odd");
    EXPECT_NE(complaint_of(service.options()).find("SPEECH_TO_TEXT_URL"), std::string::npos);
}

TEST(WatsonFromTheEnvironment, NamesWhatIsNotSetAndNeverSendsTheKeyInTheOpen) {
    unsetenv("SPEECH_TO_TEXT_URL");
    unsetenv("SPEECH_TO_TEXT_APIKEY");
    EXPECT_THROW(WatsonOptions::from_environment(), Error);
    setenv("SPEECH_TO_TEXT_APIKEY", kKey, 1);
    for (const char* url : {"http://example.org", "http://127.0.0.1.example.org", "ftp://example.org"}) {
        setenv("SPEECH_TO_TEXT_URL", url, 1);
        EXPECT_THROW(WatsonOptions::from_environment(), Error) << url;
    }
    setenv("SPEECH_TO_TEXT_URL", "https://example.org/instances/1/", 1);
    EXPECT_EQ(WatsonOptions::from_environment().url, "https://example.org/instances/1");
    unsetenv("SPEECH_TO_TEXT_URL");
    unsetenv("SPEECH_TO_TEXT_APIKEY");
}

}  // namespace
}  // namespace ganemotion::speech
