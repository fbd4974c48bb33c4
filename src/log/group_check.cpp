#include "src/log/group_check.hpp"

#include "src/log/record_codec.hpp"

#include <taizhang/hash_pair.hpp>

#include <algorithm>
#include <unordered_set>

namespace taizhang {

namespace {

Error refuse(const Record& record, const std::string& what) {
    return {ErrorCode::internal, "the group was not appended: the record for position " +
                                     std::to_string(record.header.position) + " in stream '" +
                                     record.header.stream.value + "' " + what};
}

std::string expected(std::uint64_t wanted, std::uint64_t got) {
    return "should have " + std::to_string(wanted) + ", but has " + std::to_string(got);
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// A header that is stored must be readable again, and reading parses every name.
Status check_names(const Record& record) {
    const auto& header = record.header;
    const auto bad = [&](const char* member, const Error& why) {
        return refuse(record, std::string("has a bad ") + member + ": " + why.message);
    };
    if (auto stream = StreamId::parse(header.stream.value); !stream) return bad("stream", stream.error());
    if (auto ok = check_id(header.actor.account.value); !ok) return bad("actor.account", ok.error());
    if (header.actor.person) {
        if (auto ok = check_id(header.actor.person->value); !ok) return bad("actor.person", ok.error());
    }
    if (header.actor.unit) {
        if (auto ok = check_id(header.actor.unit->value); !ok) return bad("actor.unit", ok.error());
    }
    return {};
}

/// As it comes from a backup or from another log, before the record that orders it.
Status check_redacted(const Record& record) {
    const auto by = record.redacted->by;
    if (by <= record.header.position)
        return refuse(record, "is redacted by position " + std::to_string(by) + ", which is not after it");
    if (record.payload.empty() && record.salt == Salt{}) return {};
    return refuse(record, "is redacted, but comes with a salt or a payload");
}

/// All but its digest.
Status check_limits(const Record& record) {
    const auto& header = record.header;
    if (record.payload.size() > max_payload_bytes) {
        return refuse(record, "has a payload of " + std::to_string(record.payload.size()) + " bytes; at most " +
                                  std::to_string(max_payload_bytes) + " are allowed");
    }
    if (const auto length = characters(header.reason); length > max_reason_characters) {
        return refuse(record, "has a reason of " + std::to_string(length) + " characters; at most " +
                                  std::to_string(max_reason_characters) + " are allowed");
    }
    if (header.causation && *header.causation >= header.position) {
        return refuse(record,
                      "names position " + std::to_string(*header.causation) + ", which is not before it, as its cause");
    }
    return {};
}

/// All but the payload's digest, which is computed together with the leaf.
Status check_content(const Record& record) {
    TZ_CHECK(check_limits(record));
    return record.redacted ? check_redacted(record) : Status();
}

/// The leaf of a record whose payload is what its header says.
Result<Digest> checked_leaf(const Record& record, std::string_view entry) {
    if (record.redacted) return leaf_hash(entry);
    const std::string_view salt(reinterpret_cast<const char*>(record.salt.data()), record.salt.size());
    const auto [leaf, digest] = sha256_pair({std::string_view("\0", 1), entry}, {salt, record.payload});
    if (digest == record.header.payload_digest) return leaf;
    return refuse(record, "has a payload_digest that is not SHA-256(salt, payload)");
}

Status check_order(const Record& record) {
    if (!record.erases || *record.erases < record.header.position) return {};
    return refuse(record, "orders to remove the payload of position " + std::to_string(*record.erases) +
                              ", which is not before it");
}

class Preparation {
  public:
    Preparation(const LogTip& tip, std::size_t records) : tip_(tip) {
        out_.last_recorded = tip.last_recorded;
        out_.values.reserve(records);
        out_.leaves.reserve(records);
        out_.commands.reserve(records);
        ids_.reserve(records);
    }

    Status add(const Record& record) {
        TZ_CHECK(check_names(record));
        TZ_CHECK(check_place(record));
        TZ_CHECK(check_command(record));
        TZ_CHECK(check_content(record));
        TZ_CHECK(check_order(record));
        TZ_CHECK(encode(record));
        if (record.erases) erase({*record.erases, record.header.position});
        return {};
    }
    PreparedGroup take() {
        // in the order of their keys each is looked for from where the last one was put
        std::ranges::sort(out_.commands, {}, [](const auto& command) { return command.first.bytes; });
        return std::move(out_);
    }

  private:
    Status check_place(const Record& record) {
        const auto& header = record.header;
        const Position position = tip_.end + out_.values.size();
        if (header.position != position)
            return refuse(record, "has a wrong position: it " + expected(position, header.position));
        TZ_TRY(Version * last, version_of(header.stream));
        if (header.stream_version != *last + 1) {
            return refuse(record, "has a wrong stream version: it " + expected(*last + 1, header.stream_version));
        }
        ++*last;
        TZ_CHECK(check_time(record, out_.last_recorded));
        out_.last_recorded = header.recorded;
        return {};
    }

    Result<Version*> version_of(const StreamId& stream) {
        if (auto known = out_.versions.find(stream); known != out_.versions.end()) return &known->second;
        TZ_TRY(const Version version, tip_.version(stream));
        return &out_.versions.emplace(stream, version).first->second;
    }

    /// All of a command's events stand one after the other, in one group; they may be of several streams.
    Status check_command(const Record& record) {
        const auto& header = record.header;
        if (!out_.commands.empty() && out_.commands.back().first == header.command_id) {
            ++out_.commands.back().second.count;
            return {};
        }
        bool known = !ids_.insert(header.command_id).second;
        if (!known) {
            TZ_TRY(known, tip_.knows_command(header.command_id));
        }
        if (known)
            return refuse(record,
                          "belongs to command " + header.command_id.to_string() + ", which is in the log already");
        out_.commands.emplace_back(header.command_id, CommandOutcome{header.position, 1});
        return {};
    }

    Status encode(const Record& record) {
        const std::string entry = header_entry(record.header);
        if (entry.size() > max_header_bytes) {
            return refuse(record, "has a header of " + std::to_string(entry.size()) + " bytes; at most " +
                                      std::to_string(max_header_bytes) + " are allowed");
        }
        TZ_TRY(const Digest leaf, checked_leaf(record, entry));
        out_.leaves.push_back(leaf);
        out_.values.push_back(record.redacted ? encode_redacted(entry, record.redacted->by)
                                              : encode_record(entry, record.salt, record.payload));
        out_.redacted |= record.redacted.has_value();
        bytes_ += out_.values.back().size();
        if (bytes_ <= max_group_bytes) return {};
        return refuse(record,
                      "makes the group larger than " + std::to_string(max_group_bytes) + " bytes; append it in parts");
    }

    /// What is in the group itself is never written whole.
    void erase(const Erasure& erasure) {
        out_.redacted = true;
        if (erasure.target < tip_.end) {
            out_.erasures.push_back(erasure);
            return;
        }
        auto& value = out_.values[erasure.target - tip_.end];
        value = encode_redacted(*entry_of(value), erasure.by);
    }

    const LogTip& tip_;
    PreparedGroup out_;
    std::unordered_set<CommandId> ids_;
    std::size_t bytes_ = 0;
};

}  // namespace

Status check_alone(const Record& record) {
    TZ_CHECK(check_names(record));
    TZ_CHECK(check_limits(record));
    if (record.redacted) TZ_CHECK(check_redacted(record));
    return check_order(record);
}

Status check_time(const Record& record, Time last) {
    if (record.header.recorded >= last) return {};
    return refuse(record, "was recorded at " + record.header.recorded.to_string() + ", before the last one at " +
                              last.to_string());
}

Result<PreparedGroup> prepare_group(std::span<const Record> group, const LogTip& tip) {
    Preparation preparation(tip, group.size());
    for (const auto& record : group) TZ_CHECK(preparation.add(record));
    return preparation.take();
}

}  // namespace taizhang
