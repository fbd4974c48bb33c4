#include "src/rpc/scope.hpp"

#include "events/catalogue.hpp"
#include "projections/projection.hpp"
#include "src/rpc/access.hpp"

#include <algorithm>
#include <charconv>

namespace taizhang::rpc {

namespace json = boost::json;

bool Scope::hides(const DraftSet& set, std::string_view item) const {
    if (drafts) return false;
    const auto* draft = set.find(item);
    return draft && !draft->is_of(unit);
}

Scope Scope::shared(const DraftSet& set) const {
    auto made = *this;
    if (drafts || !set.concerns(unit)) made.unit.reset();
    return made;
}

std::string Scope::key() const {
    std::string key{accounts ? 'a' : '-', drafts ? 'd' : '-', telephones ? 't' : '-'};
    return unit ? key + unit->value : key;
}

Scope scope_of(const Account& account) {
    return {sees_accounts(account), sees_every_draft(account), sees_telephones(account), account.state.unit};
}

// ---- rows ----------------------------------------------------------------------------------------------------------

namespace {

/// Visits every string of the text, names of members too, until visit() says true.
template <class Visit>
bool any_string(std::string_view text, Visit visit) {
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string_view::npos;) {
        auto end = at + 1;
        while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        if (visit(text.substr(at + 1, std::min(end, text.size()) - at - 1))) return true;
        at = end + 1;
    }
    return false;
}

std::string_view item_in(std::string_view text) {
    constexpr std::string_view stream = "item/";
    return text.starts_with(stream) ? text.substr(stream.size()) : text;
}

class Pruning {
  public:
    Pruning(const Scope& scope, const DraftSet& set) : scope_(scope), set_(set) {}

    bool is_about(const json::object& fields) const {
        for (const auto* name : {"item", "stream"}) {
            const auto* value = fields.if_contains(name);
            if (value && value->is_string() && names(value->get_string())) return true;
        }
        return is_about_all(fields.if_contains("items")) || tells_about(fields.if_contains("changes"));
    }
    void prune(json::value& value, bool of_items = false) const {
        if (auto* fields = value.if_object()) {
            for (auto& [name, member] : *fields) prune(member, std::string_view(name).ends_with("items"));
        } else if (auto* list = value.if_array()) {
            const auto goes = [&](const json::value& one) {
                if (one.is_string()) return of_items && names(one.get_string());
                return one.is_object() && is_about(one.get_object());
            };
            list->erase(std::remove_if(list->begin(), list->end(), goes), list->end());
            for (auto& one : *list) prune(one);
        }
    }
    bool names(std::string_view text) const { return scope_.hides(set_, item_in(text)); }

  private:
    bool is_about_all(const json::value* items) const {
        if (!items || !items->is_array() || items->get_array().empty()) return false;
        return std::ranges::all_of(items->get_array(),
                                   [&](const json::value& one) { return one.is_string() && names(one.get_string()); });
    }
    /// A trail's line: `finding.f1`, which is about a draft, was told, or `item` became one.
    bool tells_about(const json::value* changes) const {
        if (!changes || !changes->is_array()) return false;
        return std::ranges::any_of(changes->get_array(), [&](const json::value& one) {
            const auto* change = one.if_object();
            const auto *field = change ? change->if_contains("field") : nullptr,
                       *after = change ? change->if_contains("after") : nullptr;
            if (!field || !field->is_string() || !after) return false;
            if (after->is_object() && is_about(after->get_object())) return true;
            const std::string_view name(field->get_string());
            if (name == "items" || name.ends_with(".items")) return is_about_all(after);
            return (name == "item" || name.ends_with(".item")) && after->is_string() && names(after->get_string());
        });
    }

    const Scope& scope_;
    const DraftSet& set_;
};

}  // namespace

bool names_hidden(const Scope& scope, const DraftSet& set, std::string_view json) {
    return any_string(json, [&](std::string_view text) { return scope.hides(set, item_in(text)); });
}

std::optional<std::string> row_in(const Scope& scope, const DraftSet& set, std::string_view json) {
    if (!names_hidden(scope, set, json)) return std::string(json);
    const Pruning pruning(scope, set);
    auto row = json::parse(json);
    if (!row.is_object() || pruning.is_about(row.get_object())) return std::nullopt;
    pruning.prune(row);
    return json::serialize(row);
}

