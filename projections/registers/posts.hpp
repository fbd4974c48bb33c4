// Who holds which post, as a view remembers it in hidden rows: responsibility follows the post, and what happened stays
// with whoever held it on that day (domain.md, rule 12).
//
//     note_posts(fact, rows);                          // for every fact
//     const auto post = post_held(rows, unit, "局长");  // nothing where nobody was ever known to hold it
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

/// A post once held is known for ever; vacant where `person` is absent.
struct PostMemory {
    std::optional<PersonId> person;
    std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(PostMemory, (), (person, name))

struct PersonMemory {
    std::string name;
    std::optional<UnitId> unit;  ///< of the post taken last
    std::optional<std::string> post;
};
BOOST_DESCRIBE_STRUCT(PersonMemory, (), (name, unit, post))

struct PostName {
    UnitId unit;
    std::string post;
};

/// The posts that changed hands, in no more than two.
std::vector<PostName> note_posts(const Fact& fact, Rows& rows);
std::optional<PostMemory> post_held(const Rows& rows, const UnitId& unit, const std::string& post);
std::optional<PersonMemory> person_now(const Rows& rows, const PersonId& person);

/// The unit's successor's post of that name, or the unit's own.
std::optional<PostMemory> post_today(const Rows& rows, const UnitId& unit, const std::string& post);

/// Who is meant today: whoever holds the post, where one is named that was ever held; else the person named.
std::optional<PersonId> person_today(const Rows& rows, const std::optional<UnitId>& unit, const NamedPerson& named);

}  // namespace taizhang
