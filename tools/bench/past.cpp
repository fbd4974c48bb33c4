#include "tools/bench/past.hpp"

#include "tools/node.hpp"

#include <algorithm>
#include <iostream>

namespace taizhang::bench {

namespace json = boost::json;

namespace {

using Moment = std::optional<Position>;

/// One question about one moment; the rows that answered it.
struct Question {
    std::string name;
    std::function<Result<std::size_t>(Moment)> ask;
};

constexpr int moments = 5, steps = 20;
constexpr Position step_events = 50;
constexpr std::chrono::milliseconds asked_for{300};  ///< each question about each moment

double microseconds(std::chrono::steady_clock::duration time) {
    return std::chrono::duration<double, std::micro>(time).count();
}

double median(std::vector<double> of) {
    std::ranges::nth_element(of, of.begin() + std::ptrdiff_t(of.size() / 2));
    return of[of.size() / 2];
}

struct Asked {
    double first_us = 0, median_us = 0;
    std::size_t rows = 0;
};

Result<Asked> ask_again_and_again(const Question& question, Moment moment) {
    using Clock = std::chrono::steady_clock;
    std::vector<double> took;
    Asked asked;
    const auto end = Clock::now() + asked_for;
    while (took.size() < 5 || Clock::now() < end) {
        const auto begun = Clock::now();
        TZ_TRY(asked.rows, question.ask(moment));
        took.push_back(microseconds(Clock::now() - begun));
    }
    asked.first_us = took.front();
    asked.median_us = median(std::move(took));
    return asked;
}

Result<double> step_on(const Question& question, Position from, Position last) {
    using Clock = std::chrono::steady_clock;
    std::vector<double> took;
    for (int i = 1; i <= steps; ++i) {
        const auto begun = Clock::now();
        TZ_CHECK(question.ask(std::min(last, from + step_events * Position(i))));
        took.push_back(microseconds(Clock::now() - begun));
    }
    return median(std::move(took));
}

double rounded(double value) {
    return double(std::int64_t(value * 100 + 0.5)) / 100;
}

Status measure(const Question& question, Position last) {
    TZ_TRY(const auto now, ask_again_and_again(question, {}));
    json::array then;
    double worst = 0, worst_first = 0, worst_step = 0;
    for (int i = 1; i <= moments; ++i) {
        const Position position = last / (moments + 1) * Position(i);
        TZ_TRY(const auto asked, ask_again_and_again(question, position));
        TZ_TRY(const auto step_us, step_on(question, position, last));
        worst = std::max(worst, asked.median_us / now.median_us);
        worst_first = std::max(worst_first, asked.first_us / now.median_us);
        worst_step = std::max(worst_step, step_us / now.median_us);
        then.push_back(json::object{{"position", position},
                                    {"rows", asked.rows},
                                    {"first_us", rounded(asked.first_us)},
                                    {"us", rounded(asked.median_us)},
                                    {"step_us", rounded(step_us)}});
    }
    std::cout << json::object{{"question", question.name},    {"rows", now.rows},
                              {"us", rounded(now.median_us)}, {"then", std::move(then)},
                              {"ratio", rounded(worst)},      {"first_ratio", rounded(worst_first)}}
              << std::endl;
    return {};
}

/// What is asked about: a ledger that was there early, with many items.
struct Subject {
    std::string ledger, item;
    std::vector<std::string> keys;
};

Result<Subject> find_subject(const Views& views, Position early) {
    TZ_TRY(const auto page, views.list({.view = "current_ledger", .filter = {}, .as_of = early}));
    std::map<std::string, std::vector<std::string>> ledgers;
    for (const auto& row : page.rows) ledgers[row.key.substr(0, row.key.find('/'))].push_back(row.key);
    const auto most = std::ranges::max_element(ledgers, {}, [](const auto& ledger) { return ledger.second.size(); });
    if (most == ledgers.end())
        return not_found("no ledger has an item as of position " + std::to_string(early) +
                         "; name a data directory with more history, such as one of `taizhang simulate`");
    const auto& item = most->second.front();
    return Subject{most->first, item.substr(item.find('/') + 1), most->second};
}

Question listing(const Views& views, std::string name, ViewQuery query, bool total_only = false) {
    return {std::move(name), [&views, query, total_only](Moment moment) -> Result<std::size_t> {
                auto asked = query;
                asked.as_of = moment;
                TZ_TRY(const auto page, views.list(asked));
                return total_only ? page.total : page.rows.size();
            }};
}

Question getting(const Views& views, const std::vector<std::string>& keys) {
    return {"view.get, row after row", [&views, keys](Moment moment) -> Result<std::size_t> {
                std::size_t found = 0;
                for (const auto& key : keys) {
                    TZ_TRY(const auto row, views.get("current_ledger", key, moment));
                    found += row.has_value();
                }
                return found;
            }};
}

std::vector<Question> questions(const Views& views, const Subject& subject) {
    const RowFilter ledger{{"ledger", subject.ledger}};
    RowFilter red = ledger;
    red["lamp"] = "red";
    return {
        getting(views, subject.keys),
        listing(views, "a ledger's items", {.view = "current_ledger", .filter = ledger, .limit = 1000}),
        listing(views, "its first 20 by what changed last",
                {.view = "current_ledger", .filter = ledger, .order = "-changed_position", .limit = 20}),
        listing(views, "how many of its items are red", {.view = "current_ledger", .filter = red, .limit = 1}, true),
        listing(views, "its reports by unit",
                {.view = "report_status", .filter = ledger, .order = "unit", .limit = 1000}),
        listing(views, "what is on the board", {.view = "supervision_board", .filter = {}, .limit = 100}),
        listing(views, "the trail of an item",
                {.view = "audit_trail", .filter = {{"stream", "item/" + subject.item}}, .limit = 1000})};
}

}  // namespace

Status run_past(const std::string& data) {
    SystemClock clock;
    SystemRandom random;
    TZ_TRY(const auto node, Node::open({.data = data, .create = false}, clock, random));
    TZ_CHECK(node->settle());
    const auto last = node->views().applied();
    if (!last) return not_found("the log in " + data + " is empty; there is no past to read");
    TZ_TRY(const auto subject, find_subject(node->views(), *last / (moments + 1)));
    std::cout << json::object{{"events", *last + 1}, {"ledger", subject.ledger}, {"items", subject.keys.size()}}
              << std::endl;
    for (const auto& question : questions(node->views(), subject)) TZ_CHECK(measure(question, *last));
    return {};
}

}  // namespace taizhang::bench
