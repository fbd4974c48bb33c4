#include "tests/spec/fields.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace taizhang::spec {

namespace {

namespace json = boost::json;

json::value read_json(std::string_view text, const Line& line, std::string_view field) {
    json::error_code error;
    auto value = json::parse(json::string_view(text.data(), text.size()), error);
    if (error) throw Mistake{line.number, "field " + std::string(field) + " is not JSON: " + std::string(text)};
    return value;
}

/// "张三 (zs 局长)" into what stands before the brackets and the words within.
struct Bracketed {
    std::string text;
    std::vector<std::string> words;

    explicit Bracketed(const std::string& whole) {
        const auto open = whole.find('(');
        text = std::string(trim(whole.substr(0, open)));
        if (open != std::string::npos) words = split_words(whole.substr(open + 1, whole.find(')') - open - 1));
    }
    std::string word(std::size_t index) const { return index < words.size() ? words[index] : ""; }
};

/// "fgw (牵头)" as a responsible unit.
json::value read_party(const std::string& text) {
    const Bracketed read(text);
    const auto role = read.word(0);
    const char* known = role == "牵头" || role == "lead"         ? "lead"
                        : role == "配合" || role == "supporting" ? "supporting"
                                                                 : "responsible";
    return {{"unit", read.text}, {"name", ""}, {"role", known}, {"inferred", false}, {"collective", false}};
}

/// "王局长", or "王局长 (wang 局长)" with the id of who is enrolled and the post.
json::value read_person(const std::string& text) {
    const Bracketed read(text);
    json::object person{{"name", read.text}};
    if (!read.word(0).empty()) person["person"] = read.word(0);
    if (!read.word(1).empty()) person["post"] = read.word(1);
    return person;
}

json::value read_value(const json::object& schema, const std::string& text, const Line& line, std::string_view field);

/// What must be there and is not named: a yes/no is no, a digest is nothing, since the decider sets it.
void fill_required(const json::object& schema, json::object& fields) {
    for (const auto& name : schema.at("required").as_array()) {
        if (fields.contains(name.as_string())) continue;
        const auto& member = schema.at("properties").at(name.as_string()).as_object();
        if (member.at("type") == "boolean") fields[name.as_string()] = false;
        if (name.as_string() == "digest") fields["digest"] = std::string(64, '0');
    }
}

/// "item=1; percent=30; progress=…"
json::value read_members(const json::object& schema, const std::string& text, const Line& line,
                         std::string_view field) {
    json::object members;
    const auto& known = schema.at("properties").as_object();
    for (const auto& part : split(text, {";", "；"})) {
        const auto equals = part.find('=');
        const auto name = std::string(trim(part.substr(0, equals)));
        const auto* member = known.if_contains(name);
        if (!member || equals == std::string::npos)
            throw Mistake{line.number, "field " + std::string(field) + ": expected parts such as " +
                                           std::string(known.begin()->key()) + "=…, got '" + part + "'"};
        members[name] = read_value(member->as_object(), std::string(trim(part.substr(equals + 1))), line, field);
    }
    fill_required(schema, members);
    return members;
}

json::value read_object(const json::object& schema, const std::string& text, const Line& line, std::string_view field) {
    const auto& members = schema.at("properties").as_object();
    if (text.starts_with('{')) return read_json(text, line, field);
    if (members.contains("inferred")) return read_party(text);
    if (members.contains("name") && members.contains("post")) return read_person(text);
    if (members.contains("name") && members.contains("value")) {
        const auto equals = text.find('=');
        return {{"name", std::string(trim(text.substr(0, equals)))},
                {"value", equals == std::string::npos ? "" : std::string(trim(text.substr(equals + 1)))}};
    }
    return read_members(schema, text, line, field);
}

/// Whether the entries of such a list are parted by commas, and not one to a line.
bool is_in_line(const json::object& items) {
    const auto* members = items.if_contains("properties");
    if (!members) return true;
    const auto& fields = members->as_object();
    return fields.contains("inferred") ||
           (fields.contains("name") && (fields.contains("post") || fields.contains("value")));
}

json::value read_list(const json::object& schema, const std::string& text, const Line& line, std::string_view field) {
    if (text.starts_with('[')) return read_json(text, line, field);
    const auto& items = schema.at("items").as_object();
    if (!is_in_line(items)) return json::array{read_value(items, text, line, field)};
    json::array list;
    for (const auto& entry : split_list(text)) list.push_back(read_value(items, entry, line, field));
    return list;
}

/// A field's text as the schema asks for it.
json::value read_value(const json::object& schema, const std::string& text, const Line& line, std::string_view field) {
    const auto& type = schema.at("type").as_string();
    if (type == "string") return json::value(json::string(text));
    if (type == "object") return read_object(schema, text, line, field);
    if (type == "array") return read_list(schema, text, line, field);
    return read_json(text, line, field);
}

/// A list may be written over several lines.
void put(json::object& fields, const std::string& name, json::value value) {
    auto* known = fields.if_contains(name);
    if (known && known->is_array() && value.is_array())
        for (auto& entry : value.as_array()) known->as_array().push_back(std::move(entry));
    else
        fields[name] = std::move(value);
}

Version read_version(const std::string& text, const Line& line) {
    Version version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc{} || end != text.data() + text.size())
        throw Mistake{line.number, "field expected_version: expected a number such as 3, got '" + text + "'"};
    return version;
}

}  // namespace

Time china_time(const std::string& text, const Line& line) {
    const auto words = split_words(text);
    const auto time = words.size() == 2 ? Time::parse(words[0] + "T" + words[1] + ":00+08:00") : Time::parse(text);
    if (!time) throw Mistake{line.number, "expected a time such as 2014-04-05 09:30, got '" + text + "'"};
    return *time;
}

Command read_command(const Line& line, const EventInfo& info, Position last) {
    Command command;
    json::object fields;
    const auto schema = info.json_schema();
    const auto& known = schema.at("properties").as_object();
    for (const auto& [name, text] : line.fields) {
        const auto* member = known.if_contains(name);
        if (name == "reason") {
            command.reason = text;
        } else if (name == "effective_at") {
            command.effective = china_time(text, line);
        } else if (name == "expected_version") {
            command.seen = read_version(text, line);
        } else if (!member) {
            throw Mistake{line.number, std::string(info.command) + " has no field '" + name + "'"};
        } else if (text == "此刻" && member->at("type") == "integer") {
            fields[name] = last;
        } else if (text == "此刻" && member->at("type") == "array") {
            put(fields, name, json::array{last});
        } else {
            put(fields, name, read_value(member->as_object(), text, line, name));
        }
    }
    fill_required(schema, fields);
    auto proposal = event_from_json(info, fields);
    if (!proposal) throw Mistake{line.number, proposal.error().message};
    command.proposal = std::move(*proposal);
    return command;
}

}  // namespace taizhang::spec
