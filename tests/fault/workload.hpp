// What the killed writer writes. Everything in a record follows from its command's number and its place, so that
// whoever reads the log afterwards can make every record anew and compare it byte for byte.
#pragma once

#include "tests/unit/log/records.hpp"

namespace taizhang::test {

inline constexpr std::uint64_t client_count = 8;

/// One event of client `client`'s command number `number`.
struct CommandNumber {
    std::uint64_t client = 0, number = 0;

    CommandId id() const { return command_id(client << 48 | number); }
    static CommandNumber of(const CommandId& id) {
        std::uint64_t packed = 0;
        for (std::size_t i = 8; i < 16; ++i) packed = packed << 8 | id.bytes[i];
        return {packed >> 48, packed & 0xFFFF'FFFF'FFFF};
    }
    std::uint32_t events() const { return 1 + static_cast<std::uint32_t>(number % 3); }
    /// Half of the streams are shared by all clients, so that their versions interleave.
    std::string stream() const {
        return number % 2 ? "item/shared-" + std::to_string(number % 7) : "item/own-" + std::to_string(client);
    }
};

inline Record workload_record(CommandNumber command, std::uint32_t event, Position position, Version version) {
    Record record = make_record(position, command.stream(), version, command.id());
    record.payload = std::string(50 + command.number * 37 % 900, static_cast<char>('a' + command.client)) +
                     std::to_string(command.number) + "." + std::to_string(event);
    seal(record);
    return record;
}

/// The writer that takes one step after the other: its group number `number`, of commands of all clients. `tip` is
/// where the log ends, with the versions of its streams.
struct StepTip {
    Position end = 0;
    std::map<std::string, Version> versions = {};
};

inline std::vector<Record> step_group(std::uint64_t number, StepTip& tip) {
    std::vector<Record> group;
    for (std::uint64_t client = number % 3; client < client_count; client += 3) {
        const CommandNumber command{client, number};
        Version& version = tip.versions[command.stream()];
        for (std::uint32_t event = 0; event < command.events(); ++event)
            group.push_back(workload_record(command, event, tip.end++, ++version));
    }
    return group;
}

/// The groups from number 0 on, as far as the first `end` records; one more group when `end` is within it.
inline std::vector<std::vector<Record>> step_groups(Position end) {
    std::vector<std::vector<Record>> groups;
    for (StepTip tip; tip.end < end;) groups.push_back(step_group(groups.size(), tip));
    return groups;
}

/// What the writer keeps as the checkpoint of so many records.
inline std::string step_note(Position end) {
    return "checkpoint of " + std::to_string(end) + " records\n";
}

}  // namespace taizhang::test
