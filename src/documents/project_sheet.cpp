#include "src/documents/project_sheet.hpp"

#include "src/documents/project_groups.hpp"
#include "src/interop/project_list.hpp"
#include "src/interop/xlsx_layout.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::documents {

namespace {

using interop::CellValue;
using interop::ProjectColumnKind;
using rows::ProjectRow;

constexpr const char* sums_in = "万元";
constexpr std::size_t columns_of_a4 = 10;

/// Where the regime prints none.
constexpr const char* usual_fields[] = {"region",          "industry", "content", "total_investment",
                                        "year_investment", "start",    "finish",  "person"};
constexpr const char* filled_in_any_case[] = {"year_booked", "year_percent", "invested"};

struct Column {
    std::string key;
    ProjectColumnKind kind = ProjectColumnKind::text;
    std::string title;
};

/// The columns in their order: what the regime prints, what a list needs to be read back, and figures.
class Columns {
  public:
    Columns(const regime::ProjectRules& rules, const std::vector<std::string>& phases)
        : known_(interop::project_columns(rules)) {
        add("sequence", "");
        if (rules.fields.empty()) add("name", "");
        for (const auto& field : rules.fields)
            add(reflect::enum_name(field.field), title_of(rules, field.field, phases));
        if (!has("name")) add("name", "");
        if (rules.fields.empty()) std::ranges::for_each(usual_fields, [&](const char* key) { add(key, ""); });
        add("unit", "");
        const bool by_sector =
            std::ranges::any_of(rules.thresholds, [](const auto& one) { return !one.sectors.empty(); });
        if (by_sector) add("sector", "");
        if (!rules.tiers.empty()) add("tier", "");
        if (!rules.batches.empty()) add("batch", "");
        for (const char* key : filled_in_any_case) add(key, "");
    }
    const std::vector<Column>& all() const { return columns_; }

  private:
    bool has(std::string_view key) const { return std::ranges::find(columns_, key, &Column::key) != columns_.end(); }

    /// Of several rules for one field that of these phases.
    static std::string title_of(const regime::ProjectRules& rules, regime::ProjectField field,
                                const std::vector<std::string>& phases) {
        std::string title;
        for (const auto& rule : rules.fields) {
            if (rule.field != field) continue;
            const bool fits = std::ranges::any_of(
                rule.phases, [&](const auto& phase) { return std::ranges::find(phases, phase) != phases.end(); });
            if (title.empty() || fits) title = rule.title;
        }
        return title;
    }

    void add(const std::string& key, std::string title) {
        const auto known = std::ranges::find(known_, key, &interop::ProjectColumn::key);
        if (known == known_.end() || has(key)) return;
        if (title.empty()) title = known->list.titles.front();
        const bool money = known->kind == ProjectColumnKind::money || key == "year_booked";
        if (money && title.find("元") == std::string::npos) title += std::string("（") + sums_in + "）";
        if (key == "year_percent") title += "（%）";
        columns_.push_back({key, known->kind, std::move(title)});
    }

    std::vector<interop::ProjectColumn> known_;
    std::vector<Column> columns_;
};

std::string shown(const std::optional<NamedPerson>& person) {
    if (!person) return {};
    return person->name.empty() ? person->post.value_or("") : person->name;
}

std::string unit_name(const std::map<UnitId, std::string>& units, const std::optional<UnitId>& unit) {
    if (!unit) return {};
    const auto found = units.find(*unit);
    return found == units.end() ? unit->value : found->second;
}

std::string party_names(const std::vector<Party>& parties) {
    std::string names;
    const auto add = [&](bool leads) {
        for (const auto& party : parties) {
            if ((party.role == PartyRole::lead) == leads) names += (names.empty() ? "" : "、") + party.name;
        }
    };
    add(true);
    add(false);
    return names;
}

std::string open_problems(const ProjectRow& row) {
    std::string text;
    for (const auto& problem : row.problems) {
        if (problem.state != rows::ProblemState::resolved) text += (text.empty() ? "" : "；") + problem.text;
    }
    return text;
}

std::string phase_title(const std::vector<regime::Phase>& phases, const std::optional<std::string>& key) {
    const auto found = std::ranges::find(phases, key.value_or(""), &regime::Phase::key);
    return found == phases.end() ? key.value_or("") : found->title;
}

std::string month_of(Date day) {
    return std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月";
}

std::string years_of(const rows::ProjectDays& days) {
    if (!days.start || !days.finish) return {};
    return month_of(*days.start) + "至" + month_of(*days.finish);
}

std::optional<Amount> amount_of(std::string_view key, const ProjectRow& row) {
    if (key == "total_investment") return row.profile.total_investment;
    if (key == "year_investment") return row.profile.year_investment;
    if (key == "invested") return invested(row);
    if (key == "year_booked" && !row.investment.bookings.empty() && row.investment.year_booked)
        return Amount{*row.investment.year_booked, row.investment.unit};
    return std::nullopt;
}

/// Without zeros behind the point that only converting and adding have brought.
Decimal plain(Decimal value) {
    auto coefficient = value.coefficient();
    int scale = value.scale();
    for (; scale > 0 && coefficient % 10 == 0; --scale) coefficient /= 10;
    return *Decimal::of(coefficient, scale);
}

/// In the list's unit where that is exact, or else as text with its own.
CellValue money(const std::optional<Amount>& amount) {
    if (!amount) return {};
    const auto value = regime::in_unit({amount->value, amount->unit}, sums_in);
    if (value) return interop::CellNumber{amount->unit == sums_in ? amount->value : plain(*value)};
    return amount->value.to_string() + amount->unit;
}

/// The rows of the table: groups, lines, sums.
class TableWriter {
  public:
    TableWriter(const std::vector<Column>& columns, const regime::ProjectRules& rules,
                const std::map<UnitId, std::string>& units, const std::map<ItemId, std::string>& progress,
                interop::FormTable& table)
        : columns_(columns), rules_(rules), units_(units), progress_(progress), table_(table) {}

