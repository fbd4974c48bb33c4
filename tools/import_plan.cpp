#include "tools/import_plan.hpp"

#include "tools/unit_names.hpp"

#include <taizhang/reflect/json.hpp>

#include <array>
#include <cstdio>

namespace taizhang {

namespace json = boost::json;

namespace {

std::string short_digest(std::string_view text, std::size_t digits) {
    return sha256({text}).to_string().substr(0, digits);
}

/// RFC 9562 version 8: the id follows from what is sent, so that sending it twice has one effect.
std::string derived_command_id(std::string_view method, const json::object& params) {
    const auto digest = sha256({"taizhang import\n", method, "\n", json::serialize(params)});
    auto id = CommandId::from_bytes(digest.view());
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x80);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
    return id.to_string();
}

template <class T>
void put(json::object& out, std::string_view name, const std::optional<T>& value) {
    if (value) out[name] = reflect::to_json(*value);
}

std::optional<int> year_of(const interop::Document& document) {
    if (document.written_on) return document.written_on->year();
    if (document.published_on) return document.published_on->year();
    if (!document.number) return std::nullopt;
    // 〔2014〕 or [2014]: the first four digits in a row
    const auto& number = *document.number;
    for (std::size_t i = 0; i + 4 <= number.size(); ++i) {
        const auto digits = number.substr(i, 4);
        if (digits.find_first_not_of("0123456789") == std::string::npos) return std::stoi(digits);
    }
    return std::nullopt;
}

class Planner {
  public:
    Planner(const interop::Breakdown& breakdown, std::string_view file, const KnownUnits& known,
            const ImportOptions& options)
        : breakdown_(breakdown), file_(file), units_(known), options_(options) {
        plan_.doubts = breakdown.doubts;
    }

    Result<ImportPlan> make() {
        TZ_CHECK(choose_ledger());
        if (!options_.ledger_exists) open_ledger();
        for (const auto& item : breakdown_.items) enter(item);
        plan_.new_units = units_.registered();
        return std::move(plan_);
    }

  private:
    Status choose_ledger() {
        const auto year = year_of(breakdown_.document);
        if (!options_.ledger.empty()) {
            plan_.ledger = options_.ledger;
            year_ = year.value_or(0);
            if (!options_.ledger_exists && !year) return no_year();
            return {};
        }
        if (!year) return no_year();
        year_ = *year;
        plan_.ledger = ledger_id_of(*year, issuer());
        return {};
    }

    static Error no_year() {
        return invalid(
            "the document tells no date and no number with a year, so the ledger's year is unknown; "
            "name an existing ledger with --ledger");
    }

    std::string issuer() const { return breakdown_.document.issuer.value_or("未注明发布机构"); }

    void open_ledger() {
        const auto& document = breakdown_.document;
        json::object params{{"ledger", plan_.ledger},
                            {"title", document.title.value_or("任务分解")},
                            {"year", year_},
                            {"holder", unit_named(issuer(), {}, false)},
                            {"report_due_day", 5}};
        json::object reference{{"title", document.title.value_or("任务分解")}, {"digest", sha256({file_}).to_string()}};
        put(reference, "number", document.number);
        put(reference, "issuer", document.issuer);
        put(reference, "written_on", document.written_on);
        put(reference, "published_on", document.published_on);
        params["document"] = std::move(reference);
        json::array chapters;
        for (const auto& chapter : breakdown_.chapters) {
            chapters.push_back(json::object{{"no", std::to_string(chapter.no)}, {"title", chapter.title}});
        }
        params["chapters"] = std::move(chapters);
        add("ledger.open", std::move(params));
    }

    void enter(const interop::Item& item) {
        std::array<char, 16> no;
        std::snprintf(no.data(), no.size(), "%03d", item.no);
        json::object params{
            {"item", plan_.ledger + "-" + no.data()}, {"ledger", plan_.ledger}, {"number", std::to_string(item.no)}};
        if (item.chapter) params["chapter"] = std::to_string(*item.chapter);
        params["title"] = item.title;
        params["text"] = item.text;
        params["units"] = parties(item);
        params["open_list"] = item.open_list;
        if (item.lead_leader) params["responsible_leader"] = json::object{{"name", *item.lead_leader}};
        put(params, "deadline", item.deadline);
        put(params, "deadline_basis", item.deadline_basis);
        params["targets"] = targets(item);
        json::object source{{"line", item.source.line}};
        put(source, "cell", item.source.cell);
        params["source"] = std::move(source);
        add("item.enter", std::move(params));
    }

    json::array parties(const interop::Item& item) {
        json::array out;
        bool led = false;
        const auto level = item.units.empty() ? std::string() : level_prefix(item.units.front().name);
        for (const auto& unit : item.units) {
            auto party = reflect::to_json(unit).as_object();
            if (unit.role == interop::UnitRole::lead && std::exchange(led, true)) {
                party["role"] = "responsible";
                plan_.doubts.push_back({"item " + std::to_string(item.no),
                                        unit.name + " is printed as a second lead unit",
                                        "responsible; the first one leads"});
            }
            party["unit"] = unit_named(unit.name, level, unit.collective);
            out.push_back(std::move(party));
        }
        return out;
    }

    json::array targets(const interop::Item& item) {
        json::array out;
        for (const auto& target : item.targets) {
            if (!Decimal::parse(target.value)) {
                plan_.doubts.push_back(
                    {"item " + std::to_string(item.no),
                     "the number " + target.value + " of " + target.indicator + " cannot be kept exactly",
                     "left out of the targets; set it by hand"});
                continue;
            }
            out.push_back(reflect::to_json(target));
        }
        return out;
    }

    /// The unit's id; registers it, unconfirmed, when nobody knows the name.
    std::string unit_named(const std::string& name, const std::string& level, bool collective) {
        const auto found = units_.find_or_make(name, level, collective);
        if (!found.made) return found.id;
        json::array aliases(found.aliases.begin(), found.aliases.end());
        add("unit.register", {{"unit", found.id},
                              {"name", name},
                              {"kind", kind_of_name(name, collective)},
                              {"aliases", std::move(aliases)},
                              {"confirmed", false}});
        if (collective) {
            plan_.doubts.push_back(
                {name, "who belongs to it is not in the document", "no members; set them with unit.set_members"});
        }
        return found.id;
    }

    void add(std::string method, json::object params) {
        params["reason"] = options_.file_name.empty() ? std::string("import") : "import of " + options_.file_name;
        auto id = derived_command_id(method, params);
        params["command_id"] = std::move(id);
        plan_.commands.push_back({std::move(method), std::move(params)});
    }

    const interop::Breakdown& breakdown_;
    std::string_view file_;
    UnitNames units_;
    const ImportOptions& options_;
    ImportPlan plan_;
    int year_ = 0;
};

}  // namespace

Result<ImportPlan> plan_import(const interop::Breakdown& breakdown, std::string_view file, const KnownUnits& known,
                               const ImportOptions& options) {
    return Planner(breakdown, file, known, options).make();
}

std::string ledger_id_of(int year, std::string_view issuer) {
    return std::to_string(year) + "-" + short_digest(issuer, 8);
}

}  // namespace taizhang