bool key_is_hidden(const Scope& scope, const DraftSet& set, std::string_view key) {
    for (std::size_t begin = 0; begin <= key.size();) {
        const auto end = std::min(key.find('/', begin), key.size());
        if (scope.hides(set, key.substr(begin, end - begin))) return true;
        begin = end + 1;
    }
    return false;
}

bool names_any(std::string_view json, const std::vector<DraftTurn>& turns) {
    return any_string(json, [&](std::string_view text) {
        return std::ranges::any_of(turns, [&](const DraftTurn& one) { return one.item == item_in(text); });
    });
}

namespace {

std::optional<std::string> masked_below(const json::value& value, const std::string& path) {
    if (const auto* text = value.if_string()) return holds_masked_telephone(*text) ? std::optional(path) : std::nullopt;
    if (const auto* fields = value.if_object()) {
        for (const auto& [name, member] : *fields) {
            if (auto found = masked_below(member, path + "/" + std::string(name))) return found;
        }
    }
    if (const auto* list = value.if_array()) {
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (auto found = masked_below((*list)[i], path + "/" + std::to_string(i))) return found;
        }
    }
    return std::nullopt;
}

}  // namespace

Status check_not_masked(const Scope& scope, const json::object& params) {
    if (scope.telephones) return {};
    for (const auto& [name, value] : params) {
        if (const auto path = masked_below(value, "/" + std::string(name)))
            return invalid(*path +
                               ": holds a telephone number as it is masked for you, with asterisks; write it in "
                               "full, or leave the field out where nothing is to change",
                           *path);
    }
    return {};
}

// ---- members -------------------------------------------------------------------------------------------------------

namespace {

void collect(const json::value& schema, std::string_view name, ExactMembers& exact) {
    const auto* fields = schema.if_object();
    if (!fields) return;
    if (const auto* properties = fields->if_contains("properties")) {
        for (const auto& [member, one] : properties->as_object()) collect(one, member, exact);
    }
    if (const auto* items = fields->if_contains("items")) collect(*items, name, exact);
    const auto* type = fields->if_contains("type");
    if (!type || *type != "string") return;
    const bool is_plain = fields->size() == 1;  // no pattern, format or list of values
    if (!is_plain) exact.emplace(name);
}

}  // namespace

/// A name under which some struct has an amount and another a text is exact, too: an amount with an asterisk in it
/// could not be read again.
const ExactMembers& exact_members() {
    static const auto known = [] {
        ExactMembers exact{"number", "code", "credit_code", "file_number", "key"};
        for (const auto& info : event_table()) collect(info.json_schema(), {}, exact);
        for (const auto& projection : all_projections()) collect(projection->row_schema(), {}, exact);
        return exact;
    }();
    return known;
}

// ---- events --------------------------------------------------------------------------------------------------------

bool EventGuard::hides(const EventHeader& header) {
    if (!scope_.accounts && is_about_accounts(header.stream)) return true;
    if (scope_.drafts) return false;
    const auto category = header.stream.category();
    if (category != "item" && category != "redaction") return false;
    if (!look(header.position)) return true;
    return scope_.may_hide(*seen_.set) && hides_item(header);
}

bool EventGuard::hides_text(const EventHeader& header, std::string_view event) {
    if (scope_.drafts) return false;
    if (!look(header.position)) return true;
    if (!scope_.may_hide(*seen_.set)) return false;
    const Pruning pruning(scope_, *seen_.set);
    if (!any_string(event, [&](std::string_view text) { return pruning.names(text); })) return false;
    const auto parsed = json::parse(event);
    const auto* data = parsed.as_object().if_contains("data");
    return data && data->is_object() && pruning.is_about(data->get_object());
}

bool EventGuard::look(Position position) {
    if (seen_.set && position < seen_.until) return true;
    auto seen = drafts_.look();
    if (!seen) {
        status_ = seen.error();
        return false;
    }
    seen_ = std::move(*seen);
    return true;
}

/// What was ordered to be removed from an event stands in the order: in a stream that is named after its position.
bool EventGuard::hides_item(const EventHeader& header) {
    if (header.stream.category() == "item") return scope_.hides(*seen_.set, header.stream.id());
    Position of = 0;
    const auto id = header.stream.id();
    if (std::from_chars(id.data(), id.data() + id.size(), of).ec != std::errc()) return false;
    const auto records = log_.read(of, {.count = 1});
    if (!records) {
        status_ = records.error();
        return true;
    }
    if (records->empty()) return false;
    const auto& stream = records->front().header.stream;
    return stream.category() == "item" && scope_.hides(*seen_.set, stream.id());
}

}  // namespace taizhang::rpc
