#include "src/regime/table.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <charconv>
#include <numeric>

namespace taizhang::regime {

namespace {

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0u);
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto replaced = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

std::string list_of(std::span<const std::string> names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// A value as the message shows it.
std::string shown(const toml::node& node) {
    if (const auto* text = node.as_string()) return quote(text->get());
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
    if (node.is_floating_point()) return "a number with a fraction";
    if (node.is_array()) return "a list";
    if (node.is_table()) return "a table";
    return "a date or time";
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// The date, unless no month has that day.
std::optional<Date> date_of(const toml::node& node) {
    const auto* found = node.as_date();
    if (!found) return std::nullopt;
    const Date day(found->get().year, found->get().month, found->get().day);
    if (!day.value.ok()) return std::nullopt;
    return day;
}

}  // namespace

void Faults::add(std::size_t line, std::string key, std::string message) {
    line = std::max<std::size_t>(line, 1);
    const auto after = std::ranges::upper_bound(faults_, line, {}, &Fault::line);
    faults_.insert(after, {line, std::move(key), std::move(message)});
    if (faults_.size() <= max_faults) return;
    faults_.pop_back();
    ++left_out_;
}

std::vector<Fault> Faults::take() {
    if (left_out_ > 0)
        faults_.push_back({faults_.back().line, "", std::to_string(left_out_) + " more faults; mend these first"});
    return std::move(faults_);
}

std::string hint(std::string_view word, std::span<const std::string> known) {
    if (known.empty() || word.size() > max_shown_bytes) return {};
    const auto best = std::ranges::min_element(known, {}, [&](const auto& name) { return distance(word, name); });
    const auto allowed = std::max<std::size_t>(2, best->size() / 3);
    return distance(word, *best) <= allowed ? "; did you mean '" + *best + "'?" : std::string();
}

std::size_t line_of(const toml::node& node) {
    return std::max<std::size_t>(node.source().begin.line, 1);
}

Table::Table(const toml::table& table, std::string path, Faults& faults)
    : table_(table), path_(std::move(path)), faults_(faults) {}

const toml::node* Table::find(std::string_view key) {
    if (std::ranges::find(asked_, key) == asked_.end()) asked_.emplace_back(key);
    return table_.get(key);
}

std::size_t Table::line(std::string_view key) const {
    const auto* node = table_.get(key);
    return line_of(node ? *node : static_cast<const toml::node&>(table_));
}

void Table::need(std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        if (!find(key)) faults_.add(line_of(table_), at(key), "is missing; add it");
    }
}

void Table::fault(std::string_view key, std::string message) {
    faults_.add(line(key), at(key), std::move(message));
}

void Table::finish() {
    for (const auto& [key, value] : table_) {
        const std::string name(key.str());
        if (std::ranges::find(asked_, name) != asked_.end()) continue;
        faults_.add(std::max<std::size_t>(key.source().begin.line, 1), at(shorten(name)),
                    "is no key of " + (path_.empty() ? "a regime" : "'" + path_ + "'") + hint(name, asked_) +
                        " Known are: " + list_of(asked_));
    }
}

bool Table::wrong(std::string_view key, const std::string& expected, const toml::node& came) {
    faults_.add(line_of(came), at(key), "expected " + expected + ", got " + shown(came));
    return false;
}

void Table::not_one_of(std::string_view key, const std::string& came, std::span<const std::string> known) {
    fault(key, "expected one of " + list_of(known) + ", got " + quote(came) + hint(came, known));
}

bool Table::good_text(std::string_view key, const toml::node& node, std::size_t limit, std::string& out) {
    const auto* text = node.as_string();
    if (!text) return wrong(key, "a text in quotation marks", node);
    if (blank(text->get())) return wrong(key, "a text that is not blank; leave the key out instead", node);
    if (characters(text->get()) > limit) return wrong(key, "at most " + std::to_string(limit) + " characters", node);
    out = text->get();
    return true;
}

bool Table::text(std::string_view key, std::string& out, std::size_t limit) {
    const auto* node = find(key);
    return node && good_text(key, *node, limit, out);
}

bool Table::text(std::string_view key, std::optional<std::string>& out, std::size_t limit) {
    std::string found;
    if (!text(key, found, limit)) return false;
    out = std::move(found);
    return true;
}

const toml::array* Table::list(std::string_view key, const std::string& of) {
    const auto* node = find(key);
    if (!node) return nullptr;
    const auto* found = node->as_array();
    if (!found)
        wrong(key, "a list of " + of + " in [ ]", *node);
    else if (found->size() > max_list) {
        fault(key, "expected at most " + std::to_string(max_list) + " entries, got " + std::to_string(found->size()));
        return nullptr;
    }
    return found;
}

bool Table::texts(std::string_view key, std::vector<std::string>& out, bool unique) {
    const auto* found = list(key, "texts");
    if (!found) return false;
    std::vector<std::string> read;
    for (const auto& node : *found) {
        std::string text;
        if (!good_text(key, node, max_short_text, text)) return false;
        if (unique && std::ranges::find(read, text) != read.end()) return wrong(key, "each entry once", node);
        read.push_back(std::move(text));
    }
    out = std::move(read);
    return true;
}

bool Table::flag(std::string_view key, bool& out) {
    const auto* node = find(key);
    if (!node) return false;
    if (!node->is_boolean()) return wrong(key, "true or false", *node);
    out = node->as_boolean()->get();
    return true;
}

std::optional<std::int64_t> Table::whole(std::string_view key, std::int64_t least, std::int64_t most) {
    const auto* node = find(key);
    if (!node) return std::nullopt;
    const auto* number = node->as_integer();
    if (number && number->get() >= least && number->get() <= most) return number->get();
    wrong(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most), *node);
    return std::nullopt;
}

