// One row of a list of projects held against the ledger. For project_import.cpp. Pure.
#pragma once

#include <set>

#include "src/documents/project_import.hpp"
#include "src/interop/unit_names.hpp"

namespace taizhang::documents {

/// Empty of what is not there yet.
const rows::ProjectProfile& profile_of(const ProjectsKnown::Item* item);
Quantity quantity_of(const Amount& amount);
/// What the row says, or else what is known.
std::optional<Quantity> sum_of(const interop::ProjectLine& line, const char* key, const std::optional<Amount>& known);
/// The day that will be known: of a month or year that holds the known one, the known one.
std::optional<Date> day_of(const interop::ProjectLine& line, const char* key, bool last,
                           const std::optional<Date>& known);

class ProjectPlanner {
  public:
    ProjectPlanner(const ProjectsKnown& known, const ProjectImport& request);

    CheckedImport plan(const interop::ReadProjectList& list);

  private:
    using Line = interop::ProjectLine;
    using Item = ProjectsKnown::Item;

    void take(const Line& line);
    void say(std::string at, std::string code, std::string what, std::string read_as = {});
    void bar(std::string at, std::string code, std::string what);

    std::vector<const Item*> named(const std::string& name) const;
    const Item* renamed(const Line& line);
    std::string new_id(const std::string& name) const;
    std::string unit_named(const std::string& name, const std::string& level, const std::string& at, bool district);

    void check_phases(const Line& line, const Item* item);
    void check_phase(const Line& line, const Item* item, const char* key, const std::vector<regime::Phase>& phases,
                     std::optional<std::string>& found);
    void tell_threshold(const Line& line, const Item* item);

    void enter(const Line& line);
    boost::json::array parties(const Line& line);
    void revise(const Line& line, const Item& item);
    void revise_head(const Line& line, const Item& item);
    void check_lead(const Line& line, const Item& item);
    void profile(const Line& line, const Item* item, const std::string& id);
    void profile_texts(const Line& line, const Item* item, boost::json::object& params);
    void profile_sums(const Line& line, const Item* item, boost::json::object& params);
    void profile_days(const Line& line, const Item* item, boost::json::object& params);
    bool planned(const Item* item, const std::string& at, const char* what);
    void assign_people(const Line& line, const Item* item, const std::string& id);
    void sort_into_plan(const Item* item, const std::string& id);
    void tell_reported(const Line& line, const Item* item);
    void add(std::string method, boost::json::object params, const Item* item);

    const ProjectsKnown& known_;
    const ProjectImport& request_;
    std::uint16_t plan_year_;
    interop::UnitNames units_;
    std::map<std::u32string, std::vector<const Item*>> by_name_;
    std::map<std::string, std::vector<const Item*>> by_number_;
    std::set<std::u32string> names_;  ///< all that the file has
    std::set<std::string> ids_;
    CheckedImport checked_;
    std::map<std::u32string, std::string> seen_;  ///< names of the file, and where
    std::map<ItemId, std::string> renamed_;       ///< where in the file each was
    CheckedLine line_;                            ///< at hand
    bool barred_ = false;
    std::optional<std::string> tier_, batch_;  ///< of the line, as the regime calls them
};

}  // namespace taizhang::documents