    void write(const ProjectGroup& whole) {
        for (std::size_t i = 0; i < whole.parts.size(); ++i) {
            const auto& part = whole.parts[i];
            sums(part, chinese_numeral(i + 1), part.head);
            for (std::size_t k = 0; k < part.parts.size(); ++k) {
                sums(part.parts[k], "（" + chinese_numeral(k + 1) + "）", part.parts[k].head);
                lines(part.parts[k]);
            }
            lines(part);
        }
        lines(whole);
        if (whole.size() > 0) sums(whole, "", "合计");
    }

  private:
    void lines(const ProjectGroup& group) {
        for (const auto* project : group.projects) {
            auto& cells = table_.rows.emplace_back();
            ++lines_;
            for (const auto& column : columns_) cells.push_back(cell(column, *project));
        }
    }

    CellValue cell(const Column& column, const ProjectRow& row) const {
        if (column.key == "sequence") return interop::CellNumber{Decimal(static_cast<int>(lines_))};
        if (column.key == "year_percent")
            return row.investment.year_percent ? CellValue(interop::CellNumber{*row.investment.year_percent})
                                               : CellValue();
        if (column.kind == ProjectColumnKind::money || column.kind == ProjectColumnKind::figure)
            return money(amount_of(column.key, row));
        if (column.kind == ProjectColumnKind::day) {
            const auto& day = column.key == "start" ? row.days.start : row.days.finish;
            return day ? CellValue(interop::CellDate{*day}) : CellValue();
        }
        const auto text = column.key == "tier"    ? phase_title(rules_.tiers, row.tier)
                          : column.key == "batch" ? phase_title(rules_.batches, row.batch)
                                                  : project_text(column.key, {row, units_, progress(row.item)});
        return text.empty() ? CellValue() : CellValue(text);
    }

    std::string progress(const ItemId& item) const {
        const auto found = progress_.find(item);
        return found == progress_.end() ? std::string() : found->second;
    }

    void sums(const ProjectGroup& group, const std::string& sequence, const std::string& head) {
        table_.strong_rows.push_back(table_.rows.size());
        auto& cells = table_.rows.emplace_back();
        const auto projects = group.all();
        for (const auto& column : columns_) {
            if (column.key == "sequence")
                cells.push_back(sequence.empty() ? CellValue() : CellValue(sequence));
            else if (column.key == "name")
                cells.emplace_back(head + "（" + std::to_string(projects.size()) + "项）");
            else
                cells.push_back(sum(column.key, projects));
        }
    }

    /// Empty where nothing is known, or where it cannot be added up exactly.
    static CellValue sum(const std::string& key, const std::vector<const ProjectRow*>& projects) {
        std::optional<Quantity> sum;
        for (const auto* project : projects) {
            const auto amount = amount_of(key, *project);
            if (!amount) continue;
            const auto next = add(sum.value_or(Quantity{0, sums_in}), {amount->value, amount->unit});
            if (!next) return {};
            sum = *next;
        }
        return sum ? CellValue(interop::CellNumber{plain(sum->value)}) : CellValue();
    }

