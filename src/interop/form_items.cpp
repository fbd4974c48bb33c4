// Rows of the view current_ledger → lines of a form. Only what the rows have is read; nothing is demanded of them.
#include <algorithm>
#include <array>

#include "src/interop/form_table.hpp"

namespace taizhang::interop {

namespace {

using boost::json::object;

std::string text_at(const object& row, std::string_view name) {
    const auto* found = row.if_contains(name);
    const auto* text = found ? found->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

const object* object_at(const object& row, std::string_view name) {
    const auto* found = row.if_contains(name);
    return found ? found->if_object() : nullptr;
}

/// The objects of an array member; none when it is absent.
std::vector<const object*> objects_at(const object& row, std::string_view name) {
    std::vector<const object*> out;
    const auto* found = row.if_contains(name);
    const auto* list = found ? found->if_array() : nullptr;
    if (!list) return out;
    for (const auto& element : *list) {
        if (const auto* one = element.if_object()) out.push_back(one);
    }
    return out;
}

std::optional<Decimal> decimal_at(const object& row, std::string_view name) {
    const auto value = Decimal::parse(text_at(row, name));
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<Date> date_at(const object& row, std::string_view name) {
    const auto date = Date::parse(text_at(row, name));
    return date ? std::optional(*date) : std::nullopt;
}

/// The name, or the post where nobody is named.
std::string person_at(const object& row, std::string_view name) {
    const auto* person = object_at(row, name);
    if (!person) return {};
    const auto printed = text_at(*person, "name");
    return printed.empty() ? text_at(*person, "post") : printed;
}

/// The lead first, the others in the document's order.
std::vector<std::string> units_of(const object& row) {
    std::vector<std::string> leads, others;
    for (const auto* party : objects_at(row, "units")) {
        auto& names = text_at(*party, "role") == "lead" ? leads : others;
        names.push_back(text_at(*party, "name"));
    }
    leads.insert(leads.end(), others.begin(), others.end());
    return leads;
}

void set_actual(FormItem& item, FormQuantity figure) {
    const auto same = [&](const FormQuantity& a) {
        return a.indicator == figure.indicator && a.quarter == figure.quarter;
    };
    const auto found = std::ranges::find_if(item.actuals, same);
    if (found == item.actuals.end())
        item.actuals.push_back(std::move(figure));
    else
        *found = std::move(figure);
}

/// 1 to 4; nothing for anything else.
std::optional<std::uint8_t> quarter_at(const object& figure) {
    const auto* quarter = figure.if_contains("quarter");
    boost::system::error_code wrong;
    const int number = quarter ? quarter->to_number<int>(wrong) : 0;
    return !wrong && number >= 1 && number <= 4 ? std::optional(static_cast<std::uint8_t>(number)) : std::nullopt;
}

/// The latest figure, and those of the quarters: of an item that goes over several years, the last one's.
void add_actuals(const object& target, const std::string& indicator, const std::string& unit, FormItem& item) {
    const auto add = [&](const object& from, const char* value_name, const char* unit_name,
                         std::optional<std::uint8_t> quarter) {
        const auto own = text_at(from, unit_name);
        if (const auto value = decimal_at(from, value_name))
            set_actual(item, {indicator, *value, own.empty() ? unit : own, quarter});
    };
    add(target, "actual", "actual_unit", std::nullopt);
    for (const auto* figure : objects_at(target, "quarters")) {
        if (const auto quarter = quarter_at(*figure)) add(*figure, "value", "unit", quarter);
    }
}

void add_figures(const object& row, FormItem& item) {
    for (const auto* target : objects_at(row, "targets")) {
        const auto indicator = text_at(*target, "indicator"), unit = text_at(*target, "unit");
        if (const auto figure = decimal_at(*target, "value")) item.targets.push_back({indicator, *figure, unit});
        add_actuals(*target, indicator, unit, item);
    }
}

FormItem item_of(const object& row) {
    FormItem item;
    item.form = text_at(row, "form");
    item.number = text_at(row, "number");
    item.title = text_at(row, "title");
    item.text = text_at(row, "text");
    item.units = units_of(row);
    item.responsible_leader = person_at(row, "responsible_leader");
    item.responsible_person = person_at(row, "responsible_person");
    item.deadline = date_at(row, "deadline");
    item.goal = text_at(row, "goal");
    item.measures = text_at(row, "measures");
    if (item.measures.empty()) item.measures = text_at(row, "measures_text");
    item.rewards = text_at(row, "rewards");
    item.progress = text_at(row, "progress_text");
    item.problems = text_at(row, "problems_text");
    item.status = status_words(text_at(row, "status"));
    item.percent = decimal_at(row, "percent");
    add_figures(row, item);
    for (const auto* field : objects_at(row, "fields")) {
        item.values.push_back({text_at(*field, "name"), text_at(*field, "value")});
    }
    return item;
}

}  // namespace

std::string status_words(std::string_view status) {
    static constexpr auto words = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"draft", "待启用"},
        {"entered", "待签收"},
        {"acknowledged", "办理中"},
        {"suspended", "已中止"},
        {"completion_claimed", "已报办结"},
        {"verified", "已核实"},
        {"closed_out", "已销号"},
        {"archived", "已归档"},
        {"carried_over", "已结转"},
        {"cancelled", "已撤销"},
        {"merged", "已合并"},
    });
    const auto* found = std::ranges::find(words, status, &std::pair<std::string_view, std::string_view>::first);
    return std::string(found == words.end() ? status : found->second);
}

std::vector<FormItem> form_items_of(const boost::json::array& rows) {
    std::vector<FormItem> items;
    for (const auto& row : rows) {
        if (const auto* one = row.if_object()) items.push_back(item_of(*one));
    }
    return items;
}

}  // namespace taizhang::interop
