// Who looks at or edits what, now: so that two people do not revise one item without knowing of each other. In memory
// alone: it ends with the connection that said it, and no log or view ever has it.
//
//     presence.here(connection.get(), {"item/2014-5"}, {account, "林", "fgw", Doing::editing, now});
//     presence.leave(connection.get());                      // when it ends, or somebody else logs in
//
// Readers keep a number and ask what changed since. Any thread.
#pragma once

#include <taizhang/ids.hpp>
#include <taizhang/time.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace taizhang::rpc {

inline constexpr std::size_t max_present_subjects = 16;  ///< of one connection
inline constexpr std::size_t max_present_subjects_told = 1'000;
inline constexpr std::size_t max_present_shown = 32;  ///< on one subject; the others are counted

enum class Doing { looking, editing };
BOOST_DESCRIBE_ENUM(Doing, looking, editing)

struct Present {
    AccountId account;
    std::string name;
    std::optional<UnitId> unit;
    Doing doing = Doing::looking;
    Time since;  ///< of doing this
};
BOOST_DESCRIBE_STRUCT(Present, (), (account, name, unit, doing, since))

/// Who is at one subject: each account once, editing before looking, then by when it came.
struct PresentAt {
    StreamId subject;
    std::vector<Present> here;  ///< empty: nobody any more
    std::size_t more = 0;       ///< beyond max_present_shown
};
BOOST_DESCRIBE_STRUCT(PresentAt, (), (subject, here, more))

class Presence {
  public:
    using Key = const void*;  ///< a connection

    /// False when that was known already. ErrorCode::over_limit beyond max_present_subjects.
    Result<bool> here(Key key, const StreamId& subject, Present who);
    /// Whether there was anything to forget.
    bool gone(Key key, const StreamId& subject);
    bool leave(Key key);

    struct Changes {
        std::uint64_t number = 0;  ///< to ask from the next time
        std::vector<PresentAt> at;
    };
    /// Of what changed since `number` (nothing: of all where somebody is, up to max_present_subjects_told) the subject
    /// that `wanted` names, or, where that ends in "/", those that begin so.
    Changes since(const std::string& wanted, std::optional<std::uint64_t> number) const;

  private:
    using At = std::map<Key, Present>;
    void changed(const std::string& subject);
    bool erase(Key key, const std::string& subject);
    PresentAt at(const std::string& subject) const;

    mutable std::mutex mutex_;
    std::map<std::string, At> at_;                                   ///< by subject
    std::unordered_map<Key, std::vector<std::string>> subjects_of_;  ///< of connections
    std::deque<std::string> changed_;                                ///< subjects, the last of them with number_
    std::uint64_t number_ = 0;
};

}  // namespace taizhang::rpc