bool Table::decimal(std::string_view key, Decimal& out, Decimal least, Decimal most) {
    const auto* node = find(key);
    if (!node) return false;
    std::string written;
    if (const auto* text = node->as_string()) written = text->get();
    if (const auto* number = node->as_integer()) written = std::to_string(number->get());
    if (const auto* fraction = node->as_floating_point()) {
        std::array<char, 64> buffer;  // the shortest digits that mean this number are those that were written
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), fraction->get());
        written.assign(buffer.data(), end.ptr);
    }
    const auto parsed = Decimal::parse(written);
    if (parsed && *parsed >= least && *parsed <= most) {
        out = *parsed;
        return true;
    }
    return wrong(key, "a number from " + least.to_string() + " to " + most.to_string(), *node);
}

bool Table::date(std::string_view key, std::optional<Date>& out) {
    const auto* node = find(key);
    if (!node) return false;
    const auto found = date_of(*node);
    if (!found) return wrong(key, "a date such as 2014-10-01, without quotation marks", *node);
    out = found;
    return true;
}

bool Table::dates(std::string_view key, std::vector<Date>& out) {
    const auto* found = list(key, "dates");
    if (!found) return false;
    for (const auto& node : *found) {
        const auto day = date_of(node);
        if (!day) return wrong(key, "dates such as 2014-10-11, without quotation marks", node);
        out.push_back(*day);
    }
    return true;
}

bool Table::term(std::string_view key, Term& out, std::uint16_t least) {
    const std::string expected = "a length of time such as \"15 days\" or \"3 working days\"";
    std::string text;
    const auto* node = find(key);
    if (!node) return false;
    if (!node->is_string()) return wrong(key, expected, *node);
    text = node->as_string()->get();
    std::uint16_t days = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const bool working = unit == " working days" || unit == " working day";
    if (error != std::errc() || (!working && unit != " days" && unit != " day")) return wrong(key, expected, *node);
    if (days < least || days > 3650) return wrong(key, "from " + std::to_string(least) + " to 3650 days", *node);
    out = {days, working};
    return true;
}

bool Table::days(std::string_view key, std::uint16_t& out, std::uint16_t most) {
    return number(key, out, 0, most);
}

bool Table::reminders(std::string_view key, std::vector<std::uint16_t>& out) {
    const auto* found = list(key, "whole numbers");
    if (!found) return false;
    std::vector<std::uint16_t> read;
    for (const auto& node : *found) {
        const auto* number = node.as_integer();
        if (!number || number->get() < 1 || number->get() > 366)
            return wrong(key, "days before, each from 1 to 366", node);
        const auto days = static_cast<std::uint16_t>(number->get());
        if (std::ranges::find(read, days) != read.end()) return wrong(key, "each number of days once", node);
        read.push_back(days);
    }
    out = std::move(read);
    return true;
}

bool Table::words(std::string_view key, std::vector<std::string>& out, std::span<const std::string> known) {
    std::vector<std::string> read;
    if (!texts(key, read)) return false;
    for (const auto& name : read) {
        if (std::ranges::find(known, name) != known.end()) continue;
        not_one_of(key, name, known);
        return false;
    }
    out = std::move(read);
    return true;
}

bool Table::word(std::string_view key, std::string& out, std::span<const std::string> known) {
    std::string found;
    if (!text(key, found)) return false;
    const bool good = std::ranges::find(known, found) != known.end();
    if (good)
        out = found;
    else
        not_one_of(key, found, known);
    return good;
}

void Table::table(std::string_view key, const std::function<void(Table&)>& read) {
    const auto* node = find(key);
    if (!node) return;
    if (!node->is_table()) {
        wrong(key, "a table [" + at(key) + "]", *node);
        return;
    }
    Table inner(*node->as_table(), at(key), faults_);
    read(inner);
    inner.finish();
}

void Table::tables(std::string_view key, const std::function<void(Table&)>& read) {
    const auto* found = list(key, "tables, each begun by [[" + at(key) + "]] or in { }");
    if (!found) return;
    for (std::size_t i = 0; i < found->size(); ++i) {
        const auto& node = *found->get(i);
        const auto path = at(key) + "[" + std::to_string(i + 1) + "]";
        if (!node.is_table()) {
            faults_.add(line_of(node), path, "expected a table, got " + shown(node));
            continue;
        }
        Table inner(*node.as_table(), path, faults_);
        read(inner);
        inner.finish();
    }
}

void check_placeholders(Table& table, std::string_view key, std::string_view text, std::span<const std::string> known) {
    for (std::size_t at = text.find_first_of("{}"); at != std::string_view::npos; at = text.find_first_of("{}", at)) {
        const auto end = text.find_first_of("{}", at + 1);
        if (text[at] == '}' || end == std::string_view::npos || text[end] == '{') {
            table.fault(key, "has a brace without its other; write what is to be filled in as {" + known[0] + "}");
            return;
        }
        const std::string name(text.substr(at + 1, end - at - 1));
        if (std::ranges::find(known, name) == known.end())
            table.fault(key,
                        "expected one of " + list_of(known) + " in braces, got " + quote(name) + hint(name, known));
        at = end + 1;
    }
}

}  // namespace taizhang::regime
