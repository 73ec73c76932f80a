#include <nlohmann/json.hpp>

#include "ganemotion/error.h"
#include "speech/watson.h"

namespace ganemotion::speech {

namespace {

// What Watson writes where somebody hesitates.
constexpr const char* kHesitation = "%HESITATION";

void append(Transcript& transcript, const nlohmann::json& alternative) {
    std::string phrase;
    for (const auto& word : alternative.value("timestamps", nlohmann::json::array())) {
        const auto text = word.at(0).get<std::string>();
        if (text == kHesitation) continue;
        transcript.words.push_back(
            {Seconds(word.at(1).get<double>()), Seconds(word.at(2).get<double>()), text});
        phrase += (phrase.empty() ? "" : " ") + text;
    }
    if (!phrase.empty()) transcript.text += (transcript.text.empty() ? "" : " ") + phrase + ".";
}

}  // namespace

Transcript read_watson_answer(std::string_view json) {
    try {
        Transcript transcript;
        const auto answer = nlohmann::json::parse(json);
        for (const auto& result : answer.at("results"))
            if (result.value("final", true)) append(transcript, result.at("alternatives").at(0));
        return transcript;
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorKind::kMissingModel,
                    "Watson Speech to Text: the answer is not what its interface describes; is "
                    "SPEECH_TO_TEXT_URL the address of the service?");
    }
}

}  // namespace ganemotion::speech
