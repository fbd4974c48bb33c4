#include "src/keeper/duty.hpp"

#include <taizhang/reflect/concepts.hpp>

namespace taizhang::keeper {

bool is_reminder(DutyKind kind) {
    return kind == DutyKind::report_remind || kind == DutyKind::item_remind || kind == DutyKind::rectification_remind ||
           kind == DutyKind::ledger_remind_rhythm;
}

CommandId duty_id(const StreamId& stream, const Due& due) {
    // '\n' stands in none of the parts but the key, which comes last
    const auto kind = std::string(reflect::enum_name(due.kind));
    const auto of = std::string(reflect::enum_name(due.of));
    const auto digest = sha256({"taizhang deadline keeper\n", kind, "\n", of, "\n", stream.value, "\n",
                                due.day.to_string(), "\n", std::to_string(due.days), "\n", due.key});
    auto id = CommandId::from_bytes(digest.view().substr(0, 16));
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x80);  // version 8
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);  // the variant of RFC 9562
    return id;
}

}  // namespace taizhang::keeper
