#include "tests/spec/play.hpp"

#include "tests/spec/city.hpp"
#include "tests/spec/fields.hpp"
#include "tests/spec/stage.hpp"

#include <fstream>
#include <sstream>

namespace taizhang::spec {

namespace {

namespace json = boost::json;

std::string_view code_name(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid:
            return "invalid";
        case ErrorCode::conflict:
            return "conflict";
        case ErrorCode::not_found:
            return "not_found";
        case ErrorCode::refused:
            return "refused";
        case ErrorCode::forbidden:
            return "forbidden";
        case ErrorCode::over_limit:
            return "over_limit";
        case ErrorCode::not_logged_in:
        case ErrorCode::busy:
        case ErrorCode::not_writable:
        case ErrorCode::gone:
        case ErrorCode::corrupt:
        case ErrorCode::internal:
            break;
    }
    return "a fault";
}

/// What follows the first `count` words.
std::string rest_after(const std::string& text, std::size_t count) {
    auto rest = trim(text);
    for (std::size_t i = 0; i < count; ++i) {
        const auto end = std::min(rest.find_first_of(" \t"), rest.size());
        rest = trim(rest.substr(end));
    }
    return std::string(rest);
}

class Player {
  public:
    explicit Player(std::string folder) : folder_(std::move(folder)), city_(folder_) {}

    std::size_t play(const std::vector<Line>& lines) {
        for (const auto& line : lines) step(line);
        return held_;
    }
    void export_events(std::ostream& out) const { installation().export_events(out); }

  private:
    /// What else goes wrong goes wrong in this line.
    void step(const Line& line) {
        try {
            take(line);
        } catch (const std::exception& problem) {
            throw Mistake{line.number, problem.what()};
        }
    }

    void take(const Line& line) {
        switch (line.kind) {
            case Kind::like:
                return like(line);
            case Kind::at:
                installation().set_clock(china_time(line.text, line));
                return;
            case Kind::until:
                return until(line);
            case Kind::given:
                return city_.given(line);
            case Kind::when:
                return when(line);
            case Kind::then:
                return then(line);
            case Kind::and_:
                return and_also(line);
        }
    }

    /// 沿用: what several scripts begin with. Every command in it must be accepted.
    void like(const Line& line) {
        const auto file = folder_ + "/" + line.text;
        std::ifstream in(file);
        std::stringstream text;
        text << in.rdbuf();
        if (!in) throw Mistake{line.number, "cannot read " + file};
        try {
            for (const auto& one : parse(text.str(), Expecting::no)) {
                step(one);
                if (failure_) throw Mistake{one.number, what_came()};
            }
        } catch (const Mistake& mistake) {
            throw Mistake{line.number, file + ":" + std::to_string(mistake.line) + ": " + mistake.what};
        }
    }

    void until(const Line& line) {
        failure_.reset();
        const auto time = china_time(line.text, line);
        const auto now = installation().now();
        if (time < now) throw Mistake{line.number, "time does not go back; it is " + now.to_string()};
        came_ = installation().pass_until(time);
        seen_ = nullptr;
        stream_.clear();
    }

    void when(const Line& line) {
        if (line.words.size() < 3) throw Mistake{line.number, "当 needs an account, a command and an id"};
        const auto* info = find_event_by_command(line.words[1]);
        if (!info) throw Mistake{line.number, "there is no command '" + line.words[1] + "'"};
        const auto command = read_command(line, *info, installation().end() - 1);
        stream_ = std::string(info->category) + "/" + line.words[2];
        auto result = installation().give(line.words[0], stream_, command);
        failure_ = result ? std::nullopt : std::optional(result.error());
        came_ = result ? std::move(*result) : std::vector<Happening>{};
        seen_ = came_.empty() ? nullptr : &came_.front();
    }

    std::string what_came() const {
        if (failure_)
            return std::string(code_name(failure_->code)) + ": " + failure_->message + " " +
                   json::serialize(failure_->details);
        if (!stream_.empty()) return "it was accepted";
        std::string all;
        for (const auto& one : came_)
            all += (all.empty() ? "" : ", ") + std::string(info_of(one.event).name) + " " + one.stream.value;
        return all.empty() ? "nothing fell due" : "what fell due was " + all;
    }

    bool as_expected(const Line& line) const {
        const auto& expected = line.words[0];
        if (expected == "accepted") return !failure_ && !stream_.empty();
        if (expected == "nothing") return !failure_ && stream_.empty() && came_.empty();
        if (!failure_ || code_name(failure_->code) != expected) return false;
        const auto where = rest_after(line.text, 1);
        if (where.empty()) return true;
        const auto* detail = failure_->details.if_contains(expected == "refused" ? "clause" : "path");
        return detail && detail->as_string() == where;
    }

    void then(const Line& line) {
        if (line.words[0] == "fell_due") return came(line);
        if (!as_expected(line)) throw Mistake{line.number, "expected " + line.text + ", but " + what_came()};
        ++held_;
    }

    void and_also(const Line& line) {
        const auto& word = line.words[0];
        if (word == "fell_due" || word == "also") return came(line);
        if (word == "without")
            without(line);
        else if (word == "says")
            says(line, rest_after(line.text, 1));
        else if (word == "lacks")
            lacks(line, rest_after(line.text, 1));
        else if (word == "stage")
            stage(line);
        else if (word == "version")
            version(line);
        else
            holds(line, rest_after(line.text, 1));
        ++held_;
    }

