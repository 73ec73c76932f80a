#include "speech/watson.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <thread>

#include <curl/curl.h>

#include "ganemotion/error.h"

namespace ganemotion::speech {

namespace {

constexpr long kOk = 200;
constexpr long kTooManyRequests = 429;
constexpr long kServerErrors = 500;
constexpr std::size_t kLargestAnswer = std::size_t{4}
                                       << 20;  // bytes; some seconds of speech are a few thousand
constexpr double kFullScale = 32767;

Error failed(const std::string& why) {
    return {ErrorKind::kMissingModel, "Watson Speech to Text: " + why};
}

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0')
        throw failed(std::string(name) +
                     " is not set; set SPEECH_TO_TEXT_URL and SPEECH_TO_TEXT_APIKEY to "
                     "those of your service");
    return value;
}

bool is_of_this_machine(const std::string& url) {
    for (const char* host : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
        const std::string_view start = host;
        if (url.starts_with(start) &&
            (url.size() == start.size() || url[start.size()] == ':' || url[start.size()] == '/'))
            return true;
    }
    return false;
}

struct Answer {
    long status = 0;  // of HTTP; 0: there was none
    std::string body;
    std::string failure;
    Seconds wait{};  // as the server asks for
};

std::size_t receive(const char* data, std::size_t size, std::size_t count, void* into) {
    auto& body = *static_cast<std::string*>(into);
    if (body.size() + size * count > kLargestAnswer) return 0;
    body.append(data, size * count);
    return size * count;
}

/// Sound as Watson takes it: 16 bit, the lower byte first.
std::string bytes_of(std::span<const float> samples) {
    std::string bytes;
    bytes.reserve(2 * samples.size());
    for (const float sample : samples) {
        const auto value = static_cast<std::uint16_t>(static_cast<std::int16_t>(
            std::lround(std::clamp(static_cast<double>(sample), -1.0, 1.0) * kFullScale)));
        bytes += static_cast<char>(value & 0xFFU);
        bytes += static_cast<char>(value >> 8U);
    }
    return bytes;
}

Answer post(const WatsonOptions& options, const std::string& sound) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> call(curl_easy_init(), curl_easy_cleanup);
    if (ready != CURLE_OK || !call) throw failed("libcurl does not start");
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
        curl_slist_append(nullptr,
                          "Content-Type: audio/l16; rate=16000; channels=1; endianness=little-endian"),
        curl_slist_free_all);
    Answer answer;
    const auto milliseconds = [](Seconds time) { return static_cast<long>(time.count() * 1000); };
    const std::string address = options.url + "/v1/recognize?timestamps=true&model=" + options.model;
    curl_easy_setopt(call.get(), CURLOPT_URL, address.c_str());
    curl_easy_setopt(call.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(call.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(call.get(), CURLOPT_USERNAME, "apikey");
    curl_easy_setopt(call.get(), CURLOPT_PASSWORD, options.key.c_str());
    curl_easy_setopt(call.get(), CURLOPT_POSTFIELDS, sound.data());
    curl_easy_setopt(call.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sound.size()));
    curl_easy_setopt(call.get(), CURLOPT_CONNECTTIMEOUT_MS, milliseconds(options.connecting));
    curl_easy_setopt(call.get(), CURLOPT_TIMEOUT_MS, milliseconds(options.answering));
    curl_easy_setopt(call.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(call.get(), CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(call.get(), CURLOPT_WRITEDATA, &answer.body);
    const CURLcode code = curl_easy_perform(call.get());
    if (code != CURLE_OK) {
        answer.failure = curl_easy_strerror(code);
        return answer;
    }
    curl_easy_getinfo(call.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    curl_off_t wait = 0;
    curl_easy_getinfo(call.get(), CURLINFO_RETRY_AFTER, &wait);
    answer.wait = Seconds(static_cast<double>(wait));
    return answer;
}

bool worth_another_try(const Answer& answer) {
    return answer.status == 0 || answer.status == kTooManyRequests || answer.status >= kServerErrors;
}

std::string reason_of(const Answer& answer) {
    if (answer.status == 0) return answer.failure;
    if (answer.status == 401 || answer.status == 403)
        return "it refuses the key; check SPEECH_TO_TEXT_APIKEY and SPEECH_TO_TEXT_URL";
    return "it answers with HTTP status " + std::to_string(answer.status);
}

}  // namespace

WatsonOptions WatsonOptions::from_environment() {
    WatsonOptions options;
    options.url = variable("SPEECH_TO_TEXT_URL");
    options.key = variable("SPEECH_TO_TEXT_APIKEY");
    while (options.url.ends_with('/')) options.url.pop_back();
    if (!options.url.starts_with("https://") && !is_of_this_machine(options.url))
        throw Error(ErrorKind::kUsage,
                    "Watson Speech to Text: SPEECH_TO_TEXT_URL must begin with https://: the key goes with "
                    "every request");
    return options;
}

Transcript WatsonTranscriber::transcribe(std::span<const float> samples) const {
    const std::string sound = bytes_of(samples);
    Seconds wait = options_.first_wait;
    for (int tried = 1;; ++tried) {
        const Answer answer = post(options_, sound);
        if (answer.status == kOk) return read_watson_answer(answer.body);
        if (!worth_another_try(answer) || tried >= options_.tries)
            throw failed(reason_of(answer) +
                         (tried > 1 ? " (after " + std::to_string(tried) + " tries)" : ""));
        std::this_thread::sleep_for(std::min(std::max(wait, answer.wait), options_.answering));
        wait *= 2;
    }
}

}  // namespace ganemotion::speech
