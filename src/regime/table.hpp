// One table of a regime's text while it is read: every getter takes a key's value if it is what it ought to be, and
// otherwise says what was expected, what came and in which line. Used by src/regime alone.
//
//     Table table(parsed, "reporting", faults);
//     table.number("due_day", rules.due_day, 1, 31);
//     table.choice("shift", rules.shift);
//     table.finish();                             // whatever nobody asked for is an unknown key
//
// A getter returns whether the value was there and good. Single-threaded.
#pragma once

#include "src/regime/read.hpp"
#include "src/regime/toml.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <functional>
#include <span>

namespace taizhang::regime {

inline constexpr std::size_t max_faults = 100;            ///< further ones are only counted
inline constexpr std::size_t max_regime_bytes = 600'000;  ///< 200,000 characters, as the domain allows
inline constexpr std::size_t max_list = 500;
inline constexpr std::size_t max_short_text = 200;  ///< characters: names, titles
inline constexpr std::size_t max_long_text = 5'000;

class Faults {
  public:
    void add(std::size_t line, std::string key, std::string message);
    /// In the order of lines.
    std::vector<Fault> take();

  private:
    std::vector<Fault> faults_;
    std::size_t left_out_ = 0;
};

/// "; did you mean 'due_day'?", or nothing where none is near.
std::string hint(std::string_view word, std::span<const std::string> known);
std::size_t line_of(const toml::node& node);

class Table {
  public:
    Table(const toml::table& table, std::string path, Faults& faults);

    bool has(std::string_view key) const { return table_.contains(key); }
    /// A fault for each that is missing.
    void need(std::initializer_list<std::string_view> keys);
    /// A fault at the key's line, or at the table's where it has no such key.
    void fault(std::string_view key, std::string message);
    void finish();

    bool text(std::string_view key, std::string& out, std::size_t limit = max_short_text);
    bool text(std::string_view key, std::optional<std::string>& out, std::size_t limit = max_short_text);
    bool texts(std::string_view key, std::vector<std::string>& out, bool unique = true);
    bool flag(std::string_view key, bool& out);
    bool decimal(std::string_view key, Decimal& out, Decimal least, Decimal most);
    bool date(std::string_view key, std::optional<Date>& out);
    bool dates(std::string_view key, std::vector<Date>& out);
    /// "15 days", "3 working days".
    bool term(std::string_view key, Term& out, std::uint16_t least);
    /// Calendar days alone.
    bool days(std::string_view key, std::uint16_t& out, std::uint16_t most);
    /// "reminded so many days before": each 1..366, none twice.
    bool reminders(std::string_view key, std::vector<std::uint16_t>& out);
    /// Whole numbers, each once, in the order written.
    bool numbers(std::string_view key, std::vector<std::uint8_t>& out, std::int64_t least, std::int64_t most);
    /// "5000万元", not below 0.
    bool quantity(std::string_view key, Quantity& out);
    bool quantity(std::string_view key, std::optional<Quantity>& out);
    bool decimal(std::string_view key, std::optional<Decimal>& out, Decimal least, Decimal most);
    /// A name for programs: small letters, digits and '_', begun by a letter.
    bool key(std::string_view key, std::string& out);
    /// ["a", ["b", "c"]]: each a text, or several together.
    bool alternatives(std::string_view key, std::vector<std::vector<std::string>>& out);
    /// A fault for each of `names` that is none of `known`, which are `what`.
    void refer(std::string_view key, const std::vector<std::string>& names, std::span<const std::string> known,
               std::string_view what);
    template <std::integral T>
    bool number(std::string_view key, T& out, std::int64_t least, std::int64_t most) {
        const auto found = whole(key, least, most);
        if (found) out = static_cast<T>(*found);
        return found.has_value();
    }
    template <std::integral T>
    bool number(std::string_view key, std::optional<T>& out, std::int64_t least, std::int64_t most) {
        const auto found = whole(key, least, most);
        if (found) out = static_cast<T>(*found);
        return found.has_value();
    }
    /// One of the enumerators by name.
    template <reflect::DescribedEnum E>
    bool choice(std::string_view key, E& out) {
        std::string name;
        if (!text(key, name)) return false;
        const auto found = reflect::enum_value<E>(name);
        if (found)
            out = *found;
        else
            not_one_of(key, name, names_of<E>());
        return found.has_value();
    }
    template <reflect::DescribedEnum E>
    bool choice(std::string_view key, std::optional<E>& out) {
        E found{};
        if (!choice(key, found)) return false;
        out = found;
        return true;
    }
    template <reflect::DescribedEnum E>
    bool choices(std::string_view key, std::vector<E>& out) {
        std::vector<std::string> names;
        if (!words(key, names, names_of<E>())) return false;
        for (const auto& name : names) out.push_back(*reflect::enum_value<E>(name));
        return true;
    }
    /// Some of these words, each once.
    bool words(std::string_view key, std::vector<std::string>& out, std::span<const std::string> known);
    bool word(std::string_view key, std::string& out, std::span<const std::string> known);

    /// [key]; `read` is called with it, and what it did not ask for is unknown.
    void table(std::string_view key, const std::function<void(Table&)>& read);
    /// [[key]], or a list of { … }.
    void tables(std::string_view key, const std::function<void(Table&)>& read);

    const std::string& path() const { return path_; }

  private:
    const toml::node* find(std::string_view key);
    std::string at(std::string_view key) const {
        return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
    }
    std::size_t line(std::string_view key) const;
    bool wrong(std::string_view key, const std::string& expected, const toml::node& came);
    void not_one_of(std::string_view key, const std::string& came, std::span<const std::string> known);
    std::optional<std::int64_t> whole(std::string_view key, std::int64_t least, std::int64_t most);
    bool good_text(std::string_view key, const toml::node& node, std::size_t limit, std::string& out);
    const toml::array* list(std::string_view key, const std::string& of);
    template <class E>
    static std::vector<std::string> names_of() {
        std::vector<std::string> names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto e) { names.emplace_back(e.name); });
        return names;
    }

    const toml::table& table_;
    std::string path_;
    Faults& faults_;
    std::vector<std::string> asked_;
};

// what the parts of a file are read by
void read_months(Table& root, Rules& rules);        // read_months.cpp: reporting, schedule, checks, plans, terms
void read_measures(Table& root, Rules& rules);      // read_measures.cpp: steps, cards, reconsideration
void read_meetings(Table& root, Rules& rules);      // read_meetings.cpp: project kinds, tours, inspections, bulletins
void read_forms(Table& root, Rules& rules);         // read_forms.cpp
void read_working_days(Table& root, Rules& rules);  // read_working_days.cpp
void read_projects(Table& root, ProjectRules& projects, const std::vector<std::string>& steps);  // of project kinds
void read_rhythms(Table& root, std::vector<Rhythm>& rhythms);                                    // read_rhythms.cpp
void read_admission(Table& root, Admission& admission);                                          // read_admission.cpp
void read_assessments(Table& root, std::vector<Scheme>& schemes);                                // read_schemes.cpp
void read_awards(Table& table, Scheme& scheme);                                                  // read_awards.cpp
void read_conversion(Table& table, Scheme& scheme);                                              // read_awards.cpp
void read_grades(Table& table, std::string_view key, std::vector<Grade>& grades, Decimal least, Decimal most);
Material read_material(Table& table);  // read_projects.cpp

/// A fault for each {name} of `text` that is none of `known`, and for braces that do not match.
void check_placeholders(Table& table, std::string_view key, std::string_view text, std::span<const std::string> known);

}  // namespace taizhang::regime
