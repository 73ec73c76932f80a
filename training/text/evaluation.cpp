#include "training/text/evaluation.h"

#include <cmath>
#include <ctime>
#include <fstream>

#include <spdlog/spdlog.h>

#include "ganemotion/error.h"
#include "nn/model_files.h"
#include "text/probabilities.h"
#include "training/text/calibration.h"
#include "training/text/dataset.h"
#include "training/text/noise.h"

namespace ganemotion::training {
namespace {

/// How a recogniser brings the text.
enum class Form { kWritten, kBare, kMisheard };
enum class Context { kNone, kBefore };

std::string heard(const std::string& text, Form form, std::mt19937_64& random) {
    if (form == Form::kBare) return bare_speech(text);
    if (form == Form::kMisheard) return with_noise(text, random, kRecognised);
    return text;
}

std::vector<Answer> with_seven_classes(std::vector<Answer> thirteen) {
    for (Answer& answer : thirteen)
        answer = {text::merged(answer.probabilities), text::merged(answer.target)};
    return thirteen;
}

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// One way of asking a head about a test set.
struct Question {
    std::string what;
    text::Labels labels = text::Labels::kSpeech;
    Source source = Source::kDialogue;
    Form form = Form::kWritten;
    Context context = Context::kNone;
};

const std::vector<Question>& questions() {
    using text::Labels;
    static const std::vector<Question> kQuestions = {
        {"MELD dev, with the sentences before", Labels::kSpeech, Source::kDialogue, Form::kWritten,
         Context::kBefore},
        {"MELD dev, lower case without punctuation, with the sentences before", Labels::kSpeech,
         Source::kDialogue, Form::kBare, Context::kBefore},
        {"MELD dev, with a recogniser's errors, with the sentences before", Labels::kSpeech,
         Source::kDialogue, Form::kMisheard, Context::kBefore},
        {"MELD dev, each sentence alone", Labels::kSpeech, Source::kDialogue},
        {"MELD dev, lower case without punctuation", Labels::kSpeech, Source::kDialogue, Form::kBare},
        {"MELD dev, with a recogniser's errors", Labels::kSpeech, Source::kDialogue, Form::kMisheard},
        {"GoEmotions test", Labels::kPosts, Source::kForum},
        {"GoEmotions test, by the head for speech", Labels::kSpeech, Source::kForum},
        {"GoEmotions test, lower case without punctuation", Labels::kPosts, Source::kForum, Form::kBare},
        {"Tweets, 13 classes", Labels::kTweets13, Source::kTweets},
        {"Tweets, 13 classes, lower case without punctuation", Labels::kTweets13, Source::kTweets,
         Form::kBare},
        {"Tweets, 7 classes", Labels::kTweets7, Source::kTweets},
        {"Tweets, 7 classes, lower case without punctuation", Labels::kTweets7, Source::kTweets, Form::kBare},
        {"Tweets, 7 classes, by the head for speech", Labels::kSpeech, Source::kTweets}};
    return kQuestions;
}

class Evaluation {
  public:
    explicit Evaluation(const EvaluateTextOptions& options)
        : options_(options),
          data_(read_text_data(options.data, project_split())),
          classifier_({.model = options.model, .threads = options.threads}) {
        if (!options.reference.empty())
            reference_.emplace(
                text::ClassifierOptions{.model = options.reference, .threads = options.threads});
    }

    TextEvaluation run();

  private:
    std::vector<Answer> answers(text::EmotionClassifier& classifier, const Question& question,
                                const TextSet& set) const;
    void cross_fit(Context context, bool bare);
    void add(const Question& question, const std::vector<Answer>& ours, const std::vector<Answer>& reference);
    void ask(const Question& question);
    void measure_plain_sentences();

    const EvaluateTextOptions& options_;
    TextData data_;
    text::EmotionClassifier classifier_;
    std::optional<text::EmotionClassifier> reference_;
    TextEvaluation result_;
    double seconds_ = 0;
    std::size_t answered_ = 0;
};

std::vector<Answer> Evaluation::answers(text::EmotionClassifier& classifier, const Question& question,
                                        const TextSet& set) const {
    constexpr std::uint64_t kSeed = 1;
    std::mt19937_64 random(kSeed);
    const bool seven = question.source == Source::kTweets && question.labels != text::Labels::kTweets13;
    std::vector<Answer> answers;
    for (const TextExample& example : set.of(question.source)) {
        if (answers.size() == options_.limit) break;
        const auto before =
            question.context == Context::kBefore ? example.before : std::vector<std::string>{};
        answers.push_back(
            {classifier.classify_as(question.labels, heard(example.text, question.form, random), before),
             seven ? text::merged(example.target) : example.target});
    }
    return answers;
}

void Evaluation::add(const Question& question, const std::vector<Answer>& ours,
                     const std::vector<Answer>& reference) {
    result_.measured.push_back({question.what, question.labels, measure(ours), std::nullopt});
    if (!reference.empty()) result_.measured.back().reference = measure(reference);
    const Metrics& metrics = result_.measured.back().metrics;
    spdlog::info("{}: {} texts, accuracy {:.3f}, weighted F1 {:.3f}, macro F1 {:.3f}, ECE {:.3f}",
                 question.what, metrics.count, metrics.accuracy, metrics.weighted_f1, metrics.macro_f1,
                 metrics.calibration_error);
}

void Evaluation::ask(const Question& question) {
    const double start = processor_seconds();
    const auto ours = answers(classifier_, question, data_.test);
    seconds_ += processor_seconds() - start;
    answered_ += ours.size();
    const auto reference = reference_ ? answers(*reference_, question, data_.test) : std::vector<Answer>{};
    add(question, ours, reference);
    const auto further = [&](const char* what, text::Labels labels, auto changed) {
        add({question.what + what, labels}, changed(ours), changed(reference));
    };
    if (question.labels == text::Labels::kPosts && question.form == Form::kWritten)
        further(", texts with a single label", question.labels, with_single_label);
    if (question.labels == text::Labels::kTweets13)
        further(" summed to 7", text::Labels::kTweets7, with_seven_classes);
}

/// Of the forms of MELD dev that share a temperature.
void Evaluation::cross_fit(Context context, bool bare) {
    std::vector<const Question*> forms;
    for (const Question& question : questions())
        if (question.source == Source::kDialogue && question.context == context &&
            (question.form == Form::kBare) == bare)
            forms.push_back(&question);
    std::vector<std::vector<Answer>> validation, test;
    for (const Question* form : forms) {
        validation.push_back(answers(classifier_, *form, data_.validation));
        test.push_back(answers(classifier_, *form, data_.test));
    }
    const auto fitted = cross_fitted(validation, test, data_.test.dialogue);
    for (std::size_t i = 0; i < forms.size(); ++i)
        result_.speech.push_back({forms[i]->what, measure(test[i]).calibration_error,
                                  measure(fitted[i]).calibration_error,
                                  calibration_error_by_chance(fitted[i])});
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

TextEvaluation Evaluation::run() {
    for (const Question& question : questions()) ask(question);
    for (const Context context : {Context::kBefore, Context::kNone})
        for (const bool bare : {false, true}) cross_fit(context, bare);
    result_.milliseconds = 1000 * seconds_ / static_cast<double>(answered_);
    measure_plain_sentences();
    return std::move(result_);
}

}  // namespace

void evaluate_text(const EvaluateTextOptions& options) {
    write_report(Evaluation(options).run(), options.report);
}

}  // namespace ganemotion::training
