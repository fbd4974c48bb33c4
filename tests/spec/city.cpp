#include "tests/spec/city.hpp"

#include "src/regime/read.hpp"

#include <fstream>
#include <map>
#include <sstream>

#ifdef __clang__
// Events are written here as designated initialisers that name what is set up.
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"
#endif

namespace taizhang::spec {

namespace {

void need_words(const Line& line, std::size_t count) {
    if (line.words.size() < count)
        throw Mistake{line.number, "'" + line.words.front() + "' needs " + std::to_string(count - 1) +
                                       " words after it; README.md has the grammar"};
}

template <class E>
E enum_word(const Line& line, const std::string& word) {
    const auto value = reflect::enum_value<E>(word);
    if (!value) throw Mistake{line.number, "expected one of " + reflect::enum_names<E>() + ", got '" + word + "'"};
    return *value;
}

std::string read_file(const Line& line, const std::vector<std::string>& places) {
    for (const auto& place : places) {
        std::ifstream in(place);
        std::stringstream text;
        if (in && text << in.rdbuf()) return text.str();
    }
    throw Mistake{line.number, "cannot read " + places.front() + " nor " + places.back()};
}

}  // namespace

void City::given(const Line& line) {
    using Setter = void (City::*)(const Line&);
    static const std::map<std::string, Setter> setters{
        {"unit", &City::given_unit},       {"collective", &City::given_collective}, {"person", &City::given_person},
        {"account", &City::given_account}, {"regime", &City::given_regime},         {"ledger", &City::given_ledger}};
    const auto setter = setters.find(line.words.front());
    if (setter == setters.end())
        throw Mistake{line.number, "expected 单位, 集体, 人员, 账号, 制度 or 台账, got '" + line.words.front() + "'"};
    need_words(line, 3);
    (this->*setter->second)(line);
}

void City::given_unit(const Line& line) {
    const auto& words = line.words;
    const auto kind = words.size() > 3 ? enum_word<unit::Kind>(line, words[3]) : unit::Kind::department;
    installation_.set_up("unit/" + words[1], unit::Registered{.name = words[2], .kind = kind});
}

void City::given_collective(const Line& line) {
    unit::Registered registered{.name = line.words[2], .kind = unit::Kind::collective};
    for (std::size_t i = 4; i < line.words.size(); ++i) registered.members.push_back({line.words[i]});
    installation_.set_up("unit/" + line.words[1], registered);
}

void City::given_person(const Line& line) {
    person::Enrolled enrolled{.name = line.words[2]};
    if (line.words.size() > 3) enrolled.unit = UnitId{line.words[3]};
    if (line.words.size() > 4) enrolled.post = line.words[4];
    installation_.set_up("person/" + line.words[1], enrolled);
}

void City::given_account(const Line& line) {
    const auto& words = line.words;
    account::Opened opened{.name = words[1]};
    for (const auto& role : split_list(words[2])) opened.roles.push_back(enum_word<Role>(line, role));
    if (words.size() > 3) opened.unit = UnitId{words[3]};
    if (words.size() > 4) opened.person = PersonId{words[4]};
    installation_.set_up("account/" + words[1], opened);
}

void City::given_regime(const Line& line) {
    const auto& file = line.words[2];
    const auto text = read_file(line, {folder_ + "/regimes/" + file, TAIZHANG_SOURCE_DIR "/regimes/" + file});
    const auto rules = regime::read(text, file);
    if (!rules) throw Mistake{line.number, rules.error().message};
    installation_.set_up("regime/" + line.words[1], regime::Adopted{rules->title, rules->system, text, sha256({text})});
}

void City::given_ledger(const Line& line) {
    const auto& words = line.words;
    need_words(line, 4);
    ledger::Opened opened{
        .title = words[1], .year = static_cast<std::uint16_t>(std::stoi(words[2])), .holder = UnitId{words[3]}};
    for (std::size_t i = 4; i + 1 < words.size(); i += 2) {
        if (words[i] == "制度" || words[i] == "under")
            opened.regime = RegimeId{words[i + 1]};
        else if (words[i] == "上级" || words[i] == "below")
            opened.parent = LedgerId{words[i + 1]};
        else
            throw Mistake{line.number, "expected 制度 or 上级, got '" + words[i] + "'"};
    }
    installation_.set_up("ledger/" + words[1], opened);
}

}  // namespace taizhang::spec
