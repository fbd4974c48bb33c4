#include "tools/import_plan.hpp"

#include "src/domain/checks.hpp"
#include "src/interop/chars.hpp"
#include "src/interop/dates.hpp"
#include "src/interop/unit_names.hpp"

#include <taizhang/reflect/json.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <set>

namespace taizhang {

namespace json = boost::json;

namespace {

std::string short_digest(std::string_view text, std::size_t digits) {
    return sha256({text}).to_string().substr(0, digits);
}

template <class T>
void put(json::object& out, std::string_view name, const std::optional<T>& value) {
    if (value) out[name] = reflect::to_json(*value);
}

std::optional<int> year_of_title(const interop::Document& document) {
    const auto title = interop::from_utf8(document.title.value_or(""));
    return title ? interop::find_year(*title) : std::nullopt;
}

std::optional<int> year_of_dates(const interop::Document& document) {
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

bool is_blank(std::string_view text) {
    const auto decoded = interop::from_utf8(text);
    return decoded && interop::trim(*decoded).empty();
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
        const auto year = ledger_year();
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

    /// The title's year: the work of 2021 may be set down in December 2020. Other years of a title (a plan's, a past
    /// congress's) are further from the document's date than that.
    std::optional<int> ledger_year() {
        const auto named = year_of_title(breakdown_.document), dated = year_of_dates(breakdown_.document);
        if (!named || !dated || *named == *dated) return named ? named : dated;
        const int chosen = std::abs(*named - *dated) == 1 ? *named : *dated;
        doubt("document",
              "the title is of " + std::to_string(*named) + ", the document's date or number of " +
                  std::to_string(*dated),
              "the ledger of " + std::to_string(chosen));
        return chosen;
    }

    static Error no_year() {
        return invalid(
            "the document tells no year in its title, no date and no number with a year, so the ledger's year is "
            "unknown; "
            "name an existing ledger with --ledger");
    }

    void doubt(std::string at, std::string what, std::string read_as) {
        plan_.doubts.push_back({std::move(at), std::move(what), std::move(read_as)});
    }

    /// What is longer than the ledger takes is cut, told by a doubt; the document keeps the rest.
    std::string fitted(const std::string& text, std::size_t limit, const std::string& at, std::string_view what) {
        auto decoded = interop::from_utf8(text);
        if (!decoded || decoded->size() <= limit) return text;
        doubt(at,
              std::string(what) + " has " + std::to_string(decoded->size()) + " characters, more than the " +
                  std::to_string(limit) + " that are kept",
              "its beginning; the whole stands in the document");
        decoded->resize(limit - 1);
        return interop::to_utf8(*decoded + U"…");
    }

    std::string issuer() const {
        const auto decoded = interop::from_utf8(breakdown_.document.issuer.value_or(""));
        if (!decoded || decoded->empty()) return "未注明发布机构";
        return interop::to_utf8(decoded->substr(0, max_name_characters));
    }

    void open_ledger() {
        auto document = breakdown_.document;
        const auto title =
            fitted(document.title.value_or("任务分解"), max_title_characters, "document", "the document's title");
        if (document.number) document.number = fitted(*document.number, max_name_characters, "document", "its number");
        if (document.issuer) document.issuer = issuer();
        json::object params{{"ledger", plan_.ledger},
                            {"title", title},
                            {"year", year_},
                            {"holder", unit_named(issuer(), {}, false)},
                            {"report_due_day", 5}};
        json::object reference{{"title", title}, {"digest", sha256({file_}).to_string()}};
        put(reference, "number", document.number);
        put(reference, "issuer", document.issuer);
        put(reference, "written_on", document.written_on);
        put(reference, "published_on", document.published_on);
        params["document"] = std::move(reference);
        json::array chapters;
        for (const auto& chapter : breakdown_.chapters) {
            const auto no = std::to_string(chapter.no);
            const auto name = is_blank(chapter.title) ? "（无标题）" : chapter.title;
            chapters.push_back(json::object{
                {"no", no}, {"title", fitted(name, max_title_characters, "chapter " + no, "the chapter's title")}});
        }
        params["chapters"] = std::move(chapters);
        add("ledger.open", std::move(params));
    }

    static std::string place(const interop::Item& item) { return "item " + std::to_string(item.no); }

    /// Every task needs a title and words; a row or paragraph without any is told by the reader's doubt.
    void put_words(const interop::Item& item, json::object& params) {
        const auto untitled = "（第" + std::to_string(item.no) + "项，无文字）";
        const auto text = is_blank(item.text) ? untitled : item.text;
        auto title = item.title;
        if (is_blank(title)) {
            title = untitled;
            doubt(place(item), "the task has no title", title);
        }
        params["title"] = fitted(title, max_title_characters, place(item), "the title");
        params["text"] = fitted(text, max_text_characters, place(item), "the text");
    }

    void enter(const interop::Item& item) {
        std::array<char, 16> no;
        std::snprintf(no.data(), no.size(), "%03d", item.no);
        json::object params{
            {"item", plan_.ledger + "-" + no.data()}, {"ledger", plan_.ledger}, {"number", std::to_string(item.no)}};
        if (item.chapter) params["chapter"] = std::to_string(*item.chapter);
        put_words(item, params);
        params["units"] = parties(item);
        params["open_list"] = item.open_list;
        if (item.lead_leader)
            params["responsible_leader"] = json::object{
                {"name", fitted(*item.lead_leader, max_name_characters, place(item), "the leader's name")}};
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
        std::set<std::string> seen;
        const auto level = item.units.empty() ? std::string() : interop::level_prefix(item.units.front().name);
        for (const auto& unit : item.units) {
            if (out.size() == max_list_entries) {
                doubt(place(item), "more than " + std::to_string(max_list_entries) + " units", "the first of them");
                break;
            }
            auto party = reflect::to_json(unit).as_object();
            const auto name = fitted(unit.name, max_name_characters, place(item), "a unit's name");
            const auto id = unit_named(name, level, unit.collective);
            if (!seen.insert(id).second) {
                doubt(place(item), unit.name + " is another name of a unit that stands in the list already", "once");
                continue;
            }
            if (unit.role == interop::UnitRole::lead && std::exchange(led, true)) {
                party["role"] = "responsible";
                doubt(place(item), unit.name + " is printed as a second lead unit", "responsible; the first one leads");
            }
            party["name"] = name;
            party["unit"] = id;
            out.push_back(std::move(party));
        }
        if (out.empty()) out.push_back(issuer_answers(item));
        if (!led) first_leads(item, out);
        return out;
    }

    /// No unit is printed: the one that issued the document has to say which, so it answers until then.
    json::object issuer_answers(const interop::Item& item) {
        doubt(place(item), "no responsible unit is printed", "the issuer, until it assigns one: " + issuer());
        const interop::Unit unit{issuer(), interop::UnitRole::lead, true, false};
        auto party = reflect::to_json(unit).as_object();
        party["unit"] = unit_named(unit.name, {}, false);
        return party;
    }

    /// The ledger wants exactly one lead; where only supporting units are printed the first stands in.
    void first_leads(const interop::Item& item, json::array& parties) {
        auto& first = parties.front().as_object();
        if (first.at("role") != "lead" && !item.units.empty())
            doubt(place(item), "no lead unit is printed", std::string(first.at("name").as_string()) + " leads");
        first["role"] = "lead";
        first["inferred"] = true;
    }

    json::array targets(const interop::Item& item) {
        json::array out;
        for (const auto& target : item.targets) {
            if (out.size() == max_list_entries) {
                doubt(place(item), "more than " + std::to_string(max_list_entries) + " targets", "the first of them");
                break;
            }
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
                              {"kind", interop::kind_of_name(name, collective)},
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
    interop::UnitNames units_;
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
