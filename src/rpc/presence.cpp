#include "src/rpc/presence.hpp"

#include "src/rpc/errors.hpp"

#include <algorithm>
#include <set>

namespace taizhang::rpc {

namespace {

constexpr std::size_t max_changes_kept = 1'024;

/// Each account once, as it does most, since when it does that.
std::vector<Present> by_account(const std::map<const void*, Present>& all) {
    std::map<AccountId, Present> accounts;
    for (const auto& [key, one] : all) {
        auto [found, is_new] = accounts.emplace(one.account, one);
        const auto rank = [](const Present& of) { return std::pair(of.doing == Doing::looking, of.since); };
        if (!is_new && rank(one) < rank(found->second)) found->second = one;
    }
    std::vector<Present> list;
    for (auto& [id, one] : accounts) list.push_back(std::move(one));
    const auto rank = [](const Present& of) { return std::tuple(of.doing == Doing::looking, of.since, of.account); };
    std::sort(list.begin(), list.end(), [&](const Present& a, const Present& b) { return rank(a) < rank(b); });
    return list;
}

}  // namespace

Result<bool> Presence::here(Key key, const StreamId& subject, Present who) {
    const std::lock_guard lock(mutex_);
    auto& mine = subjects_of_[key];
    if (const auto found = std::find(mine.begin(), mine.end(), subject.value); found == mine.end()) {
        if (mine.size() >= max_present_subjects) {
            return over_limit("this connection is at " + std::to_string(mine.size()) +
                                  " subjects already; leave one first, with presence.gone",
                              std::int64_t(max_present_subjects), "/subject");
        }
        mine.push_back(subject.value);
        at_[subject.value].emplace(key, std::move(who));
    } else {
        auto& known = at_[subject.value].at(key);
        if (known.doing == who.doing && known.name == who.name && known.unit == who.unit) return false;
        known = std::move(who);
    }
    changed(subject.value);
    return true;
}

bool Presence::gone(Key key, const StreamId& subject) {
    const std::lock_guard lock(mutex_);
    const auto mine = subjects_of_.find(key);
    if (mine == subjects_of_.end() || std::erase(mine->second, subject.value) == 0) return false;
    if (mine->second.empty()) subjects_of_.erase(mine);
    return erase(key, subject.value);
}

bool Presence::leave(Key key) {
    const std::lock_guard lock(mutex_);
    const auto mine = subjects_of_.find(key);
    if (mine == subjects_of_.end()) return false;
    const auto subjects = std::move(mine->second);
    subjects_of_.erase(mine);
    for (const auto& subject : subjects) erase(key, subject);
    return !subjects.empty();
}

Presence::Changes Presence::since(const std::string& wanted, std::optional<std::uint64_t> number) const {
    const auto is_wanted = [&, is_prefix = wanted.ends_with('/')](const std::string& subject) {
        return is_prefix ? subject.starts_with(wanted) : subject == wanted;
    };
    const std::lock_guard lock(mutex_);
    Changes changes{number_, {}};
    std::set<std::string> subjects;
    if (!number || number_ - *number > changed_.size()) {
        if (number && !wanted.ends_with('/')) subjects.insert(wanted);  // it may be empty by now
        for (auto one = at_.lower_bound(wanted); one != at_.end() && is_wanted(one->first); ++one) {
            if (subjects.insert(one->first); subjects.size() >= max_present_subjects_told) break;
        }
    } else {
        const auto first = changed_.end() - static_cast<std::ptrdiff_t>(number_ - *number);
        std::copy_if(first, changed_.end(), std::inserter(subjects, subjects.end()), is_wanted);
    }
    for (const auto& subject : subjects) changes.at.push_back(at(subject));
    return changes;
}

void Presence::changed(const std::string& subject) {
    ++number_;
    changed_.push_back(subject);
    if (changed_.size() > max_changes_kept) changed_.pop_front();
}

bool Presence::erase(Key key, const std::string& subject) {
    const auto found = at_.find(subject);
    if (found == at_.end() || found->second.erase(key) == 0) return false;
    if (found->second.empty()) at_.erase(found);
    changed(subject);
    return true;
}

PresentAt Presence::at(const std::string& subject) const {
    PresentAt at{StreamId{subject}, {}, 0};
    if (const auto found = at_.find(subject); found != at_.end()) at.here = by_account(found->second);
    if (at.here.size() > max_present_shown) {
        at.more = at.here.size() - max_present_shown;
        at.here.resize(max_present_shown);
    }
    return at;
}

}  // namespace taizhang::rpc
