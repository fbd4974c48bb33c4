#include "tests/spec/installation.hpp"

#include "events/cloud_event.hpp"
#include "src/engine/aggregates.hpp"

#include <future>
#include <ostream>
#include <stdexcept>

namespace taizhang::spec {

namespace {

/// Far beyond what an answer takes: a script whose answer never comes fails instead of hanging.
constexpr std::chrono::seconds patience{60};

template <class T>
T sure(Result<T> result) {
    if (!result) throw std::logic_error(result.error().message);
    return std::move(*result);
}

void must(bool so, const CommandRequest& request, const std::string& what) {
    if (!so)
        throw std::logic_error(std::string(info_of(request.proposal).command) + " on " + request.stream.value + ": " +
                               what);
}

bool same(const CommandAnswer& one, const CommandAnswer& other) {
    return one.position == other.position && one.stream == other.stream && one.version == other.version &&
           one.events == other.events;
}

}  // namespace

Installation::Installation()
    : log_({.origin = "spec.example/2014", .epoch = 1}),
      clock_(sure(Time::parse("2014-01-15T09:00:00+08:00"))),
      salts_(1),
      ids_(2),
      engine_(Engine::start({}, log_, clock_, salts_)),
      keeper_(log_, *engine_, clock_) {}

void Installation::set_clock(Time time) {
    if (time < now() && end() > 0) throw std::logic_error("time does not go back; it is " + now().to_string());
    clock_.set(time);
}

void Installation::set_up(const std::string& stream, const Event& event) {
    const auto result = give(system_account.value, stream, {event, "set-up", std::nullopt, std::nullopt});
    if (!result) throw std::logic_error("set-up of " + stream + ": " + result.error().message);
}

Result<std::vector<Happening>> Installation::give(const std::string& by, const std::string& stream,
                                                  const Command& command) {
    const auto request = request_for(by, stream, command);
    const auto before = end();
    const auto answer = submit(request);
    if (!answer) {
        must(end() == before && !sure(log_.find_command(request.id)), request, "was refused, and yet it is in the log");
        return answer.error();
    }
    auto happened = written(request, *answer);
    const auto after = end();
    const auto again = submit(request);
    must(again && again->duplicate && same(*again, *answer), request, "given twice, it was answered in two ways");
    must(end() == after, request, "given twice, it was written twice");
    return happened;
}

CommandRequest Installation::request_for(const std::string& by, const std::string& stream, const Command& command) {
    CommandRequest request;
    request.account = AccountId{by};
    if (request.account != system_account && sure(log_.version(StreamId::of(request.account))) == 0)
        throw std::logic_error("no account " + by + " was set up");
    request.stream = StreamId{stream};
    request.proposal = command.proposal;
    request.id = make_command_id(ids_);
    request.expected_version = command.seen ? *command.seen : sure(log_.version(request.stream));
    request.reason = command.reason;
    request.effective_at = command.effective;
    return request;
}

/// Waits for the engine's answer, which comes when what it tells is durable.
Result<CommandAnswer> Installation::submit(const CommandRequest& request) {
    // shared: the committer may still be inside set_value() when we have gone on
    const auto promise = std::make_shared<std::promise<Result<CommandAnswer>>>();
    auto answer = promise->get_future();
    engine_->submit(request, [promise](Result<CommandAnswer> came) { promise->set_value(std::move(came)); });
    must(answer.wait_for(patience) == std::future_status::ready, request, "was not answered");
    return answer.get();
}

/// What the log holds of this command; it must be what the answer tells.
std::vector<Happening> Installation::written(const CommandRequest& request, const CommandAnswer& answer) const {
    const auto outcome = sure(log_.find_command(request.id));
    must(outcome.has_value(), request, "was accepted, and yet it is not in the log");
    auto happened = read(outcome->first, outcome->first + outcome->count);
    CommandAnswer expected{outcome->first + outcome->count - 1, request.stream, 0, {}, false};
    expected.version = sure(log_.version(request.stream));
    for (const auto& one : happened) expected.events.emplace_back(info_of(one.event).name);
    must(!answer.duplicate && same(answer, expected), request, "the answer does not tell what the log holds");
    return happened;
}

std::vector<Happening> Installation::read(Position from, Position until) const {
    std::vector<Happening> happened;
    while (from < until) {
        const auto page = sure(log_.read(from, {.count = until - from}));
        if (page.empty()) throw std::logic_error("the log ends before " + std::to_string(until));
        for (const auto& record : page) happened.push_back({record.header.stream, sure(event_of(record))});
        from += page.size();
    }
    return happened;
}

void Installation::export_events(std::ostream& out) const {
    for (Position from = 0; from < end();) {
        const auto page = sure(log_.read(from, {.count = end() - from}));
        for (const auto& record : page) {
            std::string event;
            if (const auto written = write_cloud_event(event, log_.identity(), record); !written)
                throw std::logic_error(written.error().message);
            out << R"({"position":)" << record.header.position << R"(,"event":)" << event << "}\n";
        }
        from += page.size();
    }
}

std::vector<Happening> Installation::pass_until(Time time) {
    const auto before = end();
    keep();
    for (auto next = keeper_.status().next; next && *next <= time; next = keeper_.status().next) {
        clock_.set(std::max(now(), *next));
        keep();
    }
    clock_.set(time);
    return read(before, end());
}

void Installation::keep() {
    if (const auto done = keeper_.catch_up(); !done)
        throw std::logic_error("the deadline keeper stopped: " + done.error().message);
    if (const auto status = keeper_.status(); status.refused > 0)
        throw std::logic_error("the deadline keeper was refused: " + status.last_refusal);
}

Aggregate Installation::get(const StreamId& stream) const {
    Aggregates folded(log_, 1);
    auto aggregate = folded.get(stream);
    if (const auto failure = folded.take_failure()) throw std::logic_error(failure->message);
    return aggregate;
}

}  // namespace taizhang::spec
