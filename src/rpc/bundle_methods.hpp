// What an auditor takes away from a server that runs: a bundle (docs/formats/bundle.md), part by part, each a whole
// file that `taizhang verify --bundle` checks by itself.
//
//     log.bundle {"from": 0}                            -> {text, from: 0, to: 2'810, size: 9'001, next: 2'810, …}
//     log.bundle {"from": 2'810, "size": 9'001}         -> … until there is no `next`
//     log.bundle {"stream": "item/2014-009"}            -> all of an item's events, usually one part
#pragma once

#include "src/rpc/method.hpp"

namespace taizhang::rpc {

/// Of a part's records; what orders redactions among them may come on top.
inline constexpr std::size_t max_bundle_part_bytes = 4 << 20;

struct LogBundleParams {
    std::optional<Position> from;       ///< first position; 0 where absent
    std::optional<Position> to;         ///< after the last one; the checkpoint's end where absent
    std::optional<StreamId> stream;     ///< that stream's events only, such as item/2014-009
    std::optional<std::uint64_t> size;  ///< under the kept checkpoint of so many records; the newest where absent
};
BOOST_DESCRIBE_STRUCT(LogBundleParams, (), (from, to, stream, size))

struct LogBundleAnswer {
    std::string name;  ///< for the file
    std::string text;  ///< the file: JSON lines
    Position from = 0, to = 0;
    std::uint64_t size = 0;        ///< of the checkpoint: give it with the next part, so that all stand under one
    std::uint64_t records = 0;     ///< in this part
    std::optional<Position> next;  ///< where the next part begins; absent in the last one
};
BOOST_DESCRIBE_STRUCT(LogBundleAnswer, (), (name, text, from, to, size, records, next))

struct LogBundle {
    static constexpr const char* name = "log.bundle";
    static constexpr const char* summary =
        "Records with their proofs, checkpoint and keys, as a file to take away and verify elsewhere; part by part.";
    static constexpr Access access = Access::reader;
    using Params = LogBundleParams;
    using Answer = LogBundleAnswer;
    static Result<Answer> run(const Call& call, const Params& params);
};

}  // namespace taizhang::rpc
