#include "projections/audit_picture.hpp"

namespace taizhang {

namespace json = boost::json;

namespace {

bool is_nothing(const json::value& value) {
    return value.is_null() || (value.is_array() && value.get_array().empty());
}

json::object load(const Rows& rows, const std::string& key) {
    if (const auto* known = std::any_cast<json::object>(rows.recall(key))) return *known;
    const auto text = rows.get(key);
    if (!text) return {};
    auto parsed = reflect::parse_json(*text);
    if (!parsed || !parsed->is_object()) throw std::runtime_error("row " + key + " is not a picture of fields");
    return std::move(parsed->as_object());
}

}  // namespace

Picture::Picture(Rows& rows, std::string key, std::vector<reflect::Change>& changes)
    : rows_(rows), key_(std::move(key)), changes_(changes) {}

json::object& Picture::fields() {
    if (!fields_) fields_ = load(rows_, key_);
    return *fields_;
}

void Picture::set(std::string_view field, json::value after) {
    const auto* found = fields().if_contains(field);
    json::value before = found ? *found : json::value(nullptr);
    if (before == after || (!found && is_nothing(after))) return;
    changed_ = true;
    if (is_nothing(after))
        fields_->erase(field);
    else
        (*fields_)[field] = after;
    changes_.push_back({std::string(field), std::move(before), std::move(after)});
}

void Picture::keep() {
    if (!changed_) return;
    rows_.put(key_, json::serialize(*fields_));
    rows_.remember(key_, std::any(std::move(*fields_)));
}

}  // namespace taizhang
