#include "src/interop/responsibility.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "src/interop/names.hpp"

namespace taizhang::interop {

namespace {

UnitRole role_of(Field field) {
    switch (field) {
        case Field::lead:
            return UnitRole::lead;
        case Field::supporting:
            return UnitRole::supporting;
        case Field::responsible:
        case Field::leader:
        case Field::person:
        case Field::deadline:
            return UnitRole::responsible;
    }
    return UnitRole::responsible;
}

/// Words that may be one unit or many: the list does not say which.
bool is_unspecific(Text name) {
    static constexpr auto names = std::to_array<Text>(
        {U"开发区", U"新区", U"园区", U"乡镇", U"街道", U"街办", U"镇街", U"区县", U"县区", U"县市区"});
    return std::ranges::find(names, name) != names.end();
}

class ResponsibilityReader {
  public:
    explicit ResponsibilityReader(LeadRule rule) : rule_(rule) {}

    Responsibility read(std::span<const FieldText> fields) {
        for (const auto& field : fields) take(field);
        choose_lead();
        return std::move(out_);
    }

  private:
    void doubt(std::string what, std::string read_as) {
        out_.doubts.push_back({{}, std::move(what), std::move(read_as)});
    }

    void take(const FieldText& field) {
        if (!field.closed)
            doubt("the bracket of the responsibility is never closed: " + excerpt(field.value),
                  "up to the paragraph's end");
        if (!field.labelled) doubt("names in brackets without a label: " + excerpt(field.value), "responsible units");
        switch (field.field) {
            case Field::lead:
            case Field::responsible:
            case Field::supporting:
                return names(field);
            case Field::leader:
                return leader(field.value);
            case Field::person:
                return person(field.value);
            case Field::deadline:
                return deadline(field.value);
        }
    }

    void names(const FieldText& field) {
        NameList list = read_names(field.value);
        out_.open_list = out_.open_list || list.open;
        for (auto& unit : list.units) add(std::move(unit), field.field);
        for (const auto& split : list.doubts)
            doubt("names joined by a word, not a separator: " + to_utf8(split), "separate units");
        if (list.units.empty() && !field.value.empty())
            doubt("no unit can be read here: " + excerpt(field.value), "no unit");
    }

    void add(NamedUnit unit, Field field) {
        const std::string name = to_utf8(unit.name);
        if (!seen_.insert(name).second) return doubt("a unit is named twice: " + name, "once, in its first place");
        if (unit.collective)
            doubt("a collective name: " + name, "one party made of many, to be expanded when assigned");
        if (is_unspecific(unit.name)) doubt("it is not said whether this is one unit or several: " + name, "one unit");
        if (unit.name.size() > 40)
            doubt("a very long name, perhaps several or a sentence: " + excerpt(unit.name), "one unit");
        out_.units.push_back({name, role_of(unit.role.value_or(field)), false, unit.collective});
    }

    void leader(Text value) {
        const Text name = trim(value);
        if (name.empty()) return;
        if (out_.leader) return doubt("a second leader is printed: " + to_utf8(name), *out_.leader);
        out_.leader = to_utf8(name);
        if (std::ranges::any_of(name, is_separator))
            doubt("several leaders are printed: " + to_utf8(name), "as printed");
    }

    /// A responsible person is not a leader; the model keeps the name only where no leader is printed.
    void person(Text value) {
        if (trim(value).empty()) return;
        const std::string name = to_utf8(trim(value));
        if (out_.leader)
            return doubt("a responsible person is printed: " + name, "not kept; the leader is " + *out_.leader);
        out_.leader = name;
        doubt("a responsible person is printed but no leader: " + name, "leader " + name);
    }

    void deadline(Text value) {
        if (!out_.deadline.empty() && out_.deadline != value) {
            doubt("two deadlines are printed: " + to_utf8(out_.deadline) + "; " + to_utf8(value), to_utf8(value));
        }
        out_.deadline = std::u32string(trim(value));
    }

    void choose_lead() {
        const auto with = [&](UnitRole role) { return std::ranges::find(out_.units, role, &Unit::role); };
        const auto leads = std::ranges::count(out_.units, UnitRole::lead, &Unit::role);
        if (leads > 1)
            return doubt("more than one lead unit is printed",
                         "all lead, the first of them " + with(UnitRole::lead)->name);
        if (leads == 1) return;
        const auto first = with(UnitRole::responsible);
        if (out_.units.empty()) return doubt("no responsible unit is printed", "no unit");
        if (first == out_.units.end()) return doubt("only supporting units are printed", "no lead unit");
        first->role = UnitRole::lead;
        if (rule_ == LeadRule::first_named) return;
        first->inferred = true;
        const auto responsible = 1 + std::ranges::count(out_.units, UnitRole::responsible, &Unit::role);
        doubt(responsible == 1 ? "lead inferred: the only responsible unit" : "lead inferred from first place",
              first->name);
    }

    LeadRule rule_;
    Responsibility out_;
    std::set<std::string> seen_;
};

}  // namespace

Responsibility read_responsibility(std::span<const FieldText> fields, LeadRule rule) {
    return ResponsibilityReader(rule).read(fields);
}

}  // namespace taizhang::interop
