#include "src/domain/parties.hpp"

#include "src/domain/checks.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

/// Walks a collective's members once each; `seen` ends cycles, of membership as of succession.
class Expansion {
  public:
    explicit Expansion(const Directory& directory) : directory_(directory) {}

    void add(const UnitId& id) {
        if (!seen_.insert(id).second) return;
        const auto* unit = find_state<UnitState>(directory_, id);
        if (!unit) return;
        if (unit->ended) {
            if (unit->successor) add(*unit->successor);
        } else if (unit->kind == unit::Kind::collective) {
            for (const auto& member : unit->members) add(member);
        } else {
            found_.push_back(id);
        }
    }
    std::vector<UnitId> take() { return std::move(found_); }

  private:
    const Directory& directory_;
    std::set<UnitId> seen_;
    std::vector<UnitId> found_;
};

Status settle_party(const Case& c, Party& party, const std::string& path) {
    TZ_TRY(const auto* unit, need_active_unit(c, party.unit, path + "/unit"));
    if (party.name.empty()) party.name = unit->name;
    TZ_CHECK(check_length(party.name, path + "/name", max_name_characters));
    party.collective = unit->kind == unit::Kind::collective;
    party.members = party.collective ? members_today(c.context.directory, party.unit) : std::vector<UnitId>{};
    return {};
}

Status settle_lead(std::vector<Party>& parties, const std::string& path) {
    const auto leads =
        std::count_if(parties.begin(), parties.end(), [](const Party& party) { return party.role == PartyRole::lead; });
    if (leads > 1)
        return refused(path + ": exactly one unit leads, but " + std::to_string(leads) +
                           " are marked as lead; mark the others as responsible or supporting",
                       "S7.1")
            .with("path", json_text(path));
    if (leads == 1) return {};
    parties.front().role = PartyRole::lead;
    parties.front().inferred = true;
    return {};
}

}  // namespace

std::vector<UnitId> members_today(const Directory& directory, const UnitId& collective) {
    Expansion expansion(directory);
    expansion.add(collective);
    return expansion.take();
}

std::vector<Party> parties_today(const Directory& directory, const std::vector<Party>& parties) {
    std::vector<Party> today;
    for (auto party : parties) {
        const auto unit = unit_today(directory, party.unit);
        if (unit != party.unit) party.name.clear();  // settling fills in the successor's
        party.unit = unit;
        const auto known = std::ranges::find(today, unit, &Party::unit);
        if (known == today.end())
            today.push_back(std::move(party));
        else if (party.role == PartyRole::lead)
            known->role = PartyRole::lead;
    }
    return today;
}

Result<std::vector<Party>> settle_parties(const Case& c, std::vector<Party> parties, const std::string& path) {
    if (parties.empty())
        return refused(path + ": an item needs at least one responsible unit; name one", "S1.2")
            .with("path", json_text(path));
    TZ_CHECK(check_count(parties.size(), path));
    std::set<UnitId> seen;
    for (std::size_t i = 0; i < parties.size(); ++i) {
        const auto at = element_path(path, i);
        if (!seen.insert(parties[i].unit).second)
            return invalid(at + "/unit: unit '" + parties[i].unit.value + "' stands in the list twice; name it once",
                           at + "/unit");
        TZ_CHECK(settle_party(c, parties[i], at));
    }
    TZ_CHECK(settle_lead(parties, path));
    return parties;
}

}  // namespace taizhang
