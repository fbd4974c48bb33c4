#include "projections/registers/posts.hpp"

#include "projections/fold.hpp"
#include "projections/registers/successors.hpp"

namespace taizhang {

namespace {

std::string post_key(const UnitId& unit, const std::string& post) {
    return hidden_key("post/" + unit.value + "/" + key_text(post));
}

std::string person_key(const PersonId& person) {
    return hidden_key("holder/" + person.value);
}

struct NotePosts {
    Rows& rows;
    const PersonId id;
    PersonMemory& person;
    std::vector<PostName>& changed;

    void operator()(const person::Enrolled& e) const {
        person.name = e.name;
        if (e.unit && e.post) hold(*e.unit, *e.post);
        person.unit = e.unit;
    }
    void operator()(const person::Appointed& e) const { hold(e.unit, e.post); }
    void operator()(const person::Relieved& e) const {
        if (person.unit == e.unit && person.post == e.post) person.post.reset();
        const auto held = post_held(rows, e.unit, e.post);
        if (!held || held->person != id) return;  // somebody else holds it already
        put_row(rows, post_key(e.unit, e.post), PostMemory{});
        changed.push_back({e.unit, e.post});
    }
    void hold(const UnitId& unit, const std::string& post) const {
        person.unit = unit;
        person.post = post;
        put_row(rows, post_key(unit, post), PostMemory{id, person.name});
        changed.push_back({unit, post});
    }
};

}  // namespace

std::vector<PostName> note_posts(const Fact& fact, Rows& rows) {
    std::vector<PostName> changed;
    on_events_of<"person">(fact, [&](const auto& event) {
        const PersonId id{std::string(fact.header.stream.id())};
        auto person = person_now(rows, id).value_or(PersonMemory{});
        NotePosts{rows, id, person, changed}(event);
        put_row(rows, person_key(id), std::move(person));
    });
    return changed;
}

std::optional<PostMemory> post_held(const Rows& rows, const UnitId& unit, const std::string& post) {
    return get_row<PostMemory>(rows, post_key(unit, post));
}

std::optional<PersonMemory> person_now(const Rows& rows, const PersonId& person) {
    return get_row<PersonMemory>(rows, person_key(person));
}

std::optional<PostMemory> post_today(const Rows& rows, const UnitId& unit, const std::string& post) {
    const auto today = unit_today(rows, unit);
    auto held = post_held(rows, today, post);
    return held || today == unit ? held : post_held(rows, unit, post);
}

std::optional<PersonId> person_today(const Rows& rows, const std::optional<UnitId>& unit, const NamedPerson& named) {
    if (!named.post || !unit) return named.person;
    const auto held = post_today(rows, *unit, *named.post);
    return held ? held->person : named.person;
}

}  // namespace taizhang
