// What a replica remembers beside its log, in DATA/replica.json: that the directory is a replica's, what is held back
// from readers, and that it has refused to go on.
//
//     TZ_TRY(auto mark, Mark::open(data / "replica.json"));        // nothing: this is no replica's directory
//     TZ_CHECK(mark->refuse({.what = …, .position = 812, .at = now}));
//
// Each change is durable when it returns. One thread.
#pragma once

#include "src/replica/intake.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <filesystem>

namespace taizhang::replica {

/// Why nothing more is taken from the leader.
struct Refusal {
    std::string what;
    std::optional<Position> position;  ///< the first record that does not fit, where it is known
    Time at;
};
BOOST_DESCRIBE_STRUCT(Refusal, (), (what, position, at))

struct MarkContent {
    std::string follows;  ///< the leader's bus address, for people
    std::optional<Position> held_from, held_until;
    std::optional<Refusal> refused;
};
BOOST_DESCRIBE_STRUCT(MarkContent, (), (follows, held_from, held_until, refused))

class Mark {
  public:
    /// Nothing when there is no such file.
    static Result<std::optional<Mark>> open(std::filesystem::path path);
    static Result<Mark> make(std::filesystem::path path, std::string follows);

    const MarkContent& content() const { return content_; }
    Hold hold() const;
    Status hold(const Hold& hold);
    Status follow(const std::string& source);
    Status refuse(Refusal refusal);
    /// An operator has looked; the replica goes on from what it had verified.
    Status forgive();

  private:
    Mark(std::filesystem::path path, MarkContent content) : path_(std::move(path)), content_(std::move(content)) {}
    Status keep(MarkContent next);

    std::filesystem::path path_;
    MarkContent content_;
};

}  // namespace taizhang::replica