    const std::vector<Column>& columns_;
    const regime::ProjectRules& rules_;
    const std::map<UnitId, std::string>& units_;
    const std::map<ItemId, std::string>& progress_;
    interop::FormTable& table_;
    std::size_t lines_ = 0;
};

std::vector<std::string> phases_in(const RowFilter& filter) {
    std::vector<std::string> phases;
    for (const char* key : {"tier", "batch"}) {
        const auto* value = filter.if_contains(key);
        if (value && value->is_string()) phases.emplace_back(value->as_string());
    }
    return phases;
}

std::string title_of(const LedgerReading& ledger, const std::vector<std::string>& phases) {
    auto title = ledger.row.title + "项目清单";
    for (const auto& key : phases) {
        const auto* phase = ledger.rules.projects.find_phase(key);
        title += "（" + (phase ? phase->title : key) + "）";
    }
    return title;
}

Result<std::map<ItemId, std::string>> reported_progress(const Reading& reading, const LedgerId& ledger) {
    std::map<ItemId, std::string> progress;
    TZ_TRY(const auto rows, reading.json_rows("current_ledger", {{"ledger", ledger.value}}));
    for (const auto& row : rows) {
        const auto* text = row.as_object().if_contains("progress_text");
        if (text && text->is_string())
            progress.emplace(ItemId{std::string(row.at("item").as_string())}, std::string(text->as_string()));
    }
    return progress;
}

}  // namespace

std::optional<Amount> invested(const ProjectRow& row) {
    const auto& sums = row.investment;
    if (sums.bookings.empty()) return row.profile.done_before;
    return sums.done ? std::optional(Amount{*sums.done, sums.unit}) : std::nullopt;
}

std::string project_text(std::string_view key, const ProjectFacts& facts) {
    const auto& row = facts.row;
    const auto& profile = row.profile;
    if (key == "name") return row.title;
    if (key == "number") return row.number;
    if (key == "owner") return profile.owner.value_or("");
    if (key == "site") return profile.site.value_or("");
    if (key == "region") return unit_name(facts.units, profile.region);
    if (key == "sector") return profile.sector.value_or("");
    if (key == "industry") return profile.industry.value_or("");
    if (key == "content") return profile.content.value_or("");
    if (key == "years") return years_of(row.days);
    if (key == "year_goal") return profile.year_aim.value_or("");
    if (key == "funds") return interop::printed_funds(profile.funds);
    if (key == "progress") return facts.progress.empty() ? row.stage.value_or("") : facts.progress;
    if (key == "paired_leader") return shown(row.people.paired_leader);
    if (key == "leader") return shown(row.people.leader);
    if (key == "unit") return party_names(row.units);
    if (key == "section") return row.people.section.value_or("");
    if (key == "person") return shown(row.people.person);
    if (key == "liaison") return shown(row.people.liaison);
    if (key == "matters") return open_problems(row);
    return {};
}

Result<interop::FormTable> project_table(const Reading& reading, const LedgerId& ledger, RowFilter filter) {
    TZ_TRY(const auto known, reading.ledger(ledger));
    const auto phases = phases_in(filter);
    filter["ledger"] = ledger.value;
    TZ_TRY(auto projects, reading.rows<ProjectRow>("project_library", std::move(filter)));
    std::erase_if(projects, [](const ProjectRow& row) {
        return row.status == rows::ItemStatus::cancelled || row.status == rows::ItemStatus::merged;
    });
    TZ_TRY(const auto units, reading.unit_names());
    TZ_TRY(const auto progress, reported_progress(reading, ledger));
    const auto& rules = known.rules.projects;
    const Columns columns(rules, phases);
    interop::FormTable table;
    table.form = "项目清单";
    table.title = title_of(known, phases);
    table.note =
        std::string("单位：") + sums_in + "　　截至记录 " + (reading.as_of() ? std::to_string(*reading.as_of()) : "0");
    for (const auto& column : columns.all()) {
        table.head.push_back({0, table.columns.size(), 1, 1, column.title});
        const bool number = column.kind == ProjectColumnKind::money || column.kind == ProjectColumnKind::figure;
        const auto kind = column.kind == ProjectColumnKind::day ? interop::CellKind::date
                          : number                              ? interop::CellKind::number
                                                                : interop::CellKind::text;
        table.columns.push_back({column.title, 12, kind});
    }
    TableWriter(columns.all(), rules, units, progress, table).write(group_projects(projects, rules, units));
    interop::fit_widths(table);
    table.large_paper = table.columns.size() > columns_of_a4;
    return table;
}

}  // namespace taizhang::documents
