#include "src/engine/decision.hpp"

#include <taizhang/reflect/json.hpp>

namespace taizhang {

namespace {

constexpr std::size_t max_changes_told = 20;
constexpr std::size_t max_change_bytes = 64 << 10;  ///< of all changes of one conflict together, as JSON

std::string_view name_of(const EventHeader& header) {
    const auto* info = find_event(header.type);
    return info ? info->name : "unknown";
}

boost::json::object told_change(const EventHeader& header) {
    boost::json::object change{{"version", header.stream_version},
                               {"position", header.position},
                               {"type", name_of(header)},
                               {"actor", header.actor.name},
                               {"recorded", header.recorded.to_string()}};
    if (!header.reason.empty()) change["reason"] = header.reason;
    return change;
}

/// The event's fields as JSON, where they take at most that many bytes.
std::optional<boost::json::value> told_data(const Record& record, std::size_t bytes) {
    if (record.payload.size() > bytes) return std::nullopt;
    const auto event = event_of(record);
    if (!event) return std::nullopt;
    boost::json::value data = event_to_json(*event);
    if (boost::json::serialize(data).size() > bytes) return std::nullopt;
    return data;
}

/// What fits: the first ones, and those that are large without their data.
boost::json::array told_changes(std::span<const Record> records) {
    boost::json::array changes;
    std::size_t bytes = 0;
    for (const auto& record : records) {
        auto change = told_change(record.header);
        bytes += boost::json::serialize(change).size();
        if (bytes > max_change_bytes) break;
        if (auto data = told_data(record, max_change_bytes - bytes)) {
            bytes += boost::json::serialize(*data).size();
            change["data"] = std::move(*data);
        }
        changes.push_back(std::move(change));
    }
    return changes;
}

/// Made after the sync, so that it tells of durable events only. On the engine's thread, hence bounded.
Error conflict(const EventLog& log, const StreamId& stream, Version expected, Version actual) {
    boost::json::array changes;
    if (expected < actual) {  // what was decided after the refusal may be durable too by now, and is not told
        const auto count = std::min<Version>(actual - expected, max_changes_told);
        TZ_TRY(const auto since, log.read_stream(stream, expected + 1, {.count = count, .bytes = max_change_bytes}));
        changes = told_changes(since);
    }
    return Error{ErrorCode::conflict, "expected " + stream.value + " at version " + std::to_string(expected) +
                                          ", it is at " + std::to_string(actual) +
                                          "; look at what changed since and decide again"}
        .with("version", actual)
        .with("changes", std::move(changes));
}

Status check_header(const EventHeader& header) {
    constexpr std::size_t all_but_texts = 1'024;  // numbers, ids, a command's name, lengths
    const auto& actor = header.actor;
    if (header.reason.size() + actor.name.size() + actor.role.size() + all_but_texts <= max_header_bytes) return {};
    const auto size = header_entry(header).size();
    if (size <= max_header_bytes) return {};
    return Error{ErrorCode::over_limit, "the names and the reason beside the event take " + std::to_string(size) +
                                            " bytes, at most " + std::to_string(max_header_bytes) + " can be kept"}
        .with("limit", max_header_bytes);
}

/// Asked only for a command that the account may give on this stream: the answer tells the stream's events.
bool is_stale(const CommandRequest& request, const Aggregate& aggregate) {
    return request.expected_version && *request.expected_version != aggregate.version &&
           request.stream.category() == info_of(request.proposal).category;
}

/// What no append would take. It is refused here, since an append that is refused stops the writer for everybody.
Status check_form(const CommandRequest& request, Position next) {
    constexpr std::size_t max_reason_bytes = 4 * max_reason_characters;
    TZ_CHECK(StreamId::parse(request.stream.value));
    if (request.reason.size() > max_reason_bytes) {
        return Error{ErrorCode::over_limit, "/reason: at most " + std::to_string(max_reason_bytes) +
                                                " bytes are allowed, got " + std::to_string(request.reason.size())}
            .with("limit", max_reason_bytes)
            .with("path", "/reason");
    }
    if (!request.causation || *request.causation < next) return {};
    return invalid("position " + std::to_string(*request.causation) +
                   " cannot be the cause: it is not before the command's own, " + std::to_string(next));
}

Outcome refusal(Error error) {
    return {.told = [error = std::move(error)]() -> Result<CommandAnswer> { return error; }};
}

}  // namespace

CommandAnswer answer_of(std::span<const Record> records) {
    CommandAnswer answer;
    answer.position = records.back().header.position;
    answer.stream = records.front().header.stream;
    for (const auto& record : records) {
        if (record.header.stream == answer.stream) answer.version = record.header.stream_version;
        answer.events.emplace_back(name_of(record.header));
    }
    return answer;
}

Error command_id_taken(const CommandId& id) {
    return {ErrorCode::conflict,
            "command_id " + id.to_string() + " was used for another command; every new command needs a new UUID"};
}

Decider::Decider(EventLog& log, const Clock& clock, Random& random, std::size_t cached_aggregates)
    : log_(log), clock_(clock), random_(random), aggregates_(log, cached_aggregates), next_(log.end()) {
    if (next_ == 0) return;
    const auto last = log.read(next_ - 1, {.count = 1});
    if (last && !last->empty()) {
        last_recorded_ = last->front().header.recorded;
        return;
    }
    unusable_because_ =
        "the log's last record, at position " + std::to_string(next_ - 1) +
        ", cannot be read, so it is unknown what time it is there: " + (last ? "it is missing" : last.error().message);
}

std::optional<Outcome> Decider::known(const CommandRequest& request, const std::vector<Record>& group) {
    if (const auto found = in_group_.find(request.id); found != in_group_.end()) {
        const auto& header = group[found->second.first].header;
        const bool same = header.stream == request.stream && header.type == info_of(request.proposal).number &&
                          header.actor.account == request.account;
        return same ? found->second : refusal(command_id_taken(request.id));
    }
    const auto earlier = log_.find_command(request.id);
    if (!earlier) return refusal(earlier.error());
    if (*earlier) return known_in_log(request, **earlier);
    return std::nullopt;
}

Outcome Decider::known_in_log(const CommandRequest& request, const CommandOutcome& earlier) const {
    return {.told = [this, known = earlier, id = request.id, stream = request.stream, account = request.account,
                     event = info_of(request.proposal).name]() -> Result<CommandAnswer> {
        TZ_TRY(auto answer, answer_from_log(log_, known));
        const bool same = answer.stream == stream && !answer.events.empty() && answer.events.front() == event;
        TZ_TRY(const auto first, log_.read(known.first, {.count = 1}));
        if (!same || first.front().header.actor.account != account) return command_id_taken(id);
        return answer;
    }};
}

Outcome Decider::decide(const CommandRequest& request, std::vector<Record>& group) {
    if (auto found = known(request, group)) return std::move(*found);
    if (auto form = check_form(request, next_); !form) return refusal(form.error());
    const auto context = context_for(request);
    if (!context) return refusal(context.error());
    const auto& aggregate = aggregates_.get(request.stream);
    const auto role = acting_role(aggregate, request.proposal, *context);
    if (auto failure = aggregates_.take_failure()) return refusal(*failure);
    if (role && is_stale(request, aggregate)) {
        return {.told = [this, stream = request.stream, expected = *request.expected_version,
                         actual = aggregate.version]() -> Result<CommandAnswer> {
            return conflict(log_, stream, expected, actual);
        }};
    }
    Outcome made{.first = group.size()};
    if (auto added = add_records(request, *context, role, group); !added) {
        group.resize(made.first);
        return refusal(added.error());
    }
    made.count = group.size() - made.first;
    in_group_.emplace(request.id, Outcome{.first = made.first, .count = made.count, .duplicate = true});
    return made;
}

void Decider::next_group() {
    in_group_.clear();
    aggregates_.trim();
}

Status Decider::add_records(const CommandRequest& request, const Context& context, std::optional<Role> role,
                            std::vector<Record>& group) {
    const auto& aggregate = aggregates_.get(request.stream);
    auto happenings = taizhang::decide(aggregate, request.proposal, context);
    if (auto failure = aggregates_.take_failure()) return *failure;
    if (!happenings) return happenings.error();
    if (happenings->empty()) return Error{ErrorCode::internal, "a decision brought about nothing"};
    if (!role) return Error{ErrorCode::internal, "a command was decided that none of the account's roles allows"};

    const auto before = group.size();
    for (const auto& happening : *happenings) {
        TZ_TRY(auto made, record(request, context, happening, *role));
        made.header.position = next_ + (group.size() - before);
        group.push_back(std::move(made));
    }
    const auto made = std::span(group).subspan(before);
    TZ_CHECK(apply_all(*happenings, made));
    next_ += made.size();
    last_recorded_ = context.now;
    return {};
}

/// In place, since states may be large: whatever may be refused is asked of all events before the first is applied.
Status Decider::apply_all(const std::vector<Happening>& happenings, std::span<Record> made) {
    for (std::size_t i = 0; i < happenings.size(); ++i) TZ_CHECK(check_applies(happenings[i], made[i]));
    if (auto failure = aggregates_.take_failure()) return *failure;  // a stream that nobody had looked at
    for (std::size_t i = 0; i < happenings.size(); ++i) {
        const auto& [stream, event] = happenings[i];
        made[i].header.stream_version = aggregates_.get(stream).version + 1;
        if (const auto* approved = std::get_if<redaction::Approved>(&event)) erase_by(made[i], *approved);
        TZ_CHECK(aggregates_.advance(event, made[i].header));
    }
    return {};
}

/// With its stream's state in memory, and the header as large as its version can make it.
Status Decider::check_applies(const Happening& happening, Record& made) {
    const auto& aggregate = aggregates_.get(happening.stream);
    if (!aggregate.exists()) TZ_CHECK(StreamId::parse(happening.stream.value));  // else it was when it began
    made.header.stream_version = aggregate.version + 1;
    TZ_CHECK(check_header(made.header));
    const auto& info = info_of(happening.event);
    if (happening.stream.category() == info.category) return {};  // then it can be folded
    return Error{ErrorCode::internal,
                 "event " + std::string(info.name) + " was decided for stream " + happening.stream.value};
}

/// The decider has read the target from this stream's name.
void Decider::erase_by(Record& made, const redaction::Approved& approved) {
    made.erases = std::stoull(std::string(made.header.stream.id()));
    aggregates_.forget_redacted(approved.execution->stream, *made.erases, made.header.position);
}

Result<Context> Decider::context_for(const CommandRequest& request) {
    // the log's time never goes back, also when the machine's does
    const auto now = std::max(clock_.now(), last_recorded_);
    Context context{now, request.effective_at.value_or(now), {}, {}, request.reason, aggregates_, next_};
    context.actor.account = request.account;
    if (request.account == system_account) {
        context.actor.name = "system";
        context.roles = {Role::system};
        return context;
    }
    const auto& account = aggregates_.get(StreamId::of(request.account));
    if (auto failure = aggregates_.take_failure()) return *failure;
    const auto* state = std::get_if<AccountState>(&account.state);
    if (!account.exists() || !state || state->closed) {
        return forbidden("the account " + request.account.value + " does not exist or is closed");
    }
    context.actor.name = state->name;
    context.actor.unit = state->unit;
    context.actor.person = state->person;
    context.roles = state->roles;
    return context;
}

/// All but its place: position and version.
Result<Record> Decider::record(const CommandRequest& request, const Context& context, const Happening& happening,
                               Role role) {
    const auto& [stream, event] = happening;
    Record made;
    const auto& info = info_of(event);
    made.payload = encode_event(event);
    if (made.payload.size() > max_payload_bytes) {
        return Error{ErrorCode::over_limit, "the command's fields take " + std::to_string(made.payload.size()) +
                                                " bytes, at most " + std::to_string(max_payload_bytes) + " can be kept"}
            .with("limit", max_payload_bytes);
    }
    random_.fill(made.salt);
    auto& header = made.header;
    header.stream = stream;
    header.type = info.number;
    header.schema = info.schema;
    header.recorded = context.now;
    header.effective = context.effective;
    header.actor = context.actor;
    header.actor.role = reflect::enum_name(role);
    header.command_id = request.id;
    header.command = info_of(request.proposal).command;
    header.reason = request.reason;
    header.correlation = request.correlation;
    header.causation = request.causation;
    header.payload_digest = payload_digest(made.salt, made.payload);
    return made;
}

Result<CommandAnswer> answer_from_log(const EventLog& log, const CommandOutcome& outcome) {
    std::vector<Record> records;
    while (records.size() < outcome.count) {  // a command that reached many streams may not fit into one page
        TZ_TRY(auto page, log.read(outcome.first + records.size(), {.count = outcome.count - records.size()}));
        if (page.empty()) return corrupt("the records of a known command id are not in the log");
        std::ranges::move(page, std::back_inserter(records));
    }
    auto answer = answer_of(records);
    answer.duplicate = true;
    return answer;
}

}  // namespace taizhang
