// What changes in a city itself: units are confirmed, renamed, moved, merged and dissolved, people change posts,
// accounts change hands, a regime is amended, a text is removed by law. Whoever follows a unit goes on with its work.
//
// One thread at a time.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

class Changes {
  public:
    explicit Changes(Stagehands& with) : with_(with), dice_(with.player.seed(), "changes") {}

    /// `amended`: a regime without assessments, which gets another text once; empty: none.
    void write_down(int year, bool first, const std::string& amended);

  private:
    Status confirm_units();
    Status swap_posts();
    Status rename_unit();
    Status move_unit();
    Status set_members();
    Status merge(bool dissolve);
    Status change_roles();
    Status amend(const std::string& text);
    Status raise_what_must_go(int year);
    std::optional<UnitId> some_bureau();

    Stagehands& with_;
    Dice dice_;
    std::map<UnitId, std::string> names_;
};

}  // namespace taizhang::simulate
