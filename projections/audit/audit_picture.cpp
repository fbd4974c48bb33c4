#include "projections/audit/audit_picture.hpp"

namespace taizhang {

namespace json = boost::json;

namespace {

std::unique_ptr<PictureRow> load(const Rows& rows, const std::string& key) {
    auto row = std::make_unique<PictureRow>();
    const auto text = rows.get(key);
    if (!text) return row;
    std::array<unsigned char, 16 << 10> room;
    json::monotonic_resource memory(room.data(), room.size());
    const auto parsed = reflect::parse_json(*text, &memory);
    if (!parsed || !parsed->is_object()) throw std::runtime_error("row " + key + " is not a picture of fields");
    for (const auto& [name, value] : parsed->get_object())
        row->fields.push_back({std::string(name), {json::serialize(value)}});
    return row;
}

}  // namespace

// ---- the hidden row ------------------------------------------------------------------------------------------------

void PictureRow::write(RowBuffer& out) const {
    out.clear();
    out.append('{');
    for (const auto& field : fields) {
        if (&field != &fields.front()) out.append(',');
        out.append_string(field.name);
        out.append(':');
        out.append(field.value.text);
    }
    out.append('}');
}

const JsonText* PictureRow::find(std::string_view name) const {
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? nullptr : &found->value;
}

void PictureRow::set(std::string_view name, JsonText value) {
    const auto found = std::ranges::find(fields, name, &Field::name);
    if (found == fields.end())
        fields.push_back({std::string(name), std::move(value)});
    else
        found->value = std::move(value);
}

/// The last one takes its place.
void PictureRow::erase(std::string_view name) {
    const auto found = std::ranges::find(fields, name, &Field::name);
    if (found == fields.end()) return;
    if (&*found != &fields.back()) *found = std::move(fields.back());
    fields.pop_back();
}

// ---- what an event does to it --------------------------------------------------------------------------------------

Picture::Picture(Rows& rows, std::string key, std::vector<ToldChange>* changes)
    : rows_(rows), key_(std::move(key)), changes_(changes) {}

/// Read when first asked for: many events concern another picture.
const PictureRow& Picture::fields() {
    if (kept_) return *kept_;
    const auto* known = rows_.typed(key_);
    if (known && known->type() == &row_type<PictureRow>) return *(kept_ = static_cast<const PictureRow*>(known));
    own_ = load(rows_, key_);
    return *(kept_ = own_.get());
}

PictureRow& Picture::fields_to_change() {
    if (changed_) return *changed_;
    fields();
    changed_ = own_ ? own_.get() : static_cast<PictureRow*>(rows_.change(key_));
    return *changed_;
}

void Picture::set(std::string_view field, JsonText after) {
    const auto* before = fields().find(field);
    if (before ? *before == after : after.is_nothing()) return;
    if (changes_) changes_->push_back({std::string(field), before ? *before : JsonText{}, after});
    if (after.is_nothing())
        fields_to_change().erase(field);
    else
        fields_to_change().set(field, std::move(after));
}

void Picture::set(std::string_view field, const json::value& after) {
    set(field, JsonText{json::serialize(after)});
}

const json::value* Picture::find(std::string_view field) {
    const auto* value = fields().find(field);
    if (!value) return nullptr;
    auto parsed = reflect::parse_json(value->text);
    if (!parsed) throw std::runtime_error("field " + std::string(field) + " of row " + key_ + " is no JSON");
    return &found_.emplace_back(std::move(*parsed));
}

/// What was not at hand is put; the rest was changed where it is.
void Picture::keep() {
    if (!own_ || !changed_) return;
    kept_ = nullptr;
    changed_ = nullptr;
    rows_.put(key_, std::move(own_));
}

}  // namespace taizhang
