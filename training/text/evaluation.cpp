#include "training/text/evaluation.h"

#include <cmath>
#include <ctime>
#include <fstream>

#include <spdlog/spdlog.h>

#include "ganemotion/error.h"
#include "nn/model_files.h"
#include "text/probabilities.h"
#include "training/text/dataset.h"
#include "training/text/noise.h"

namespace ganemotion::training {
namespace {

enum class Form { kWritten, kBare };
enum class Context { kNone, kBefore };

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

class Evaluation {
  public:
    explicit Evaluation(const EvaluateTextOptions& options)
        : options_(options),
          data_(read_text_data(options.data, project_split()).test),
          classifier_({.model = options.model, .threads = options.threads}) {}

    TextEvaluation run();

  private:
    std::vector<Answer> answers(const std::vector<TextExample>& examples, text::Labels labels, Form form,
                                Context context);
    void add(const std::string& what, text::Labels labels, const std::vector<Answer>& answers);
    void measure_dialogue();
    void measure_forum();
    void measure_tweets();
    void measure_plain_sentences();
    void compare_with_reference();

    const EvaluateTextOptions& options_;
    TextSet data_;
    text::EmotionClassifier classifier_;
    TextEvaluation result_;
    std::size_t answered_ = 0;
};

std::vector<Answer> Evaluation::answers(const std::vector<TextExample>& examples, text::Labels labels,
                                        Form form, Context context) {
    std::vector<Answer> answers;
    for (const TextExample& example : examples) {
        if (answers.size() == options_.limit) break;
        const std::string text = form == Form::kBare ? bare_speech(example.text) : example.text;
        const auto before = context == Context::kBefore ? example.before : std::vector<std::string>{};
        const bool seven = labels == text::Labels::kTweets7;
        answers.push_back({classifier_.classify_as(labels, text, before),
                           seven ? text::merged(example.target) : example.target});
    }
    answered_ += answers.size();
    return answers;
}

void Evaluation::add(const std::string& what, text::Labels labels, const std::vector<Answer>& answers) {
    result_.measured.push_back({what, labels, measure(answers)});
    const Metrics& metrics = result_.measured.back().metrics;
    spdlog::info("{}: {} texts, accuracy {:.3f}, weighted F1 {:.3f}, macro F1 {:.3f}, ECE {:.3f}", what,
                 metrics.count, metrics.accuracy, metrics.weighted_f1, metrics.macro_f1,
                 metrics.calibration_error);
}

void Evaluation::measure_dialogue() {
    const auto labels = text::Labels::kSpeech;
    add("MELD dev, with the sentences before", labels,
        answers(data_.dialogue, labels, Form::kWritten, Context::kBefore));
    add("MELD dev, each sentence alone", labels,
        answers(data_.dialogue, labels, Form::kWritten, Context::kNone));
    add("MELD dev, lower case without punctuation", labels,
        answers(data_.dialogue, labels, Form::kBare, Context::kNone));
}

void Evaluation::measure_forum() {
    const auto labels = text::Labels::kSpeech;
    const auto written = answers(data_.forum, labels, Form::kWritten, Context::kNone);
    add("GoEmotions test", labels, written);
    add("GoEmotions test, texts with a single label", labels, with_single_label(written));
    add("GoEmotions test, lower case without punctuation", labels,
        answers(data_.forum, labels, Form::kBare, Context::kNone));
}

void Evaluation::measure_tweets() {
    const auto none = Context::kNone;
    add("Tweets, 13 classes", text::Labels::kTweets13,
        answers(data_.tweets, text::Labels::kTweets13, Form::kWritten, none));
    add("Tweets, 13 classes, lower case without punctuation", text::Labels::kTweets13,
        answers(data_.tweets, text::Labels::kTweets13, Form::kBare, none));
    add("Tweets, 7 classes as sums", text::Labels::kTweets7,
        answers(data_.tweets, text::Labels::kTweets7, Form::kWritten, none));
    add("Tweets, 7 classes as sums, lower case without punctuation", text::Labels::kTweets7,
        answers(data_.tweets, text::Labels::kTweets7, Form::kBare, none));
}

void Evaluation::measure_plain_sentences() {
    const auto file = nn::home() / "training" / "text" / "plain_sentences.txt";
    std::ifstream stream(file);
    if (!stream)
        throw Error(ErrorKind::kUnreadableInput,
                    "cannot read " + file.string() + ": it belongs to the project");
    std::size_t neutral = 0;
    for (std::string line; std::getline(stream, line); ++result_.plain_sentences) {
        const Emotion emotion = classifier_.classify(line).most_probable();
        if (emotion == Emotion::kNeutral)
            ++neutral;
        else
            result_.emotional_plain.push_back(std::string(name_of(emotion)) + ": " + line);
    }
    result_.neutral_plain_sentences =
        static_cast<double>(neutral) / static_cast<double>(result_.plain_sentences);
    spdlog::info("{:.1f} % of {} plain sentences are neutral", 100 * result_.neutral_plain_sentences,
                 result_.plain_sentences);
}

void Evaluation::compare_with_reference() {
    text::EmotionClassifier reference({.model = options_.reference, .threads = options_.threads});
    Agreement& agreement = result_.int8;
    std::size_t same = 0;
    for (const TextExample& example : data_.forum) {
        if (agreement.count == options_.compared) break;
        const auto ours = classifier_.classify_as(text::Labels::kSpeech, example.text);
        const auto theirs = reference.classify_as(text::Labels::kSpeech, example.text);
        const std::size_t best = most_probable(theirs);
        const double difference = std::fabs(ours[best] - theirs[best]);
        same += most_probable(ours) == best ? 1 : 0;
        agreement.mean_difference += difference;
        agreement.largest_difference = std::max(agreement.largest_difference, difference);
        ++agreement.count;
    }
    agreement.same_answer = static_cast<double>(same) / static_cast<double>(agreement.count);
    agreement.mean_difference /= static_cast<double>(agreement.count);
}

TextEvaluation Evaluation::run() {
    const double start = processor_seconds();
    measure_dialogue();
    measure_forum();
    measure_tweets();
    result_.milliseconds = 1000 * (processor_seconds() - start) / static_cast<double>(answered_);
    measure_plain_sentences();
    if (!options_.reference.empty()) compare_with_reference();
    return std::move(result_);
}

}  // namespace

void evaluate_text(const EvaluateTextOptions& options) {
    write_report(Evaluation(options).run(), options.report);
}

}  // namespace ganemotion::training