    /// "rectification.ordered z /unit = fgw": the id and the value may be left out.
    const Happening* find(const Line& line) const {
        if (line.words.size() < 2 || !find_event_by_name(line.words[1]))
            throw Mistake{line.number, "expected an event such as report.came_late after it, and perhaps an id"};
        const bool has_id = line.words.size() > 2 && !line.words[2].starts_with('/');
        const auto condition = rest_after(line.text, has_id ? 3 : 2);
        for (const auto& one : came_) {
            if (info_of(one.event).name != line.words[1]) continue;
            if (has_id && one.stream.id() != line.words[2]) continue;
            if (condition.empty() || is_so(one, condition, line)) return &one;
        }
        return nullptr;
    }

    /// "/unit = fgw"
    static bool is_so(const Happening& one, const std::string& condition, const Line& line) {
        const auto words = split_words(condition);
        if (words.size() < 3 || words[1] != "=")
            throw Mistake{line.number, "expected a value such as /unit = fgw, got '" + condition + "'"};
        return value_at(one, words[0]) == rest_after(condition, 2);
    }

    /// Text as it stands, anything else as JSON; "-" where there is nothing.
    static std::string value_at(const Happening& one, const std::string& path) {
        const json::value event = event_to_json(one.event);
        json::error_code error;
        const auto* found = event.find_pointer(path, error);
        if (!found) return "-";
        return found->is_string() ? std::string(found->as_string()) : json::serialize(*found);
    }

    void came(const Line& line) {
        seen_ = find(line);
        if (!seen_) throw Mistake{line.number, "expected " + line.text + ", but " + what_came()};
        ++held_;
    }

    void without(const Line& line) const {
        if (find(line)) throw Mistake{line.number, "expected " + line.text + ", but it came: " + what_came()};
    }

    void says(const Line& line, const std::string& words) const {
        if (!failure_ || failure_->message.find(words) == std::string::npos)
            throw Mistake{line.number, "expected the message to say '" + words + "', but " + what_came()};
    }

    void lacks(const Line& line, const std::string& rest) const {
        const auto aggregate = installation().get(StreamId{stream_});
        const auto* state = std::get_if<ItemState>(&aggregate.state);
        if (!state) throw Mistake{line.number, "there is no item " + stream_};
        std::string missing;
        for (const auto fixing : missing_fixings(*state))
            missing += (missing.empty() ? "" : ", ") + std::string(reflect::enum_name(fixing));
        std::string expected;
        for (const auto& one : split_list(rest == "-" ? "" : rest)) expected += (expected.empty() ? "" : ", ") + one;
        if (missing != expected)
            throw Mistake{line.number, "expected the item to lack '" + expected + "', but it lacks '" + missing + "'"};
    }

    /// "closed_out" of what the last command acted on, or "rectification/z open" of anything.
    void stage(const Line& line) const {
        if (line.words.size() < 2) throw Mistake{line.number, "阶段 needs the name of a stage"};
        const auto stream = line.words.size() > 2 ? line.words[1] : stream_;
        const auto now = stage_of(installation().get(StreamId{stream}));
        if (!now) throw Mistake{line.number, "there is no " + stream + ", or it has no stages"};
        if (*now != line.words.back())
            throw Mistake{line.number, "expected " + stream + " to be " + line.words.back() + ", but it is " + *now};
    }

    /// "3": how many events the thing has that the last command was about.
    void version(const Line& line) const {
        const auto now = std::to_string(installation().get(StreamId{stream_}).version);
        if (line.words.size() != 2 || now != line.words[1])
            throw Mistake{line.number, "expected " + stream_ + " to be at version " + rest_after(line.text, 1) +
                                           ", but it is at " + now};
    }

    /// "/units/0/role = lead" in the event that was recorded, or that was looked at last.
    void holds(const Line& line, const std::string& rest) const {
        if (!line.words[0].starts_with('/') || !rest.starts_with('='))
            throw Mistake{line.number,
                          "expected 说明, 缺, 阶段, 版本, 另有, 没有, 到期, or a place such as /units/0/role = lead"};
        if (!seen_) throw Mistake{line.number, "no event is looked at: " + what_came()};
        const auto now = value_at(*seen_, line.words[0]);
        const auto expected = trim(std::string_view(rest).substr(1));
        if (now != expected)
            throw Mistake{line.number, "expected " + line.words[0] + " = " + std::string(expected) + ", got " + now};
    }

    Installation& installation() { return city_.installation(); }
    const Installation& installation() const { return city_.installation(); }

    std::string folder_;
    City city_;
    std::string stream_;           ///< of the last command; empty when time has passed since
    std::vector<Happening> came_;  ///< what the last command, or the last passing of time, brought about
    const Happening* seen_ = nullptr;
    std::optional<Error> failure_;
    std::size_t held_ = 0;
};

}  // namespace

std::size_t play(const std::vector<Line>& lines, const std::string& folder, std::ostream* events) {
    Player player(folder);
    const auto held = player.play(lines);
    if (events) player.export_events(*events);
    return held;
}

}  // namespace taizhang::spec
