#include "training/tweets/results.h"

#include <algorithm>
#include <tuple>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "text/probabilities.h"

namespace ganemotion::training::tweets {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Run& run) {
    return {{"model", run.model},
            {"classes", run.classes},
            {"seed", run.seed},
            {"trained_on", run.trained_on},
            {"number", run.metrics.count},
            {"accuracy", run.metrics.accuracy},
            {"macro_f1", run.metrics.macro_f1},
            {"f1", run.metrics.f1},
            {"confusion", run.metrics.confusion}};
}

Run run_from(const Json& json) {
    Run run{json.at("model"), json.at("classes"), json.at("seed"), json.at("trained_on"), {}};
    run.metrics.count = json.at("number");
    run.metrics.accuracy = json.at("accuracy");
    run.metrics.macro_f1 = json.at("macro_f1");
    run.metrics.f1 = json.at("f1").get<std::vector<double>>();
    run.metrics.confusion = json.at("confusion").get<std::vector<std::vector<std::size_t>>>();
    return run;
}

Json to_json(const Agreement& agreement) {
    return {{"pairs", agreement.pairs}, {"thirteen", agreement.thirteen}, {"seven", agreement.seven}};
}

Agreement agreement_from(const Json& json) {
    return {json.at("pairs"), json.at("thirteen"), json.at("seven")};
}

}  // namespace

Results read_results(const std::filesystem::path& file) {
    Results results;
    if (!std::filesystem::exists(file)) return results;
    try {
        const Json json = Json::parse(files::read_text(file));
        for (const Json& run : json.at("runs")) results.runs.push_back(run_from(run));
        const Json& ceiling = json.at("ceiling");
        results.ceiling = {agreement_from(ceiling.at("copies")), agreement_from(ceiling.at("nearly")),
                           agreement_from(ceiling.at("chance"))};
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorKind::kUnreadableInput, file.string() + " is not a file of results (" +
                                                     error.what() + "); remove it to begin anew");
    }
    return results;
}

void write_results(const Results& results, const std::filesystem::path& file) {
    Json runs = Json::array();
    for (const Run& run : results.runs) runs.push_back(to_json(run));
    const Json json = {{"runs", runs},
                       {"ceiling",
                        {{"copies", to_json(results.ceiling.copies)},
                         {"nearly", to_json(results.ceiling.nearly)},
                         {"chance", to_json(results.ceiling.chance)}}}};
    files::write_text(file, json.dump(1) + "\n");
}

void put(Results& results, Run run) {
    const auto identity = [](const Run& r) { return std::tie(r.model, r.classes, r.seed, r.trained_on); };
    const auto place = std::find_if(results.runs.begin(), results.runs.end(),
                                    [&](const Run& other) { return identity(other) == identity(run); });
    if (place == results.runs.end())
        results.runs.push_back(std::move(run));
    else
        *place = std::move(run);
}

std::vector<Answer> as_sums(std::vector<Answer> thirteen) {
    for (Answer& answer : thirteen)
        answer = {text::merged(answer.probabilities), text::merged(answer.target)};
    return thirteen;
}

}  // namespace ganemotion::training::tweets
