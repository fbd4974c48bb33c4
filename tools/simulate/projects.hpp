// A year of one ledger of projects (S5, S6, S8, S9), by whatever its regime says of them: what is proposed and planned,
// its people, letters, procedures and materials, money booked month by month, milestones kept and missed, needs asked
// for, problems that go up level by level, the reserve, adjustments, completion, and carrying over.
//
// Which of these there are follows from the rules: a regime with batches has applications, one with kinds of support
// has needs. One thread at a time.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

struct PlayedProject {
    PlayedItem* item = nullptr;
    UnitId region;
    std::string sector, phase;  ///< key of the batch or tier
    Date start, finish;         ///< as planned
    int total = 0, year = 0;    ///< 万元
    int spent = 0;              ///< of the total, years before included
    bool started = false, finished = false, planned = false, reserve = false;
    bool carried = false, prepared = false;
    Date ready, topped;                   ///< 前期工作, 主体结构完成; as planned
    std::size_t procedures = 0;           ///< completed so far
    std::map<unsigned, Position> booked;  ///< by month

    bool is_going_on() const { return item->is_going_on(); }
};

struct ProjectYearOptions {
    YearOptions year;
    std::string system;      ///< "S9"
    AccountId holder;        ///< who keeps the ledger
    UnitId office;           ///< and the unit
    std::size_t count = 60;  ///< projects that are new in the year
};

class ProjectYear {
  public:
    ProjectYear(Stagehands& with, ProjectYearOptions options);

    /// Opens the ledger and writes down everything of the year.
    Status open();
    /// What is open is carried over to the next year's ledger, and this one is closed.
    Status hand_over(ProjectYear& next);

    const std::vector<std::unique_ptr<PlayedProject>>& projects() const { return projects_; }
    const ProjectYearOptions& options() const { return options_; }
    Theatre& theatre() { return theatre_; }

  private:
    using Project = PlayedProject;

    // entering and planning
    Status enter(std::size_t number);
    item::Entered entry(std::size_t number, Project& made);
    void choose_phase(Project& made);
    void choose_days(Project& made, const regime::Phase& phase);
    Status profile(Project& project);
    Status name_people(Project& project);
    Status apply(Project& project);
    Status attach_materials(Project& project);
    Status enter_libraries(Project& project);
    Status take_into_reserve(Project& project);
    Status plan_nodes(Project& project);
    Status acknowledge(Project& project);
    Status sign(Project& project);
    Status file_plan(Project& project);

    // through the year
    void write_down(Project& project);
    void write_down_nodes(Project& project);
    Status month_of(Project& project, unsigned month);
    Status book(Project& project, unsigned month);
    Status go_on(Project& project);
    Status prepare(Project& project);
    Status start(Project& project);
    Status top_out(Project& project);
    Status finish(Project& project);
    Status adjust(Project& project);
    Status ask_for_support(Project& project, unsigned month);
    Status answer_support(Project& project, const std::string& name, const std::string& kind, const UnitId& from);
    Status raise_problem(Project& project, unsigned month);
    void escalate(Project& project, const std::string& name, std::size_t level);
    Status leave_reserve();
    Status replace(const Project& cancelled);
    Status take_in_carried(Project& project);

    Status as_lead(const Project& project, Event event, std::string reason = {}, Player::Then then = {});
    Status as_holder(const Project& project, Event event, std::string reason = {});
    UnitId some_lead(Project& made, const regime::Phase* phase);
    const regime::ProjectRules& rules() const { return options_.year.rules.projects; }
    bool has_season(regime::RhythmKind kind) const;
    Date in_year(unsigned month, unsigned day) const { return Date(options_.year.year, month, day); }

    ProjectYearOptions options_;
    Theatre theatre_;
    Dice& dice_;
    Player& player_;
    std::vector<std::unique_ptr<Project>> projects_;
};

}  // namespace taizhang::simulate
